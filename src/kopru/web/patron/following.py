"""The reader's own requests: open ones first, one word each, and the story of each."""

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.common.citation import Citation
from kopru.common.words import Words
from kopru.intake.drafts import matched
from kopru.requests.actions import conditions, copies, reader_time, requester
from kopru.requests.actions.steps import Act, Refused
from kopru.requests.lifecycle import PATRON_REQUEST, WITH_READER, By, NotAllowed, PatronRequestState
from kopru.requests.models import Note, PatronRequest
from kopru.requests.models.patron_request import PatronRequestQuerySet
from kopru.requests.patron_view import SEVEN
from kopru.requests.reasons import REFUSED
from kopru.shipping.models import CopyFile
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, reader_only
from kopru.web.patron import reading
from kopru.web.patron.asker import act_of
from kopru.web.patron.by_hand import warn_of_masked
from kopru.web.patron.deciding import condition_of, renewal_of
from kopru.web.patron.forms import AnswerForm, CitationForm, masked_post
from kopru.web.patron.rows import finished, in_turn, row_of, rows_of
from kopru.web.patron.story import story_of, supplier_of

PER_PAGE = 20
#: a match this likely is taken over when the reader completes a citation
_LIKELY = 0.8


def mine(request: KopruRequest) -> PatronRequestQuerySet:
    """What this person asked for at the library where they now are: no other page loads a request."""
    requests = PatronRequest.objects.of(request.sight.library).of_reader(request.user).standing()
    return requests.select_related(
        "current__supplier", "pickup_branch", "library", "edition", "part_of"
    )


@require_safe
@reader_only
def patron_requests(request: KopruRequest) -> HttpResponse:
    """All of the reader's requests: the open ones, then the finished."""
    page = Paginator(finished(mine(request)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "open_requests": in_turn(mine(request).open()),
        "page": page,
        "over": rows_of(page.object_list),
    }
    return render(request, "patron/requests.html", context)


@require_safe
@reader_only
def patron_request(request: KopruRequest, number: str) -> HttpResponse:
    """One request: where it is, what comes next, what one may do."""
    return _page(request, _loaded(request, number))


def _loaded(request: KopruRequest, number: str) -> PatronRequest:
    return get_object_or_404(mine(request), number=number)


def _page(
    request: KopruRequest, one: PatronRequest, *, status: int = 200, **context: object
) -> HttpResponse:
    shown: dict[str, Any] = {
        "row": row_of(one),
        "one": one,
        "citation": one.citation,
        "steps": SEVEN,
        "story": story_of(one),
        "said": one.notes.filter(for_reader=True),
        "lender": supplier_of(one.current),
        "pickup": one.pickup_branch,
        "due_why": _from_dict(one.due_chain),
        "has_it": one.state in WITH_READER,
        "why": REFUSED.get(one.reason),
        "cancel": cancel_of(one),
        "copy": copy_kept(one),
        "offers_copy": copies.offers_a_copy(one),
        "answering": one.state == PatronRequestState.NEEDS_INFO,
        "condition": condition_of(one),
        "renewal": renewal_of(one),
    }
    if shown["answering"]:
        shown |= {"form": CitationForm(initial=one.citation.as_dict()), "answer": AnswerForm()}
    return render(request, "patron/request.html", {**shown, **context}, status=status)


def copy_kept(one: PatronRequest) -> CopyFile | None:
    """The copy that its reader may open now."""
    if one.state != PatronRequestState.DELIVERED or one.current is None:
        return None
    return copies.copy_of(one.library, one.current.request_id, is_ours=False)


def _from_dict(kept: dict[str, str]) -> Words | None:
    return Words(kept["tr"], kept.get("en", kept["tr"])) if kept.get("tr") else None


def cancel_of(one: PatronRequest) -> str:
    """ "cancel" where it closes at once, "ask_cancel" where another library is asked, else empty."""
    for action in ("cancel", "ask_cancel"):
        if PATRON_REQUEST.can(one.state, action, by=By.READER):
            return action
    return ""


@require_POST
@reader_only
def patron_cancel(request: KopruRequest, number: str) -> HttpResponse:
    """The reader does not want it any more."""
    one = _loaded(request, number)
    try:
        now = requester.cancel(one.pk, act=act_of(request))
    except NotAllowed:
        flash(request, _("It cannot be cancelled any more; see where it is now."), tone="warn")
    else:
        at_once = now.state == PatronRequestState.CANCELLED
        flash(
            request,
            _("Your request is cancelled.") if at_once
            else _("We have asked the library that has it. We write to you when it answers."),
        )  # fmt: skip
    return _back(one)


def _back(one: PatronRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("patron_request", args=[one.number]))


@require_POST
@reader_only
def patron_answer(request: KopruRequest, number: str) -> HttpResponse:
    """The reader answers the library's question: in words, in the fields, or both."""
    one = _loaded(request, number)
    data, masked = masked_post(request.POST)
    form, answer = CitationForm(data), AnswerForm(data)
    if masked:
        warn_of_masked(request)
    said = form.is_valid() & answer.is_valid()
    if said and not answer.cleaned_data["answer"] and not _changes(one, form):
        answer.add_error("answer", _("Please write your answer, or correct the fields below."))
        said = False
    if not said:
        return _page(request, one, form=form, answer=answer, status=422)
    try:
        _give(one, form, answer.cleaned_data["answer"], act_of(request))
    except NotAllowed:
        flash(request, _("This question has been settled already."), tone="neutral")
    else:
        flash(request, _("Thank you. Your library goes on with it."))
    return _back(one)


def _changes(one: PatronRequest, form: CitationForm) -> bool:
    before, after = one.citation.as_dict(), form.citation.as_dict()
    return any(before.get(name, "") != after.get(name, "") for name in form.fields)


@transaction.atomic
def _give(one: PatronRequest, form: CitationForm, text: str, act: Act) -> None:
    """The completed citation, with what the answer says where the fields say nothing."""
    read = reading.item_in(text) if text else None
    unasked = {k: v for k, v in one.cited.items() if k not in form.fields}
    citation = reading.merged(form.citation, Citation.from_dict(unasked))
    citation = reading.merged(citation, read.citation) if read else citation
    match = matched(citation)
    edition = match.edition if match and match.score >= _LIKELY else None
    requester.give_detail(one.pk, citation=citation, edition=edition, act=act)
    if text:
        Note.objects.create(
            patron_request=one, author_id=act.actor.id, by=By.READER, text=text, at=act.now,
            for_reader=True,
        )  # fmt: skip


@require_POST
@reader_only
def patron_condition(request: KopruRequest, number: str) -> HttpResponse:
    """The reader accepts the condition (POST field `answer` is "yes"), or declines it."""
    one = _loaded(request, number)
    accepts = request.POST.get("answer") == "yes"
    do = conditions.accept_condition if accepts else conditions.decline_condition
    try:
        do(one.pk, act=act_of(request))
    except NotAllowed:
        flash(request, _("This condition has been answered already."), tone="neutral")
    else:
        accepted = _("You accept the condition. The other library goes on with it.")
        declined = _("You decline the condition. We ask the next library.")
        flash(request, accepted if accepts else declined)
    return _back(one)


@require_POST
@reader_only
def patron_renew(request: KopruRequest, number: str) -> HttpResponse:
    """The reader asks for more time."""
    one = _loaded(request, number)
    try:
        reader_time.ask_renewal(one.pk, act=act_of(request))
    except (NotAllowed, Refused):
        flash(request, _("More time cannot be asked for now."), tone="warn")
    else:
        flash(request, _("We have asked for more time. You are not late until the answer comes."))
    return _back(one)


@require_safe
@reader_only
def ask_again(request: KopruRequest, number: str) -> HttpResponse:
    """A finished request once more: the title page where the edition is known, else the form."""
    one = _loaded(request, number)
    if not one.is_final:
        raise Http404
    if one.edition_id is not None:
        return redirect("title", pk=one.edition_id)
    return redirect(f"{reverse('ask_by_hand')}?again={one.number}")
