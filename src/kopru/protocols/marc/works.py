"""The titles that a record gives the work behind its edition: uniform and original ones."""

import re

from .records import Field
from .words import trim

#: "Özgün adı: X", "Eserin orijinal adı : X", "Original title: X", "Translation of: X"
_ORIGINAL = re.compile(
    r"^\W*(?:(?:eserin|kitabın|romanın)\s+)?"
    r"(?:(?:özgün|orijinal|orjinal|original)\s*(?:ad|isim|ism|başlı|titl|titel)\w*\s*[:=]"
    r"|titre original\s*:|originaltitel\s*:|translation of\s*:?|traduction de\s*:?)\s*(.{3,200})",
    re.IGNORECASE,
)
#: how such notes and labels may begin, for a first look without the expression
_BEGINNINGS = (
    "eser",
    "kita",
    "roma",
    "özgü",
    "Özgü",
    "orij",
    "orji",
    "orig",
    "titr",
    "tran",
    "trad",
)


def work_titles(fields: dict[str, list[Field]]) -> tuple[str, ...]:
    """Titles of the work: 130 and 240 without language and form, 246 and 500 that say so, 534, 765."""
    found: dict[str, None] = {}
    for tag, codes in (("130", "anp"), ("240", "anp"), ("534", "t"), ("765", "t")):
        for field in fields.get(tag, ()):
            found[trim(" ".join(field.values(codes)))] = None
    for field in fields.get("246", ()):
        label = field.get("i").lower()
        if label.startswith(_BEGINNINGS) and (
            "original" in label or "g\u00fcn" in label or "orijinal" in label
        ):
            found[trim(field.get("a"))] = None
    for field in fields.get("500", ()):
        note = field.get("a")
        if note.lstrip(' [("').lower().startswith(_BEGINNINGS) and (said := _ORIGINAL.match(note)):
            found[trim(said.group(1))] = None
    found.pop("", None)
    return tuple(found)
