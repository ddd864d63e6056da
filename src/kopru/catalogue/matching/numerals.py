"""Numbers as cataloguers write them: volumes, editions, extents. Pure.

"2. cilt", "Cilt II" and "v. 2" are one volume; "Gözden geçirilmiş 3. baskı" and "3rd rev.
ed." one edition number. Everything takes folded text (`common.text.fold`).
"""

import re
from functools import lru_cache

from kopru.common.text import fold

_VOLUME = 24
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivxlc]+$")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
#: ordinals as words, folded
ORDINALS = {
    "birinci": 1, "ikinci": 2, "ucuncu": 3, "dorduncu": 4, "besinci": 5, "altinci": 6,
    "yedinci": 7, "sekizinci": 8, "dokuzuncu": 9, "onuncu": 10, "ilk": 1,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "erste": 1, "zweite": 2, "dritte": 3, "vierte": 4,
    "premiere": 1, "deuxieme": 2, "seconde": 2, "troisieme": 3,
}  # fmt: skip
_UNIT = (
    r"(?:cilt|cild|cildi|c|kitap|kitabi|kisim|bolum|sayi|vol|vols|volume|volumes|v|bd|band|bde|teil"
    r"|tome|tom|t|pt|part|book|bk|no|nr|heft|fasikul|cuz|tk)"
)
_ROMAN_VALUE = r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})"
_VALUE = rf"(?:\d{{1,3}}|{_ROMAN_VALUE})"
_ORDINAL = "|".join(ORDINALS)
#: a volume's mark at the end of a title: "tarih cilt 2", "tarih 2 cilt", "tarih ikinci kitap"
_MARK_AT_END = re.compile(
    rf"(?: (?:{_UNIT} {_VALUE}|{_VALUE} {_UNIT}|(?:{_ORDINAL}) (?:cilt|kitap|kisim|bolum|volume|band|teil)))+$"
)
#: a bare number at the end: "osmanli tarihi ii", "tarih 2"; four digits are a year or a title
_BARE_AT_END = re.compile(rf" (?:\d{{1,3}}|(?!x$){_ROMAN_VALUE})$")
_REVISED = re.compile(r"\b(?:rev|gozden|gec|duzelt|genislet|enl|ilav|exp|augm|bearb|uberarb|erw)")
_FACSIMILE = re.compile(r"\b(?:tipki|facsim|faks|reprint|nachdr|repr)")
_ABRIDGED = re.compile(r"\b(?:kisalt|abridg|gekurzt|ozet)")
#: "2 c.", "3 cilt", "v. (...)", "volumes": more than one; "1 v." is one
_SEVERAL = re.compile(
    r"^(?:(\d{1,3}) )?(?:c|cilt|v|vol|vols|volume|volumes|bd|bde|bande|t|tomes)\b"
)
#: one volume: "2. c.", "c. 2", "v. 1", but not "v. 1-3"
_NTH = re.compile(
    r"^\W*(?:(\d{1,3})\s*\.\s*(?:c|cilt|bd|kitap)\b|(?:c|cilt|v|vol|bd|t)\.?\s*(\d{1,3})\b(?!\s*[-,–]))"
)


def roman(word: str) -> int:
    """The value of a Roman number in lower case: "xiv" is 14."""
    values = [_ROMAN_DIGITS[letter] for letter in word]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


@lru_cache(maxsize=16_384)
def volume_key(volume: str) -> str:
    """A volume's number: "2. cilt", "v. 2" and "Cilt II" are "2"; else its folded words."""
    folded = fold(volume)
    if number := _NUMBER.search(folded):
        return str(int(number.group()))[:_VOLUME]
    words = folded.split()
    for word in words:
        if word in ORDINALS:
            return str(ORDINALS[word])
    for word in reversed(words):
        if _ROMAN.match(word):
            return str(roman(word))
    return folded[:_VOLUME].rstrip()


def parted(title: str) -> tuple[str, str]:
    """A folded title without the volume at its end, and that volume's key or ""."""
    found = _MARK_AT_END.search(title) or _BARE_AT_END.search(title)
    if found is None or not found.start():
        return title, ""
    return title[: found.start()], volume_key(found.group())


@lru_cache(maxsize=16_384)
def edition_of(statement: str) -> tuple[int, str]:
    """(number, sort) of an edition statement as catalogued; 0 and "" where it has none.

    The sort is "f" (facsimile, tıpkıbasım), "a" (abridged) or "r" (revised).
    """
    folded = fold(statement)
    if not folded:
        return 0, ""
    number = 0
    if found := _NUMBER.search(folded):
        number = min(int(found.group()[:4]), 9_999)
    else:
        number = next((ORDINALS[word] for word in folded.split() if word in ORDINALS), 0)
    if _FACSIMILE.search(folded):
        return number, "f"
    if _ABRIDGED.search(folded):
        return number, "a"
    return number, "r" if _REVISED.search(folded) else ""


@lru_cache(maxsize=16_384)
def extent_of(said: str) -> tuple[int, int, str]:
    """(pages, volumes, volume) of an extent such as "xii, 350 s.", "3 c." or "2. c. (350 s.)".

    `volumes` is 0 where one piece is meant or nothing said, -1 where a set is open ("v.").
    `volume` is the key of the one volume that an extent names, else "".
    """
    if nth := _NTH.match(said.lower()):
        return _most_pages(said[nth.end() :]), 0, str(int(nth.group(1) or nth.group(2)))
    folded = fold(said)
    if several := _SEVERAL.match(folded):
        count = int(several.group(1)) if several.group(1) else -1
        if count != 1:
            return 0, count, ""
    return _most_pages(folded), 0, ""


def _most_pages(text: str) -> int:
    return max((int(n) for n in _NUMBER.findall(text) if len(n) < 5), default=0)
