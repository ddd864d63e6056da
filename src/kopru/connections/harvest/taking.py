"""A page's records as items of the catalogue's loader, and the one place where they enter it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from lxml import etree

from kopru.catalogue.loading.fates import Item
from kopru.catalogue.loading.preparing import prepare_items
from kopru.catalogue.loading.storing import Writer
from kopru.catalogue.models import Load
from kopru.catalogue.records.described import Described, Facts
from kopru.catalogue.records.reading import MARCXML, digest_of, read_xml_piece
from kopru.connections.harvest.crosswalk import marc_of
from kopru.connections.harvest.models import LONGEST_IDENTIFIER, Delivered, Prefix, Source
from kopru.libraries.models import Library
from kopru.protocols.marc import Field, MarcRecord, Unreadable, as_marcxml, read_marcxml_element
from kopru.protocols.oaipmh import Broken, Record, dublin_core

_SYMBOL = 40
_NUMBER = 120
_FILE = 200


def hand_over(load: Load, items: Sequence[Item], *, now: datetime) -> None:
    """Give items of a library to the catalogue; what becomes of each is counted in `load`."""
    writer = Writer(load, now)
    writer.write(prepare_items((item.position, item) for item in items))
    writer.write_pending()


@dataclass(slots=True)
class Taken:
    """A page as items by library, and what must be remembered of it.

    `brought`: (identifier, library, control number) of living records, `gone` the
    identifiers whose record the library has no more, `unknown` deletions of what we never had.
    """

    items: dict[Library, list[Item]] = field(default_factory=lambda: defaultdict(list))
    brought: list[tuple[str, Library, str]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    unknown: int = 0
    #: symbols of libraries that a union catalogue named and that were not here
    founded: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Taking:
    """Takes one page of `source`. `position` counts its records from the harvest's beginning."""

    source: Source
    position: int
    known: dict[str, list[Delivered]]
    libraries: dict[str, Library] = field(default_factory=dict)
    taken: Taken = field(default_factory=Taken)

    @classmethod
    def of(cls, source: Source, records: Sequence[Record | Broken], *, position: int) -> Taken:
        """The page's records as items; one query for what is known of them."""
        names = {
            one.header.identifier[:LONGEST_IDENTIFIER] for one in records if isinstance(one, Record)
        }
        rows = Delivered.objects.filter(source=source, identifier__in=names).select_related(
            "library"
        )
        known: dict[str, list[Delivered]] = defaultdict(list)
        for row in rows:
            known[row.identifier].append(row)
        taking = cls(source, position, known)
        for record in records:
            taking._take(record)
            taking.position += 1
        return taking.taken

    def _take(self, record: Record | Broken) -> None:
        if isinstance(record, Broken):
            self._aside(record.data, record.reason, f"{record.identifier} {record.words}".strip())
        elif record.header.is_deleted:
            self._delete(record)
        else:
            self._living(record)

    def _living(self, record: Record) -> None:
        identifier = record.header.identifier[:LONGEST_IDENTIFIER]
        try:
            marc = marc_in(record, self.source.format)
        except Unreadable as trouble:
            self._aside(record.metadata, str(trouble.reason), f"{identifier} {trouble.words}")
            return
        by_library = self._by_library(marc) if self.source.is_union else {self.source.library: marc}
        for library, part in by_library.items():
            item = self._item(part, identifier)
            self.taken.items[library].append(item)
            if item.described is not None:
                self.taken.brought.append((identifier, library, item.control_number))
        for row in self.known.get(identifier, ()):
            if row.library not in by_library:
                self._gone(row, record.header.datestamp)

    def _item(self, marc: MarcRecord, identifier: str) -> Item:
        dialect = "unimarc" if self.source.format == Prefix.UNIMARC else "marc21"
        item = read_xml_piece(self._file, self.position, as_marcxml(marc), dialect=dialect)
        if item.described is None or marc.control("001").strip():
            return item
        # numbered by its bytes it would be another record at each change
        number = control_number_of(identifier)
        return item._replace(described=item.described._replace(control_number=number))

    def _by_library(self, marc: MarcRecord) -> dict[Library, MarcRecord]:
        """A record for each library that 852 $a names, with its own copies only."""
        rest = [one for one in marc.fields if one.tag != "852"]
        copies: dict[Library, list[Field]] = defaultdict(list)
        for one in marc.all("852"):
            copies[self._library(one.get("a").strip()[:_SYMBOL])].append(one)
        if not copies:
            return {self.source.library: marc}
        return {to: replace(marc, fields=(*rest, *mine)) for to, mine in copies.items()}

    def _library(self, symbol: str) -> Library:
        if not symbol:
            return self.source.library
        if symbol not in self.libraries:
            library, is_new = Library.objects.get_or_create(
                symbol=symbol, defaults={"name_tr": symbol, "is_local": False, "is_active": False}
            )
            if is_new:
                self.taken.founded.append(symbol)
            self.libraries[symbol] = library
        return self.libraries[symbol]

    def _delete(self, record: Record) -> None:
        rows = self.known.get(record.header.identifier[:LONGEST_IDENTIFIER], [])
        self.taken.unknown += not rows
        for row in rows:
            self._gone(row, record.header.datestamp)

    def _gone(self, row: Delivered, datestamp: str) -> None:
        item = deletion(row, datestamp, file=self._file, position=self.position)
        self.taken.items[row.library].append(item)
        self.taken.gone.append(row.pk)

    def _aside(self, raw: bytes, reason: str, detail: str) -> None:
        item = Item(self._file, self.position, raw, digest_of(raw), MARCXML, None, reason, detail)
        self.taken.items[self.source.library].append(item)

    @property
    def _file(self) -> str:
        return self.source.address[:_FILE]


def marc_in(record: Record, prefix: str) -> MarcRecord:
    """The MARC record of a living record, in whatever it is wrapped; of Dublin Core, made of it.

    :raises Unreadable: there is none
    """
    root = etree.fromstring(record.metadata)
    if prefix == Prefix.OAI_DC:
        number = control_number_of(record.header.identifier)
        return marc_of(
            dublin_core.read(root), number=number, source=record.metadata.decode("utf-8")
        )
    found = next((one for one in root.iter("{*}record") if _has_leader(one)), root)
    return read_marcxml_element(found)


def deletion(row: Delivered, datestamp: str, *, file: str, position: int) -> Item:
    """The item that takes a record out which was brought before."""
    digest = digest_of(f"{row.identifier}\n{datestamp}".encode())
    said = Described(row.control_number, is_deleted=True, facts=Facts(), copies=())
    return Item(file, position, b"", digest, MARCXML, said)


def _has_leader(element: etree._Element) -> bool:
    return any(str(one.tag).rpartition("}")[2] == "leader" for one in element.iterchildren("*"))


def control_number_of(identifier: str) -> str:
    """The number of a record that has none but its OAI identifier."""
    if len(identifier) <= _NUMBER:
        return identifier
    return f"{identifier[:80]}~{digest_of(identifier.encode())}"[:_NUMBER]
