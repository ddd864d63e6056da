"""How well text reads: whether its letters are those of the languages it is in. Pure.

Bytes read in a wrong encoding give letters that the language has not ("prâejugâes"),
letters in no language ("Gḻ"), or capitals inside words ("уЕЗДНОЕ").
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable

#: the letters beyond ASCII, in lower case, of the languages our records are mostly in
#: (MARC language codes; Unicode CLDR main and auxiliary letters)
_LETTERS = {
    "tur": "çğıöşüâîûi",
    "ota": "çğıöşüâîûāīūḥḫẓżṣṭṯḍẕ",
    "aze": "çəğıöşüi",
    "eng": "àâæçèéêëïîñôöüœ",
    "fre": "àâæçéèêëîïôœùûüÿ",
    "ger": "äöüßé",
    "spa": "áéíñóúü",
    "por": "áâãàçéêíóôõúü",
    "ita": "àèéìíòóù",
    "cat": "àçéèíïòóúü",
    "dut": "áéëïíóöüĳè",
    "dan": "æøåéäö",
    "nor": "æøåéòôäö",
    "swe": "åäöéà",
    "fin": "åäöšž",
    "est": "äõöüšž",
    "ice": "áæðéíóöþúý",
    "pol": "ąćęłńóśźż",
    "cze": "áčďéěíňóřšťúůýž",
    "slo": "áäčďéíĺľňóôŕšťúýž",
    "slv": "čšž",
    "hrv": "čćđšž",
    "srp": "čćđšž",
    "hun": "áéíóöőúüű",
    "rum": "ăâîşșţț",
    "lav": "āčēģīķļņšūž",
    "lit": "ąčęėįšųūž",
    "rus": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "ukr": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "bul": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "gre": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "heb": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "ara": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة",
    "per": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآئء",
}
#: signs that stand in the text of any language; ʻ and ʼ are the ayn and hamza of romanisation
_SIGNS = frozenset("£©®°¿¡·«»“”‘’„‚–—…№§ʻʼʹʺ€×½¼¾")
#: romanised Arabic, Persian, Hebrew, Hindi, Japanese
_ROMANISED = "āēīōūḥḍṭṣẓṛṇṅśḫġẖ"
_ROMANISED_SIGNS = "ḥḍṭṣẓʻʼ"
_EUROPEAN = frozenset("".join(letters for code, letters in _LETTERS.items() if letters < "α"))
_WORD = re.compile(r"[^\W\d_]+")
#: a language that is not listed, or not said, asks for more than one letter to go by
_LEAST = 2


#: vowels under the marks that MARC-8 writes as á, â, å, è, ê of Latin 1: there no language
#: has those before another vowel, so that they are hardly anything else
_TELLING = frozenset("áàäéèëíìïóòöúùüāēīōūå")
#: languages whose letters say little: English borrows any, and Portuguese has "ãe" and "ão",
#: which MARC-8 would take for ê and ô
_UNTELLING = ("eng", "por")
_POUND = re.compile(r"£(?=\d)")
_ENOUGH = 0.75


def tells_marc8(texts: Iterable[str], languages: Iterable[str]) -> bool:
    """Whether text that was read as MARC-8 leaves no doubt that it is.

    Three letters of four must be telling, or of one of `languages`; a single one does only
    where it is of a language. A price in pounds tells by itself (elsewhere the byte is ¹).
    """
    known = "".join(_LETTERS.get(code, "") for code in languages if code not in _UNTELLING)
    said = " ".join(text for text in texts if not text.isascii())
    prices = len(_POUND.findall(said))
    letters = [letter.lower()[:1] for letter in said if letter > "\x7f"]
    own = sum(letter in known for letter in letters)
    telling = sum(letter in _TELLING and letter not in known for letter in letters)
    romanised = sum(letter in _ROMANISED + "ʻʼčž" for letter in letters) if telling > 1 else 0
    good = own + telling + prices
    return (good > 1 or own + prices > 0) and good + romanised / 2 >= _ENOUGH * len(letters)


#: the marks of European letters; over others than those that Unicode knows with them, or over
#: none, they were letters themselves ("Su ̇ve Ceza" is "Suç ve Ceza" in windows-1254). Marks
#: of romanisations stand over any letter
_EUROPEAN_MARKS = frozenset(map(chr, (*range(0x300, 0x305), *range(0x306, 0x309),
                                      *range(0x30A, 0x30D), 0x313, 0x315, 0x327, 0x328)))  # fmt: skip


def is_torn(texts: Iterable[str], languages: Iterable[str]) -> bool:
    """Whether text that was read as MARC-8 is of another encoding, as far as can be seen.

    So it is where most letters beyond ASCII are marks that found no letter, or where a
    Turkish record has not one letter of Turkish ("ßaļar" is "Çağlar" in windows-1254);
    but never where a letter tells of MARC-8.
    """
    letters = [
        letter.lower()[:1]
        for text in texts
        if not text.isascii()
        for letter in text
        if letter > "\x7f"
    ]
    if any(letter in _TELLING or letter in _ROMANISED_SIGNS for letter in letters):
        return False
    loose = sum(letter in _EUROPEAN_MARKS for letter in letters)
    turkish = "tur" in languages and not any(letter in _LETTERS["tur"] for letter in letters)
    return 2 * loose > len(letters) or (turkish and bool(letters))


def reads_well(texts: Iterable[str], languages: Iterable[str]) -> float:
    """From 1 (every letter beyond ASCII is one of `languages`) downwards; 0 where there are none.

    Without a known language any European or romanised letter will do, and there must be
    more than one. A letter of another language counts nothing, one of none, a mark without
    its letter, a sign inside a word or a capital inside a word against it.
    """
    known = [_LETTERS[code] for code in languages if code in _LETTERS]
    own = frozenset("".join(known)) if known else _EUROPEAN | frozenset(_ROMANISED)
    other = _EUROPEAN | frozenset(_ROMANISED)
    total = points = 0
    for text in texts:
        if text.isascii():
            continue
        for word in _WORD.findall(text):
            points -= 2 * _capitals_inside(word)
        for before, letter in zip(" " + text, text, strict=False):
            if letter > "\x7f" and not letter.isspace():
                total += 1
                points += _worth(letter, before, own, other)
    if total == 0 or (not known and total < _LEAST):
        return 0.0
    return points / total


def _worth(letter: str, before: str, own: frozenset[str], other: frozenset[str]) -> int:
    if letter in _SIGNS:
        # signs stand beside words; amid letters they are letters of another encoding
        return -2 if before.isalpha() and letter in "£©®°¿¡§€×½¼¾" else 1
    small = letter.lower()[:1]  # of İ, i and a dot
    if small in own:
        return 1
    return 0 if small in other and unicodedata.category(letter)[0] == "L" else -2


def _capitals_inside(word: str) -> int:
    """Capitals after small letters, beyond ASCII: "уЕЗДНОЕ"; McDonald and LaTeX do not count."""
    if word.isascii():
        return 0
    return sum(
        1
        for before, after in itertools.pairwise(word)
        if before.islower() and after.isupper() and after > "\x7f"
    )
