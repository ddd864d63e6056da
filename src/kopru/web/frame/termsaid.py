"""A library's terms as sentences in the page's language, for people who read rules and not parameters."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopru.libraries.policy.saying import sections
from kopru.libraries.policy.terms import Terms


@dataclass(frozen=True, slots=True)
class Matter:
    """What is said of one matter."""

    heading: str
    sentences: Sequence[str]


@dataclass(frozen=True, slots=True)
class Said:
    """What a library says as supplier, or as requester, matter by matter."""

    heading: str
    matters: Sequence[Matter]


def terms_said(terms: Terms) -> list[Said]:
    """The terms in the page's language: as supplier, as requester."""
    return [
        Said(_("When it lends to other libraries"), _matters(terms, "lending")),
        Said(_("When it borrows for its readers"), _matters(terms, "borrowing")),
    ]


def _matters(terms: Terms, side: str) -> list[Matter]:
    language = get_language() or "tr"
    return [
        Matter(section.heading.say(language), [one.say(language) for one in section.sentences])
        for section in sections(terms, side)
    ]
