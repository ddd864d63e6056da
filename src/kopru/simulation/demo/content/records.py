"""The libraries' MARC 21 records, with the differences that real catalogues have.

Field by field as of the MARC 21 Format for Bibliographic Data (Library of Congress);
items in 952 as Koha exports them (Koha manual, "Item fields"; domain.md 4.5).
"""

from collections.abc import Callable, Iterator
from datetime import date

from pymarc import Field, Indicators, Leader, RawField, Record, Subfield

from kopru.simulation.demo.content.chance import pick, roll
from kopru.simulation.demo.content.holdings import held_by, holders
from kopru.simulation.demo.content.isbns import (
    ISSNS,
    as_isbn10,
    is_flawed_somewhere,
    isbn_of,
    with_wrong_check_digit,
)
from kopru.simulation.demo.content.items import Item, items_of
from kopru.simulation.demo.content.libraries import SYMBOLS
from kopru.simulation.demo.content.spelling import Hand, hand_of
from kopru.simulation.demo.content.titles import Work, natural_order

#: The day the demo's items were exported on; due dates lie after it.
FIRST_DAY = date(2026, 11, 23)

_LAST_YEAR_OF_TEN_DIGITS = 2006
_BODIES = ("Kurumu", "Vakfı", "Yayınevi", "Bakanlığı")
_ARTICLES = ("The ", "An ", "A ")

_COUNTRIES = {"London": "enk", "Oxford": "enk", "Cambridge": "enk", "New York": "nyu",
              "Amsterdam": "ne ", "Constantinople": "tu "}  # fmt: skip

_LANGUAGES_OF_ORIGINALS = {
    "Rus romanı": "rus", "Fransız romanı": "fre", "Alman edebiyatı": "ger",
    "İngiliz romanı": "eng", "Amerikan romanı": "eng", "Bilimkurgu": "eng",
    "Latin Amerika edebiyatı": "spa", "İspanyol edebiyatı": "spa", "İtalyan edebiyatı": "ita",
    "Portekiz edebiyatı": "por", "Japon edebiyatı": "jpn", "Çin edebiyatı": "chi",
    "İran edebiyatı": "per", "Türk romanı": "tur", "Türk şiiri": "tur",
}  # fmt: skip

_LEADERS = {"video": "ngm", "audio": "njm", "journal": "nas"}
_EXTENTS = {"video": "1 DVD ({} dk.)", "audio": "1 ses diski ({} dk.)", "thesis": "xii, {} y."}


def records_for(symbol: str, *, on: date = FIRST_DAY) -> Iterator[bytes]:
    """The records of library `symbol`, each as ISO 2709 bytes in UTF-8.

    `on` is the day the records are exported: items on loan are due in the weeks after it.
    """
    for work in held_by(symbol):
        yield _record(hand_of(symbol, work), on).as_marc()


def control_number(symbol: str, work: Work) -> str:
    """What 001 holds: a number that is unique within the library, not beyond it."""
    return str(10_000 + SYMBOLS.index(symbol) * 1_700 + work.index * 3)


def isbn_in(symbol: str, work: Work) -> str | None:
    """The ISBN as library `symbol` typed it: right, in ten digits, wrong, or not at all."""
    isbn = isbn_of(work)
    hand = hand_of(symbol, work)
    if isbn is None or hand.does("no_isbn"):
        return None
    if is_flawed_somewhere(work) and pick(_with_isbn(work), "flawed by", work.index) == symbol:
        return with_wrong_check_digit(isbn)
    ten = work.year <= _LAST_YEAR_OF_TEN_DIGITS and hand.does("old_isbns")
    return as_isbn10(isbn) if ten else isbn


def _with_isbn(work: Work) -> tuple[str, ...]:
    typed = [s for s in holders(work.index) if not hand_of(s, work).does("no_isbn")]
    return tuple(typed) or holders(work.index)


def _record(hand: Hand, on: date) -> Record:
    work = hand.work
    fields: list[Field | RawField] = [
        Field("001", data=control_number(hand.symbol, work)),
        Field("003", data=hand.symbol),
        Field("005", data=f"{on:%Y%m%d}080000.0"),
        Field("008", data=_fixed_data(work, on)),
    ]
    for part in _PARTS:
        fields.extend(part(hand))
    fields.extend(_item_field(item) for item in items_of(hand.symbol, work, on=on))
    record = Record(fields=fields, force_utf8=True)
    record.leader = Leader(f"00000{_LEADERS.get(work.kind, 'nam')} a2200000 a 4500")
    return record


def _field(tag: str, indicators: str, *parts: tuple[str, str]) -> Field:
    subfields = [Subfield(code, text) for code, text in parts if text]
    return Field(tag, Indicators(indicators[0], indicators[1]), subfields)


def _fixed_data(work: Work, on: date) -> str:
    """008, forty characters."""
    dates = f"c{work.year}9999" if work.kind == "journal" else f"s{work.year}    "
    country = _COUNTRIES.get(work.place, "tu " if work.is_turkish_edition else "xxu")
    for_children = "j" if work.subjects[0].tr == "Çocuk kitapları" else " "
    contents = {"thesis": "m", "reference": "d"}.get(work.kind, " ")
    tells_a_story = any(word in work.subjects[0].tr for word in ("roman", "öykü"))
    fiction = " " if work.kind in _LEADERS else str(int(tells_a_story))
    return (
        f"{on:%y%m%d}{dates}{country}    {for_children} {contents}    000 {fiction} "
        f"{work.language} d"
    )


def _numbers(hand: Hand) -> Iterator[Field]:
    isbn = isbn_in(hand.symbol, hand.work)
    if isbn:
        yield _field("020", "  ", ("a", f"{isbn} (karton kapak)" if hand.habits.isbd else isbn))
    if hand.work.kind == "journal" and hand.work.title in ISSNS:
        yield _field("022", "  ", ("a", ISSNS[hand.work.title]))
    yield _field("040", "  ", ("a", hand.symbol), ("b", "tur"), ("c", hand.symbol))


def _languages(hand: Hand) -> Iterator[Field]:
    work = hand.work
    if not work.translators and not work.original_title:
        return
    original = _LANGUAGES_OF_ORIGINALS.get(work.subjects[0].tr, "")
    if original == work.language:
        original = ""
    yield _field("041", "1 ", ("a", work.language), ("h", original))
    yield _field("546", "  ", ("a", "İngilizce" if work.language == "eng" else "Türkçe"))


def _main_entry(hand: Hand) -> Iterator[Field]:
    if not hand.work.authors:
        return
    first = hand.work.authors[0]
    if first.endswith(_BODIES):
        yield _field("110", "2 ", ("a", _end(hand, hand.letters(first), ".")))
        return
    turned = "1" if ", " in hand.name(first) else "0"
    yield _field("100", f"{turned} ", ("a", _end(hand, hand.name(first), ".")))


def _titles(hand: Hand) -> Iterator[Field]:
    work = hand.work
    title, subtitle = hand.title(work.title), hand.title(work.subtitle)
    if work.subtitle and hand.does("subtitle_in_title"):
        title, subtitle = f"{title}: {subtitle}", ""
    said_by = _statement(hand)
    skip = next(
        (len(a) for a in _ARTICLES if work.language == "eng" and work.title.startswith(a)), 0
    )
    if hand.habits.isbd:
        title, volume, subtitle = _punctuated(title, work.volume, subtitle, said_by)
    else:
        volume = work.volume
    yield _field(
        "245",
        f"{1 if work.authors else 0}{skip}",
        ("a", title),
        ("n", volume),
        ("b", subtitle),
        ("c", _end(hand, said_by, ".")),
    )
    if hand.habits.ottoman == "macron" and work.shelf == "ottoman-classics":
        yield _field("246", "3 ", ("a", work.title))


def _punctuated(title: str, volume: str, subtitle: str, said_by: str) -> tuple[str, str, str]:
    """The parts of 245 with the ISBD marks that stand before the part that follows."""
    before_said = " /" if said_by else "."
    if subtitle:
        subtitle += before_said
    if volume:
        return f"{title}.", volume + (" :" if subtitle else before_said), subtitle
    return title + (" :" if subtitle else before_said), "", subtitle


def _statement(hand: Hand) -> str:
    work = hand.work
    said = ", ".join(natural_order(name) for name in work.authors)
    if work.translators:
        by = "translated by" if work.language == "eng" else "çeviren"
        people = ", ".join(natural_order(name) for name in work.translators)
        said = f"{said} ; {by} {people}" if said else f"{by} {people}"
    return hand.letters(said)


def _imprint(hand: Hand) -> Iterator[Field]:
    work = hand.work
    if work.kind == "book" and roll("edition", work.index) < 0.3:
        number = 2 + int(roll("edition number", work.index) * 9)
        yield _field(
            "250", "  ", ("a", f"{number}. bs." if hand.habits.isbd else f"{number}. baskı")
        )
    place, name = hand.letters(work.place), hand.publisher()
    year = f"{work.year}-" if work.kind == "journal" else str(work.year)
    if hand.habits.isbd:
        place, name, year = f"{place} :", f"{name},", year if work.kind == "journal" else f"{year}."
    indicators = "  " if hand.habits.imprint == "260" else " 1"
    yield _field(hand.habits.imprint, indicators, ("a", place), ("b", name), ("c", year))


def _description(hand: Hand) -> Iterator[Field]:
    work = hand.work
    if work.pages and not hand.does("no_pages"):
        extent = _EXTENTS.get(work.kind, "{} s.").format(work.pages)
        height = f"{19 + work.index % 9} cm."
        yield _field(
            "300", "  ", ("a", f"{extent} ;" if hand.habits.isbd else extent), ("c", height)
        )
    if work.kind == "book" and roll("series", work.index) < 0.25:
        number = 1 + int(roll("series number", work.index) * 400)
        series = (
            f"{work.publisher} dizisi" if work.is_turkish_edition else f"{work.publisher} series"
        )
        yield _field("490", "0 ", ("a", f"{series} ;"), ("v", str(number)))


def _notes(hand: Hand) -> Iterator[Field]:
    work = hand.work
    if work.original_title:
        yield _field("500", "  ", ("a", f"Özgün adı: {work.original_title}"))
    if work.kind == "thesis":
        degree = "Doktora" if roll("degree", work.index) < 0.4 else "Yüksek lisans"
        yield _field("502", "  ", ("a", f"Tez ({degree}) -- {work.publisher}, {work.year}."))


def _subjects(hand: Hand) -> Iterator[Field]:
    english = hand.habits.subjects == "en"
    names = [subject.en if english else subject.tr for subject in hand.work.subjects]
    if hand.habits.keywords:
        yield _field("653", "  ", *(("a", name.replace(" -- ", " ")) for name in names))
        return
    for name in names:
        heading, *divisions = name.split(" -- ")
        divided = tuple(("x", division) for division in divisions)
        yield _field("650", " 0" if english else " 4", ("a", heading), *divided)


def _added_entries(hand: Hand) -> Iterator[Field]:
    roles = [(name, "yazar") for name in hand.work.authors[1:]]
    roles += [(name, "çev.") for name in hand.work.translators]
    for name, role in roles:
        entry = hand.name(name)
        yield _field("700", "1 " if ", " in entry else "0 ", ("a", entry), ("e", role))


def _item_field(item: Item) -> Field:
    return _field(
        "952",
        "  ",
        ("2", "lcc" if item.scheme == "lcc" else "ddc"),
        ("7", "1" if item.not_for_loan else "0"),
        ("a", item.branch),
        ("b", item.branch),
        ("o", item.call_number),
        ("p", item.barcode),
        ("q", item.due.isoformat() if item.due else ""),
        ("t", str(item.copy)),
        ("y", item.item_type),
    )


def _end(hand: Hand, text: str, mark: str) -> str:
    """`text` with the closing `mark`, where the library punctuates."""
    return f"{text}{mark}" if text and hand.habits.isbd and not text.endswith(mark) else text


_PARTS: tuple[Callable[[Hand], Iterator[Field]], ...] = (
    _numbers,
    _languages,
    _main_entry,
    _titles,
    _imprint,
    _description,
    _notes,
    _subjects,
    _added_entries,
)
