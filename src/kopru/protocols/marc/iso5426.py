"""ISO 5426 to Unicode, strictly: the extended Latin set that UNIMARC declares as "03".

As in MARC-8 marks come before their letter. The table is that of ISO-IR 53; where it names
a glyph that Unicode has twice, the choice is that of the Unicode consortium's notes and of
yaz-iconv, which the tests compare with.
"""

import unicodedata

#: ISO 6630: begin and end of what is not sorted; no marks of a letter
_CONTROLS = {0x88: "\x98", 0x89: "\x9c"}
_SIGNS = (
    (0xA1, "¡„£$¥†§′‘“«♭©℗®"),
    (0xB0, "ʻʼ‚"),
    (0xB6, "‡·″’”»♯ʹʺ¿"),
)
_LETTERS = {
    0xE1: "Æ", 0xE2: "Đ", 0xE6: "Ĳ", 0xE8: "Ł", 0xE9: "Ø", 0xEA: "Œ", 0xEC: "Þ",
    0xF1: "æ", 0xF2: "đ", 0xF3: "ð", 0xF5: "ı", 0xF6: "ĳ", 0xF8: "ł", 0xF9: "ø",
    0xFA: "œ", 0xFB: "ß", 0xFC: "þ",
}  # fmt: skip
_MARKS = {
    0xC0: 0x309, 0xC1: 0x300, 0xC2: 0x301, 0xC3: 0x302, 0xC4: 0x303, 0xC5: 0x304, 0xC6: 0x306,
    0xC7: 0x307, 0xC8: 0x308, 0xC9: 0x308, 0xCA: 0x30A, 0xCB: 0x315, 0xCC: 0x313, 0xCD: 0x30B,
    0xCE: 0x31B, 0xCF: 0x30C, 0xD0: 0x327, 0xD1: 0x31C, 0xD2: 0x326, 0xD3: 0x328, 0xD4: 0x325,
    0xD5: 0x32E, 0xD6: 0x323, 0xD7: 0x324, 0xD8: 0x332, 0xD9: 0x333, 0xDA: 0x329, 0xDB: 0x32D,
    0xDD: 0x360,
}  # fmt: skip
_PLAIN = {
    **_CONTROLS,
    **{start + n: sign for start, signs in _SIGNS for n, sign in enumerate(signs)},
    **_LETTERS,
}


def decode(data: bytes) -> str:
    """Text as NFC. UnicodeDecodeError where a byte has no meaning, escapes included."""
    letters: list[str] = []
    waiting: list[str] = []
    for place, code in enumerate(data):
        if code in _MARKS:
            waiting.append(chr(_MARKS[code]))
            continue
        letter = chr(code) if code < 0x80 and code != 0x1B else _PLAIN.get(code)
        if letter is None:
            raise UnicodeDecodeError("iso5426", data, place, place + 1, "no ISO 5426 character")
        letters += [letter, *waiting]
        waiting.clear()
    return unicodedata.normalize("NFC", "".join(letters + waiting))
