"""How nine cataloguers write the same book: the small differences that matching must bear.

Each library has habits; a habit is a share of its records, so that no library is
wrong everywhere. The differences are those of search-lab.md: letters without their
marks, capitals, turned and unturned names, short publishers, Ottoman spellings.
"""

import unicodedata
from dataclasses import dataclass

from kopru.common.text import upper
from kopru.simulation.demo.content.chance import roll
from kopru.simulation.demo.content.titles import Work, natural_order

_PLAIN = str.maketrans("çÇğĞıİöÖşŞüÜâÂîÎûÛāĀīĪūŪ", "cCgGiIoOsSuUaAiIuUaAiIuU")
_MACRONS = str.maketrans("âÂîÎûÛ'", "āĀīĪūŪʼ")
_NO_CIRCUMFLEX = str.maketrans("âÂîÎûÛ", "aAiİuU")

_SHORT_PUBLISHERS = {
    "Yapı Kredi Yayınları": "YKY",
    "Türkiye İş Bankası Kültür Yayınları": "İş Bankası Yay.",
    "Türk Tarih Kurumu": "TTK",
    "Türk Dil Kurumu": "TDK",
    "Türkiye Diyanet Vakfı": "TDV",
    "Millî Eğitim Bakanlığı": "MEB",
    "Kültür Bakanlığı": "T.C. Kültür Bakanlığı",
    "Tarih Vakfı Yurt Yayınları": "Tarih Vakfı",
    "İletişim Yayınları": "İletişim",
    "Can Yayınları": "Can Yay.",
    "Penguin Books": "Penguin",
    "Oxford University Press": "OUP",
    "Cambridge University Press": "CUP",
}
_SHORT_ENDINGS = (
    (" Yayınları", " Yay."),
    (" Yayınevi", ""),
    (" Kitabevi", " Kit."),
    (" Yayıncılık", " Yay."),
    (" University Press", " U.P."),
)


@dataclass(frozen=True, slots=True)
class Habits:
    """A library's way of cataloguing. The floats are shares of its records, 0 to 1."""

    capitals: float = 0.0  # whole title in capitals
    capitals_are_english: bool = False  # "i" becomes "I", as old programs do
    without_marks: float = 0.0  # "Ince Memed", "Isik"
    decomposed: float = 0.0  # letter and mark as two characters (NFD)
    ottoman: str = "circumflex"  # or "macron" or "none", for Ottoman works
    unturned_names: float = 0.0  # "Yaşar Kemal" where others write "Kemal, Yaşar"
    short_publishers: float = 0.0
    isbd: bool = False  # punctuation between and after the parts (ISBD)
    old_isbns: float = 0.0  # ten digits, for books before 2007
    no_isbn: float = 0.0
    subtitle_in_title: float = 0.0  # 245 $a holds all of it
    no_pages: float = 0.0
    subjects: str = "tr"  # or "en"
    keywords: bool = False  # subjects as 653 words instead of 650 headings
    scheme: str = "lcc"  # or "ddc"
    imprint: str = "264"  # or "260", the older field


HABITS: dict[str, Habits] = {
    "TR-CAMLIDERE": Habits(isbd=True, old_isbns=0.2, imprint="264"),
    "TR-KORFEZ": Habits(short_publishers=0.4, subjects="en", no_pages=0.1, decomposed=0.06),
    "TR-YEDIKANDIL": Habits(isbd=True, subjects="en", short_publishers=0.2, ottoman="none"),
    "TR-DOGUYAYLASI": Habits(
        capitals=0.3, without_marks=0.15, no_isbn=0.15, imprint="260", ottoman="none",
        subtitle_in_title=0.3,
    ),
    "TR-GULSIFA": Habits(subjects="en", without_marks=0.25, old_isbns=0.3, no_pages=0.2),
    "TR-DICLEKIYISI": Habits(
        scheme="ddc", imprint="260", unturned_names=0.2, capitals=0.15, keywords=True,
        short_publishers=0.5, ottoman="none",
    ),
    "TR-IHLAMURALTI": Habits(
        scheme="ddc", imprint="260", unturned_names=0.5, capitals=0.4, capitals_are_english=True,
        no_isbn=0.25, no_pages=0.3, keywords=True, subtitle_in_title=0.6, ottoman="none",
    ),
    "TR-BOGAZ": Habits(scheme="ddc", isbd=True, ottoman="macron", old_isbns=0.4, imprint="260"),
    "TR-ADALETAGACI": Habits(without_marks=0.1, short_publishers=0.3, no_pages=0.15, no_isbn=0.1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hand:
    """One library's hand on one work: every question of habit answered."""

    symbol: str
    work: Work
    habits: Habits

    def does(self, habit: str) -> bool:
        """Whether the habit of that name shows in this record."""
        share: float = getattr(self.habits, habit)
        return share > 0 and roll(habit, self.symbol, self.work.index) < share

    def title(self, text: str) -> str:
        """A title or subtitle as this library writes it."""
        text = self.letters(text)
        if not self.does("capitals"):
            return text
        turkish = self.work.is_turkish_edition and not self.habits.capitals_are_english
        return upper(text) if turkish else text.upper()

    def name(self, name: str) -> str:
        """A catalogue name ("Kemal, Yaşar") as this library enters it."""
        return self.letters(natural_order(name) if self.does("unturned_names") else name)

    def publisher(self) -> str:
        """The publisher, short where the library likes it short."""
        name = self.work.publisher
        if not self.does("short_publishers"):
            return self.letters(name)
        if name in _SHORT_PUBLISHERS:
            return self.letters(_SHORT_PUBLISHERS[name])
        for ending, short in _SHORT_ENDINGS:
            if name.endswith(ending):
                return self.letters(name.removesuffix(ending) + short)
        return self.letters(name)

    def letters(self, text: str) -> str:
        """`text` in the letters this library types."""
        if self.work.shelf == "ottoman-classics":
            text = ottoman_spelling(text, self.habits.ottoman)
        if self.does("without_marks"):
            text = plain(text)
        return unicodedata.normalize("NFD", text) if self.does("decomposed") else text


def plain(text: str) -> str:
    """`text` as typed on a keyboard without Turkish letters: "Işık" becomes "Isik"."""
    return text.translate(_PLAIN)


def ottoman_spelling(text: str, manner: str) -> str:
    """An Ottoman title in the "circumflex" (as stored), "macron" or "none" manner.

    "Seyâhatnâme" becomes "Seyāhatnāme" or "Seyahatname".
    """
    if manner == "macron":
        return text.translate(_MACRONS)
    return text.translate(_NO_CIRCUMFLEX) if manner == "none" else text


def hand_of(symbol: str, work: Work) -> Hand:
    """How library `symbol` catalogues `work`."""
    return Hand(symbol, work, HABITS[symbol])
