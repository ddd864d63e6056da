"""Who owes whom: every partner, one partner's account, and what was booked wrongly."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Count, Sum
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.charges import between, books
from kopru.charges.lifting import lift, lifted
from kopru.charges.models import Entry, Purpose, Transaction
from kopru.charges.readers import Sum as Amount
from kopru.charges.statements import months
from kopru.libraries.models import Library
from kopru.requests.actions.costs import made_by
from kopru.requests.early import early_warnings
from kopru.requests.judging import partner_blocks
from kopru.requests.lifecycle import BorrowingState
from kopru.requests.models import BorrowingRequest, LendingRequest
from kopru.requests.owing import AWAY, partner_place
from kopru.web.desk.accounts import account_view, booked
from kopru.web.desk.here import act_of, here
from kopru.web.desk.money_forms import ChargeForm, LiftForm, PartnerPayForm, ReverseForm, WaiveForm
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only

#: with us, and wanted back
_WITH_US = (BorrowingState.RECEIVED, BorrowingState.RECALLED, BorrowingState.OVERDUE)


@dataclass(slots=True)
class Standing:
    """How we stand with one library: sums by currency (above nought: they owe us), and what is late."""

    partner: Library
    sums: dict[str, Decimal] = field(default_factory=dict)
    theirs_late: int = 0
    ours_late: int = 0

    @property
    def they_owe(self) -> dict[str, Decimal]:
        """Sums owed to us."""
        return {currency: total for currency, total in self.sums.items() if total > 0}

    @property
    def we_owe(self) -> dict[str, Decimal]:
        """Sums that we owe, above nought."""
        return {currency: -total for currency, total in self.sums.items() if total < 0}


def _standings(library: Library) -> list[Standing]:
    """Every library with which there is money, or something late."""
    today = timezone.localdate()
    found: dict[int, Standing] = {}

    def of(pk: int) -> Standing:
        return found.setdefault(pk, Standing(Library(pk=pk)))

    sums = Entry.objects.filter(account__library=library, account__kind="partner")
    for pk, currency, total in (
        sums.values_list("account__partner", "currency").annotate(total=Sum("amount"))
    ).order_by("account__partner", "currency"):
        if total.quantize(books.CENT):
            of(pk).sums[currency] = total.quantize(books.CENT)
        else:
            of(pk)
    lent = LendingRequest.objects.of(library).filter(state__in=AWAY, due_date__lt=today)
    for pk, n in lent.values_list("requester").annotate(n=Count("pk")).order_by():
        of(pk).theirs_late = n
    borrowed = BorrowingRequest.objects.of(library).filter(state__in=_WITH_US, due_date__lt=today)
    for pk, n in borrowed.values_list("supplier").annotate(n=Count("pk")).order_by():
        of(pk).ours_late = n
    for partner in Library.objects.filter(pk__in=found):
        found[partner.pk].partner = partner
    return sorted(found.values(), key=lambda one: one.partner.name_sort)


def _readers(library: Library) -> list[Any]:
    """Readers who owe something, the most first."""
    rows = Entry.objects.filter(account__library=library, account__kind="reader")
    sums = rows.values("account__patron", "account__patron__name", "currency")
    owed = sums.annotate(total=Sum("amount")).filter(total__gt=Decimal("0.004"))
    return list(owed.order_by("-total", "account__patron")[:50])


@require_safe
@staff_only
def show_money(request: KopruRequest) -> HttpResponse:
    """Early warnings, every partner, and readers who owe."""
    library = here(request)
    context = {
        "warnings": early_warnings(library, today=timezone.localdate()),
        "standings": _standings(library),
        "readers": _readers(library),
    }
    return render(request, "desk/money.html", context)


def partner_of(request: KopruRequest, symbol: str) -> Library:
    """Another library, or 404."""
    return get_object_or_404(Library.objects.exclude(pk=here(request).pk), symbol=symbol)


@require_safe
@staff_only
def show_partner(request: KopruRequest, symbol: str) -> HttpResponse:
    """One partner's account in our books."""
    return _page(request, partner_of(request, symbol))


def _page(
    request: KopruRequest, partner: Library, *, wrong: Mapping[str, forms.Form] | None = None
) -> HttpResponse:
    library, today = here(request), timezone.localdate()
    view = account_view(library, partner_place(partner))
    context = {
        "partner": partner,
        "view": view,
        "they_owe": {c: s for c, s in view.sums.items() if s > 0},
        "we_owe": {c: -s for c, s in view.sums.items() if s < 0},
        "forms": {**_forms(library, view.sums), **(wrong or {})},
        "wrong": list(wrong or {}),
        "their_blocks": partner_blocks(library, partner, today=today),
        "our_blocks": partner_blocks(partner, library, today=today) if partner.is_local else [],
        "lifted": lifted(library, partner, on=today),
        "lifted_for_us": lifted(partner, library, on=today),
        "warnings": [
            one for one in early_warnings(library, today=today) if one.lender.pk == partner.pk
        ],
        "terms": partner.terms(on=today),
        "months": months(library, partner),
    }
    return render(request, "desk/money_partner.html", context, status=422 if wrong else 200)


def currencies_of(library: Library, sums: Mapping[str, Decimal]) -> list[str]:
    """Those of an account; that of the library's terms where there is none."""
    return sorted(sums) or [library.terms(on=timezone.localdate()).currency]


def _forms(library: Library, sums: Mapping[str, Decimal]) -> dict[str, forms.Form]:
    found = currencies_of(library, sums)
    total = abs(sums[found[0]]) if sums else None
    ours = library.terms(on=timezone.localdate()).currency
    week = timezone.localdate() + timedelta(days=30)
    return {
        "pay": PartnerPayForm(prefix="pay", currencies=found, initial={"amount": total}),
        "waive": WaiveForm(prefix="waive", currencies=found, initial={"amount": total}),
        "charge": ChargeForm(prefix="charge", currencies=sorted({ours, *found})),
        "lift": LiftForm(prefix="lift", initial={"until": week}),
    }


@require_POST
@staff_only
def do_partner(request: KopruRequest, symbol: str, what: str) -> HttpResponse:
    """Book a payment, a waiver or a charge between us and a partner; or lift what blocks it."""
    library, partner = here(request), partner_of(request, symbol)
    view = account_view(library, partner_place(partner))
    found = currencies_of(library, view.sums)
    ours = library.terms(on=timezone.localdate()).currency
    made: dict[str, Callable[[], forms.Form]] = {
        "pay": lambda: PartnerPayForm(request.POST, prefix="pay", currencies=found),
        "waive": lambda: WaiveForm(request.POST, prefix="waive", currencies=found),
        "charge": lambda: ChargeForm(
            request.POST, prefix="charge", currencies=sorted({ours, *found})
        ),
        "lift": lambda: LiftForm(request.POST, prefix="lift"),
    }
    if what not in made:
        raise Http404(what)
    form = made[what]()
    if not form.is_valid():
        return _page(request, partner, wrong={what: form})
    if booked(request, lambda: _carry_out(what, form, request, partner, view.sums)) is not None:
        flash(request, DONE[what]())
    return redirect("desk_money_partner", symbol)


#: what is said when it is booked
DONE: Mapping[str, Callable[[], str]] = {
    "pay": lambda: _("The payment is booked."),
    "waive": lambda: _("It is waived; the reason stays in the books."),
    "charge": lambda: _("The charge is booked."),
    "lift": lambda: _("Lifted until that day."),
}


def _carry_out(
    what: str,
    form: forms.Form,
    request: KopruRequest,
    partner: Library,
    sums: Mapping[str, Decimal],
) -> object:
    library, said = here(request), form.cleaned_data
    act = act_of(request)
    made = made_by(act, library)
    if what == "lift":
        return lift(whom=partner, until=said["until"], reason=said["reason"], made=made)
    if isinstance(form, PartnerPayForm):
        they_pay = sums.get(said["currency"], Decimal(0)) > 0
        payer, payee = (partner, library) if they_pay else (library, partner)
        return between.pay(payer, payee, form.paid, made=made, facts=form.facts)
    amount = Amount(said["amount"], said["currency"], Purpose.OTHER)
    if what == "waive":
        return between.waive(library, partner, amount, reason=said["reason"], made=made)
    amount = Amount(
        said["amount"], said["currency"], Purpose(said["purpose"]), said["request_number"].strip()
    )
    return between.charge(
        library,
        partner,
        amount,
        reference=f"by-hand:{act.deed.hex}",
        reason=said["reason"],
        made=made,
    )


@require_POST
@staff_only
def reverse_line(request: KopruRequest, pk: int) -> HttpResponseRedirect:
    """Take back what this library booked wrongly; at both ends where there are two."""
    library = here(request)
    row = get_object_or_404(Transaction.objects.of(library), pk=pk)
    form = ReverseForm(request.POST)
    if not form.is_valid():
        flash(request, _("Say why it is taken back."), tone="bad")
        return _back(row)

    def do() -> object:
        with transaction.atomic():
            reason, act = form.cleaned_data["reason"], act_of(request)
            return books.reverse(row.pk, reason=reason, made=made_by(act, library))

    if booked(request, do) is not None:
        flash(request, _("Taken back; both stand in the books."))
    return _back(row)


def _back(row: Transaction) -> HttpResponseRedirect:
    """To the account that the line stands on."""
    for entry in row.entries.select_related("account__partner"):
        if entry.account.partner is not None:
            return redirect("desk_money_partner", entry.account.partner.symbol)
        if entry.account.patron_id is not None:
            return redirect("desk_money_reader", entry.account.patron_id)
    return redirect("desk_money")
