"""What the reader's pages say beyond the frame's tags."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kopru.catalogue.citing import as_coins, work_of
from kopru.catalogue.citing.people import person
from kopru.catalogue.editionrows import facts_of
from kopru.catalogue.models import Edition
from kopru.catalogue.search.marking import marked
from kopru.catalogue.works import OtherEdition
from kopru.common.languages import language_words
from kopru.common.text import fold
from kopru.protocols.marc import Repair
from kopru.web.frame.templatetags.kopru import state_badge, words
from kopru.web.patron.asked import search_address
from kopru.web.patron.kinds import CATALOGUE_KINDS
from kopru.web.patron.repairs import repair_said
from kopru.web.patron.shelf import Standing, standing_elsewhere

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """The name of a catalogue kind; empty for one without a name."""
    return str(CATALOGUE_KINDS.get(kind, ""))


@register.filter
def coins(edition: Edition) -> str:
    """The edition as COinS, for Zotero; from its row alone, since a list must not read records."""
    return as_coins(work_of(facts_of(edition)))


@register.simple_tag
def mark(text: str, marks: Sequence[str] = ()) -> SafeString:
    """Text with the words that were searched for marked."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", piece.text) if piece.is_marked else piece.text,)
            for piece in marked(text, marks or ())
        ),
    )


@register.simple_tag
def search_for(kind: str, text: str) -> str:
    """The address that searches for an author or a subject."""
    return search_address(kind, text)


@register.filter
def spoken(heading: str) -> str:
    """A catalogue's heading as the name is said: "Orhan Pamuk"."""
    return person(heading).spoken


@register.filter
def language_name(code: str) -> str:
    """The name of a language by its MARC code, in the language of the page."""
    return words(language_words(code))


@register.filter
def repair_words(repair: Repair) -> str:
    """What was mended on reading a record, in the language of the page."""
    return words(repair_said(repair))


@register.simple_tag
def other_badge(other: OtherEdition) -> SafeString:
    """Whether another edition of the work is in, and in how many libraries."""
    return shelf_badge(standing_elsewhere(other))


@register.filter
def full_title(edition: Edition) -> str:
    """Title, subtitle and volume; a volume that the title names already is not said twice."""
    parts = [edition.title, edition.subtitle]
    whole = ": ".join(part for part in parts if part)
    if edition.volume and fold(edition.volume) not in fold(whole):
        return f"{whole} ({edition.volume})"
    return whole


@register.simple_tag
def shelf_badge(standing: Standing) -> SafeString:
    """Whether copies are in: a badge where something is known, quiet words where nothing is."""
    if standing.tone == "neutral":
        return format_html('<span class="k-soft">{}</span>', standing.words)
    return state_badge(standing.words, standing.tone)
