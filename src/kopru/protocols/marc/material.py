"""What kind of thing a record describes, from its coded places.

Leader/06 type of record, leader/07 bibliographic level, 006/008 form of item: MARC 21
Format for Bibliographic Data.
"""

from enum import StrEnum

from .records import Field, MarcRecord


class Kind(StrEnum):
    """Kinds of material as a catalogue shows them."""

    #: a monograph in print, manuscript or as text on the web
    BOOK = "book"
    #: part of a host: an article, a chapter
    ARTICLE = "article"
    #: a serial or another continuing resource
    JOURNAL = "journal"
    #: a dissertation (field 502, or coded in 008)
    THESIS = "thesis"
    #: a map, an atlas, a globe
    MAP = "map"
    #: notated music
    MUSIC = "music"
    #: a film or video
    VIDEO = "video"
    #: a sound recording, spoken or music
    AUDIO = "audio"
    #: a picture, a poster, slides
    IMAGE = "image"
    #: a computer file
    SOFTWARE = "software"
    #: an object, a kit, mixed material
    OTHER = "other"


class Form(StrEnum):
    """What it is printed on, or not; print is what needs no word."""

    PRINT = ""
    ONLINE = "online"
    #: film and fiche
    MICRO = "micro"
    BRAILLE = "braille"
    LARGE_PRINT = "large_print"
    #: CD-ROM and other things that a computer reads without a network
    DISC = "disc"


_BY_TYPE = {
    "c": Kind.MUSIC, "d": Kind.MUSIC, "e": Kind.MAP, "f": Kind.MAP, "g": Kind.VIDEO,
    "i": Kind.AUDIO, "j": Kind.AUDIO, "k": Kind.IMAGE, "m": Kind.SOFTWARE,
    "o": Kind.OTHER, "p": Kind.OTHER, "r": Kind.OTHER,
}  # fmt: skip
_BY_LEVEL = {"a": Kind.ARTICLE, "b": Kind.ARTICLE, "s": Kind.JOURNAL, "i": Kind.JOURNAL}
#: maps and visual materials code the form of item six places later
_FORM_AT_29 = frozenset("efgkor")
#: 008/33 of visual materials: what is no moving picture
_STILL = frozenset("aciklnopst")

_FORMS = {
    "a": Form.MICRO, "b": Form.MICRO, "c": Form.MICRO, "d": Form.LARGE_PRINT,
    "f": Form.BRAILLE, "q": Form.DISC, "s": Form.DISC,
}  # fmt: skip


def kind(record: MarcRecord, fields: dict[str, list[Field]]) -> Kind:
    """The kind of material; text without further code is a book."""
    type_, level = record.leader[6:7], record.leader[7:8]
    fixed = _fixed(fields)
    if type_ == "g":
        return Kind.IMAGE if fixed[33:34] in _STILL and fixed[33:34] else Kind.VIDEO
    if type_ in _BY_TYPE:
        return _BY_TYPE[type_]
    if level in _BY_LEVEL:
        return _BY_LEVEL[level]
    if "502" in fields or (type_ in "at" and "m" in fixed[24:28]):
        return Kind.THESIS
    return Kind.BOOK


def form_of(record: MarcRecord, fields: dict[str, list[Field]]) -> Form:
    """The carrier: form of item in 008, 007, the designation in 245 $h, a reproduction in 533.

    Read on the network is form o, 007 cr, or form s with an address (856).
    """
    place = 29 if record.leader[6:7] in _FORM_AT_29 else 23
    code = _fixed(fields)[place : place + 1]
    carriers = [field.value[:2] for field in fields.get("007", ())]
    if code == "o" or "cr" in carriers or (code == "s" and "856" in fields):
        return Form.ONLINE
    if code in _FORMS:
        return _FORMS[code]
    return _form_said(carriers, fields)


def _form_said(carriers: list[str], fields: dict[str, list[Field]]) -> Form:
    """What 007, 245 $h and 533 say where 008 says nothing."""
    for carrier in carriers:
        if carrier[:1] == "h":
            return Form.MICRO
        if carrier in ("co", "cd"):
            return Form.DISC
    for tag, code in (("245", "h"), ("533", "a")):
        for field in fields.get(tag, ()):
            if "micro" in field.get(code).lower():
                return Form.MICRO
    return Form.PRINT


def _fixed(fields: dict[str, list[Field]]) -> str:
    found = fields.get("008")
    return found[0].value if found else ""
