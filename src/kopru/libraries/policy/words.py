"""What the values of terms are called, in both languages. Pure."""

from collections.abc import Iterable
from decimal import Decimal

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable

KINDS = {
    "book": W("kitap", "books"),
    "thesis": W("tez", "theses"),
    "issue": W("dergi sayısı", "journal issues"),
    "article": W("makale", "articles"),
    "chapter": W("kitap bölümü", "chapters"),
    "map": W("harita", "maps"),
    "music": W("nota", "scores"),
    "video": W("film ve video", "films and videos"),
    "audio": W("ses kaydı", "sound recordings"),
    "image": W("görsel", "pictures"),
    "software": W("bilgisayar dosyası", "computer files"),
    "other": W("başka tür materyal", "other material"),
}
TRAITS = {
    "reference": W("danışma kaynağı", "reference works"),
    "rare": W("nadir ya da yazma eser", "rare books and manuscripts"),
    "reserve": W("rezerve ayrılmış yayın", "items on reserve"),
    "special_collection": W("özel koleksiyon", "special collections"),
    "deposit": W("derleme nüshası", "deposit copies"),
    "course_book": W("ders kitabı", "course books"),
    "textbook_latest": W("ders kitabının son baskısı", "latest editions of textbooks"),
    "only_edition": W("tek baskı yapmış eser", "works of a single edition"),
    "new": W("yeni çıkmış yayın", "newly published works"),
    "branch_item": W("şube kütüphanesindeki yayın", "items of branch libraries"),
    "cd_rom": W("CD-ROM", "CD-ROMs"),
}
GROUPS = {
    "academic": W("akademisyenler", "academics"),
    "graduate": W("lisansüstü öğrencileri", "graduate students"),
    "undergraduate": W("lisans öğrencileri", "undergraduates"),
    "staff": W("idari personel", "administrative staff"),
    "public": W("dış okurlar", "readers from outside"),
}
SERVICES = {"loan": W("ödünç", "loans"), "copy": W("kopya", "copies")}
DISTANCES = {
    "same_city": W("aynı şehirdeki kütüphaneler", "libraries of the same city"),
    "other_city": W("başka şehirdeki kütüphaneler", "libraries of other cities"),
    "abroad": W("yurt dışındaki kütüphaneler", "libraries abroad"),
}
LIBRARY_KINDS = {
    "university": W("üniversite kütüphaneleri", "university libraries"),
    "public": W("halk kütüphaneleri", "public libraries"),
    "special": W("özel kütüphaneler", "special libraries"),
    "national": W("millî kütüphaneler", "national libraries"),
}
WEEKDAYS = (
    W("pazartesi", "Monday"), W("salı", "Tuesday"), W("çarşamba", "Wednesday"), W("perşembe", "Thursday"),
    W("cuma", "Friday"), W("cumartesi", "Saturday"), W("pazar", "Sunday"),
)  # fmt: skip


def listed(words: Iterable[W], *, either: bool = False) -> W:
    """Several words as one: "a, b ve c", or with "ya da"."""
    all_ = list(words)
    tr = _listed([word.tr for word in all_], "ya da" if either else "ve")
    return W(tr, _listed([word.en for word in all_], "or" if either else "and"))


def _listed(words: list[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def money(amount: Decimal, currency: str) -> W:
    """A sum as each language writes it: "2,50 TL", "TRY 2.50"."""
    plain = f"{amount:.2f}"
    name = "TL" if currency == "TRY" else currency
    return W(f"{plain.replace('.', ',')} {name}", f"{currency} {plain}")


def times(number: int) -> str:
    """How often, in English."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def days(number: int, sort: str = "") -> str:
    """So many days, in English."""
    named = f"{sort} " if sort else ""
    return f"{number} {named}day" if number == 1 else f"{number} {named}days"
