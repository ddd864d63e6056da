"""The words of terms' values in the language of the page that shows them."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from kopru.common.words import Words
from kopru.libraries.policy.words import GROUPS, KINDS, TRAITS, WEEKDAYS

#: what the terms that are lists may have in them
LISTS: Mapping[str, Mapping[Any, Words]] = {
    "excluded_kinds": KINDS, "not_requested_kinds": KINDS, "excluded_traits": TRAITS,
    "patron_groups": GROUPS, "advisor_groups": GROUPS, "service_days": dict(enumerate(WEEKDAYS)),
}  # fmt: skip


def say(words: Words) -> str:
    """The words in the language of the page."""
    return words.say(get_language() or "tr")


#: the same, said only when it is shown: for the labels of forms
said = lazy(say, str)
