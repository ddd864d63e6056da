"""Turkish and Latin text: one folding for search, one casing, one order.

Text is stored as catalogued (NFC); everything here makes keys or display forms.
Rules and vectors: domain.md 4.1 and 4.2, search-lab.md E.
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = {
    "İ": "i", "I": "i", "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th",
    "ð": "d", "Ð": "d", "ŋ": "n", "Ŋ": "n",
}  # fmt: skip
# ayn and hamza in their many spellings, quotes used as apostrophes, joiners, MARC non-sort marks
_DELETED = "ʻʼʾʿ’‘'`´ʹʺ\u02bb\u200c\u200d\u00ad\ufeff\u0098\u009c\u0088\u0089"
_TABLE = str.maketrans({**_LETTERS, **dict.fromkeys(_DELETED, "")})
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"([^\W\d_]{2,})['’ʼ‘]([^\W\d_]{1,6})\b")

_TURKISH_LOWER = str.maketrans({"I": "ı", "İ": "i"})
_TURKISH_UPPER = str.maketrans({"ı": "I", "i": "İ"})

# CLDR Turkish order: c ç, g ğ, h ı i, o ö, s ş, u ü; q w x stand where they do in English.
_ALPHABET = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
_RANK = {letter: place for place, letter in enumerate(_ALPHABET)}


def nfc(text: str) -> str:
    """Text as it is stored: composed, ends trimmed."""
    return unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """The loose key of `text`: what index and query are both compared by.

    All four Turkish i's become i, diacritics and apostrophes go, everything that
    is no letter or digit becomes one blank. `fold("IŞIK") == fold("ışık") == "isik"`.
    """
    if text.isascii():
        return " ".join(_WORD.findall(text.replace("'", "").replace("`", "").lower()))
    plain = unicodedata.normalize("NFKD", text.translate(_TABLE))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_TABLE)
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", plain.casefold())))


def fold_words(text: str) -> list[str]:
    """Folded words for an index: like `fold`, and "Türkiye'nin" also gives "turkiye"."""
    words = fold(text).split()
    stems = [fold(match.group(1)) for match in _APOSTROPHE.finditer(text)]
    return words + [stem for stem in stems if stem and stem not in words]


def lower(text: str) -> str:
    """Lower case by the Turkish rule. Never for identifiers, mails or codes."""
    return text.translate(_TURKISH_LOWER).lower()


def upper(text: str) -> str:
    """Upper case by the Turkish rule: "izmir" gives "İZMİR"."""
    return text.translate(_TURKISH_UPPER).upper()


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """A key that puts Turkish text in the order of the alphabet, ı before i (domain.md 4.2).

    One character a letter, so that it can stand in an indexed column and sort
    alike in every database. Ties on the letters are broken by the text itself.
    """
    key: list[str] = []
    for letter in lower(nfc(text)):
        base = letter
        if letter not in _RANK:
            base = unicodedata.normalize("NFKD", letter)[0]
        if base in _RANK:
            key.append(chr(0x100 + _RANK[base]))
        elif base.isdigit():
            key.append(base)
        elif key and key[-1] != " ":
            key.append(" ")
    return "".join(key).strip()
