"""APA, seventh edition: the entry of a reference list (Publication Manual, chapters 8 to 10)."""

from collections.abc import Sequence

from kopru.catalogue.citing.lines import (
    Line,
    Part,
    in_brackets,
    italic,
    joined,
    sentences,
    together,
)
from kopru.catalogue.citing.people import Person
from kopru.catalogue.citing.wording import Wording, wording_in
from kopru.catalogue.citing.work import Work

#: of more names than this the first nineteen and the last are given (9.8)
_MOST_NAMES = 20


def as_apa(work: Work, language: str) -> Line:
    """Author (Year). Title (particulars) [form]. Publisher."""
    words = wording_in(language)
    year = f"({work.date.text or words.no_date})"
    if work.kind == "article":
        return _sentences_from(_names(work, words), year, work.full_title(), _host(work))
    title = joined((italic(work.full_title()), _particulars(work, words), _form(work, words)), " ")
    source = "" if work.kind == "thesis" else work.own_publisher
    return _sentences_from(_names(work, words), year, title, source)


def _sentences_from(names: str, year: str, title: Part, source: Part) -> Line:
    """A work without author begins with its title (9.12)."""
    if names:
        return sentences(joined((names, year), " "), title, source)
    return sentences(joined((sentences(title), year), " "), source)


def _names(work: Work, words: Wording) -> str:
    names = [name.with_initials for name in work.leaders]
    if not names:
        return ""
    said = _listed(names, words)
    if work.is_edited:
        return f"{said} ({words.editor if len(names) == 1 else words.editors})."
    return said if said.endswith(".") else f"{said}."


def _listed(names: Sequence[str], words: Wording) -> str:
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[: _MOST_NAMES - 1])}, . . . {names[-1]}"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}{words.comma_before_and} {words.and_sign} {names[-1]}"


def _particulars(work: Work, words: Wording) -> str:
    volume = f"{words.volume} {work.own_volume}" if work.own_volume else ""
    editors = () if work.is_edited else work.editors
    return in_brackets(
        _helpers(editors, words.editor if len(editors) == 1 else words.editors, words),
        _helpers(work.translators, words.translator, words),
        work.edition(words),
        volume,
    )


def _helpers(people: Sequence[Person], role: str, words: Wording) -> str:
    """ "M. Freely & S. Öz, Trans.": names in their spoken order."""
    names = [f"{p.initials} {p.family}".strip() for p in people]
    if len(names) == 2:  # no comma between two names that are not turned
        return f"{names[0]} {words.and_sign} {names[1]}, {role}"
    return f"{_listed(names, words)}, {role}" if names else ""


def _form(work: Work, words: Wording) -> str:
    if work.kind == "thesis":
        return f"[{', '.join(part for part in (work.degree(words), work.school) if part)}]"
    form = words.kinds.get(work.kind, "")
    return f"[{form}]" if form else ""


def _host(work: Work) -> Line:
    """*Journal*, *12*(3), 45–60 (10.1)."""
    host = work.extras
    number = together(italic(host.host_volume), f"({host.host_issue})" if host.host_issue else "")
    return joined((italic(host.host or work.publisher), number, host.host_pages), ", ")
