"""RIS as reference managers read it (tags as Zotero, EndNote and Mendeley take them); UTF-8, CRLF."""

from collections.abc import Iterator

from kopru.catalogue.citing.work import Work

_TYPES = {
    "book": "BOOK", "article": "JOUR", "journal": "JFULL", "thesis": "THES", "map": "MAP",
    "music": "MUSIC", "video": "VIDEO", "audio": "SOUND", "image": "ART", "software": "COMP",
}  # fmt: skip
_DEGREES = {"doctoral": "PhD", "masters": "Master's"}


def as_ris(work: Work) -> str:
    """One reference from TY to ER."""
    lines = [("TY", _TYPES.get(work.kind, "GEN")), *_lines(work), ("ER", "")]
    # a line end within a value would end it: values are one line each
    return "".join(f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in lines)


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    yield from (("AU", person.turned) for person in work.authors)
    yield from (("A4", person.turned) for person in work.translators)
    yield from (("ED", person.turned) for person in work.editors)
    host, is_thesis = work.extras, work.kind == "thesis"
    first, _, last = host.host_pages.partition("–")
    said = (
        ("TI", work.full_title()),
        ("T2", host.host or (work.series[0] if work.series else "")),
        ("PY", str(work.date.year or "")),
        ("DA", "" if work.date.text == str(work.date.year or "") else work.date.text),
        ("ET", work.edition_statement),
        ("CY", work.place),
        ("PB", work.school if is_thesis else work.publisher),
        ("M3", _DEGREES.get(host.degree, "") if is_thesis else ""),
        ("VL", host.host_volume or work.own_volume),
        ("IS", host.host_issue),
        ("SP", first or work.page_count),
        ("EP", last),
        *(("SN", number) for number in (*work.isbns, *work.issns)),
        *(("KW", subject) for subject in work.subjects),
        ("LA", work.language),
    )
    yield from ((tag, text) for tag, text in said if text)
