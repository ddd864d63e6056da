"""What a library may want to put right in a record that could be read. Pure."""

import re
from collections.abc import Sequence

from kopru.common.words import Words
from kopru.protocols.marc import Description, MarcRecord, Repair

FLAWS: dict[str, Words] = {
    "isbn": Words("Geçersiz ISBN", "Invalid ISBN"),
    "issn": Words("Geçersiz ISSN", "Invalid ISSN"),
    "encoding": Words("Belirttiğinden başka kodlamada", "In another encoding than it says"),
    "garbled": Words("Harfleri bozuk", "Letters garbled"),
    "structure": Words("Yapısı onarıldı", "Structure mended"),
    "no_008": Words("008 alanı yok ya da eksik", "Field 008 missing or too short"),
    "no_number": Words("Kontrol numarası (001) yok", "No control number (001)"),
    "no_title": Words("Eser adı yok", "No title"),
    "no_language": Words("Dili belirtilmemiş", "No language"),
    "year": Words("Yılı anlaşılmıyor", "Year not understood"),
    "no_copies": Words("Nüsha bilgisi yok", "No copies described"),
}
#: 40 characters in MARC 21, 006 to 008; 36 in UNIMARC 100 $a. Systems strip the last blanks
_LEAST_FIXED, _LEAST_CODED = 35, 25
#: UTF-8 read as Latin 1, windows-1252 or windows-1254 and written as UTF-8 again ("TÃ¼rkÃ§e",
#: "Ä°stanbul"), and letters that were lost
_GARBLED = re.compile(
    "[\\u00c2\\u00c3][\\u0080-\\u00bf\\u0192\\u02c6\\u02dc\\u2013-\\u2022\\u20ac]"
    "|[\\u00c4\\u00c5][\\u0080-\\u00bf\\u0178\\u017e\\u0178\\u0153\\u2039\\u203a]|\\ufffd"
)
_DIGIT = re.compile(r"\d")


def flaws_of(
    record: MarcRecord,
    said: Description,
    *,
    flawed_isbns: Sequence[str] = (),
    as_unimarc: bool = False,
) -> tuple[str, ...]:
    """The codes of what is wrong with a record of a work, in the order of FLAWS.

    `flawed_isbns` are those of its ISBNs that have a wrong check digit.
    """
    if said.is_deleted:
        return ()
    repairs = set(record.repairs)
    found = {
        "isbn": bool(flawed_isbns),
        "issn": not said.issns and _has_issn(record, "011" if as_unimarc else "022"),
        "encoding": Repair.ENCODING in repairs,
        "garbled": _is_garbled(said),
        "structure": bool(repairs - {Repair.ENCODING}),
        "no_008": not _is_coded(record, as_unimarc=as_unimarc),
        "no_number": not said.control_number,
        "no_title": not said.title,
        "no_language": not said.language,
        "year": said.year is None and bool(_DIGIT.search(said.year_text)),
        "no_copies": not said.holdings,
    }
    return tuple(code for code, is_so in found.items() if is_so)


def _has_issn(record: MarcRecord, tag: str) -> bool:
    return any(field.tag == tag and _DIGIT.search(field.get("a")) for field in record.fields)


def _is_garbled(said: Description) -> bool:
    texts = (said.title, said.subtitle, said.responsibility, said.publisher, *said.authors)
    return any(not text.isascii() and _GARBLED.search(text) for text in texts)


def _is_coded(record: MarcRecord, *, as_unimarc: bool) -> bool:
    """Whether the coded data are there (008; UNIMARC 100 $a)."""
    if as_unimarc:
        return len(record.first("100", "a")) >= _LEAST_CODED
    return len(record.control("008")) >= _LEAST_FIXED
