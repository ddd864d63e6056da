"""Citing an edition: four styles for people, BibTeX, RIS, COinS and schema.org for programs. Pure.

`work_of` turns what records say into a `Work`; `STYLES` write it for the eye, in the language of
the page; `as_bibtex`, `as_ris`, `as_coins` and `as_schema_org` write it for programs. Titles and
names stay as catalogued: no letter of them is made small.
"""

from kopru.catalogue.citing.apa import as_apa
from kopru.catalogue.citing.bibtex import as_bibtex
from kopru.catalogue.citing.chicago import as_chicago
from kopru.catalogue.citing.coins import as_coins
from kopru.catalogue.citing.extras import Extras, extras_of
from kopru.catalogue.citing.iso690 import as_iso690
from kopru.catalogue.citing.lines import Line, Run, plain
from kopru.catalogue.citing.mla import as_mla
from kopru.catalogue.citing.people import Person
from kopru.catalogue.citing.ris import as_ris
from kopru.catalogue.citing.schema_org import Shelf, as_schema_org
from kopru.catalogue.citing.work import Work, work_of

#: code, what it is called, who writes it
STYLES = (
    ("apa", "APA 7", as_apa),
    ("mla", "MLA 9", as_mla),
    ("chicago", "Chicago 17", as_chicago),
    ("iso690", "ISO 690", as_iso690),
)

__all__ = [
    "STYLES", "Extras", "Line", "Person", "Run", "Shelf", "Work", "as_apa", "as_bibtex",
    "as_chicago", "as_coins", "as_iso690", "as_mla", "as_ris", "as_schema_org", "extras_of",
    "plain", "work_of",
]  # fmt: skip
