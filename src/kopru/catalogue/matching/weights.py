"""What each observation weighs, and what it is called. Pure.

Points speak for (plus) or against (minus) one edition. They were set by hand from the odds
on labelled pairs and tried on other pairs; benchmarks/matching prints how they do.
"""

from kopru.common.words import Words

#: from here on records are joined by themselves
SAME = 6.0
#: from here on a person decides; below they are of different editions
UNSURE = 3.0

POINTS: dict[str, float] = {
    "title.same": 4.0, "title.short": 3.0, "title.longer": 2.5, "title.typos": 3.0, "title.close": -0.5,
    "title.partly": -2.0, "title.number": -6.0, "title.other": -5.0,
    "title.none": -2.0,
    "isbn.shared": 4.0, "isbn.part": 1.0, "isbn.other": -3.0,
    "issn.shared": 4.0,
    "author.same": 2.0, "author.among": 1.0, "author.other": -3.0,
    "said.other": -2.0,
    "year.same": 1.5, "year.near": -1.5, "year.other": -6.5,
    "pages.same": 1.5, "pages.other": -3.0,
    "publisher.same": 1.0, "publisher.other": -2.0, "publisher.elsewhere": -3.5,
    "edition.same": 0.5, "edition.one": -0.5, "edition.reprint": -2.0,
    "volume.same": 0.5, "volume.one": -0.5,
    "series.other": -3.0,
    "language.other": -3.0,
    "bare": -0.5,
}  # fmt: skip

#: with one of these a person decides, however many points there are
CAPS = frozenset(
    {
        "volume.one",
        "language.other",
        "edition.reprint",
        "year.other",
        "title.number",
        "title.other",
        "title.none",
        "bare",
    }
)
#: with all of these a person decides at least, however the texts read: other letters, bad encoding
FLOOR = frozenset({"isbn.shared", "year.same", "pages.same"})

#: without one of these, title, author and year say too little: a book comes out twice a year
SUPPORT = frozenset({"publisher.same", "pages.same", "isbn.shared", "issn.shared"})

VETOES: dict[str, Words] = {
    "form.veto": Words("Biri basılı, öteki başka biçimde (çevrimiçi, mikrofilm …).", "One is in print, the other in another form (online, microfilm …)."),
    "kind.veto": Words("Türleri farklı.", "They are of different kinds."),
    "volume.veto": Words("Ciltleri farklı.", "They are different volumes."),
    "set.veto": Words("Biri takım, öteki tek cilt.", "One is a set, the other a single volume."),
    "edition.veto": Words("Baskı numaraları farklı.", "Their edition numbers differ."),
    "issn.veto": Words("ISSN'leri farklı.", "Their ISSNs differ."),
}  # fmt: skip

SAYINGS: dict[str, Words] = {
    "title.same": Words("Eser adı aynı.", "The title is equal."),
    "title.short": Words("Eser adı aynı, ama kısa ve yazarsız.", "The title is equal, but short and without an author."),
    "title.longer": Words("Birinin eser adında ötekinde olmayan bir devam var.", "One title goes on where the other ends."),
    "title.typos": Words("Eser adları birkaç harf dışında aynı.", "The titles are equal but for some letters."),
    "title.close": Words("Eser adları bir iki sözcük dışında aynı.", "The titles are equal but for a word or two."),
    "title.number": Words("Eser adlarındaki sayılar farklı.", "The numbers in the titles differ."),
    "title.partly": Words("Eser adları kısmen aynı.", "The titles agree in part."),
    "title.other": Words("Eser adları farklı.", "The titles differ."),
    "title.none": Words("Birinin eser adı yok.", "One has no title."),
    "isbn.shared": Words("ISBN aynı.", "An ISBN is the same."),
    "isbn.part": Words("Takımın ya da bir cildin ISBN'i ortak.", "They share the ISBN of a set or of a volume."),
    "isbn.other": Words("ISBN'leri farklı.", "Their ISBNs differ."),
    "issn.shared": Words("ISSN aynı.", "An ISSN is the same."),
    "author.same": Words("Yazar aynı.", "The author is the same."),
    "author.among": Words("Ortak bir kişi ya da kurum var.", "A person or body stands in both."),
    "author.other": Words("Yazarlar farklı.", "The authors differ."),
    "said.other": Words("Sorumluluk bildirimleri farklı (çevirmen, hazırlayan …).", "The statements of responsibility differ (translator, editor …)."),
    "year.same": Words("Yıl aynı.", "The year is the same."),
    "year.near": Words("Yıllar arasında bir yıl var.", "The years are one apart."),
    "year.other": Words("Yıllar farklı.", "The years differ."),
    "pages.same": Words("Sayfa sayısı aynı.", "The number of pages is the same."),
    "pages.other": Words("Sayfa sayıları farklı.", "The numbers of pages differ."),
    "publisher.same": Words("Yayınevi aynı.", "The publisher is the same."),
    "publisher.other": Words("Yayınevleri farklı.", "The publishers differ."),
    "publisher.elsewhere": Words("Yayınevleri ve yayın yerleri farklı.", "The publishers and their places differ."),
    "edition.same": Words("Baskı numarası aynı.", "The edition number is the same."),
    "edition.one": Words("Yalnız biri baskıyı belirtiyor.", "Only one states an edition."),
    "edition.reprint": Words("Yalnız biri baskıyı belirtiyor, yıllar da farklı: sonraki bir baskı olabilir.", "Only one states an edition, and the years differ: it may be a later printing."),
    "volume.same": Words("Cilt aynı.", "The volume is the same."),
    "volume.one": Words("Yalnız biri cilt numarası veriyor.", "Only one states a volume."),
    "series.other": Words("Dizi numaraları farklı.", "Their numbers in the series differ."),
    "bare": Words("Ne yayınevi, ne sayfa sayısı, ne de bir numara ortak.", "Neither publisher nor pages nor a number is the same."),
    "language.other": Words("Diller farklı.", "The languages differ."),
}  # fmt: skip


def words_for(seen: tuple[str, ...]) -> tuple[Words, ...]:
    """The words for observed codes: what speaks for, then what speaks against."""
    ordered = sorted(seen, key=lambda code: -POINTS.get(code, -9.0))
    return tuple(VETOES[code] if code in VETOES else SAYINGS[code] for code in ordered)


def speaks_against(code: str) -> bool:
    """Whether an observation speaks against one edition."""
    return POINTS.get(code, -9.0) < 0
