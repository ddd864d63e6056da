"""Whom to ask, in which order, and why. Pure: facts in, an explained order out.

Source: domain.md 3.5 (step 4) and 3.6 (library closed, unfilled).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kopru.common.words import Words


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of one library that holds the work, at the moment of choosing."""

    library_id: int
    symbol: str
    copies: int
    available: int | None
    takes_part: bool
    same_city: bool
    closed_until: date | None
    not_for_loan: bool
    open_asks: int
    loan_days: int
    is_home: bool = False
    #: other parts of the same set that it is asked for, or sends, at present
    siblings: int = 0
    #: copies of a set of copies are all alike: its no to one holds for all
    declined_sibling: bool = False
    #: whether the parts of the set are copies of one thing, so that each takes one away
    wants_copies: bool = False
    #: what its terms say against lending (`libraries.policy.deciding`)
    against: tuple[Words, ...] = ()

    @property
    def copies_left(self) -> int:
        """Copies that the set does not ask for already."""
        return max(0, self.copies - (self.siblings if self.wants_copies else 0))

    @property
    def available_left(self) -> int | None:
        """Copies on the shelf, by its catalogue, that the set does not ask for already."""
        if self.available is None:
            return None
        return max(0, self.available - (self.siblings if self.wants_copies else 0))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate at its place. `obstacle` says why it is not asked; None when it may be."""

    candidate: Candidate
    because: tuple[Words, ...]
    obstacle: Words | None = None


def _obstacle(c: Candidate) -> Words | None:
    checks = (
        (c.is_home, Words("Kendi kütüphanesi.", "The reader's own library.")),
        (not c.takes_part, Words("Şu sıra ödünç vermiyor.", "Does not lend at present.")),
        *((True, words) for words in c.against),
        (c.not_for_loan, Words("Nüshaları ödünç verilmiyor.", "Its copies are not for loan.")),
        (
            c.wants_copies and c.copies_left == 0,
            Words(
                "Nüshalarının hepsi bu takım için istendi.",
                "All of its copies are asked for by this set already.",
            ),
        ),
        (
            c.wants_copies and c.declined_sibling,
            Words("Bu takımın bir nüshasına hayır dedi.", "It said no to a copy of this set."),
        ),
    )
    return next((words for stands, words in checks if stands), None)


def _because(c: Candidate, *, today: date) -> tuple[Words, ...]:
    said = []
    if c.siblings:
        said.append(
            Words(
                f"Takımın {c.siblings} parçası ondan istendi: tek koli, tek kargo ücreti.",
                f"{c.siblings} of the set's parts are asked of it: one parcel, one freight.",
            )
        )
    if c.available_left:
        said.append(Words("Kataloğuna göre rafta.", "On the shelf, by its catalogue."))
    elif c.available_left == 0:
        said.append(Words("Nüshaları dışarıda görünüyor.", "Its copies seem to be out."))
    if c.closed_until and c.closed_until >= today:
        day = c.closed_until.strftime("%d.%m.%Y")
        said.append(Words(f"Kapalı; son kapalı gün {day}.", f"Closed; last closed day {day}."))
    if c.same_city:
        said.append(Words("Aynı şehirde.", "In the same city."))
    said.append(Words(f"{c.loan_days} gün ödünç veriyor.", f"Lends for {c.loan_days} days."))
    if c.open_asks:
        said.append(
            Words(f"Bizden {c.open_asks} açık istek var.", f"{c.open_asks} open requests of ours.")
        )
    return tuple(said)


def rank(candidates: Iterable[Candidate], *, today: date) -> list[Ranked]:
    """The candidates in the order of asking, those that cannot be asked last.

    First who is open and has it in, then who sends another part of the same set, then the same
    city, then who is asked least, then the longer loan; the symbol decides what is left, so that the order is
    the same for the same facts.
    """

    def place(c: Candidate) -> tuple[bool, bool, bool, bool, bool, int, int, str]:
        closed = c.closed_until is not None and c.closed_until >= today
        return (
            _obstacle(c) is not None, closed, not c.available_left, not c.siblings, not c.same_city,
            c.open_asks, -c.loan_days, c.symbol,
        )  # fmt: skip

    return [
        Ranked(c, _because(c, today=today), _obstacle(c)) for c in sorted(candidates, key=place)
    ]
