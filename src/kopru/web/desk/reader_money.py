"""A reader's account at the desk: what is owed and why, paid, waived, asked by hand, lifted."""

import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.charges import readers
from kopru.charges.lifting import lift, lifted
from kopru.charges.models import AccountKind, Purpose, Transaction
from kopru.charges.readers import Sum, reader_place
from kopru.patrons.models import Patron
from kopru.requests.actions.costs import made_by
from kopru.requests.delays import late_fines
from kopru.requests.judging import reader_blocks
from kopru.requests.models import BorrowingRequest
from kopru.web.desk.accounts import account_view, booked
from kopru.web.desk.here import act_of, here
from kopru.web.desk.money import DONE, currencies_of
from kopru.web.desk.money_forms import ChargeForm, LiftForm, PayForm, WaiveForm
from kopru.web.desk.patrons import load
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only


@require_safe
@staff_only
def show_reader(request: KopruRequest, pk: int) -> HttpResponse:
    """One reader's account."""
    return _page(request, load(request, pk))


def _page(
    request: KopruRequest, patron: Patron, *, wrong: Mapping[str, forms.Form] | None = None
) -> HttpResponse:
    today = timezone.localdate()
    view = account_view(patron.library, reader_place(patron))
    total = next(iter(view.sums.values()), None)
    context = {
        "patron": patron,
        "view": view,
        "owes": {c: s for c, s in view.sums.items() if s > 0},
        "credit": {c: -s for c, s in view.sums.items() if s < 0},
        "running": late_fines(patron, today=today),
        "blocks": reader_blocks(patron, today=today),
        "lifted": lifted(patron.library, patron, on=today),
        "forms": {**_forms(patron, view.sums, total), **(wrong or {})},
        "wrong": list(wrong or {}),
    }
    return render(request, "desk/money_reader.html", context, status=422 if wrong else 200)


def _forms(
    patron: Patron, sums: Mapping[str, Decimal], total: Decimal | None
) -> dict[str, forms.Form]:
    found = currencies_of(patron.library, sums)
    until = timezone.localdate() + timedelta(days=30)
    owed = total if total and total > 0 else None
    return {
        "pay": PayForm(prefix="pay", currencies=found, initial={"amount": owed}),
        "waive": WaiveForm(prefix="waive", currencies=found, initial={"amount": owed}),
        "charge": ChargeForm(prefix="charge", currencies=found),
        "lift": LiftForm(prefix="lift", initial={"until": until}),
    }


@require_POST
@staff_only
def do_reader(request: KopruRequest, pk: int, what: str) -> HttpResponse:
    """Take a payment, waive, charge by hand, or lift what blocks the reader."""
    patron = load(request, pk)
    view = account_view(patron.library, reader_place(patron))
    found = currencies_of(patron.library, view.sums)
    made: dict[str, Callable[[], forms.Form]] = {
        "pay": lambda: PayForm(request.POST, prefix="pay", currencies=found),
        "waive": lambda: WaiveForm(request.POST, prefix="waive", currencies=found),
        "charge": lambda: ChargeForm(request.POST, prefix="charge", currencies=found),
        "lift": lambda: LiftForm(request.POST, prefix="lift"),
    }
    if what not in made:
        raise Http404(what)
    form = made[what]()
    if not form.is_valid():
        return _page(request, patron, wrong={what: form})
    if booked(request, lambda: _carry_out(what, form, request, patron)) is not None:
        flash(request, DONE[what]())
    return redirect("desk_money_reader", pk)


def _settles(request: KopruRequest, patron: Patron) -> Transaction | None:
    """The charge that was chosen to be paid or waived, of this reader."""
    chosen = request.POST.get("settles", "")
    if not (chosen.isascii() and chosen.isdigit()):
        return None
    mine = Transaction.objects.of(patron.library).standing()
    return mine.filter(pk=int(chosen), entries__account__patron=patron).first()


def _carry_out(what: str, form: forms.Form, request: KopruRequest, patron: Patron) -> object:
    said, act = form.cleaned_data, act_of(request)
    made, settles = made_by(act, patron.library), _settles(request, patron)
    if what == "lift":
        return lift(whom=patron, until=said["until"], reason=said["reason"], made=made)
    if isinstance(form, PayForm):
        return readers.pay_by_reader(patron, form.paid, made=made, settles=settles)
    if what == "waive":
        purpose = Purpose(settles.purpose) if settles and settles.purpose else Purpose.OTHER
        number = settles.request_number if settles else ""
        amount = Sum(said["amount"], said["currency"], purpose, number)
        return readers.waive_for_reader(
            patron, amount, reason=said["reason"], reference=f"waived:{uuid.uuid4().hex}", made=made,
            settles=settles,
        )  # fmt: skip
    amount = Sum(
        said["amount"], said["currency"], Purpose(said["purpose"]), said["request_number"].strip()
    )
    return readers.ask_of_reader(
        patron, amount, reference=f"by-hand:{act.deed.hex}", reason=said["reason"], made=made
    )


@require_POST
@staff_only
def pass_on(request: KopruRequest, pk: int) -> HttpResponseRedirect:
    """What another library charged us for a loan is asked of the reader it was for: once."""
    library = here(request)
    row = get_object_or_404(Transaction.objects.of(library).standing(), pk=pk)
    entry = row.entries.filter(account__kind=AccountKind.PARTNER, amount__lt=0).first()
    loan = BorrowingRequest.objects.of(library).filter(request_id=row.request_number)
    borrowing = loan.select_related("patron_request__patron__library").first()
    patron = borrowing.patron_request.patron if borrowing else None
    if entry is None or borrowing is None or patron is None:
        raise Http404(str(pk))
    number = borrowing.patron_request.number
    amount = Sum(-entry.amount, entry.currency, Purpose(row.purpose), number)
    asked = booked(
        request,
        lambda: readers.ask_of_reader(
            patron, amount, reference=f"passed-on:{row.pk}", reason=row.reason, facts=row.facts,
            made=made_by(act_of(request), library),
        ),
    )  # fmt: skip
    if asked is not None:
        flash(request, _("It stands on the reader's account now."))
    return redirect("desk_request", number)
