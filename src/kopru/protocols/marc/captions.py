"""What a serial's volumes are, from their captions (853) and numbers (863): "v.3:no.2 (2007:05)".

MARC 21 Format for Holdings Data, 853 to 855 and 863 to 865: $a to $h number the volume and
its parts, $i to $m date it; a caption in brackets, "(year)", is not shown.
"""

from .records import Field
from .words import clean

#: as many statements as are shown; of more, the first and the last
_MOST = 12


def summary_of(captions: list[Field], numbers: list[Field]) -> list[tuple[str, str]]:
    """(link, text) for each set of linked statements, in their order.

    `captions` are of 853 (or 854, 855), `numbers` of 863 (or 864, 865). A long run is
    told by its ends.
    """
    named = {_link(field): field for field in captions}
    runs: dict[str, list[str]] = {}
    for field in numbers:
        if text := _statement(named.get(_link(field)), field):
            runs.setdefault(_link(field), []).append(text)
    return [(link, _joined(texts)) for link, texts in runs.items()]


def _joined(texts: list[str]) -> str:
    if len(texts) <= _MOST:
        return "; ".join(texts)
    return f"{texts[0]} … {texts[-1]} ({len(texts)})"


def _statement(captions: Field | None, numbers: Field) -> str:
    counted = [
        _named(captions, code, value) for code, value in numbers.subfields if code in "abcdefgh"
    ]
    dated = [clean(value) for code, value in numbers.subfields if code in "ijklm"]
    number, date = ":".join(filter(None, counted)), ":".join(filter(None, dated))
    return f"{number} ({date})" if number and date else number or date


def _named(captions: Field | None, code: str, value: str) -> str:
    """A number behind its caption: "v." and "3" are "v.3"."""
    caption = clean(captions.get(code)) if captions else ""
    number = clean(value)
    if not number or not caption or caption.startswith("("):
        return number
    return f"{caption}{number}" if caption.endswith(".") else f"{caption} {number}"


def _link(field: Field) -> str:
    return field.get("8").partition(".")[0].partition("\\")[0]
