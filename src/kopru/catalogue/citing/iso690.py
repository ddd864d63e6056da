"""ISO 690:2021, general form: creator, title, edition, production, series, identifier.

The date stands with the publisher, as where references are numbered (clause 4); names in capitals.
"""

from collections.abc import Sequence

from kopru.catalogue.citing.lines import Line, italic, joined, sentences
from kopru.catalogue.citing.people import Person
from kopru.catalogue.citing.wording import Wording, wording_in
from kopru.catalogue.citing.work import Work
from kopru.common.identifiers import isbn_with_hyphens

#: of more names the first is given
_MOST_NAMES = 3


def as_iso690(work: Work, language: str) -> Line:
    """CREATOR. *Title*. Edition. Place: Publisher, year. Series. ISBN."""
    words = wording_in(language)
    if work.kind == "article":
        return sentences(_names(work, words), work.full_title(), _host(work, words), _numbers(work))
    form = work.degree(words) if work.kind == "thesis" else words.kinds.get(work.kind, "")
    title = joined((italic(work.full_title()), f"[{form}]" if form else ""), " ")
    volume = f"{words.volume} {work.own_volume}" if work.own_volume else ""
    editors = () if work.is_edited else work.editors
    return sentences(
        _names(work, words),
        title,
        volume,
        work.edition(words),
        _by(words.translated_by, work.translators, words),
        _by(words.edited_by, editors, words),
        _imprint(work, words),
        "; ".join(work.series[:1]).replace(" ; ", ", "),
        _numbers(work),
    )


def _names(work: Work, words: Wording) -> str:
    people = work.leaders
    shown = people if len(people) <= _MOST_NAMES else people[:1]
    names = [f"{work.in_capitals(p)}, {p.given}" if p.given else work.in_capitals(p) for p in shown]
    if not names:
        return ""
    said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {words.and_word} {names[-1]}"
    if len(shown) < len(people):
        said += f" {words.and_others}"
    if work.is_edited:
        said += f" ({(words.editor if len(people) == 1 else words.editors).lower()})"
    return said


def _by(what: str, people: Sequence[Person], words: Wording) -> str:
    names = [p.spoken for p in people]
    if not names:
        return ""
    head = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {words.and_word} {names[-1]}"
    return f"{what} {head}"


def _imprint(work: Work, words: Wording) -> Line:
    where = joined((work.place, work.publisher or work.extras.institution), ": ")
    return joined((where, work.date.text or f"[{words.no_date}]"), ", ")


def _host(work: Work, words: Wording) -> Line:
    host = work.extras
    return joined(
        (
            italic(host.host or work.publisher),
            work.date.text or f"[{words.no_date}]",
            f"{words.volume_short} {host.host_volume}" if host.host_volume else "",
            f"{words.issue_short} {host.host_issue}" if host.host_issue else "",
            f"{words.pages_short} {host.host_pages}" if host.host_pages else "",
        ),
        ", ",
    )


def _numbers(work: Work) -> str:
    if work.isbns:
        return f"ISBN {isbn_with_hyphens(work.isbns[0])}"
    return f"ISSN {work.issns[0]}" if work.issns else ""
