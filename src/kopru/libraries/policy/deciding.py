"""What a library's terms say of one request, and which of them says it. Pure.

Source: domain.md 2.1, 3.5 (steps 1, 4, 7) and 3.6 (conditional supply, copy instead, renewal).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable
from kopru.libraries.policy.case import Case
from kopru.libraries.policy.terms import Terms

Side = Literal["lending", "borrowing"]
#: a loan that is refused for one of these may be met by a copy
_COPIED_INSTEAD = frozenset({"kind", "trait", "single_copy", "clause"})


@dataclass(frozen=True, slots=True)
class Applied:
    """Terms as they stand for one case.

    `by` has the clause (from nought) that a term is from, for those that a clause sets;
    `refusing` are the clauses that refuse the case.
    """

    terms: Terms
    by: Mapping[str, int]
    refusing: tuple[int, ...]


def applied(terms: Terms, case: Case, side: Side) -> Applied:
    """The terms of one side with the clauses that are for this case; later ones go before."""
    values: dict[str, Any] = {}
    by: dict[str, int] = {}
    refusing: list[int] = []
    for number, clause in enumerate(terms.clauses):
        if clause.side != side or not case.meets(clause.when):
            continue
        if clause.refuses:
            refusing.append(number)
        values |= clause.sets
        by |= dict.fromkeys(clause.sets, number)
    return Applied(terms.with_set(values) if values else terms, by, tuple(refusing))


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that terms say of a case.

    `reason` is the code it is told by: of ISO 18626 where a supplier refuses, of the home
    library where that does. `reads` are the terms that it rests on.
    """

    code: str
    reads: tuple[str, ...]
    stands: Callable[[Terms, Case], bool]
    words: Callable[[Terms, Case], W]
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that stands, and the clause (from nought) that it rests on; None: the terms themselves."""

    code: str
    reason: str
    words: W
    reads: tuple[str, ...]
    clause: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What one side says: what speaks against it (nothing: it is allowed), on which conditions.

    `copy_instead`: refused as a loan, and a copy is offered.
    """

    side: Side
    applied: Applied
    against: tuple[Finding, ...]
    conditions: tuple[Finding, ...] = ()
    copy_instead: bool = False

    @property
    def is_allowed(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.against


def _loan(case: Case) -> bool:
    return case.service == "loan"


_LENDING = (
    Check("lends", ("lends",), lambda t, c: _loan(c) and not t.lends,
          lambda t, c: W("Şu sıra başka kütüphanelere ödünç vermiyor.", "It lends nothing to other libraries at present."), "NotAvailableForILL"),
    Check("copies", ("gives_copies",), lambda t, c: not _loan(c) and not t.gives_copies,
          lambda t, c: W("Kopya sağlamıyor.", "It supplies no copies."), "NotAvailableForILL"),
    Check("individual", ("serves_individuals",), lambda t, c: c.individual and not t.serves_individuals,
          lambda t, c: W("Kişilerden doğrudan istek almıyor; kütüphaneniz istemeli.", "It takes no requests of persons; your library has to ask."), "PolicyProblem"),
    Check("kind", ("excluded_kinds",), lambda t, c: _loan(c) and c.kind in t.excluded_kinds,
          lambda t, c: W("Bu türü ödünç vermiyor.", "It does not lend this kind."), "NonCirculating"),
    Check("trait", ("excluded_traits",), lambda t, c: _loan(c) and not set(c.traits).isdisjoint(t.excluded_traits),
          lambda t, c: W("Bu nitelikteki yayını ödünç vermiyor.", "It does not lend items of this sort."), "NonCirculating"),
    Check("single_copy", ("needs_two_copies",), lambda t, c: _loan(c) and t.needs_two_copies and c.copies is not None and c.copies < 2,
          lambda t, c: W("Tek nüshasını ödünç vermiyor.", "It does not lend its only copy."), "NonCirculating"),
    Check("library_limit", ("max_per_library",), lambda t, c: _loan(c) and c.items_out >= t.max_per_library,
          lambda t, c: W(f"Bir kütüphaneye aynı anda {t.max_per_library} yayın veriyor; isteyende {c.items_out} var.", f"It lends one library {t.max_per_library} items at once; the requester has {c.items_out}."), "PolicyProblem"),
    Check("reader_limit", ("max_per_reader",), lambda t, c: _loan(c) and 0 < t.max_per_reader <= c.reader_items_out,
          lambda t, c: W(f"Bir okura aynı anda {t.max_per_reader} yayın veriyor; okurda {c.reader_items_out} var.", f"It lends one reader {t.max_per_reader} items at once; the reader has {c.reader_items_out}."), "PolicyProblem"),
    Check("copy_limit", ("max_copies_per_library",), lambda t, c: not _loan(c) and 0 < t.max_copies_per_library <= c.copies_asked,
          lambda t, c: W(f"Bir kütüphanenin aynı anda {t.max_copies_per_library} kopya isteğini alıyor; açık {c.copies_asked} istek var.", f"It takes {t.max_copies_per_library} requests for copies of one library at once; {c.copies_asked} are open."), "PolicyProblem"),
    Check("overdue", ("bars_late",), lambda t, c: t.bars_late == "overdue" and c.items_overdue > 0,
          lambda t, c: W(f"Gecikmiş yayını olan kütüphaneye vermiyor; {c.items_overdue} yayın gecikmiş.", f"It lends nothing while something is overdue; {c.items_overdue} items are."), "PolicyProblem"),
    Check("warned", ("bars_late", "warnings"), lambda t, c: t.bars_late == "warnings" and c.warnings >= t.warnings,
          lambda t, c: W(f"{t.warnings} uyarıdan sonra {t.barred_days} gün vermiyor.", f"After {t.warnings} warnings it lends nothing for {t.barred_days} days."), "PolicyProblem"),
    Check("late_once", ("bars_late",), lambda t, c: t.bars_late == "once" and c.late_ever > 0,
          lambda t, c: W("Bir kez geciken ya da hasar veren kütüphaneye bir daha vermiyor.", "It lends nothing more to a library that was late or did damage once."), "PolicyProblem"),
    Check("debt", ("debt_limit",), lambda t, c: 0 < t.debt_limit < c.debt,
          lambda t, c: W(f"Borcu {t.debt_limit} {t.currency} üstünde olan kütüphaneye vermiyor.", f"It lends nothing to a library that owes more than {t.debt_limit} {t.currency}."), "PolicyProblem"),
    Check("pages", ("copy_pages",), lambda t, c: not _loan(c) and c.pages is not None and 0 < t.copy_pages < c.pages,
          lambda t, c: W(f"Bir kopya en çok {t.copy_pages} sayfa olabiliyor; istenen {c.pages} sayfa.", f"A copy has at most {t.copy_pages} pages; {c.pages} are asked for."), "PolicyProblem"),
    Check("share", ("copy_share",), lambda t, c: not _loan(c) and c.share is not None and c.share > t.copy_share,
          lambda t, c: W(f"Bir eserin en çok yüzde {t.copy_share} kadarını kopyalıyor.", f"It copies at most {t.copy_share} percent of a work."), "PolicyProblem"),
)  # fmt: skip

_RENEWING = (
    Check("renewals", ("renewals",), lambda t, c: c.renewals_done >= t.renewals,
          lambda t, c: W(f"Süre {t.renewals} kez uzatılabiliyor; {c.renewals_done} kez uzatıldı.", f"A loan is renewed {t.renewals} times; this one was {c.renewals_done} times.") if t.renewals else W("Süre uzatılmıyor.", "Loans are not renewed."), "PolicyProblem"),
    Check("renewal_overdue", ("renews_overdue",), lambda t, c: c.days_left is not None and c.days_left < 0 and not t.renews_overdue,
          lambda t, c: W("Günü geçmiş ödünç uzatılmıyor.", "What is overdue is not renewed."), "PolicyProblem"),
    Check("renewal_late", ("renewal_lead_days",), lambda t, c: c.days_left is not None and 0 <= c.days_left < t.renewal_lead_days,
          lambda t, c: W(f"Uzatma, iade tarihinden en az {t.renewal_lead_days} gün önce istenmeli; {c.days_left} gün kaldı.", f"A renewal is asked for {t.renewal_lead_days} days before the due date; {c.days_left} are left."), "PolicyProblem"),
    Check("renewal_wanted", ("renewal_unless_wanted",), lambda t, c: c.wanted and t.renewal_unless_wanted,
          lambda t, c: W("Başka bir okur bekliyor.", "Somebody else waits for it."), "PolicyProblem"),
)  # fmt: skip

_CONDITIONS = (
    Check("library_use", ("library_use_only",), lambda t, c: _loan(c) and t.library_use_only,
          lambda t, c: W("Yalnız kütüphane içinde kullanılır.", "For use in the library only."), "LibraryUseOnly"),
    Check("no_copying", ("no_reproduction",), lambda t, c: _loan(c) and t.no_reproduction,
          lambda t, c: W("Kopyası çekilmez.", "It may not be copied."), "NoReproduction"),
    Check("price", ("loan_price",), lambda t, c: _loan(c) and t.loan_price > 0,
          lambda t, c: W(f"Ücreti {t.loan_price} {t.currency}.", f"It costs {t.loan_price} {t.currency}."), "Cost"),
    Check("page_price", ("page_price",), lambda t, c: not _loan(c) and t.page_price > 0,
          lambda t, c: W(f"Sayfası {t.page_price} {t.currency}" + (f"; {c.pages} sayfa {c.pages * t.page_price} {t.currency}." if c.pages else "."),
                         f"A page costs {t.page_price} {t.currency}" + (f"; {c.pages} pages cost {c.pages * t.page_price} {t.currency}." if c.pages else ".")), "Cost"),
)  # fmt: skip

_RENEWAL_CONDITIONS = (
    Check("renewal_form", ("renewal_by_form",), lambda t, c: t.renewal_by_form,
          lambda t, c: W("Uzatma için yeni form doldurulur.", "A renewal needs a new form."), "Form"),
)  # fmt: skip

_BORROWING = (
    Check("membership", (), lambda t, c: not c.member,
          lambda t, c: W("Üyeliğin süresi dolmuş.", "The membership has run out."), "membership_over"),
    Check("group", ("patron_groups", "advisor_groups"), lambda t, c: c.group not in (*t.patron_groups, *t.advisor_groups),
          lambda t, c: W("Bu okur grubu başka kütüphaneden isteyemiyor.", "This group of readers may not ask other libraries."), "not_eligible"),
    Check("advisor", ("advisor_groups",), lambda t, c: c.group in t.advisor_groups and c.group not in t.patron_groups and not c.through_advisor,
          lambda t, c: W("Bu grup danışmanı aracılığıyla ister.", "This group asks through its advisors."), "not_eligible"),
    Check("contract", ("needs_contract",), lambda t, c: t.needs_contract and not c.contract,
          lambda t, c: W("Üyelik ve gizlilik sözleşmesi imzalanmamış.", "The membership and privacy contracts are not signed."), "blocked"),
    Check("email", ("needs_institution_email",), lambda t, c: t.needs_institution_email and not c.institution_email,
          lambda t, c: W("Kurumun verdiği e-posta adresi gerekiyor.", "An e-mail address of the institution is needed."), "blocked"),
    Check("not_requested", ("not_requested_kinds",), lambda t, c: c.kind in t.not_requested_kinds,
          lambda t, c: W("Bu tür başka kütüphaneden istenmiyor.", "This kind is not requested from others."), "excluded_kind"),
    Check("open_requests", ("patron_limit",), lambda t, c: c.open_requests >= t.patron_limit,
          lambda t, c: W(f"Bir okurun en çok {t.patron_limit} açık isteği olabiliyor; {c.open_requests} var.", f"A reader may have {t.patron_limit} open requests; there are {c.open_requests}."), "limit_reached"),
    Check("month", ("patron_month_limit",), lambda t, c: 0 < t.patron_month_limit <= c.asked_this_month,
          lambda t, c: W(f"Bir okur ayda {t.patron_month_limit} istekte bulunabiliyor.", f"A reader may ask {t.patron_month_limit} times a month."), "limit_reached"),
    Check("open_copies", ("patron_copy_limit",), lambda t, c: not _loan(c) and 0 < t.patron_copy_limit <= c.open_copies,
          lambda t, c: W(f"Bir okurun en çok {t.patron_copy_limit} açık kopya isteği olabiliyor.", f"A reader may have {t.patron_copy_limit} open requests for copies."), "limit_reached"),
    Check("reader_overdue", ("overdue_blocks", "overdue_blocks_after"), lambda t, c: t.overdue_blocks and c.reader_overdue > 0 and (not t.overdue_blocks_after or c.reader_days_overdue > t.overdue_blocks_after),
          lambda t, c: W("Gecikmiş yayını olan okur yeni istekte bulunamıyor.", "A reader with something overdue may not ask."), "blocked"),
    Check("reader_unpaid", ("unpaid_blocks",), lambda t, c: t.unpaid_blocks and c.reader_unpaid,
          lambda t, c: W("Kargo borcu olan okur yeni istekte bulunamıyor.", "A reader who owes freight may not ask."), "blocked"),
    Check("reader_loss", ("loss_blocks",), lambda t, c: t.loss_blocks and c.reader_loss,
          lambda t, c: W("Kaybı kapanmamış okur yeni istekte bulunamıyor.", "A reader with an unsettled loss may not ask."), "blocked"),
    Check("reader_debt", ("reader_debt_limit",), lambda t, c: 0 < t.reader_debt_limit < c.reader_debt,
          lambda t, c: W(f"Borcu {t.reader_debt_limit} {t.currency} üstünde olan okur isteyemiyor.", f"A reader who owes more than {t.reader_debt_limit} {t.currency} may not ask."), "blocked"),
    Check("left", ("barred_months",), lambda t, c: c.months_since_left is not None and c.months_since_left < t.barred_months,
          lambda t, c: W(f"Alınmayan yayın {t.barred_months} ay boyunca yeniden istenmiyor.", f"A title that was not collected is not asked again for {t.barred_months} months."), "blocked"),
)  # fmt: skip


def lending(terms: Terms, case: Case) -> Decision:
    """What a supplier's terms say of a request, or of a renewal."""
    found = applied(terms, case, "lending")
    if case.renews:
        against = _found(_RENEWING, found, case)
        return Decision("lending", found, against, _found(_RENEWAL_CONDITIONS, found, case))
    against = (*_found(_LENDING, found, case), *_refusals(found, "NonCirculating"))
    instead = (
        _loan(case)
        and bool(against)
        and found.terms.copy_instead
        and found.terms.gives_copies
        and {finding.code for finding in against} <= _COPIED_INSTEAD
    )
    return Decision("lending", found, against, _found(_CONDITIONS, found, case), instead)


def borrowing(terms: Terms, case: Case) -> Decision:
    """What the terms of the reader's own library say of a request."""
    found = applied(terms, case, "borrowing")
    if case.renews:
        return Decision("borrowing", found, ())
    return Decision(
        "borrowing", found, (*_found(_BORROWING, found, case), *_refusals(found, "not_eligible"))
    )


def _found(checks: tuple[Check, ...], found: Applied, case: Case) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            check.code, check.reason, check.words(found.terms, case), check.reads,
            next((found.by[name] for name in check.reads if name in found.by), None),
        )
        for check in checks
        if check.stands(found.terms, case)
    )  # fmt: skip


def _refusals(found: Applied, reason: str) -> tuple[Finding, ...]:
    return tuple(
        Finding("clause", reason, _own_words(found.terms, number), (), number)
        for number in found.refusing
    )


def _own_words(terms: Terms, number: int) -> W:
    """A clause in the library's words, or by its number; `saying` has the sentence."""
    words = terms.clauses[number].words
    return W(
        words or f"{number + 1}. madde bunu kapsam dışı bırakıyor.",
        words or f"Clause {number + 1} leaves this out.",
    )


#: what besides its checks a request that is allowed is told of
_TOLD = {
    "loan": ("loan_days", "renewals", "answer_days", "freight_payer"),
    "copy": ("answer_days", "page_price", "copy_share"),
    "borrowing": ("collect_days", "buffer_days", "reader_pays"),
}


def rests_on(side: Side, case: Case) -> frozenset[str]:
    """The terms that a decision of that side looks at, and those that it tells of."""
    checks: tuple[Check, ...]
    if side == "borrowing":
        checks, told = (() if case.renews else _BORROWING), _TOLD["borrowing"]
    elif case.renews:
        checks, told = (*_RENEWING, *_RENEWAL_CONDITIONS), ()
    else:
        checks, told = (*_LENDING, *_CONDITIONS), _TOLD[case.service]
    return frozenset([*told, *(name for check in checks for name in check.reads)])
