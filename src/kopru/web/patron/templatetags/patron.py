"""What the reader's pages say beyond the frame's tags."""

from django import template

from kopru.web.patron.kinds import CATALOGUE_KINDS

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """The name of a catalogue kind; empty for one without a name."""
    return str(CATALOGUE_KINDS.get(kind, ""))
