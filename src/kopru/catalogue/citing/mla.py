"""MLA, ninth edition: the entry of a works-cited list (MLA Handbook, chapter 5)."""

from collections.abc import Sequence

from kopru.catalogue.citing.lines import Line, italic, joined, quoted, sentences, together
from kopru.catalogue.citing.people import Person
from kopru.catalogue.citing.wording import Wording, wording_in
from kopru.catalogue.citing.work import Work


def as_mla(work: Work, language: str) -> Line:
    """Author. Title. Contributors, version, number, publisher, date."""
    words = wording_in(language)
    title = work.full_title(headline=True)
    if work.kind == "article":
        return joined(
            (sentences(_names(work, words)), quoted(title), sentences(_host(work, words))), " "
        )
    if work.kind == "thesis":
        school = ", ".join(part for part in (work.school, work.degree(words)) if part)
        return sentences(_names(work, words), italic(title), work.date.text, school)
    container = ", ".join(part for part in _container(work, words) if part)
    return sentences(_names(work, words), italic(title), container, words.kinds.get(work.kind, ""))


def _container(work: Work, words: Wording) -> tuple[str, ...]:
    editors = () if work.is_edited else work.editors
    helpers = [
        _by(words.translated_by, work.translators, words),
        _by(words.edited_by, editors, words),
    ]
    said = [helper for helper in helpers if helper]
    said[1:] = [helper[:1].lower() + helper[1:] for helper in said[1:]]
    volume = f"{words.volume_short} {work.own_volume}" if work.own_volume else ""
    version = work.edition(words)
    return (*said, version, volume, work.own_publisher, work.date.text)


def _by(what: str, people: Sequence[Person], words: Wording) -> str:
    if not people:
        return ""
    if len(people) > 2:
        return f"{what} {people[0].spoken} {words.and_others}"
    return f"{what} " + f" {words.and_word} ".join(p.spoken for p in people)


def _names(work: Work, words: Wording) -> str:
    """One in full, two joined, of three or more the first (5.8)."""
    people = work.leaders
    if not people:
        return ""
    names = people[0].turned
    if len(people) == 2:
        names += f"{', ' if people[0].given or words.comma_before_and else ' '}{words.and_word} {people[1].spoken}"
    elif len(people) > 2:
        names += f", {words.and_others}"
    if work.is_edited:
        names += f", {words.editor_role if len(people) == 1 else words.editors_role}"
    return names


def _host(work: Work, words: Wording) -> Line:
    host = work.extras
    parts = (
        italic(host.host or work.publisher),
        f"{words.volume_short} {host.host_volume}" if host.host_volume else "",
        f"{words.issue_short} {host.host_issue}" if host.host_issue else "",
        work.date.text,
        f"{words.pages_short} {host.host_pages}" if host.host_pages else "",
    )
    return together(joined(parts, ", "))
