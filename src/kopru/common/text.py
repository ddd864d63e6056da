"""Turkish and Latin text: one folding for search, one casing, one order.

Text is stored as catalogued (NFC); everything here makes keys or display forms.
Rules and vectors: domain.md 4.1 and 4.2, search-lab.md E.
"""

import re
import unicodedata
from collections.abc import Callable

_LETTERS = {
    "İ": "i", "I": "i", "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th",
    "ð": "d", "Ð": "d", "ŋ": "n", "Ŋ": "n",
}  # fmt: skip
# ayn and hamza in their many spellings, quotes used as apostrophes, joiners, MARC non-sort marks
_DELETED = "ʻʼʾʿ’‘'`´ʹʺ\u02bb\u200c\u200d\u00ad\ufeff\u0098\u009c\u0088\u0089"
_PLAIN = str.maketrans({**_LETTERS, **dict.fromkeys(_DELETED, "")})
_APOSTROPHE = re.compile(r"([^\W\d_]{2,})['’ʼ‘`´]([^\W\d_]{1,6})\b")
#: "Lehçe-i Osmânî", "Hâne-yi": the vowel that joins two words in Ottoman titles
_IZAFET = re.compile(r"([^\W\d_]{2,})-(y?[iıuüİIUÜ])(?![\w])")
_INSIDE = frozenset("'’ʼ‘`´-")

_TURKISH_LOWER = str.maketrans({"I": "ı", "İ": "i"})
_TURKISH_UPPER = str.maketrans({"ı": "I", "i": "İ"})

# CLDR Turkish order: c ç, g ğ, h ı i, o ö, s ş, u ü; q w x stand where they do in English.
_ALPHABET = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
_RANK = {letter: chr(0x100 + place) for place, letter in enumerate(_ALPHABET)}


class _Table(dict[int, str]):
    """For `str.translate`: what each character becomes, worked out when it is first met.

    One look-up a character instead of a normalisation of the whole text: loaders fold
    tens of thousands of texts a second.
    """

    def __init__(self, become: Callable[[str], str]) -> None:
        super().__init__()
        self._become = become

    def __missing__(self, code: int) -> str:
        self[code] = become = self._become(chr(code))
        return become


def _folded(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter.translate(_PLAIN))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_PLAIN)
    plain = unicodedata.normalize("NFKC", plain.casefold())
    return "".join(c if c.isalnum() else " " for c in plain)


def _ranked(letter: str) -> str:
    small = letter.translate(_TURKISH_LOWER).lower()
    base = small if small in _RANK else unicodedata.normalize("NFKD", small)[0]
    return _RANK.get(base) or (base if base.isdigit() else " ")


def _as_typed(letter: str) -> str:
    small = letter.translate(_TURKISH_LOWER).lower()
    return "".join(c if c.isalnum() else " " for c in small)


_FOLD, _ORDER, _TYPED = _Table(_folded), _Table(_ranked), _Table(_as_typed)


def nfc(text: str) -> str:
    """Text as it is stored: composed, ends trimmed."""
    return unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """The loose key of `text`: what index and query are both compared by.

    All four Turkish i's become i, diacritics and apostrophes go, everything that
    is no letter or digit becomes one blank. `fold("IŞIK") == fold("ışık") == "isik"`.
    """
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    plain = " ".join(text.translate(_FOLD).split())
    return plain if plain.isascii() else " ".join(unicodedata.normalize("NFKC", plain).split())


def fold_apart(text: str) -> tuple[str, ...]:
    """What apostrophes and izafet hyphens hide, folded: the parts, and the joined word.

    "Türkiye'nin" gives turkiye and nin beside `fold`'s turkiyenin; "Lehçe-i" gives lehcei
    beside lehce and i. Usually there is nothing.
    """
    if "'" not in text and "-" not in text and (text.isascii() or _INSIDE.isdisjoint(text)):
        return ()
    more: list[str] = []
    for piece in text.split():
        if not _INSIDE.isdisjoint(piece):
            for match in _APOSTROPHE.finditer(piece):
                more += [fold(match.group(1)), fold(match.group(2))]
            more += [fold(match.group(1) + match.group(2)) for match in _IZAFET.finditer(piece)]
    return tuple(dict.fromkeys(word for word in more if word))


def fold_words(text: str) -> list[str]:
    """Folded words for an index: like `fold`, with those of `fold_apart` behind them."""
    words = fold(text).split()
    if more := fold_apart(text):
        words += [word for word in more if word not in words]
    return words


def typed_words(text: str) -> str:
    """The words of `text` in lower case by the Turkish rule, accents kept, one blank between them."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_TYPED).split())


def lower(text: str) -> str:
    """Lower case by the Turkish rule. Never for identifiers, mails or codes."""
    return text.translate(_TURKISH_LOWER).lower()


def upper(text: str) -> str:
    """Upper case by the Turkish rule: "izmir" gives "İZMİR"."""
    return text.translate(_TURKISH_UPPER).upper()


def sort_key(text: str) -> str:
    """A key that puts Turkish text in the order of the alphabet, ı before i (domain.md 4.2).

    One character a letter, so that it can stand in an indexed column and sort
    alike in every database. Ties on the letters are broken by the text itself.
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_ORDER).split())
