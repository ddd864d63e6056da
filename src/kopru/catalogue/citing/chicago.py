"""The Chicago Manual of Style, seventeenth edition: the entry of a bibliography (chapter 14)."""

from collections.abc import Sequence

from kopru.catalogue.citing.lines import Line, Part, italic, joined, quoted, sentences, together
from kopru.catalogue.citing.people import Person
from kopru.catalogue.citing.wording import Wording, wording_in
from kopru.catalogue.citing.work import Work

#: of more than ten names the first seven are given (14.76)
_MOST_NAMES, _FIRST_NAMES = 10, 7


def as_chicago(work: Work, language: str) -> Line:
    """Author. Title. Contributors. Edition. Place: Publisher, Year."""
    words = wording_in(language)
    names, title = sentences(_names(work, words)), work.full_title(headline=True)
    if work.kind == "article":
        return joined((names, quoted(title), sentences(_host(work, words))), " ")
    if work.kind == "thesis":
        school = joined((work.degree(words), work.school, work.date.text or words.no_date), ", ")
        return joined((names, quoted(title), sentences(school)), " ")
    volume = f"{words.volume} {work.own_volume}" if work.own_volume else ""
    editors = () if work.is_edited else work.editors
    rest = sentences(
        italic(title),
        _by(words.edited_by, editors, words),
        _by(words.translated_by, work.translators, words),
        work.edition(words),
        volume,
        words.kinds.get(work.kind, ""),
        _imprint(work, words),
    )
    return joined((names, rest), " ")


def _imprint(work: Work, words: Wording) -> Part:
    where = joined((work.place, work.publisher), ": ")
    return joined((where, work.date.text or words.no_date), ", ")


def _names(work: Work, words: Wording) -> str:
    """The first turned, the others as spoken."""
    people = work.leaders
    if not people:
        return ""
    shown = people if len(people) <= _MOST_NAMES else people[:_FIRST_NAMES]
    names = [people[0].turned, *(p.spoken for p in shown[1:])]
    if len(shown) < len(people):
        said = f"{', '.join(names)}, {words.and_others}"
    else:
        said = _listed(names, words, after_turned=bool(people[0].given))
    if work.is_edited:
        role = words.editor if len(people) == 1 else words.editors
        said += f", {role.lower()}"
    return said


def _by(what: str, people: Sequence[Person], words: Wording) -> str:
    names = [p.spoken for p in people]
    return f"{what} {_listed(names, words)}" if names else ""


def _listed(names: Sequence[str], words: Wording, *, after_turned: bool = False) -> str:
    """English has a comma before the last of three, and of two when the first is turned."""
    if len(names) == 1:
        return names[0]
    comma = words.comma_before_and if len(names) > 2 or after_turned else ""
    return f"{', '.join(names[:-1])}{comma} {words.and_word} {names[-1]}"


def _host(work: Work, words: Wording) -> Line:
    """*Journal* 12, no. 3 (2001): 45–60 (14.171)."""
    host = work.extras
    issue = f"{words.issue_short} {host.host_issue}" if host.host_issue else ""
    number = ", ".join(part for part in (host.host_volume, issue) if part)
    year = f"({work.date.text})" if work.date.text else ""
    head = joined((italic(host.host or work.publisher), number, year), " ")
    return together(head, f": {host.host_pages}" if host.host_pages else "")
