"""Readers: found, registered from the card, changed, approved, blocked."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopru.charges.queries import reader_owes
from kopru.patrons import actions
from kopru.patrons.models import Patron, PatronGroup, Standing
from kopru.requests.actions.leaving import Left, holding_up, leave
from kopru.requests.judging import reader_blocks
from kopru.requests.lifecycle import PATRON_REQUEST
from kopru.web.desk.export import csv_answer
from kopru.web.desk.here import act_of, here, page_of
from kopru.web.desk.patron_forms import PatronForm, RegisterForm, WhyForm, masked_words
from kopru.web.desk.rows import row_of
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only

STANDING_TONES = {
    Standing.ASKED: "warn", Standing.MEMBER: "good", Standing.BLOCKED: "bad",
    Standing.REFUSED: "neutral", Standing.LEFT: "neutral",
}  # fmt: skip


def load(request: KopruRequest, pk: int) -> Patron:
    """The reader of this library, or 404."""
    return get_object_or_404(Patron.objects.of(here(request)).select_related("user"), pk=pk)


@require_safe
@staff_only
def show_patrons(request: KopruRequest) -> HttpResponse:
    """Readers by name; `q`, `standing`, `group`, `page`, `format=csv` in the address."""
    rows = Patron.objects.of(here(request)).found_by(request.GET.get("q", ""))
    standing, group = request.GET.get("standing", ""), request.GET.get("group", "")
    if standing in Standing.values:
        rows = rows.filter(standing=standing)
    if group in PatronGroup.values:
        rows = rows.filter(group=group)
    if request.GET.get("format") == "csv":
        return _csv(rows)
    over = PATRON_REQUEST.final_states()
    counted = rows.annotate(
        open_requests=Count("patron_requests", ~Q(patron_requests__state__in=over))
    )
    context = {
        "page": page_of(counted.order_by("name_sort", "pk"), request),
        "tones": STANDING_TONES,
        "standings": Standing.choices,
        "standing": standing,
        "groups": PatronGroup.choices,
        "group": group,
        "today": timezone.localdate(),
    }
    return render(request, "desk/patrons.html", context)


def _csv(rows: Any) -> HttpResponse:
    """The columns that an import understands."""
    headings = (
        _("Card number"), _("Name"), _("E-mail"), _("Group"), _("Faculty"), _("Valid until"), _("Language"),
    )  # fmt: skip
    cells = (
        (p.number, p.name, p.email, p.group, p.faculty, p.valid_until or "", p.language)
        for p in rows.iterator(500)
    )
    return csv_answer(f"readers-{timezone.localdate()}", headings, cells)


@require_safe
@staff_only
def show_patron(request: KopruRequest, pk: int) -> HttpResponse:
    """One reader: card, standing, requests."""
    return _page(request, load(request, pk))


def _page(
    request: KopruRequest, patron: Patron, *, why: WhyForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    requests = patron.patron_requests.select_related("patron", "current__supplier")[:50]
    context = {
        "patron": patron,
        "tone": STANDING_TONES[Standing(patron.standing)],
        "rows": [row_of(r, today=today) for r in requests],
        "notices": patron.notices.order_by("-written_at")[:10],
        "may_ask": patron.may_ask(on=today),
        "why": why or WhyForm(),
        "holding_up": [row_of(one, today=today) for one in holding_up(patron)],
        "owes": reader_owes(patron),
        "money_blocks": reader_blocks(patron, today=today),
        "is_run_out": patron.valid_until is not None and patron.valid_until < today,
    }
    return render(request, "desk/patron.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def register(request: KopruRequest) -> HttpResponse:
    """Register a reader from the card; `name`, `email` and `next` (a draft) prefill it."""
    patron = Patron(library=here(request))
    prefilled = {k: request.GET[k] for k in ("name", "email") if k in request.GET}
    form = RegisterForm(request.POST or None, instance=patron, initial=prefilled)
    if request.method == "POST" and form.is_valid():
        back_now = form.cleaned_data["card_handed_back"]
        try:
            masked = actions.register(form.instance, now=timezone.now(), card_handed_back=back_now)
        except ValidationError as error:
            form.take_errors(error)
        else:
            return _registered(request, form.instance, masked)
    context = {"form": form, "draft": request.POST.get("draft") or request.GET.get("draft", "")}
    return render(request, "desk/patron_form.html", context, status=422 if form.errors else 200)


def _registered(request: KopruRequest, patron: Patron, masked: list[str]) -> HttpResponseRedirect:
    flash(request, _("%(name)s is registered and will be told by e-mail.") % {"name": patron.name})
    if masked:
        flash(request, masked_words(masked), tone="warn")
    draft = request.POST.get("draft", "")
    if draft.isascii() and draft.isdigit() and len(draft) < 18:
        return redirect("desk_draft", int(draft))
    return redirect("desk_patron", patron.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request: KopruRequest, pk: int) -> HttpResponse:
    """Change a reader's data."""
    form = PatronForm(request.POST or None, instance=load(request, pk))
    if request.method == "POST" and form.is_valid():
        try:
            masked = actions.change(form.instance)
        except ValidationError as error:
            form.take_errors(error)
        else:
            flash(request, masked_words(masked) or _("Kept."), tone="warn" if masked else "good")
            return redirect("desk_patron", pk)
    context = {"form": form, "patron_pk": pk}
    return render(request, "desk/patron_form.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only
def decide(request: KopruRequest, pk: int, what: str) -> HttpResponse:
    """approve, refuse, block, unblock or leave; refusing and blocking need POST field `why`."""
    patron, library = load(request, pk), here(request)
    form = WhyForm(request.POST)
    if what in ("refuse", "block") and not form.is_valid():
        return _page(request, patron, why=form, status=422)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    asked = patron.standing == Standing.ASKED
    if what == "approve" and asked:
        actions.approve(pk, library=library, now=timezone.now())
        flash(request, _("Approved. The reader is told by e-mail."))
    elif what == "refuse" and asked:
        actions.refuse_account(pk, library=library, why=why, now=timezone.now())
        flash(request, _("Refused. The reader is told the reason."), tone="neutral")
    elif what == "block" and patron.standing == Standing.MEMBER:
        actions.block(pk, library=library, why=why)
        flash(
            request,
            _("Blocked: %(name)s cannot ask any more.") % {"name": patron.name},
            tone="neutral",
        )
    elif what == "leave" and patron.standing in (Standing.MEMBER, Standing.BLOCKED):
        _left(request, leave(patron, act=act_of(request)))
    elif what == "unblock" and patron.standing == Standing.BLOCKED:
        actions.unblock(pk, library=library)
        flash(request, _("%(name)s may ask again.") % {"name": patron.name})
    return redirect("desk_patron", pk)


def _left(request: KopruRequest, left: Left) -> None:
    if left.holding_up:
        words = _("The reader has left. Something still has to come back; see below.")
        flash(request, words, tone="warn")
    else:
        flash(request, _("The reader has left; nothing holds up the clearance."))
