"""What contradicts itself in a library's terms, or says nothing: to be asked about, not forbidden. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable
from kopru.libraries.policy.clauses import Clause
from kopru.libraries.policy.terms import Terms

#: a reader who has a book for less is not served
_LEAST_DAYS = 7
_WEEK_OF_OPEN_DAYS, _WEEK = 5, 7


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at: the terms it is about, the clause (from nought) if it is about one."""

    code: str
    terms: tuple[str, ...]
    words: W
    clause: int | None = None


_Row = tuple[str, tuple[str, ...], Callable[[Terms], bool], Callable[[Terms], W]]


def _calendar(open_days: int) -> int:
    """About so many calendar days."""
    return -(-open_days * _WEEK // _WEEK_OF_OPEN_DAYS)


def _left_to_reader(t: Terms) -> int:
    """Days of a loan on these terms that a reader of these terms has."""
    way = 2 * _calendar(t.transit_days) if t.includes_transit else _calendar(t.transit_days)
    return t.loan_days - way - _calendar(t.buffer_days)


_ROWS: tuple[_Row, ...] = (
    ("short_loan", ("loan_days", "includes_transit", "transit_days"),
     lambda t: t.lends and t.includes_transit and t.loan_days - 2 * _calendar(t.transit_days) < _LEAST_DAYS,
     lambda t: W(f"Yol düşünce okura {max(0, t.loan_days - 2 * _calendar(t.transit_days))} gün kalıyor.",
                 f"Less the way, a reader has {max(0, t.loan_days - 2 * _calendar(t.transit_days))} days.")),
    ("short_for_reader", ("buffer_days", "transit_days", "loan_days"),
     lambda t: _left_to_reader(t) < _LEAST_DAYS,
     lambda t: W(f"Böyle ödünç veren bir kütüphaneden gelen yayın, yol ve pay düşünce okurda {max(0, _left_to_reader(t))} gün kalır.",
                 f"What is lent like this leaves a reader {max(0, _left_to_reader(t))} days, less the way and the buffer.")),
    ("renewal_never", ("renewal_lead_days", "loan_days"),
     lambda t: bool(t.renewals) and t.renewal_lead_days >= t.loan_days,
     lambda t: W("Uzatmanın istenebileceği gün ödünçten önceye düşüyor.", "The day by which a renewal is asked for lies before the loan.")),
    ("renewal_unused", ("renewal_days", "renewal_lead_days", "renewal_by_form", "renews_overdue"),
     lambda t: not t.renewals and bool(t.renewal_days or t.renewal_lead_days or t.renewal_by_form or t.renews_overdue),
     lambda t: W("Uzatma yok, ama uzatma kuralı var.", "There are no renewals, yet rules for them.")),
    ("recall_long", ("recall_days", "loan_days"), lambda t: t.may_recall and t.recall_days > t.loan_days,
     lambda t: W("Geri çağırma süresi ödünç süresinden uzun.", "A recall gives more days than the loan.")),
    ("copy_never", ("copy_instead", "gives_copies"), lambda t: t.copy_instead and not t.gives_copies,
     lambda t: W("Yerine kopya önerilecek, ama kopya sağlanmıyor.", "A copy is offered instead, yet none are supplied.")),
    ("reader_over_library", ("max_per_reader", "max_per_library"), lambda t: t.max_per_reader > t.max_per_library,
     lambda t: W("Okur sınırı kütüphane sınırından yüksek.", "A reader may have more than the whole library.")),
    ("fine_unused", ("grace_days", "fines_on_open_days", "fine_limit", "fines"),
     lambda t: not t.fines and bool(t.grace_days or t.fines_on_open_days or t.fine_limit),
     lambda t: W("Ceza yok, ama ceza kuralı var.", "There are no fines, yet rules for them.")),
    ("reader_fine_unused", ("reader_grace_days", "reader_fines_on_open_days", "reader_fine_limit", "reader_fines_limit", "reader_fines"),
     lambda t: not t.reader_fines and bool(t.reader_grace_days or t.reader_fines_on_open_days or t.reader_fine_limit or t.reader_fines_limit),
     lambda t: W("Okura ceza yok, ama ceza kuralı var.", "Readers pay no fines, yet there are rules for them.")),
    ("block_unused", ("overdue_blocks_after", "overdue_blocks"), lambda t: t.overdue_blocks_after > 0 and not t.overdue_blocks,
     lambda t: W("Gecikme isteği durdurmuyor, ama gün sayısı var.", "Nothing overdue stops requests, yet there is a number of days.")),
    ("fine_gap", ("fines", "grace_days"), lambda t: bool(t.fines) and min(r.from_day for r in t.fines) > t.grace_days + 1,
     lambda t: W("Cezasız günlerle ilk ceza arasında boşluk var.", "There is a gap between the free days and the first rate.")),
    ("fine_twice", ("fines",), lambda t: len({r.from_day for r in t.fines}) < len(t.fines),
     lambda t: W("Aynı gün için iki ceza var.", "Two rates begin on one day.")),
    ("bar_unused", ("warnings", "barred_days", "bars_late"),
     lambda t: t.bars_late != "warnings" and (t.warnings, t.barred_days) != (2, 365),
     lambda t: W("Uyarı ve süre, yalnız “uyarıdan sonra” seçilince işler.", "Warnings and days count only with “after warnings”.")),
    ("lost_factor", ("lost_factor", "lost_means"), lambda t: t.lost_means == "same_item" and t.lost_factor != 1,
     lambda t: W("Aynı yayın istenirken rayiç katı işlemez.", "With the same item there is no value to multiply.")),
    ("nobody", ("patron_groups", "advisor_groups"), lambda t: not t.patron_groups and not t.advisor_groups,
     lambda t: W("Hiçbir okur istekte bulunamıyor.", "No reader may ask.")),
    ("both_ways", ("patron_groups", "advisor_groups"), lambda t: not set(t.patron_groups).isdisjoint(t.advisor_groups),
     lambda t: W("Bir grup hem kendisi hem danışmanıyla istiyor görünüyor; kendisi isteyebilir.", "A group asks both by itself and through advisors; it may ask by itself.")),
    ("copies_over", ("patron_copy_limit", "patron_limit"), lambda t: t.patron_copy_limit > t.patron_limit,
     lambda t: W("Kopya sınırı bütün isteklerin sınırından yüksek.", "The limit of copies is above that of all requests.")),
    ("free_unused", ("free_parcels", "reader_pays"), lambda t: t.reader_pays == "nothing" and t.free_parcels > 0,
     lambda t: W("Kargoyu zaten kütüphane ödüyor.", "The library pays the courier anyway.")),
    ("never_open", ("service_days",), lambda t: bool(t.service_days) and set(t.service_days) <= {5, 6},
     lambda t: W("İsteklere yalnız hafta sonu bakılıyor.", "Requests are dealt with on weekends only.")),
)  # fmt: skip


def doubts(terms: Terms) -> list[Doubt]:
    """Everything doubtful in the terms, then in the clauses in their order."""
    found = [Doubt(code, names, say(terms)) for code, names, stands, say in _ROWS if stands(terms)]
    seen: list[Clause] = []
    for number, clause in enumerate(terms.clauses):
        found += _of_clause(terms, number, clause, seen)
        seen.append(clause)
    return found


def _of_clause(terms: Terms, number: int, clause: Clause, before: list[Clause]) -> Iterator[Doubt]:
    names = tuple(clause.sets)
    same = [
        name for name in names if getattr(terms, name) == getattr(terms.with_set(clause.sets), name)
    ]
    if names and len(same) == len(names):
        yield Doubt(
            "says_nothing",
            names,
            W("Genel kuralın aynısını söylüyor.", "It says what holds anyway."),
            number,
        )
    for earlier in before:
        if (earlier.when, earlier.side) == (clause.when, clause.side) and _clash(earlier, clause):
            yield Doubt(
                "twice",
                names,
                W(
                    "Aynı durum için iki madde var; sonraki geçerlidir.",
                    "Two clauses are for one case; the later one holds.",
                ),
                number,
            )
    kinds = clause.when.kinds
    if clause.side == "lending" and kinds and set(kinds) <= set(terms.excluded_kinds):
        yield Doubt(
            "excluded_anyway",
            ("excluded_kinds",),
            W("Bu türler zaten verilmiyor.", "These kinds are not lent anyway."),
            number,
        )
    if (
        clause.side == "borrowing"
        and clause.when.groups
        and set(clause.when.groups).isdisjoint((*terms.patron_groups, *terms.advisor_groups))
    ):
        yield Doubt(
            "group_anyway",
            ("patron_groups",),
            W("Bu gruplar zaten isteyemiyor.", "These groups may not ask anyway."),
            number,
        )


def _clash(one: Clause, other: Clause) -> bool:
    return one.refuses or other.refuses or not set(one.sets).isdisjoint(other.sets)
