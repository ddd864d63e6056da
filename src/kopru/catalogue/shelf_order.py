"""Call numbers in the order in which they stand on a shelf. Pure.

Dewey and Library of Congress numbers alike: the class is a number, what follows a letter (the
Cutter) is a decimal fraction, and other numbers (years, volumes) count as they are:
813 T36 stands before 813 T4, PL248 before PL1000, c.2 before c.10.
"""

import re

from kopru.common.text import fold

_PIECE = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")

#: a piece's kind, its number, its letters or its digits as a fraction
Key = tuple[tuple[int, float, str], ...]


def shelf_key(call_number: str) -> Key:
    """What to sort by; an empty number comes last."""
    text = call_number.strip()
    if not text:
        return ((9, 0.0, ""),)
    key: list[tuple[int, float, str]] = []
    seen_class = False
    after_letters = False
    for found in _PIECE.finditer(text):
        piece = found.group()
        if not piece[0].isdigit():
            key.append((1, 0.0, fold(piece)))
            after_letters = len(piece) == 1 or not seen_class
            continue
        glued = found.start() > 0 and text[found.start() - 1].isalpha()
        if seen_class and glued and after_letters:
            key.append((0, 0.0, piece.replace(".", "")))  # digits of a Cutter: a fraction
        else:
            key.append((0, float(piece), ""))
        seen_class = True
    return tuple(key)
