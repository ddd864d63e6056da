"""The net statement of a month with another library: as a page, as CSV, as PDF."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopru.charges.models import Entry
from kopru.charges.statements import Statement, months, statements
from kopru.libraries.models import Library
from kopru.shipping.papers import Head, NetStatement
from kopru.shipping.papers import render as render_pdf
from kopru.shipping.papers.letters import ReportLine
from kopru.web.desk.export import csv_answer
from kopru.web.desk.here import here, say
from kopru.web.desk.letterhead import head_of
from kopru.web.desk.money import partner_of
from kopru.web.frame import said
from kopru.web.frame.moneysaid import what_words, why_words
from kopru.web.frame.sight import KopruRequest, staff_only


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what the partner owes more (`debit`) or less (`credit`), and the balance after it."""

    entry: Entry
    what: str
    why: str
    debit: Decimal | None
    credit: Decimal | None
    balance: Decimal


def _rows(one: Statement) -> list[Row]:
    rows, balance = [], one.opening
    for entry in one.entries:
        balance += entry.amount
        debit = entry.amount if entry.amount > 0 else None
        credit = -entry.amount if entry.amount < 0 else None
        what, why = say(what_words(entry.transaction)), say(why_words(entry.transaction))
        rows.append(Row(entry, what, why, debit, credit, balance))
    return rows


def _wanted(request: KopruRequest, symbol: str, month: str) -> tuple[Library, list[Statement]]:
    """The partner and the statements of a month ("2026-11"), or 404."""
    partner = partner_of(request, symbol)
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError as wrong:
        raise Http404(month) from wrong
    return partner, statements(here(request), partner, first)


@require_safe
@staff_only
def show(request: KopruRequest, symbol: str, month: str) -> HttpResponse:
    """One month with one library, by our books."""
    partner, found = _wanted(request, symbol, month)
    first = date.fromisoformat(f"{month}-01")
    context = {
        "partner": partner,
        "month": first,
        "months": months(here(request), partner),
        "is_running": first >= timezone.localdate().replace(day=1),
        "statements": [(one, _rows(one)) for one in found],
    }
    return render(request, "desk/statement.html", context)


@require_safe
@staff_only
def download(request: KopruRequest, symbol: str, month: str) -> HttpResponse:
    """The same as CSV: sums as plain figures, one line an entry."""
    partner, found = _wanted(request, symbol, month)
    headings = (
        _("Number"), _("Day"), _("What"), _("Why"), _("Request"), _("They owe more"),
        _("They owe less"), _("Balance"), _("Currency"), _("In whose favour"),
    )  # fmt: skip
    rows: list[tuple[object, ...]] = []
    for one in found:
        rows.append(
            (
                one.number,
                one.month,
                _("Opening balance"),
                "",
                "",
                "",
                "",
                *_balance(one, one.opening),
            )
        )
        rows += [
            (one.number, r.entry.transaction.day, r.what, r.why, r.entry.transaction.request_number,
             _plain(r.debit), _plain(r.credit), *_balance(one, r.balance))
            for r in _rows(one)
        ]  # fmt: skip
        rows.append(
            (one.number, "", _("Closing balance"), "", "", "", "", *_balance(one, one.closing))
        )
    name = f"{here(request).symbol}-{partner.symbol}-{month}".lower()
    return csv_answer(name, headings, rows)


def _plain(amount: Decimal | None) -> str:
    """A figure that a spreadsheet in the page's language reckons with."""
    if amount is None:
        return ""
    return said.money(amount, "", language=get_language() or "tr").strip()


def _balance(one: Statement, balance: Decimal) -> tuple[str, str, str]:
    """The sum, its currency, and the library that it is owed to."""
    owner = one.library.symbol if balance > 0 else one.partner.symbol if balance else ""
    return _plain(abs(balance)), one.currency, owner


@require_safe
@staff_only
def paper(request: KopruRequest, symbol: str, month: str) -> HttpResponse:
    """The same as PDF under our letterhead."""
    _partner, found = _wanted(request, symbol, month)
    if not found:
        raise Http404(month)
    language = get_language() or "tr"
    head = head_of(here(request), language)
    papers = [_paper(one, head, language) for one in found]
    answer = HttpResponse(render_pdf(papers, language=language), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{symbol}-{month}.pdf"'.lower()
    return answer


def _paper(one: Statement, head: Head, language: str) -> NetStatement:
    def money(amount: Decimal | None) -> str:
        return "" if amount is None else said.money(amount, one.currency, language=language)

    lines = [ReportLine(_("Opening balance"), ("", "", "", money(one.opening)))]
    lines += [
        ReportLine(
            " · ".join(part for part in (r.what, r.entry.transaction.request_number) if part),
            (r.entry.transaction.day.strftime("%d.%m.%Y"), money(r.debit), money(r.credit), money(r.balance)),
        )
        for r in _rows(one)
    ]  # fmt: skip
    lines.append(ReportLine(_("Closing balance"), ("", "", "", money(one.closing))))
    name = _("Net statement with %(library)s, %(month)s") % {
        "library": one.partner.name_in(language), "month": date_format(one.month, "F Y"),
    }  # fmt: skip
    headings = (_("Day"), _("They owe more"), _("They owe less"), _("Balance"))
    foot = _(
        "Statement %(number)s. Above nought the other library owes us; below nought we owe it."
    )
    return NetStatement(head, name, headings, tuple(lines), foot % {"number": one.number})
