"""Simple Dublin Core as a MARC 21 record, so that it is loaded like any other. Pure.

By the Library of Congress crosswalk (Dublin Core to MARC, unqualified, 2001). What came
stands word for word in 887, the field for non-MARC information, so that nothing is lost.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from kopru.catalogue.numbers import is_isbn, numbers_in
from kopru.protocols.marc import Field, MarcRecord

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
#: leader/06 and /07 by a word in `type`; the first that fits, text where none does
_TYPES = (
    ("thesis", "am"), ("tez", "am"), ("dissertation", "am"), ("article", "aa"), ("makale", "aa"),
    ("journal", "as"), ("periodical", "as"), ("dergi", "as"), ("movingimage", "gm"), ("video", "gm"),
    ("sound", "im"), ("audio", "im"), ("image", "km"), ("software", "mm"), ("music", "cm"),
    ("map", "em"), ("harita", "em"),
)  # fmt: skip
_THESIS = ("thesis", "tez", "dissertation")
#: the two-letter codes that Turkish repositories write, as MARC has them
_LANGUAGES = {
    "tr": "tur", "en": "eng", "de": "ger", "fr": "fre", "ar": "ara", "fa": "per", "ru": "rus",
    "es": "spa", "it": "ita", "ku": "kur", "az": "aze", "el": "gre", "hy": "arm",
    "türkçe": "tur", "turkish": "tur", "english": "eng", "ingilizce": "eng",
}  # fmt: skip
_MIME = re.compile(r"(?:application|text|image|audio|video)/")


def marc_of(pairs: Sequence[tuple[str, str]], *, number: str, source: str) -> MarcRecord:
    """The record: `number` is its control number, `source` the XML as it came."""
    said: dict[str, list[str]] = defaultdict(list)
    for name, text in pairs:
        said[name].append(text)
    kinds = " ".join(said["type"]).lower()
    type_ = next((code for word, code in _TYPES if word in kinds.replace(" ", "")), "am")
    fields = [
        Field("001", value=number),
        Field("008", value=_fixed(said, is_thesis=any(word in kinds for word in _THESIS))),
        *_identifiers(said),
        *(_one("100", name, "1 ") for name in said["creator"][:1]),
        _one("245", " ; ".join(said["title"][:1]) or "-", "00"),
        *(_one("246", text, "33") for text in said["title"][1:]),
        *_imprint(said),
        *(_one("520", text) for text in said["description"]),
        *(_one("653", text) for text in said["subject"]),
        *(_one("700", name, "1 ") for name in [*said["creator"][1:], *said["contributor"]]),
        Field("887", "  ", (("a", source), ("2", "oai_dc"))),
    ]
    return MarcRecord(f"00000n{type_} a2200000   4500", tuple(fields))


def _one(tag: str, text: str, indicators: str = "  ") -> Field:
    return Field(tag, indicators, (("a", text),))


def _fixed(said: dict[str, list[str]], *, is_thesis: bool) -> str:
    found = _YEAR.search(" ".join(said["date"]))
    fixed = [*f"000101{'s' if found else 'n'}{found[1] if found else 'uuuu'}    xx ", *" " * 22]
    if any(_MIME.match(text.lower()) for text in said["format"]):
        fixed[23] = "o"
    if is_thesis:
        fixed[24] = "m"
    fixed[35:] = f"{_language(said)} d"
    return "".join(fixed)


def _language(said: dict[str, list[str]]) -> str:
    for text in said["language"]:
        code = text.strip().lower()
        known = _LANGUAGES.get(code) or _LANGUAGES.get(code[:2] if code[2:3] in ("-", "_") else "")
        if known or (len(code) == 3 and code.isascii() and code.isalpha()):
            return known or code
    return "und"


def _identifiers(said: dict[str, list[str]]) -> list[Field]:
    fields: list[Field] = []
    for text in [*said["identifier"], *said["source"]]:
        if text.startswith(("http://", "https://")):
            fields.append(Field("856", "40", (("u", text),)))
            continue
        for number in numbers_in(text.replace(":", " "))[0]:
            if is_isbn(number):
                fields.append(_one("020", number))
            elif len(number) == 8:
                fields.append(_one("022", f"{number[:4]}-{number[4:]}"))
    return fields


def _imprint(said: dict[str, list[str]]) -> list[Field]:
    found = _YEAR.search(" ".join(said["date"]))
    parts = [("b", text) for text in said["publisher"][:1]]
    parts += [("c", found[1])] if found else []
    return [Field("260", "  ", tuple(parts))] if parts else []
