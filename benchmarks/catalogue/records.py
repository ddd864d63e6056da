"""One library's record of an edition as ISO 2709 bytes, with the differences that cataloguers make.

The layout is MARC 21: leader, directory of twelve bytes a field, fields. It is written
by hand here since ten million records are to be made in minutes.
"""

import random
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from .editions import Edition
from .numbers import group_length, hyphened, ten, thirteen
from .vocabulary import capitals

Field = tuple[bytes, bytes]
_LEVEL = {"journal": b"as", "online": b"am", "book": b"am", "thesis": b"am", "volume": b"am"}
_PLAIN = {
    "ı": "i",
    "İ": "I",
    "ş": "s",
    "Ş": "S",
    "ğ": "g",
    "Ğ": "G",
    "ø": "o",
    "ß": "ss",
    "ʿ": "",
    "ʾ": "",
}
_ORDINAL = {
    "tur": "{}. baskı",
    "eng": "{}. ed.",
    "ger": "{}. Auflage",
    "fre": "{}e éd.",
    "rus": "izd. {}",
    "ota": "{}. ṭabʿ",
}
_AND_OTHERS = {
    "tur": "hazırlayan",
    "eng": "edited by",
    "ger": "herausgegeben von",
    "fre": "sous la direction de",
    "rus": "pod red.",
    "ota": "mütercimi",
}
_RDA = (
    (b"336", b"  \x1fatext\x1fbtxt\x1f2rdacontent"),
    (b"337", b"  \x1faunmediated\x1fbn\x1f2rdamedia"),
    (b"338", b"  \x1favolume\x1fbnc\x1f2rdacarrier"),
)
_WITH_SOURCES = {
    "tur": "Kaynakça",
    "ota": "Kaynakça",
    "eng": "Bibliography",
    "ger": "Literaturverzeichnis",
    "fre": "Bibliographie",
    "rus": "Bibliografiia",
}
_COUNTRY = {"tur": "tu ", "eng": "enk", "ger": "gw ", "fre": "fr ", "rus": "ru ", "ota": "tu "}


class Habits(NamedTuple):
    """How a library catalogues. `number` starts at 0 for the largest library."""

    number: int
    symbol: str
    is_rda: bool
    items_as_koha: bool
    hyphens: bool
    branches: tuple[str, ...]
    decimal: bool
    keeps_subtitles: bool


def habits_of(number: int) -> Habits:
    """The habits of a library; its symbol is invented."""
    rng = random.Random(number * 7919 + 17)
    names = ("MRK", "EDB", "TIP", "HUK", "MUH", "FEN")
    return Habits(
        number=number, symbol=f"KTP{number + 1:03}", is_rda=rng.random() < 0.6,
        items_as_koha=rng.random() < 0.7, hyphens=rng.random() < 0.3,
        branches=names[: 1 + rng.randrange(6)], decimal=rng.random() < 0.5,
        keeps_subtitles=rng.random() < 0.85,
    )  # fmt: skip


def record_of(edition: Edition, library: Habits, bits: Callable[[int], int]) -> bytes:
    """The record with its terminator. `bits` draws what this cataloguer did unlike others."""
    done = edition.prepared or prepare(edition)
    dice = bits(64)
    fields = [
        (b"001", b"%b%09d" % (library.symbol.encode(), edition.number)),
        (b"003", library.symbol.encode()),
        (b"005", b"20%02d%02d%02d%02d0000.0" % (5 + dice % 20, 1 + dice % 12, 1 + dice % 28, dice % 24)),
    ]  # fmt: skip
    if dice & 127:
        fields.append((b"008", done["008"]))
    dice >>= 7
    fields += _numbers(edition, done, library, dice)
    dice >>= 16
    fields.append((b"040", f"  \x1fa{library.symbol}\x1fbtur\x1fc{library.symbol}".encode()))
    if "041" in done:
        fields.append((b"041", done["041"]))
    if "100" in done:
        fields.append((b"100", done["100"] if dice & 3 else done["100 bare"]))
    fields.append((b"245", _title(edition, done, library, dice >> 2)))
    dice >>= 18
    if "250" in done and dice & 7:
        fields.append((b"250", done["250"]))
    fields += _imprint(edition, library, dice >> 3)
    dice >>= 15
    fields.append((b"300", _extent(edition, dice)))
    if library.is_rda:
        fields += _RDA
    fields += _end(done, dice >> 6)
    fields += _items(edition, library, bits(16))
    return written(_LEVEL[edition.kind], fields)


def written(level: bytes, fields: list[Field]) -> bytes:
    """A record in UTF-8; `level` is leader/06-07."""
    directory = []
    start = 0
    for tag, data in fields:
        length = len(data) + 1
        directory.append(b"%b%04d%05d" % (tag, length, start))
        start += length
    base = 25 + 12 * len(fields)
    return b"%05dc%b a22%05d a 4500%b\x1e%b\x1e\x1d" % (
        base + start + 1, level, base, b"".join(directory), b"\x1e".join([data for _, data in fields]),
    )  # fmt: skip


def prepare(edition: Edition) -> dict[str, bytes]:
    """The fields that libraries mostly share, made once an edition."""
    work = edition.work
    language = work.language
    code = language
    form = "o" if edition.kind == "online" else " "
    contents = "m" if edition.kind == "thesis" else " "
    done = edition.prepared
    begun = f"{edition.year % 100:02}0101s{edition.year}    {_COUNTRY[language]}"
    done["008"] = f"{begun}     {form}{contents}    000 0 {code} d".encode()
    if work.original:
        done["041"] = f"1 \x1fa{code}\x1fh{work.original}".encode()
    if work.author:
        done["100 bare"] = f"1 \x1fa{work.author}.".encode()
        dates = f",\x1fd{work.born}-" if 0 < work.born < edition.year - 18 else ""
        done["100"] = f"1 \x1fa{work.author}{dates}".encode()
    done["responsibility"] = _responsibility(edition).encode()
    _prepare_notes(edition, done)
    return done


def _prepare_notes(edition: Edition, done: dict[str, bytes]) -> None:
    work, language = edition.work, edition.work.language
    if edition.statement:
        done["250"] = f"  \x1fa{_ORDINAL[language].format(edition.statement)}".encode()
    if edition.series:
        done["490"] = f"0 \x1fa{edition.series} ;\x1fv{edition.series_number}".encode()
    if edition.kind == "thesis":
        done["502"] = f"  \x1faTez (Doktora)--{edition.publisher[0]}, {edition.year}".encode()
    if edition.pages % 5 < 2:
        notes = _WITH_SOURCES[language]
        done["504"] = f"  \x1fa{notes}: s. {edition.pages - 12}-{edition.pages - 1}.".encode()
    for place, heading in enumerate(work.subjects):
        done[f"65{place}"] = f" 4\x1fa{heading}".encode()
    for place, name in enumerate(work.others):
        done[f"70{place}"] = f"1 \x1fa{name}".encode()


def _responsibility(edition: Edition) -> str:
    work = edition.work
    said = [_direct(work.author)] if work.author else []
    if work.others:
        names = ", ".join(map(_direct, work.others))
        role = "çeviren" if work.original else _AND_OTHERS[work.language]
        said.append(f"{role} {names}")
    return " ; ".join(said)


def _direct(name: str) -> str:
    family, _, given = name.partition(", ")
    return f"{given} {family}"


def _numbers(edition: Edition, done: dict[str, bytes], library: Habits, dice: int) -> list[Field]:
    """020 and 022. Seven of a hundred records lack the ISBN, older ones have ten digits."""
    if edition.issn:
        return [(b"022", b"  \x1fa" + edition.issn.encode())]
    fields = []
    for body, said in ((edition.isbn, ""), (edition.set_isbn, "takım")):
        if not body or dice & 127 < 9:
            continue
        number = thirteen(body)
        if edition.year < 2007 and dice >> 7 & 3:
            number = ten(body) if edition.year < 2005 or dice >> 9 & 1 else number
        if edition.check_off and not said:
            number = f"{number[:-1]}{(int(number[-1].replace('X', '0')) + edition.check_off) % 10}"
        elif library.hyphens and len(number) == 13:
            number = hyphened(number, group_length(body))
        qualifier = f" ({said})" if said else ""
        fields.append((b"020", f"  \x1fa{number}{qualifier}".encode()))
    return fields


def _title(edition: Edition, done: dict[str, bytes], library: Habits, dice: int) -> bytes:
    """245: capitals, missing accents and slips; the subtitle and who made it, or not."""
    work = edition.work
    title, subtitle = work.title, work.subtitle
    if not library.keeps_subtitles or dice >> 7 & 15 == 0:
        subtitle = ""
    title, subtitle = _as_typed(title, subtitle, work.language, dice & 127, len(title))
    text = f"{int(bool(work.author))}0\x1fa{title}"
    if edition.volume:
        text += f".\x1fn{edition.volume}. cilt"
    if subtitle:
        text += f" :\x1fb{subtitle}"
    if dice >> 11 & 15 and done["responsibility"]:
        return f"{text} /\x1fc".encode() + done["responsibility"] + b"."
    return text.encode()


def _as_typed(title: str, subtitle: str, language: str, dice: int, place: int) -> tuple[str, str]:
    """Six of a hundred in capitals, ten with each word's, three without accents, one with a slip."""
    if dice < 8:
        return capitals(title, language), capitals(subtitle, language)
    if dice < 21:
        return title.title() if language == "eng" else _each_word(title, language), subtitle
    if dice < 25:
        return _unaccented(title), _unaccented(subtitle)
    if dice == 25 and len(title) > 8:
        at = 3 + place % (len(title) - 6)
        return title[:at] + title[at + 1] + title[at] + title[at + 2 :], subtitle
    return title, subtitle


def _each_word(text: str, language: str) -> str:
    return " ".join([capitals(word[:1], language) + word[1:] for word in text.split(" ")])


def _unaccented(text: str) -> str:
    spelled = "".join([_PLAIN.get(letter, letter) for letter in text])
    return "".join(
        [c for c in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(c)]
    )


def _imprint(edition: Edition, library: Habits, dice: int) -> list[Field]:
    """264 or 260: the publisher's other name with one in five, the year in brackets and with c."""
    name, short, place = edition.publisher
    if dice & 15 < 3:
        name = short
    year = str(edition.year)
    if edition.work.language == "ota":
        year = f"{edition.year - 584} [{year}]"
    elif dice >> 4 & 15 == 0:
        year = f"[{year}]"
    elif dice >> 4 & 15 == 1:
        year = f"c{year}"
    elif dice >> 4 & 255 == 2:
        year = str(edition.year + 1)
    tag, indicators = (b"264", " 1") if library.is_rda else (b"260", "  ")
    return [(tag, f"{indicators}\x1fa{place} :\x1fb{name},\x1fc{year}.".encode())]


def _extent(edition: Edition, dice: int) -> bytes:
    pages: str | int = edition.pages
    if dice & 15 == 0:
        pages = edition.pages + 2
    word = "sayfa" if dice >> 4 & 3 == 0 else "s."
    if edition.preliminary > 20 and dice & 15 > 3:
        pages = f"{'ivx'[edition.preliminary % 3]}, {pages}"
    if edition.kind == "online":
        return f"  \x1fa1 çevrimiçi kaynak ({pages} {word})".encode()
    return f"  \x1fa{pages} {word} ;\x1fc{edition.height} cm".encode()


def _end(done: dict[str, bytes], dice: int) -> list[Field]:
    """Series, dissertation, headings (the last of them missing with some) and added entries."""
    fields = [(tag.encode(), done[tag]) for tag in ("490", "502", "504") if tag in done]
    if "650" in done:
        fields.append((b"650", done["650"]))
    if "651" in done and dice & 3:
        fields.append((b"650", done["651"]))
    fields += [(b"700", done[tag]) for tag in ("700", "701", "702") if tag in done]
    return fields


def _items(edition: Edition, library: Habits, dice: int) -> list[Field]:
    """The library's copies: as items of Koha (952) or as holdings (852)."""
    branch = library.branches[dice % len(library.branches)]
    cutter = (edition.work.author or edition.work.title)[:3].upper()
    shelf = f"{edition.number % 999:03}" if library.decimal else f"PL{edition.number % 9000 + 1}"
    call = f"{shelf} {cutter} {edition.year}"
    fields = []
    for copy in range(2 if dice & 15 == 0 else 1):
        barcode = f"{library.number + 1:03}{edition.number:08}{copy}"
        if library.items_as_koha:
            kept = "1" if dice >> 4 & 15 == 0 else "0"
            got = f"{max(edition.year, 1990)}-{1 + dice % 12:02}-{1 + dice % 28:02}"
            text = (
                f"  \x1f00\x1f10\x1f2ddc\x1f40\x1f7{kept}\x1fa{branch}\x1fb{branch}\x1fcGEN\x1fd{got}"
                f"\x1fl{dice % 7}\x1fo{call}\x1fp{barcode}\x1fr{got}\x1fw{got}\x1fyBK"
            )
            fields.append((b"952", text.encode()))
        else:
            text = f"8 \x1fa{library.symbol}\x1fb{branch}\x1fh{call}\x1fp{barcode}"
            fields.append((b"852", text.encode()))
    if edition.kind == "online":
        fields.insert(0, (b"856", f"40\x1fuhttps://kitap.example/{edition.number}".encode()))
    return fields
