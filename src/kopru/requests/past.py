"""What other terms would have made of the requests that a library has had."""

from dataclasses import dataclass

from kopru.common.words import Words
from kopru.libraries.models import Library
from kopru.libraries.policy.deciding import Decision, borrowing
from kopru.libraries.policy.deciding import lending as lend
from kopru.libraries.policy.terms import Terms
from kopru.requests.cases import case_of, case_of_reader
from kopru.requests.models import LendingRequest, PatronRequest

_MOST = 20


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A request that would have gone otherwise, and how."""

    number: str
    title: str
    words: Words


@dataclass(frozen=True, slots=True)
class Past:
    """The last requests on both sides: how many were looked at, and those that change."""

    number: int
    changed: tuple[Otherwise, ...]


def looked_at(library: Library, terms: Terms) -> Past:
    """The library's last twenty requests on each side, under `terms` instead of their own."""
    lent = LendingRequest.objects.of(library).select_related("library", "requester")
    asked = PatronRequest.objects.filter(library=library).select_related("library", "patron")
    changed = []
    number = 0
    for one in lent.order_by("-pk")[:_MOST]:
        number += 1
        case = case_of(one)
        before, after = lend(library.terms(on=one.asked_at.date()), case), lend(terms, case)
        if words := _other(before, after):
            changed.append(Otherwise(one.request_id, one.title, words))
    for wish in asked.order_by("-pk")[:_MOST]:
        number += 1
        case = case_of_reader(wish)
        before, after = (
            borrowing(library.terms(on=wish.asked_at.date()), case),
            borrowing(terms, case),
        )
        if words := _other(before, after):
            changed.append(Otherwise(wish.number, wish.citation.short(), words))
    return Past(number, tuple(changed))


def _other(before: Decision, after: Decision) -> Words | None:
    if after.against and not before.against:
        first = after.against[0].words
        return Words(f"Kabul edilmezdi: {first.tr}", f"It would have been refused: {first.en}")
    if before.against and not after.against:
        return Words("Kabul edilirdi.", "It would have been accepted.")
    days = (before.applied.terms.loan_days, after.applied.terms.loan_days)
    if before.side == "lending" and not after.against and days[0] != days[1]:
        return Words(
            f"{days[0]} yerine {days[1]} gün verilirdi.", f"{days[1]} days instead of {days[0]}."
        )
    return None
