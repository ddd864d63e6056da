"""Ottoman, Arabic and Persian words under their common Latin spellings: one rough key. Pure.

The same work stands in catalogues as "Lehçe-i Osmânî", "Lehce-i Osmani" and "Lahja", the
same author as Ahmed and Ahmet, Midhat and Mithat, Cevdet, Djevdet and Jawdat (domain.md
4.4). Vowels differ most, so the key keeps consonants, and of these what transliterations
agree on: q is k, kh is h, w is v, j and ch are c, sh is s, dh is z or d, final d is t.
"""

import re
from functools import lru_cache

#: fewer consonants than these would bring together what has nothing in common
_LEAST = 3
#: before the key of a word in a name
NAME_SIGN = "@"
_DIGRAPHS = (("sch", "s"), ("tch", "c"), ("dj", "c"), ("ch", "c"), ("sh", "s"), ("kh", "h"),
             ("gh", "g"), ("ph", "f"), ("ck", "k"), ("ou", "u"), ("au", "av"), ("aw", "av"))  # fmt: skip
_ONE = str.maketrans({"q": "k", "w": "v", "j": "c", "x": "h", "d": "t", "b": "p"})
_VOWELS = re.compile(r"(?<!^)[aeiouy]+")
_FIRST_VOWEL = re.compile(r"^[aeiou]+")
_TWICE = re.compile(r"(.)\1+")
_LAST_H = re.compile(r"(?<=[ae])h$")


@lru_cache(maxsize=65_536)
def variants_of(word: str) -> tuple[str, ...]:
    """The keys of a folded word, one or two; none where the word is too short or not of letters.

    `th` and `dh` are one letter in some transliterations and two in others.
    """
    if not word.isascii() or not word.isalpha() or len(word) < _LEAST:
        return ()
    keys = [_key(word)]
    if "th" in word or "dh" in word:
        keys.insert(0, _key(word.replace("th", "s").replace("dh", "z")))
    return tuple(dict.fromkeys(key for key in keys if len(key) >= _LEAST))


def variant_words(text: str, sign: str = "") -> str:
    """The keys of every word of a folded text, each once and with `sign` before it."""
    keys = [key for word in text.split() for key in variants_of(word)]
    return " ".join(dict.fromkeys([sign + key for key in keys] if sign else keys))


def _key(word: str) -> str:
    for several, one in _DIGRAPHS:
        if several in word:
            word = word.replace(several, one)
    word = _LAST_H.sub("", word).translate(_ONE)
    word = _FIRST_VOWEL.sub("a", word)
    return _TWICE.sub(r"\1", _VOWELS.sub("", word))
