"""Editions as strangers may have them, a page at a time, whatever the size of the catalogue."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from kopru.catalogue.editionrows import facts_of
from kopru.catalogue.exporting import PublicCopy, as_dublin_core, as_marc
from kopru.catalogue.matching import Features, unpack
from kopru.catalogue.models import Edition, Holding
from kopru.protocols.marc import as_marcxml
from kopru.protocols.oaipmh import dublin_core
from kopru.protocols.oaipmh.dublin_core import OAI_DC, Wrapping

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Published:
    """An edition with the copies that are held of it; one that nobody holds is gone."""

    edition: Edition
    copies: tuple[PublicCopy, ...]

    @property
    def is_gone(self) -> bool:
        """No library holds it any more, or it was joined to another edition."""
        return not self.copies or self.edition.moved_to_id is not None

    @property
    def holders(self) -> list[str]:
        """The symbols of the libraries that hold it, each once, in their order."""
        return list(dict.fromkeys(copy.library for copy in self.copies))

    def marcxml(self) -> bytes:
        """The merged description with its holdings, as one MARCXML record."""
        match_on = self.edition.match_on
        record = as_marc(
            self.edition.key, facts_of(self.edition), self.copies,
            features=unpack(match_on) if match_on else Features(),
            changed_at=self.edition.changed_at,
        )  # fmt: skip
        return as_marcxml(record, with_schema=True)

    def dublin_core(self, wrapping: Wrapping = OAI_DC) -> bytes:
        """The merged description in simple Dublin Core."""
        address = f"{settings.KOPRU_ADDRESS}{reverse('title', args=[self.edition.pk])}"
        pairs = as_dublin_core(facts_of(self.edition), address=address)
        return dublin_core.write(pairs, wrapping)


def published(editions: Iterable[Edition]) -> list[Published]:
    """These editions with their copies, in their order: one query."""
    rows = list(editions)
    copies = _copies([edition.pk for edition in rows])
    return [Published(edition, tuple(copies[edition.pk])) for edition in rows]


def _copies(editions: Collection[int]) -> dict[int, list[PublicCopy]]:
    found: dict[int, list[PublicCopy]] = defaultdict(list)
    held = Holding.objects.filter(edition__in=editions).order_by("library__symbol", "pk")
    for pk, *said in held.values_list(
        "edition_id", "library__symbol", "branch_code", "location", "call_number", "note"
    ):
        found[pk].append(PublicCopy(*said))
    return found


def moment_of(edition: Edition) -> datetime:
    """When it last changed; long ago where nobody noted it."""
    return edition.changed_at or _LONG_AGO


def host() -> str:
    """The name that this installation is reached by."""
    return urlsplit(settings.KOPRU_ADDRESS).hostname or "localhost"
