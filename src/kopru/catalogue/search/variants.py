"""Ottoman, Arabic and Persian words under their common Latin spellings: one rough key. Pure.

The same work stands in catalogues as "Lehçe-i Osmânî", "Lehce-i Osmani" and "Lahja", the
same author as Ahmed and Ahmet, Midhat and Mithat, Cevdet, Djevdet and Jawdat (domain.md
4.4). Vowels differ most, so the key keeps consonants, and of these what transliterations
agree on: q is k, kh is h, w is v, j and ch are c, sh is s, th is s or t and h, d is t. In short words vowels stay.
"""

import re
from functools import lru_cache

#: fewer consonants than these would bring together what has nothing in common: vowels stay
_LEAST = 3
_SHORTEST, _SHORTEST_KEY = 3, 3
#: before the key of a word in a name
NAME_SIGN = "@"
_DIGRAPHS = (("sch", "s"), ("tch", "c"), ("dj", "c"), ("ch", "c"), ("sh", "s"), ("kh", "h"),
             ("gh", "g"), ("ph", "f"), ("ck", "k"), ("ou", "u"), ("au", "av"), ("aw", "av"))  # fmt: skip
#: what is one sound in some transliterations and another, or two letters, in others
_EITHER = (("th", "s"), ("dh", "z"), ("ch", "s"))
_ONE = str.maketrans({"q": "k", "w": "v", "j": "c", "x": "h", "d": "t", "b": "p", "y": "i"})
_VOWELS = re.compile(r"(?<!^)[aeiou]+")
_FIRST_VOWEL = re.compile(r"^[aeiou]+")
_TWICE = re.compile(r"(.)\1+")
_LAST_H = re.compile(r"(?<=[ae])h$")


@lru_cache(maxsize=65_536)
def variants_of(word: str) -> tuple[str, ...]:
    """The keys of a folded word, mostly one; none where the word is too short or not of letters."""
    if not word.isascii() or not word.isalpha() or len(word) < _SHORTEST:
        return ()
    keys = {_key(word): None}
    other = word
    for several, one in _EITHER:
        other = other.replace(several, one)
    if other != word:
        keys[_key(other)] = None
    return tuple(key for key in keys if len(key) >= _SHORTEST_KEY)


def variant_words(text: str, sign: str = "") -> str:
    """The keys of every word of a folded text, each once and with `sign` before it."""
    keys = [key for word in text.split() for key in variants_of(word)]
    return " ".join(dict.fromkeys([sign + key for key in keys] if sign else keys))


def _key(word: str) -> str:
    for several, one in _DIGRAPHS:
        if several in word:
            word = word.replace(several, one)
    sounds = _TWICE.sub(r"\1", _LAST_H.sub("", word).translate(_ONE))
    bare = _TWICE.sub(r"\1", _VOWELS.sub("", _FIRST_VOWEL.sub("a", sounds)))
    return bare if len(bare) >= _LEAST else sounds
