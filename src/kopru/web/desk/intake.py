"""Wishes that came by mail and wait for a person: read, matched, and one click from a request."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.catalogue.queries import holders_of
from kopru.common.words import Words
from kopru.connections.mailbox.models import Mail
from kopru.intake import drafts
from kopru.intake.models import Draft, DraftState
from kopru.patrons.actions import found_by_mail
from kopru.patrons.models import Patron
from kopru.requests.actions.steps import Act
from kopru.requests.eligibility import Objection
from kopru.requests.models import PatronRequest
from kopru.requests.queries import judge
from kopru.web.desk.correcting import editions_for, picked
from kopru.web.desk.forms import CitationForm
from kopru.web.desk.here import act_of, attempt, here, page_of, said_against
from kopru.web.desk.saying import wait_words
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only

_SURE = (
    (0.85, Words("kesin", "sure"), "good"),
    (0.6, Words("bakın", "check"), "warn"),
    (0.0, Words("emin değil", "unsure"), "bad"),
)

#: a title read less surely than this is looked at by a person (`intake.drafts`)
_TITLE_READ = 0.8


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a field was read, as a word and its tone."""

    words: Words
    tone: str


def sureness(value: float) -> Sureness:
    """The word for a confidence of 0 to 1."""
    for least, words, tone in _SURE:
        if value >= least:
            return Sureness(words, tone)
    return Sureness(_SURE[-1][1], "bad")


def _load(request: KopruRequest, pk: int) -> Draft:
    rows = Draft.objects.of(here(request)).select_related(
        "library", "patron", "edition", "about", "patron_request"
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
@staff_only
def show_intake(request: KopruRequest) -> HttpResponse:
    """The queue, oldest first; `state=decided` shows what was decided."""
    rows = Draft.objects.of(here(request)).select_related("patron", "edition", "patron_request")
    decided = request.GET.get("state") == "decided"
    rows = (
        rows.exclude(state=DraftState.WAITING).order_by("-decided_at")
        if decided
        else rows.waiting()
    )
    page = page_of(rows, request)
    lines = [(draft, [wait_words(code) for code in why_it_waits(draft)]) for draft in page]
    return render(request, "desk/intake.html", {"page": page, "lines": lines, "decided": decided})


def why_it_waits(draft: Draft) -> list[str]:
    """Codes of everything that kept a draft from becoming a request by itself."""
    codes = [draft.why] if draft.why else []
    codes += [str(code) for code in draft.needs]
    if draft.patron is None and draft.why != "stranger":
        codes.append("reader_missing")
    if draft.cited and draft.edition is None:
        codes.append("no_match")
    sure = float(draft.confidence.get("match", 0)) >= drafts.CERTAIN
    sure = sure and float(draft.confidence.get("title", 1)) >= _TITLE_READ
    return codes or ["rules" if sure else "not_certain"]


@require_safe
@staff_only
def show_draft(request: KopruRequest, pk: int) -> HttpResponse:
    """A draft beside the mail it was read from."""
    return _page(request, _load(request, pk))


def _page(
    request: KopruRequest, draft: Draft, form: CitationForm | None = None, *, status: int = 200
) -> HttpResponse:
    library = here(request)
    mail = Mail.objects.of(library).filter(pk=draft.mail_id).first() if draft.mail_id else None
    look = request.GET.get("look", "" if draft.edition else draft.citation.title)
    form = form or CitationForm(initial=draft.cited)
    patron = _reader(request, draft)
    context = {
        "draft": draft,
        "mail": mail,
        "form": form,
        "fields": [
            (
                field,
                sureness(draft.confidence[field.name]) if field.name in draft.confidence else None,
            )
            for field in form
        ],
        "why": [wait_words(code) for code in why_it_waits(draft)],
        "edition": draft.edition,
        "match": sureness(float(draft.confidence.get("match", 0))) if draft.edition else None,
        "holders": holders_of(draft.edition) if draft.edition else [],
        "hits": editions_for(look),
        "look": look,
        "patron": patron,
        "objections": said_against(_against(draft, patron)),
        "kept": {"patron": request.GET["patron"]} if "patron" in request.GET else {},
        "readers": _readers(request) if not draft.patron else [],
        "next": Draft.objects.of(library).waiting().exclude(pk=draft.pk).first(),
        "is_waiting": draft.state == DraftState.WAITING,
    }
    return render(request, "desk/draft.html", context, status=status)


def _against(draft: Draft, patron: Patron | None) -> list[Objection]:
    """What speaks against sending it on, as long as it waits."""
    if patron is None or draft.state != DraftState.WAITING or not draft.cited:
        return []
    return judge(patron, draft.citation, draft.edition, today=timezone.localdate())


def _reader(request: KopruRequest, draft: Draft) -> Patron | None:
    """The draft's reader; the one chosen in the address; or one registered since with that mail."""
    library = here(request)
    chosen = request.POST.get("patron") or request.GET.get("patron") or ""
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 18:
        return Patron.objects.of(library).filter(pk=int(chosen)).first()
    return draft.patron or (found_by_mail(library, draft.sender) if draft.sender else None)


def _readers(request: KopruRequest) -> list[Patron]:
    text = request.GET.get("reader", "").strip()
    return list(Patron.objects.of(here(request)).found_by(text)[:8]) if text else []


@require_POST
@staff_only
def accept(request: KopruRequest, pk: int) -> HttpResponse | HttpResponseRedirect:
    """The draft becomes a request: as read, or as corrected where POST field `corrected` is there.

    With POST field `send` the first library is asked at once.
    """
    draft, act = _load(request, pk), act_of(request)
    said: dict[str, Any] = {"patron": _reader(request, draft)}
    if "corrected" in request.POST:
        form = CitationForm(request.POST)
        if not form.is_valid():
            return _page(request, draft, form, status=422)
        said |= {
            "citation": form.citation(draft.citation),
            "edition": picked(request, draft.edition),
        }
    made = attempt(request, lambda: drafts.accept(pk, library=draft.library, act=act, **said))
    if made is None:
        return redirect("desk_draft", pk)
    words = _("Request %(number)s is made.") % {"number": made.number}
    if "send" in request.POST:
        words = f"{words} {_send(made, act)}"
    flash(request, words)
    return _on(request, draft)


def _send(made: PatronRequest, act: Act) -> str:
    """Ask the first library unless something speaks against it; says which of the two."""
    if made.patron and judge(
        made.patron, made.citation, made.edition, today=timezone.localdate(act.now), besides=made
    ):
        return _("Not sent: something speaks against it, please look at it.")
    if drafts.send_if_possible(made, Act(act.actor, act.now)):
        return _("The first library is asked.")
    return _("There is no library to ask yet: please look at it.")


def _on(request: KopruRequest, draft: Draft) -> HttpResponseRedirect:
    """To the next draft, or back to the queue when it was the last."""
    following = Draft.objects.of(here(request)).waiting().exclude(pk=draft.pk).first()
    return redirect("desk_draft", following.pk) if following else redirect("desk_intake")


@require_POST
@staff_only
def dismiss(request: KopruRequest, pk: int) -> HttpResponse:
    """Nothing is to be done; can be taken back."""
    draft = _load(request, pk)
    done = attempt(request, lambda: drafts.dismiss(pk, library=draft.library, act=act_of(request)))
    if done is None:
        return redirect("desk_draft", pk)
    flash(
        request,
        _("Put aside. The mail is kept."),
        tone="neutral",
        undo=reverse("desk_draft_reopen", args=[pk]),
    )
    return _on(request, draft)


@require_POST
@staff_only
def reopen(request: KopruRequest, pk: int) -> HttpResponse:
    """A draft that was put aside waits again."""
    draft = _load(request, pk)
    drafts.reopen(pk, library=draft.library)
    flash(request, _("It waits again."), tone="neutral")
    return redirect("desk_draft", pk)
