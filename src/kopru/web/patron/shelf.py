"""Whether copies are in, in a reader's words, and how old that knowledge is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopru.catalogue.models import HoldingStatus
from kopru.catalogue.queries import EditionHit, HolderFacts
from kopru.catalogue.works import OtherEdition
from kopru.libraries.models import Library

#: libraries named in a list of hits; the title page has them all
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """A few words on availability, their tone, and when it was last learnt."""

    words: str
    tone: str
    at: datetime | None


def standing_of(facts: HolderFacts) -> Standing:
    """One library's copies."""
    if facts.not_for_loan:
        return Standing(_("Read there only"), "neutral", facts.status_at)
    if facts.available:
        return Standing(_("On the shelf"), "good", facts.status_at)
    if facts.available == 0:
        return Standing(_("Out at present"), "wait", facts.status_at)
    return Standing(_("Not known whether it is in"), "neutral", None)


def standing_of_all(holders: Sequence[HolderFacts]) -> Standing:
    """All libraries' copies in one line, as of the latest news of any."""
    at = max((h.status_at for h in holders if h.status_at), default=None)
    lending = [h for h in holders if not h.not_for_loan]
    if not lending:
        return Standing(_("Read there only"), "neutral", at)
    here = sum(1 for h in lending if h.available)
    if here:
        said = ngettext("On the shelf in %(n)s library", "On the shelf in %(n)s libraries", here)
        return Standing(said % {"n": here}, "good", at)
    if all(h.available == 0 for h in lending):
        return Standing(_("Out at present"), "wait", at)
    return Standing(_("Not known whether it is in"), "neutral", at)


def standing_elsewhere(other: OtherEdition) -> Standing:
    """Another edition's copies in one line; how old the news is is said on its own page."""
    if other.here:
        said = ngettext(
            "On the shelf in %(n)s library", "On the shelf in %(n)s libraries", other.here
        )
        return Standing(said % {"n": other.here}, "good", None)
    said = ngettext("%(n)s library has it", "%(n)s libraries have it", other.libraries)
    return Standing(said % {"n": other.libraries}, "neutral", None)


@dataclass(frozen=True, slots=True)
class Row:
    """One hit as the list shows it: the own library apart, then the first others by name."""

    hit: EditionHit
    own: HolderFacts | None
    own_standing: Standing | None
    named: tuple[HolderFacts, ...]
    more: int
    standing: Standing


def row_of(hit: EditionHit, home: Library | None) -> Row:
    """The hit for a reader of `home` (None: a stranger)."""
    own = next((h for h in hit.holders if home and h.library.pk == home.pk), None)
    others = tuple(h for h in hit.holders if h is not own)
    return Row(
        hit=hit,
        own=own,
        own_standing=standing_of(own) if own else None,
        named=others[:_NAMED],
        more=max(0, len(others) - _NAMED),
        standing=standing_of_all(others or hit.holders),
    )


def call_numbers(facts: HolderFacts) -> list[str]:
    """Where its copies stand, each shelf once."""
    found = (h.call_number for h in facts.holdings if h.call_number)
    return list(dict.fromkeys(found))


def next_back(facts: HolderFacts) -> date | None:
    """The nearest day on which a copy that is out is due back; None where none is known."""
    out = (h.due_back for h in facts.holdings if h.status == HoldingStatus.ON_LOAN and h.due_back)
    return min(out, default=None)
