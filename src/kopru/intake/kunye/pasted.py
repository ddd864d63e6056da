"""A result copied from another catalogue's page: TO-KAT, WorldCat, K10plus; else a citation.

TO-KAT shows eight labels (domain.md 1.2), which browsers copy as "label : value", with a
tab between, each on a line of its own, or as a table with the labels above. The other two
have their own labels. What has none is read as a citation in a mail is.
"""

import re
from dataclasses import dataclass, field

from kopru.common.citation import Citation
from kopru.common.identifiers import isbn13, issn
from kopru.common.text import fold
from kopru.intake.kunye.draft import ReadItem
from kopru.intake.kunye.reading import read_mail

#: further than this nothing is read
LONGEST = 40_000
MOST = 60
_LABELS = {
    # TO-KAT, in both languages of its page
    "kind": ("materyal turu", "material type", "document type", "format", "edition format", "item type"),
    "title": ("baslik", "eser adi", "title", "titel", "haupttitel"),
    "author": (
        "yazar", "yazarlar", "author", "authors", "author s", "verfasser", "verfasserin", "person en",
        "person", "person s", "autor", "autorin", "contributor", "contributors", "all authors contributors",
        "beteiligte", "sonstige personen",
    ),
    "year": ("yayin yili", "publication year", "year", "jahr", "erscheinungsjahr", "date"),
    "edition": ("basi", "baski", "edition", "ausgabe", "auflage"),
    "language": ("dil", "language", "languages", "sprache", "sprache n"),
    "subject": ("konu", "konular", "subject", "subjects", "schlagwort", "schlagworter", "sachgebiete"),
    "library": ("kutuphane", "kutuphaneler", "library", "libraries"),
    # what the others say besides
    "imprint": ("publisher", "publication", "published", "erschienen", "veroffentlicht", "erschienen in", "yayin", "yayinlayan"),
    "isbn": ("isbn", "isbns"),
    "issn": ("issn", "issns"),
    "journal": ("in", "published in", "enthalten in", "source"),
    "": (
        "oclc number", "oclc", "umfang", "physische beschreibung", "physical description", "description",
        "schriftenreihe", "series", "gesamttitel", "anmerkung", "anmerkungen", "notes", "summary", "abstract",
        "genre form", "material type s", "responsibility", "ppn", "k10plus ppn", "signatur", "standort",
        "weitere informationen", "doi", "volltext", "medienart", "inhalt", "contents",
    ),
}  # fmt: skip
_FIELD_OF = {label: name for name, labels in _LABELS.items() for label in labels}
_SEVERAL = ("author", "subject", "library", "isbn", "issn")
_PAIR = re.compile(r"^\W{0,3}(?P<label>[^\W\d][^:：\t=]{1,40}?)\s*[:：\t=][\s:：]*(?P<value>.*)$")
_IN_ONE_LINE = re.compile(
    r"(?<=\S)\s+(?=(?:materyal türü|başlık|yazar|yayın yılı|bası|dil|konu|kütüphane)\s*:)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*(?:\d{1,4}\s*[.)]?|\[\d{1,4}\])\s*$")
_YEAR = re.compile(r"(?<!\d)1[4-9]\d\d(?!\d)|(?<!\d)20\d\d(?!\d)")
_ISBN = re.compile(r"(?:97[89][-\s]?)?(?:\d[-\s]?){9}[\dXx]")
_LIFE = re.compile(r",?\s*(?:\*?\d{4}\s*-\s*(?:\d{4})?\*?\.?|\*\d{4}-?(?:\d{4})?\*)\s*$")
_ROLE = re.compile(r"\s*[\[(](?:verfasser\w*|author|yazar|vf\.?|aut)[\])]\s*$", re.IGNORECASE)
_KINDS = (
    ("thesis", re.compile(r"\btez|thesis|hochschulschrift|dissert")),
    ("article", re.compile(r"makale|article|aufsatz")),
    ("issue", re.compile(r"dergi|sureli|journal|serial|zeitschrift|periodical")),
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """One work of a pasted page: as a citation, and what else stood there, as it stood."""

    item: ReadItem
    libraries: tuple[str, ...] = ()
    language: str = ""
    subjects: tuple[str, ...] = ()


@dataclass
class _Result:
    """The labels of one result as they come in."""

    said: dict[str, list[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    open: str = ""

    def get(self, name: str) -> str:
        return " ".join(self.said.get(name, [])).strip()


def read_pasted(text: str) -> tuple[Pasted, ...]:
    """The works of a pasted page, in its order; empty where nothing is named. Never raises."""
    results = _labelled(text[:LONGEST])
    found = [pasted for result in results if (pasted := _as_pasted(result))]
    if not found:
        items = read_mail("", text[:LONGEST]).items
        found = [Pasted(item) for item in items if _names_a_work(item.citation)]
    return tuple(found[:MOST])


def _names_a_work(cited: Citation) -> bool:
    """Whether a citation without labels says enough: buttons of a page read as titles, too."""
    numbered = cited.isbn or cited.issn or cited.doi or cited.thesis_number
    return bool(numbered or (cited.title and (cited.author or cited.year)))


def _labelled(text: str) -> list[_Result]:
    results = [_Result()]
    heads: list[str] = []
    for line in _lines(text):
        if heads and line.count("\t") == len(heads) - 1 and not _is_head(line):
            _take_row(results, heads, line)
            continue
        heads = [_field(cell) or "" for cell in line.split("\t")] if _is_head(line) else []
        if not heads:
            _take_line(results, line)
    return results


def _lines(text: str) -> list[str]:
    """Lines, with those parted that hold several labels, by colons or by tabs."""
    lines: list[str] = []
    for line in text.replace("\xa0", " ").splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        labels = [cell for cell in cells[::2] if _field(cell) is not None]
        if len(cells) >= 4 and len(labels) == (len(cells) + 1) // 2 and not _is_head(line):
            lines += [
                f"{label}\t{value}" for label, value in zip(cells[::2], cells[1::2], strict=False)
            ]
        else:
            lines += _IN_ONE_LINE.split(line)
    return lines


def _is_head(line: str) -> bool:
    """Whether a line is the head of a table: nothing but labels, four at least."""
    cells = line.split("\t")
    return len(cells) >= 4 and all(_field(cell) is not None for cell in cells if cell.strip())


def _field(label: str) -> str | None:
    """What a label says; "" for one that is not needed, None where it is none."""
    return _FIELD_OF.get(re.sub(r"[^a-z0-9]+", " ", fold(label)).strip())


def _take_row(results: list[_Result], heads: list[str], line: str) -> None:
    row = _Result(lines=[line])
    for name, cell in zip(heads, line.split("\t"), strict=True):
        if name and cell.strip():
            row.said.setdefault(name, []).append(cell.strip())
    results += [row, _Result()]


def _take_line(results: list[_Result], line: str) -> None:
    result = results[-1]
    awaits = bool(result.open) and result.open not in result.said
    if not line.strip() or (_NUMBERED.match(line) and not awaits):
        result.open = ""
        if _NUMBERED.match(line) and result.said:
            results.append(_Result())
        return
    pair = _PAIR.match(line)
    name = _field(pair["label"]) if pair else _field(line)
    if name is None:
        _go_on(result, line)
        return
    if name and name in result.said and name not in _SEVERAL:
        result = _Result()
        results.append(result)
    value = pair["value"].strip() if pair else ""
    result.lines.append(line)
    result.open = name
    if name and value:
        result.said.setdefault(name, []).append(value)


def _go_on(result: _Result, line: str) -> None:
    """A line without a label: the value of the label above, or one more of its values."""
    name = result.open
    if name and (name in _SEVERAL or name not in result.said):
        result.said.setdefault(name, []).append(line.strip(" \t:"))
        result.lines.append(line)
    elif not result.said and not result.lines and len(line) > 3:
        result.lines.append(line)  # a heading above the labels: the title, where none is labelled


def _as_pasted(result: _Result) -> Pasted | None:
    title, responsibility = _title(result)
    isbns = _isbns(result.get("isbn"))
    if not title and not isbns:
        return None
    kind = _kind(result.get("kind"))
    place, publisher, year = _imprint(result.get("imprint"))
    said_year = _YEAR.search(result.get("year"))
    citation = Citation(
        kind=kind,
        title="" if kind == "issue" else title,
        journal=title if kind == "issue" else result.get("journal"),
        author=_authors(result.said.get("author", [])) or responsibility,
        publisher=publisher,
        place=place,
        year=said_year.group() if said_year else year,
        edition=result.get("edition").strip(" ."),
        isbn=isbns[0] if isbns else "",
        other_isbns=tuple(isbns[1:]),
        issn=issn(result.get("issn")[:9]) or "",
    )
    sure = {name: 0.95 for name in citation.as_dict() if name not in ("kind", "other_isbns")}
    needs = () if citation.author or kind == "issue" else ("author_missing",)
    item = ReadItem(citation, sure, "\n".join(result.lines), needs)
    return Pasted(
        item, tuple(_parted(result.said.get("library", []))), result.get("language"),
        tuple(_parted(result.said.get("subject", []))),
    )  # fmt: skip


def _title(result: _Result) -> tuple[str, str]:
    """Title and statement of responsibility: "Kara kitap / Orhan Pamuk." """
    said = result.get("title")
    if not said and result.said and result.lines and _PAIR.match(result.lines[0]) is None:
        said = result.lines[0] if _field(result.lines[0]) is None else ""
    title, _, responsibility = said.partition(" / ")
    return re.sub(r"\s+:\s+", ": ", title).strip(" .,;/"), responsibility.strip(" .")


def _authors(said: list[str]) -> str:
    names = [_LIFE.sub("", _ROLE.sub("", name)).strip(" .,") for name in _parted(said)]
    return "; ".join(dict.fromkeys(name for name in names if name))


def _parted(said: list[str]) -> list[str]:
    """Values of one label: each line, and what semicolons or bars part."""
    return [part.strip() for text in said for part in re.split(r"[;|]", text) if part.strip()]


def _isbns(text: str) -> list[str]:
    numbers = [isbn13(found) or re.sub(r"[-\s]", "", found) for found in _ISBN.findall(text)]
    return list(dict.fromkeys(numbers))


def _kind(text: str) -> str:
    plain = fold(text)
    return next((kind for kind, pattern in _KINDS if pattern.search(plain)), "book")


def _imprint(text: str) -> tuple[str, str, str]:
    """Place, publisher, year of "İstanbul : İletişim, 1994" or "İletişim, İstanbul, 1994"."""
    found = _YEAR.search(text)
    year = found.group() if found else ""
    rest = text[: found.start()].rstrip(" ,.©c[(") if found else text.strip(" .,")
    place, colon, publisher = rest.partition(":")
    if colon:
        return place.strip(" []"), publisher.strip(" ,"), year
    publisher, _, place = rest.partition(",")
    return place.strip(), publisher.strip(), year
