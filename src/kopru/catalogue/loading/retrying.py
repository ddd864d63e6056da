"""Pieces that were put aside, tried again: after a repair of the reader, or in another code page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from kopru.catalogue.loading.fates import Item
from kopru.catalogue.loading.preparing import prepare
from kopru.catalogue.loading.storing import Writer, close_load
from kopru.catalogue.models import Load, Quarantined, Record
from kopru.catalogue.records.reading import read_piece, read_xml_piece
from kopru.common.words import Words
from kopru.libraries.models import Library

T = TypeVar("T")

#: the code pages that records of libraries are met in; any other that Python knows may be named
CODE_PAGES: dict[str, Words] = {
    "": Words("kaydın belirttiği", "as the record says"),
    "cp1254": Words("Türkçe, Windows (1254)", "Turkish, Windows (1254)"),
    "iso8859-9": Words("Türkçe, ISO 8859-9", "Turkish, ISO 8859-9"),
    "cp857": Words("Türkçe, DOS (857)", "Turkish, DOS (857)"),
    "cp1252": Words("Batı Avrupa, Windows (1252)", "Western Europe, Windows (1252)"),
    "marc-8": Words("MARC-8", "MARC-8"),
    "iso5426": Words("ISO 5426 (UNIMARC)", "ISO 5426 (UNIMARC)"),
    "iso8859-2": Words("Orta Avrupa, ISO 8859-2", "Central Europe, ISO 8859-2"),
    "cp1250": Words("Orta Avrupa, Windows (1250)", "Central Europe, Windows (1250)"),
    "cp1251": Words("Kiril, Windows (1251)", "Cyrillic, Windows (1251)"),
    "koi8-r": Words("Kiril, KOI8-R", "Cyrillic, KOI8-R"),
    "cp866": Words("Kiril, DOS (866)", "Cyrillic, DOS (866)"),
    "iso8859-7": Words("Yunanca, ISO 8859-7", "Greek, ISO 8859-7"),
    "cp1253": Words("Yunanca, Windows (1253)", "Greek, Windows (1253)"),
    "cp1255": Words("İbranice, Windows (1255)", "Hebrew, Windows (1255)"),
    "cp1256": Words("Arapça, Windows (1256)", "Arabic, Windows (1256)"),
    "gb18030": Words("Çince, GB 18030", "Chinese, GB 18030"),
    "big5": Words("Çince, Big5", "Chinese, Big5"),
}
#: pieces tried at one request; the rest are told and tried at the next
MOST = 2_000
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the pieces: read and stored, overtaken by a newer version that is stored,
    still aside; and how many were more than are tried at once."""

    read: int = 0
    overtaken: int = 0
    aside: int = 0
    left: int = 0


def read_again(piece: Quarantined, *, code_page: str = "", dialect: str = "") -> Item:
    """What a piece says when it is read in `code_page` ("" for what itself says)."""
    raw = piece.raw
    read = read_xml_piece if raw.lstrip()[:1] == b"<" else read_piece
    return read(piece.file, piece.position, raw, code_page=code_page, dialect=dialect)


def retry(
    pieces: "QuerySet[Quarantined]", *, library: Library, code_page: str = "", now: datetime
) -> Outcome:
    """Read pieces of `library` again; those that can be read are stored and leave quarantine.

    At most MOST of them, the oldest first. All of it or, when it fails, nothing.
    :raises LookupError: for a code page that nobody knows
    """
    rows = pieces.filter(library=library).select_related("load").order_by("load_id", "position")
    total = rows.count()
    with transaction.atomic():
        found = _Retried(library, code_page, now)
        for batch in _batches(rows[:MOST].iterator(_BATCH)):
            found.take(batch)
        found.close()
    return Outcome(found.read, found.overtaken, found.aside, max(0, total - MOST))


class _Retried:
    """The pieces of one request, batch by batch, into one load."""

    def __init__(self, library: Library, code_page: str, now: datetime) -> None:
        self.read = self.overtaken = self.aside = 0
        self._library, self._code_page, self._now = library, code_page, now
        self._files: dict[str, None] = {}
        self._items: list[Item] = []

    def take(self, batch: Sequence[Quarantined]) -> None:
        """Read a batch; what can be read is kept for `close`."""
        readable: list[tuple[Quarantined, Item]] = []
        still: list[Quarantined] = []
        for piece in batch:
            item = read_again(piece, code_page=self._code_page, dialect=piece.load.format)
            if item.reason:
                piece.reason, piece.detail = item.reason, item.detail
                still.append(piece)
            else:
                readable.append((piece, item))
        Quarantined.objects.bulk_update(still, ["reason", "detail"])
        self.aside += len(still)
        newer = self._newer(readable)
        for piece, item in readable:
            if piece.load_id < newer.get(item.control_number, 0):
                self.overtaken += 1
            else:
                self._items.append(item)
                self._files[piece.file] = None
                self.read += 1
        Quarantined.objects.filter(pk__in=[piece.pk for piece, _ in readable]).delete()

    def _newer(self, readable: Iterable[tuple[Quarantined, Item]]) -> dict[str, int]:
        """The load that each record, where it is stored, came by."""
        numbers = [item.control_number for _, item in readable]
        rows = Record.objects.of(self._library).filter(control_number__in=numbers)
        return {n: load or 0 for n, load in rows.values_list("control_number", "loaded_by_id")}

    def close(self) -> None:
        """Store what was read."""
        if self._items:
            store_items(
                self._library, self._items, files=list(self._files), encoding=self._code_page,
                now=self._now,
            )  # fmt: skip


def store_items(
    library: Library, items: Sequence[Item], *, files: list[str], encoding: str, now: datetime
) -> Load:
    """Items that can be read, as one finished delivery of their library."""
    size = sum(len(item.raw) for item in items)
    load = Load.objects.create(
        library=library, files=files, encoding=encoding, started_at=now, heard_at=now,
        bytes_total=size,
    )  # fmt: skip
    writer = Writer(load, now)
    for number, batch in enumerate(_batches(items)):
        writer.write([prepare(item, number * _BATCH + n) for n, item in enumerate(batch)])
    writer.write_pending()
    close_load(load, finished_at=now, seconds=0.0)
    return load


def _batches(things: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(things)
    while batch := list(islice(rest, _BATCH)):
        yield batch
