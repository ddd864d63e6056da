"""The nine libraries of the demo network. None of them exists.

Names were checked against public text for real institutions; phone numbers are of
ranges nobody answers, and every mail address ends in .example (RFC 2606).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from kopru.common.words import Words
from kopru.simulation.demo.content.terms import TERMS


@dataclass(frozen=True, slots=True)
class Branch:
    """A place with its own address and shelves. `code` is the MARC 952 $a and $b of its items."""

    code: str
    name: Words
    address: tuple[str, ...]
    district: str
    city: str
    postcode: str
    phone: str
    ill_address: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """Days closed every year, first and last as (month, day)."""

    first: tuple[int, int]
    last: tuple[int, int]
    reason: Words

    def days(self, year: int) -> list[date]:
        """The closed days of `year`."""
        first, last = date(year, *self.first), date(year, *self.last)
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@dataclass(frozen=True, slots=True)
class DemoLibrary:
    """A library. `kind` is a LibraryKind value; `terms` are the keys of libraries.policy.terms.Terms."""

    symbol: str
    name_tr: str
    name_en: str
    kind: str
    domain: str
    branches: tuple[Branch, ...]
    closings: tuple[Closing, ...] = ()

    @property
    def email(self) -> str:
        """The address of the interlibrary loan desk."""
        return f"kao@{self.domain}"

    @property
    def ill_branch(self) -> Branch:
        """The branch that parcels go to."""
        return next(branch for branch in self.branches if branch.ill_address)

    @property
    def city(self) -> str:
        """Where the library has its seat."""
        return self.ill_branch.city

    @property
    def phone(self) -> str:
        """The phone of the interlibrary loan desk."""
        return self.ill_branch.phone

    @property
    def terms(self) -> dict[str, object]:
        """The library's lending rules as plain values, ready for JSON."""
        return dict(TERMS[self.symbol])

    def closing_days(self, year: int) -> list[tuple[date, str]]:
        """The days of `year` the library is closed beyond the national holidays, with why."""
        return [(day, closing.reason.tr) for closing in self.closings for day in closing.days(year)]


_MAIN = Words("Merkez Kütüphane", "Main Library")
_SUMMER = Words("Yaz tatili", "Summer break")
_STOCKTAKING = Words("Sayım haftası", "Stocktaking week")

LIBRARIES: tuple[DemoLibrary, ...] = (
    DemoLibrary(
        symbol="TR-CAMLIDERE",
        name_tr="Çamlıdere Üniversitesi Kütüphanesi",
        name_en="Çamlıdere University Library",
        kind="university",
        domain="camlidere.example",
        branches=(
            Branch(
                "CAMMRK", _MAIN, ("Çam Yerleşkesi", "Iğdeli Cad. No: 12"),
                "Çankaya", "Ankara", "06800", "0312 000 00 10", ill_address=True,
            ),
            Branch(
                "CAMHUK", Words("Hukuk Fakültesi Kitaplığı", "Law Faculty Library"),
                ("Hukuk Fakültesi, B Blok", "Güvercin Sok. No: 3"),
                "Altındağ", "Ankara", "06080", "0312 000 00 11",
            ),
            Branch(
                "CAMEGT", Words("Eğitim Fakültesi Kitaplığı", "Education Faculty Library"),
                ("Kuzey Yerleşkesi", "Öğretmenler Cad. No: 45"),
                "Yenimahalle", "Ankara", "06560", "0312 000 00 12",
            ),
        ),
        closings=(Closing((8, 3), (8, 7), _SUMMER),),
    ),
    DemoLibrary(
        symbol="TR-KORFEZ",
        name_tr="Körfez Teknik Üniversitesi Kütüphanesi",
        name_en="Körfez Technical University Library",
        kind="university",
        domain="korfezteknik.example",
        branches=(
            Branch(
                "KORMRK", _MAIN, ("Körfez Yerleşkesi", "Mühendisler Bulvarı No: 1"),
                "İzmit", "Kocaeli", "41100", "0262 000 00 20", ill_address=True,
            ),
            Branch(
                "KORDEN", Words("Denizcilik Fakültesi Kitaplığı", "Maritime Faculty Library"),
                ("Liman Yerleşkesi", "İskele Sok. No: 7"),
                "Karamürsel", "Kocaeli", "41500", "0262 000 00 21",
            ),
        ),
        closings=(Closing((8, 17), (8, 17), Words("Anma günü", "Day of remembrance")),),
    ),
    DemoLibrary(
        symbol="TR-YEDIKANDIL",
        name_tr="Yedikandil Vakıf Üniversitesi Bilgi Merkezi",
        name_en="Yedikandil Foundation University Information Centre",
        kind="university",
        domain="yedikandil.example",
        branches=(
            Branch(
                "YEDMRK", Words("Bilgi Merkezi", "Information Centre"),
                ("Taşhan Yerleşkesi", "Kandilci Yokuşu No: 77"),
                "Beyoğlu", "İstanbul", "34430", "0212 000 00 30", ill_address=True,
            ),
            Branch(
                "YEDSAN", Words("Sanat ve Tasarım Kitaplığı", "Art and Design Library"),
                ("Sanat Binası, 2. kat", "Mumhane Sok. No: 18"),
                "Kadıköy", "İstanbul", "34710", "0216 000 00 31",
            ),
        ),
        closings=(Closing((12, 28), (12, 31), Words("Yıl sonu arası", "Year-end break")),),
    ),
    DemoLibrary(
        symbol="TR-DOGUYAYLASI",
        name_tr="Doğu Yaylası Üniversitesi Kütüphanesi",
        name_en="Doğu Yaylası University Library",
        kind="university",
        domain="doguyaylasi.example",
        branches=(
            Branch(
                "DOGMRK", _MAIN, ("Yayla Yerleşkesi", "Çığır Cad. No: 5"),
                "Yakutiye", "Erzurum", "25240", "0442 000 00 40", ill_address=True,
            ),
        ),
        closings=(Closing((7, 20), (7, 31), _SUMMER),),
    ),
    DemoLibrary(
        symbol="TR-GULSIFA",
        name_tr="Gülşifa Sağlık Bilimleri Üniversitesi Kütüphanesi",
        name_en="Gülşifa University of Health Sciences Library",
        kind="university",
        domain="gulsifa.example",
        branches=(
            Branch(
                "GULMRK", _MAIN, ("Şifa Yerleşkesi", "Hekimler Cad. No: 9"),
                "Melikgazi", "Kayseri", "38030", "0352 000 00 50", ill_address=True,
            ),
            Branch(
                "GULHAS", Words("Hastane Kitaplığı", "Hospital Library"),
                ("Eğitim Hastanesi, zemin kat", "Lavanta Sok. No: 2"),
                "Kocasinan", "Kayseri", "38060", "0352 000 00 51",
            ),
        ),
    ),
    DemoLibrary(
        symbol="TR-DICLEKIYISI",
        name_tr="Dicle Kıyısı İl Halk Kütüphanesi",
        name_en="Dicle Kıyısı Provincial Public Library",
        kind="public",
        domain="diclekiyisi.example",
        branches=(
            Branch(
                "DICMRK", Words("İl Halk Kütüphanesi", "Provincial Public Library"),
                ("Irmak Cad. No: 21",),
                "Sur", "Diyarbakır", "21300", "0412 000 00 60", ill_address=True,
            ),
            Branch(
                "DICCOC", Words("Çocuk Kütüphanesi", "Children's Library"),
                ("Serçe Parkı içi",),
                "Kayapınar", "Diyarbakır", "21070", "0412 000 00 61",
            ),
        ),
        closings=(Closing((6, 22), (6, 26), _STOCKTAKING),),
    ),
    DemoLibrary(
        symbol="TR-IHLAMURALTI",
        name_tr="Ihlamuraltı Halk Kütüphanesi",
        name_en="Ihlamuraltı Public Library",
        kind="public",
        domain="ihlamuralti.example",
        branches=(
            Branch(
                "IHLMRK", Words("Halk Kütüphanesi", "Public Library"),
                ("Ihlamur Meydanı No: 1",),
                "Bornova", "İzmir", "35040", "0232 000 00 70", ill_address=True,
            ),
        ),
        closings=(Closing((6, 15), (6, 19), _STOCKTAKING),),
    ),
    DemoLibrary(
        symbol="TR-BOGAZ",
        name_tr="Boğaz Araştırmaları Enstitüsü Kitaplığı",
        name_en="Bosphorus Studies Institute Library",
        kind="special",
        domain="bogazarastirma.example",
        branches=(
            Branch(
                "BOGMRK", Words("Enstitü Kitaplığı", "Institute Library"),
                ("Yalı Binası", "Poyraz Çıkmazı No: 4"),
                "Sarıyer", "İstanbul", "34470", "0212 000 00 80", ill_address=True,
            ),
        ),
        closings=(Closing((8, 1), (8, 31), _SUMMER),),
    ),
    DemoLibrary(
        symbol="TR-ADALETAGACI",
        name_tr="Adalet Ağacı Hukuk Kitaplığı",
        name_en="Adalet Ağacı Law Library",
        kind="special",
        domain="adaletagaci.example",
        branches=(
            Branch(
                "ADAMRK", Words("Hukuk Kitaplığı", "Law Library"),
                ("Terazi Apartmanı, 1. kat", "Çınaraltı Sok. No: 30"),
                "Çankaya", "Ankara", "06420", "0312 000 00 90", ill_address=True,
            ),
        ),
        closings=(Closing((7, 20), (8, 31), Words("Adli tatil", "Judicial recess")),),
    ),
)  # fmt: skip

SYMBOLS: tuple[str, ...] = tuple(library.symbol for library in LIBRARIES)

_BY_SYMBOL = {library.symbol: library for library in LIBRARIES}


def library(symbol: str) -> DemoLibrary:
    """The library called `symbol`; KeyError for a stranger."""
    return _BY_SYMBOL[symbol]
