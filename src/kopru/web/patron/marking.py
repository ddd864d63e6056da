"""The words of a search, marked where a hit has them. What is shown stays as catalogued."""

import re
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kopru.common.text import fold

_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘][^\W_]+)*")
_APOSTROPHES = re.compile(r"['’ʼ‘]")


def marked(text: str, marks: Sequence[str]) -> SafeString:
    """HTML of `text` with the words in `marks` (folded; `*` behind the beginning of one) marked."""
    whole = {mark for mark in marks if not mark.endswith("*")}
    starts = tuple(mark[:-1] for mark in marks if mark.endswith("*") and len(mark) > 1)
    parts: list[str] = []
    at = 0
    for word in _WORD.finditer(text):
        parts.append(escape(text[at : word.start()]))
        said = escape(word.group())
        parts.append(f"<mark>{said}</mark>" if _meant(word.group(), whole, starts) else said)
        at = word.end()
    parts.append(escape(text[at:]))
    return mark_safe("".join(parts))  # noqa: S308 - every piece of the text is escaped above


def _meant(word: str, whole: set[str], starts: tuple[str, ...]) -> bool:
    stem = _APOSTROPHES.split(word)[0]
    folded = (fold(word), fold(stem))
    return any(form and (form in whole or form.startswith(starts)) for form in folded)
