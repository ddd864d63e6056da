"""What the citation of an article or a thesis needs beyond a catalogue's facts: the host, the degree."""

import re
from dataclasses import dataclass

from kopru.common.text import fold
from kopru.protocols.marc import MarcRecord

#: "Cilt 5, sayı 2 (2001), s. 10-20" and its English sisters
_VOLUME = re.compile(r"\b(?:cilt|c|vol|volume|v)\.?\s*(\d+)", re.IGNORECASE)
_ISSUE = re.compile(
    r"\b(?:sayı|sy|sayi|no|number|issue|iss)\.?\s*(\d+(?:[-–/]\d+)?)", re.IGNORECASE
)
_PAGES = re.compile(r"\b(?:ss|s|sayfa|pp|p|pages)\.?\s*(\d+(?:\s*[-–]\s*\d+)?)", re.IGNORECASE)
_ENDS = " .,;:/"


@dataclass(frozen=True, slots=True)
class Extras:
    """The host of an article or chapter, and the degree ("doctoral", "masters", "") of a thesis."""

    host: str = ""
    host_volume: str = ""
    host_issue: str = ""
    host_pages: str = ""
    degree: str = ""
    institution: str = ""


def extras_of(record: MarcRecord) -> Extras:
    """Fields 773 (host item) and 502 (dissertation note) of MARC 21."""
    host = next(iter(record.all("773")), None)
    where = " ".join(host.values("gq")) if host else ""
    note = next(iter(record.all("502")), None)
    said = " ".join(note.values("abcd")) if note else ""
    return Extras(
        host=host.get("ts").strip(_ENDS) if host else "",
        host_volume=_first(_VOLUME, where),
        host_issue=_first(_ISSUE, where),
        host_pages=_first(_PAGES, where).replace(" ", "").replace("-", "–"),
        degree=degree_in(said),
        institution=note.get("c").strip(_ENDS) if note else "",
    )


def _first(pattern: "re.Pattern[str]", text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""


def degree_in(text: str) -> str:
    """ "Tez (Doktora) -- Ankara Üniversitesi, 2011" says "doctoral"."""
    said = f" {fold(text)} "
    if any(f" {word} " in said for word in ("doktora", "phd", "ph d", "doctoral", "doctorate")):
        return "doctoral"
    if any(f" {word}" in said for word in ("yuksek lisans", "master", " m a ", " m sc ")):
        return "masters"
    return ""
