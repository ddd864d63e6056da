"""What a library may want to look at in its own records: flaws, doubles, what nobody else has.

Counted in SQL, flaws by one index (`record_by_flaw`); what has to look at every record is
counted up to MOST and remembered for a while.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, QuerySet

from kopru.catalogue.models import Load, Quarantined, Record
from kopru.catalogue.records.flaws import FLAWS
from kopru.common.words import Words
from kopru.libraries.models import Library

#: further than this nothing is counted, and no list goes
MOST = 100_000
_REMEMBERED_SECONDS = 600
DOUBLES, ALONE = "doubles", "alone"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at: its name, and why it matters."""

    code: str
    name: Words
    why: Words


_WHY = {
    "isbn": Words(
        "Hane denetimi tutmuyor; başka kütüphanelerin kayıtlarıyla ISBN üzerinden eşleşmez.",
        "The check digit is wrong; it cannot be matched with other libraries by its number.",
    ),
    "issn": Words(
        "Hane denetimi tutmuyor; dergi ISSN ile bulunamaz.",
        "The check digit is wrong; the journal cannot be found by its ISSN.",
    ),
    "encoding": Words(
        "Kayıt başka bir kodlama belirtiyor; doğru okundu, ama başka sistemler yanlış okur.",
        "It names another encoding; it was read right, other systems will read it wrongly.",
    ),
    "garbled": Words(
        "Bir aktarımda harfler bozulmuş (“TÃ¼rkÃ§e” gibi); aramada bulunmaz.",
        "Letters were broken in some transfer (“TÃ¼rkÃ§e”); it cannot be found.",
    ),
    "structure": Words(
        "Kaydın uzunlukları ya da dizini yanlıştı; okunurken onarıldı.",
        "Lengths or directory were wrong and were mended on reading.",
    ),
    "no_008": Words(
        "Dil, yıl ve tür bu alandan okunur; yoksa süzgeçlerde görünmez.",
        "Language, year and kind are read from it; without it filters do not show the record.",
    ),
    "no_number": Words(
        "Numarasız kayıt güncellenemez: her yüklemede değişen kayıt yeni sayılır.",
        "It cannot be updated: changed, it counts as a new record at each delivery.",
    ),
    "no_title": Words("Eser adı olmadan bulunamaz.", "Without a title it cannot be found."),
    "no_language": Words("Dile göre süzmede görünmez.", "Filters by language do not show it."),
    "year": Words(
        "Yıl rakamla yazılmış ama anlaşılmıyor; eşleştirme ve süzme ona dayanır.",
        "There is a year, but it is not understood; matching and filters rest on it.",
    ),
    "no_copies": Words(
        "Yer numarası ve barkod yok; ödünç isteyen kütüphane kitabı nerede arayacağınızı bilmez.",
        "No call number or barcode; staff do not know where to look for it.",
    ),
}
CHECKS: dict[str, Check] = {
    **{code: Check(code, name, _WHY[code]) for code, name in FLAWS.items()},
    DOUBLES: Check(
        DOUBLES,
        Words("Aynı baskının birden çok kaydı", "Several records of one edition"),
        Words(
            "Kütüphanenizde aynı baskı için birden çok kayıt var; birleştirilebilirler.",
            "Your library has more than one record of the same edition; they can be joined.",
        ),
    ),
    ALONE: Check(
        ALONE,
        Words("Başka kütüphanede olmayan eserler", "What nobody else has"),
        Words(
            "Ağda yalnız sizde var: korunması ve ödünç koşulları buna göre düşünülebilir.",
            "Only you hold it in the network: worth a thought for its care and lending rules.",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A check with how many records it concerns; `is_more` where there are more than counted."""

    check: Check
    count: int
    is_more: bool = False


def overview(library: Library) -> list[Found]:
    """Every check of the library's records, in the order of CHECKS."""
    flaws = _flaw_counts(library)
    counted: Counter[str] = Counter()
    for said, number in flaws.items():
        counted.update(dict.fromkeys(said.split(), number))
    counted.update(_dear_counts(library))
    return [
        Found(check, min(counted[code], MOST), counted[code] > MOST)
        for code, check in CHECKS.items()
    ]


def aside_of(library: Library) -> int:
    """How many pieces of the library's deliveries could not be read."""
    return Quarantined.objects.of(library).count()


def records_of(library: Library, code: str) -> "QuerySet[Record]":
    """The records that a check concerns, without their bytes. Doubles stand together."""
    rows = _works(library).select_related("edition").defer("packed", "earlier")
    if code == DOUBLES:
        return rows.filter(edition__in=_doubled(library)).order_by("edition_id", "pk")
    if code == ALONE:
        return _alone(library, rows).order_by("control_number")
    sets = [said for said in _flaw_counts(library) if code in said.split()]
    # the order of an index, so that a page ends where it is full
    return rows.filter(flaws__in=sets).order_by("control_number")


def lines_of(library: Library, code: str) -> Iterator[tuple[str, str, str, str, str, int | None]]:
    """For a table: control number, title, author, year, ISBN, edition; at most MOST lines."""
    for record in records_of(library, code)[:MOST].iterator(1_000):
        edition = record.edition
        if edition is None:
            yield record.control_number, "", "", "", "", None
        else:
            year = str(edition.year or edition.year_text)
            isbn = str(edition.isbns[0]) if edition.isbns else ""
            yield record.control_number, edition.title, edition.author, year, isbn, edition.pk


def _works(library: Library) -> "QuerySet[Record]":
    """Its living records of works; those of copies only (`belongs_to`) are judged with them."""
    return Record.objects.of(library).living().filter(belongs_to="")


def _flaw_counts(library: Library) -> dict[str, int]:
    """How many living records have each set of flaws."""
    rows = _works(library).exclude(flaws="").order_by()
    return dict(rows.values_list("flaws").annotate(n=Count("pk")))


def _doubled(library: Library) -> "QuerySet[Record, int | None]":
    """Ids of the editions that the library has several records of."""
    rows = _works(library).exclude(edition=None).order_by()
    several = rows.values("edition").annotate(n=Count("pk")).filter(n__gt=1)
    return several.values_list("edition", flat=True)


def _alone(library: Library, rows: "QuerySet[Record]") -> "QuerySet[Record]":
    others = Record.objects.living().filter(edition=OuterRef("edition")).exclude(library=library)
    return rows.exclude(edition=None).exclude(Exists(others))


def _dear_counts(library: Library) -> dict[str, int]:
    """The counts that look at every record, as they were after the last delivery of anybody."""
    last = Load.objects.order_by("-pk").values_list("pk", "read").first()
    key = f"quality-{library.pk}-{last}".replace(" ", "")
    known: dict[str, int] | None = cache.get(key)
    if known is None:
        alone = _alone(library, _works(library)).order_by().values("pk")
        doubles = _works(library).filter(edition__in=_doubled(library))
        known = {
            DOUBLES: doubles.order_by().values("pk")[: MOST + 1].count(),
            ALONE: alone[: MOST + 1].count(),
        }
        cache.set(key, known, _REMEMBERED_SECONDS)
    return known
