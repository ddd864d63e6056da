"""Patterns on text: one plain letter for each letter, so that places stay the same.

People write "Kütüphaneler arası ödünç" and "kutuphaneler arasi odunc" in one mail.
Patterns are written in small ASCII and run on the flat text; what they find is cut
out of the text as given. `kopru.common.text.fold` makes keys and may change lengths.
"""

import re
import unicodedata
from collections.abc import Iterator

_SAME_PLACE = {
    "İ": "i", "I": "i", "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"', "″": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00a0": " ",
}  # fmt: skip


class _Flat(dict[int, str]):
    """The plain form of each letter, worked out once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = _SAME_PLACE.get(letter) or unicodedata.normalize("NFKD", letter)[0].lower()
        self[code] = plain if len(plain) == 1 else letter
        return self[code]


_TABLE = _Flat()
_QUOTED = re.compile(r'"([^"\n]{2,300})"')
_EDGES = " \t\n,;:-–—/|•·*<>"


def flat(text: str) -> str:
    """`text` in small ASCII letters where it can be, exactly as long as before."""
    return text.translate(_TABLE)


def words_of(text: str) -> frozenset[str]:
    """The words of a table written as running text."""
    return frozenset(text.split())


def find_all(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """All matches of a flat `pattern`; their spans hold for `text` as given."""
    return pattern.finditer(flat(text))


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where the insides of double quotes (of any shape) stand in `text`."""
    return [match.span(1) for match in find_all(_QUOTED, text)]


def tidy(text: str) -> str:
    """`text` without the blanks, separators and empty brackets left by cutting."""
    text = re.sub(r"[(\[]\s*[,;.:]*\s*[)\]]", " ", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(?:\s*[,;]){2,}", ",", text)
    text = re.sub(r"\s+([,;.])", r"\1", text).strip(_EDGES)
    if text.endswith(".") and not re.search(r"\b\w{1,4}\.$", text):
        text = text[:-1].rstrip(_EDGES)
    return text


def split_outside(text: str, separator: re.Pattern[str]) -> list[str]:
    """`text` split at `separator`, but not inside quotes or brackets."""
    parts, start = [], 0
    closed = _inside(text)
    for match in separator.finditer(text):
        if not closed[match.start()]:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _inside(text: str) -> list[bool]:
    """For each place, whether it stands inside quotes or brackets."""
    inside = [False] * (len(text) + 1)
    for start, end in [
        *quoted_spans(text),
        *(m.span() for m in re.finditer(r"[(\[][^()\[\]]*[)\]]", text)),
    ]:
        inside[start:end] = [True] * (end - start)
    return inside
