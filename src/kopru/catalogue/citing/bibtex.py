"""BibTeX with the kinds and fields of biblatex (its manual, 2.1 and 2.2); UTF-8, marks escaped."""

import re

from kopru.catalogue.citing.people import Person
from kopru.catalogue.citing.work import Work
from kopru.common.text import fold

_TYPES = {
    "book": "book", "article": "article", "journal": "periodical", "thesis": "thesis",
    "software": "software", "video": "movie", "audio": "audio", "image": "image", "music": "music",
}  # fmt: skip
_HOW = {"map": "Map"}
_THESES = {"doctoral": "phdthesis", "masters": "mathesis"}
_LANGUAGES = {
    "tur": "turkish", "ota": "turkish", "eng": "english", "ger": "german", "fre": "french",
    "spa": "spanish", "ita": "italian", "rus": "russian", "lat": "latin", "ara": "arabic",
    "per": "persian", "gre": "greek",
}  # fmt: skip
_ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_TABLE = str.maketrans(_ESCAPED)
_SKIPPED = frozenset(("bir", "the", "a", "an", "der", "die", "das", "le", "la", "les", "bu", "o"))


def as_bibtex(work: Work) -> str:
    """One entry, with a key like `tanpinar2019saatleri`; ends with a line end."""
    fields = {name: text for name, text in _fields(work).items() if text}
    lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items())
    return f"@{_TYPES.get(work.kind, 'misc')}{{{key_of(work)},\n{lines}}}\n"


def key_of(work: Work) -> str:
    """Family name, year and first word of the title, in ASCII letters and digits."""
    first = fold(work.leaders[0].family).replace(" ", "") if work.leaders else ""
    words = [word for word in fold(work.title).split() if word not in _SKIPPED]
    key = f"{first}{work.date.year or ''}{words[0] if words else ''}"
    return re.sub(r"[^a-z0-9]", "", key) or "kopru"


def _fields(work: Work) -> dict[str, str]:
    host, is_thesis = work.extras, work.kind == "thesis"
    as_printed = work.date.text if work.date.year and not work.date.text.isdigit() else ""
    return {
        "author": _names(work.authors),
        "editor": _names(work.editors),
        "translator": _names(work.translators),
        "title": _kept(work.title),
        "subtitle": _kept(work.subtitle),
        "journaltitle": _kept(host.host),
        "type": _THESES.get(host.degree, "Thesis") if is_thesis else "",
        "howpublished": _HOW.get(work.kind, ""),
        "institution": escaped(work.school) if is_thesis else "",
        "edition": escaped(_edition(work)),
        "volume": escaped(host.host_volume or work.own_volume),
        "number": escaped(host.host_issue),
        "pages": escaped(host.host_pages.replace("–", "--")),
        "series": escaped(work.series[0] if work.series else ""),
        "location": escaped(work.place),
        "publisher": "" if is_thesis else _body(work.publisher),
        "year": str(work.date.year or "") or escaped(work.date.text),
        "note": escaped(as_printed),
        "pagetotal": work.page_count,
        "isbn": ", ".join(escaped(number) for number in work.isbns),
        "issn": ", ".join(escaped(number) for number in work.issns),
        "langid": _LANGUAGES.get(work.language, ""),
    }


def _edition(work: Work) -> str:
    """A number where the statement begins with one, as biblatex wants it."""
    found = re.match(r"\[?(\d{1,3})\b", work.edition_statement)
    return found.group(1) if found else work.edition_statement


def escaped(text: str) -> str:
    """Text in which no mark means anything to TeX; Turkish letters stay."""
    return " ".join(text.translate(_TABLE).split())


def _kept(text: str) -> str:
    """A title whose capitals no style may change."""
    return f"{{{escaped(text)}}}" if text else ""


def _body(text: str) -> str:
    """A name with "and" in it must not be taken for two."""
    said = escaped(text)
    return f"{{{said}}}" if " and " in said else said


def _names(people: tuple[Person, ...]) -> str:
    return " and ".join(
        f"{_body(p.family)}, {_body(p.given)}" if p.given else f"{{{escaped(p.family)}}}"
        for p in people
    )
