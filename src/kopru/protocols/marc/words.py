"""Catalogued text as readers see it: composed, without non-sort marks and ISBD signs."""

import re
import unicodedata

#: U+0098/U+009C and, from files taken for Latin 1, U+0088/U+0089 enclose what is not sorted
_NON_SORT = {0x88: None, 0x89: None, 0x98: None, 0x9C: None}
_CONTROLS = {code: " " for code in (*range(32), 127)}
_UNSEEN = str.maketrans({**_NON_SORT, **_CONTROLS})
_BRACKETED = re.compile(r"<<(.*?)>>")
# not "+", which only 300 uses so, and which ends titles such as "C++"
_ISBD_END = " \t\xa0/:;,="
_SHORT_WORD = 3


def clean(text: str) -> str:
    """NFC, without controls and non-sort marks, ends trimmed."""
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text.strip()
    return unicodedata.normalize("NFC", text.translate(_UNSEEN)).strip()


def trim(text: str, *, short_word: int = _SHORT_WORD) -> str:
    """`clean`, and without the punctuation that ISBD puts before the next element.

    A final stop goes unless it may belong to the word: after at most `short_word`
    letters ("ed.", "vb.", "A.") or as part of an ellipsis. Double angle brackets around
    what is not sorted ("<<Das>> Weltbild") go too.
    """
    if not text:  # most elements that are asked for are not there
        return ""
    plain = clean(text).rstrip(_ISBD_END)
    if "<<" in plain:
        plain = _BRACKETED.sub(r"\1", plain)
    if plain[-1:] == "." and plain[-2:] != "..":
        word = plain[:-1].rpartition(" ")[2].rpartition(".")[2]
        if len(word) > short_word or word[-1:] in ")]" or word.isdigit():
            return plain[:-1].rstrip()
    return plain
