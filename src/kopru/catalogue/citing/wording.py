"""The particulars of citations in the two languages of the pages.

Turkish by the use of TÜBİTAK ULAKBİM's and the universities' thesis guides ("çev.", "bs.", "vd.",
"t.y."), English by the styles' own manuals.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The words one language puts around names, numbers and titles."""

    language: str
    and_word: str
    #: before the last of several names in APA
    and_sign: str
    #: English puts a comma before the last of a list, Turkish does not
    comma_before_and: str
    and_others: str
    no_date: str
    no_place: str
    no_publisher: str
    translator: str
    translated_by: str
    editor: str
    editors: str
    edited_by: str
    editor_role: str
    editors_role: str
    volume: str
    volume_short: str
    issue_short: str
    pages_short: str
    edition_short: str
    inside: str
    doctoral: str
    masters: str
    thesis: str
    kinds: dict[str, str]


_TURKISH = Wording(
    language="tr", and_word="ve", and_sign="ve", comma_before_and="", and_others="vd.",
    no_date="t.y.", no_place="y.y.", no_publisher="yayl.y.", translator="Çev.",
    translated_by="Çeviren", editor="Ed.", editors="Ed.", edited_by="Editör",
    editor_role="editör", editors_role="editörler", volume="Cilt", volume_short="c.",
    issue_short="sy.", pages_short="ss.", edition_short="bs.", inside="İçinde",
    doctoral="Doktora tezi", masters="Yüksek lisans tezi", thesis="Tez",
    kinds={
        "map": "Harita", "music": "Nota", "video": "Film", "audio": "Ses kaydı",
        "image": "Resim", "software": "Yazılım",
    },
)  # fmt: skip
_ENGLISH = Wording(
    language="en", and_word="and", and_sign="&", comma_before_and=",", and_others="et al.",
    no_date="n.d.", no_place="n.p.", no_publisher="n.p.", translator="Trans.",
    translated_by="Translated by", editor="Ed.", editors="Eds.", edited_by="Edited by",
    editor_role="editor", editors_role="editors", volume="Vol.", volume_short="vol.",
    issue_short="no.", pages_short="pp.", edition_short="ed.", inside="In",
    doctoral="Doctoral dissertation", masters="Master's thesis", thesis="Thesis",
    kinds={
        "map": "Map", "music": "Musical score", "video": "Film", "audio": "Audio recording",
        "image": "Picture", "software": "Computer software",
    },
)  # fmt: skip


def wording_in(language: str) -> Wording:
    """The words of `language` ("tr"…; anything else reads English)."""
    return _TURKISH if language.startswith("tr") else _ENGLISH


def ordinal(number: int, words: Wording) -> str:
    """2 is "2." in Turkish and "2nd" in English."""
    if words.language == "tr":
        return f"{number}."
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
