"""COinS: the citation as an OpenURL in a span's title, which Zotero and link resolvers read.

OpenURL key/encoded-value formats of ANSI/NISO Z39.88-2004: book, journal, dissertation, dc.
"""

from urllib.parse import urlencode

from kopru.catalogue.citing.work import Work

_FORMATS = {"article": "journal", "journal": "journal", "thesis": "dissertation", "book": "book"}
_DEGREES = {"doctoral": "PhD", "masters": "MA"}
_DC_TYPES = {
    "map": "map", "music": "document", "video": "videoRecording", "audio": "audioRecording",
    "image": "artwork", "software": "computerProgram",
}  # fmt: skip


def as_coins(work: Work) -> str:
    """The value of the title attribute, not yet escaped for HTML."""
    form = _FORMATS.get(work.kind, "dc")
    said = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}")]
    said += [(f"rft.{name}", text) for name, text in _WRITERS[form](work) if text]
    return urlencode(said)


_Said = list[tuple[str, str]]


def _first_author(work: Work) -> _Said:
    first = work.leaders[0] if work.leaders else None
    if first is None:
        return []
    if not first.given:
        return [("aucorp", first.family)]
    rest = [("au", person.turned) for person in work.leaders[1:]]
    return [("aulast", first.family), ("aufirst", first.given), *rest]


def _year(work: Work) -> str:
    return str(work.date.year or "")


def _book(work: Work) -> _Said:
    return [
        ("genre", "book"), ("btitle", work.full_title()), *_first_author(work),
        ("edition", work.edition_statement), ("place", work.place), ("pub", work.publisher),
        ("date", _year(work)), ("tpages", work.page_count),
        ("series", work.series[0] if work.series else ""),
        *(("isbn", number) for number in work.isbns),
    ]  # fmt: skip


def _journal(work: Work) -> _Said:
    host, issn = work.extras, [("issn", number) for number in work.issns]
    if work.kind == "journal":
        return [("genre", "journal"), ("jtitle", work.full_title()), *issn]
    return [
        ("genre", "article"), ("atitle", work.full_title()), ("jtitle", host.host),
        *_first_author(work), ("date", _year(work)), ("volume", host.host_volume),
        ("issue", host.host_issue), ("pages", host.host_pages.replace("–", "-")), *issn,
    ]  # fmt: skip


def _dissertation(work: Work) -> _Said:
    return [
        ("title", work.full_title()), *_first_author(work), ("inst", work.school),
        ("date", _year(work)), ("degree", _DEGREES.get(work.extras.degree, "")),
    ]  # fmt: skip


def _dublin_core(work: Work) -> _Said:
    return [
        ("title", work.full_title()), *(("creator", person.turned) for person in work.leaders),
        ("publisher", work.publisher), ("date", _year(work)), ("language", work.language),
        ("type", _DC_TYPES.get(work.kind, "")),
    ]  # fmt: skip


_WRITERS = {
    "book": _book, "journal": _journal, "dissertation": _dissertation, "dc": _dublin_core,
}  # fmt: skip
