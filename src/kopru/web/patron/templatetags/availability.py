"""The part of the title page that says what is in, right now."""

from django import template

from kopru.catalogue.models import Edition
from kopru.web.patron.availability import Now, last_told

register = template.Library()


@register.simple_tag
def availability_now(edition: Edition) -> Now:
    """What is known at first: one query where no holder's catalogue can be asked."""
    return last_told(edition)
