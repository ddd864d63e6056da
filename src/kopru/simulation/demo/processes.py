"""Three libraries of the demo have their process document: in force, revised once, being signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from kopru.libraries.actions import save_letterhead
from kopru.libraries.models import Library, Membership, Policy, User
from kopru.reports.process import revising
from kopru.reports.process.form import ROLES
from kopru.simulation.demo.content.terms import TERMS


@dataclass(frozen=True, slots=True)
class DemoForm:
    """What a library's form says. signers: office and name in the order of the form's roles."""

    lines: tuple[str, ...]
    number: str
    related: tuple[str, ...]
    signers: tuple[tuple[str, str], ...]
    colour: str
    #: terms that were otherwise in its first revision
    before: Mapping[str, object]
    #: how many have signed its newest revision
    signed: int = len(ROLES)


FORMS = {
    "TR-CAMLIDERE": DemoForm(
        ("T.C.", "ÇAMLIDERE ÜNİVERSİTESİ REKTÖRLÜĞÜ", "Kütüphane ve Dokümantasyon Daire Başkanlığı"),
        "KDDB.SR.014",
        ("Kütüphane Hizmetleri Yönergesi", "KAÖ Talep Formu (KDDB.FR.021)", "Teslim Tutanağı (KDDB.FR.022)"),
        (
            ("KAÖ Birimi", "Gonca IRMAK"), ("Kalite Koordinatörlüğü", "Ferit ÖZDENİZ"),
            ("Genel Sekreterlik", "Nazmi KARAÇAY"), ("Rektör Yardımcısı", "Prof. Dr. Şûle ÜNVER"),
            ("Kalite Koordinatörlüğü", "Ferit ÖZDENİZ"),
        ),
        "#1f5f5b", {},
    ),
    "TR-KORFEZ": DemoForm(
        ("T.C.", "KÖRFEZ TEKNİK ÜNİVERSİTESİ REKTÖRLÜĞÜ", "Kütüphane ve Dokümantasyon Daire Başkanlığı"),
        "İAS-KDB-07",
        ("Ödünç Verme Yönergesi", "Kargo Sözleşmesi"),
        (
            ("Bilgi Hizmetleri Şubesi", "Okan TUZLU"), ("Kalite Ofisi", "Yeliz BAŞARAN"),
            ("Genel Sekreterlik", "Turgay DEMİRKAN"), ("Rektör", "Prof. Dr. Cemil AKSOY"),
            ("Kalite Ofisi", "Yeliz BAŞARAN"),
        ),
        "#233d7a", {"loan_days": 20, "renewals": 1, "reader_pays": "outbound"},
    ),
    "TR-DICLEKIYISI": DemoForm(
        ("T.C.", "DİCLE KIYISI VALİLİĞİ", "İl Halk Kütüphanesi Müdürlüğü"),
        "HK.SR.03",
        ("Halk Kütüphaneleri Yönetmeliği", "Üyelik Formu"),
        (
            ("Ödünç Verme Servisi", "Zilan KAYA"), ("Müdür Yardımcılığı", "Hasan ERGÜN"),
            ("İl Kültür ve Turizm Müdürlüğü", "Metin YALÇINER"), ("Kütüphane Müdürü", "Leyla BOZKURT"),
            ("Müdür Yardımcılığı", "Hasan ERGÜN"),
        ),
        "#7a3b23", {"loan_days": 21}, signed=2,
    ),
}  # fmt: skip


def write_processes(libraries: Mapping[str, Library], now: datetime) -> None:
    """Letterheads, forms, and revisions signed when the rules they tell of came into force."""
    for symbol, form in FORMS.items():
        _write(libraries[symbol], form, now)


def _write(library: Library, form: DemoForm, now: datetime) -> None:
    admin = (
        Membership.objects.filter(library=library, role="library_admin")
        .select_related("user")
        .first()
    )
    if admin is None:
        return
    save_letterhead(
        library=library,
        lines="\n".join(form.lines),
        signer="",
        signer_title="",
        logo=_logo(form.colour),
    )
    revising.save_form(
        library=library, number=form.number, related="\n".join(form.related),
        signers={
            role: {"office": office, "name": name}
            for role, (office, name) in zip(ROLES, form.signers, strict=True)
        },
    )  # fmt: skip
    if form.before:
        began = now - timedelta(days=700)
        stated = {**TERMS[library.symbol], **form.before}
        Policy.objects.create(library=library, valid_from=began.date(), stated=stated)
        _sign(library, admin.user, began + timedelta(days=4), len(ROLES))
    _sign(library, admin.user, now - timedelta(days=395), form.signed)


def _sign(library: Library, by: User, at: datetime, count: int) -> None:
    revision = revising.open_revision(library=library, now=at, by=by)
    for day, role in enumerate(list(ROLES)[:count]):
        revising.sign(revision=revision, role=role, by=by, now=at + timedelta(days=day))


def _logo(colour: str) -> bytes:
    """A round emblem with an open book, as PNG."""
    picture = Image.new("RGBA", (400, 400), (255, 255, 255, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((8, 8, 392, 392), outline=colour, width=14)
    draw.ellipse((36, 36, 364, 364), outline=colour, width=4)
    draw.polygon([(200, 150), (100, 125), (100, 265), (200, 290)], outline=colour, width=8)
    draw.polygon([(200, 150), (300, 125), (300, 265), (200, 290)], outline=colour, width=8)
    for y in (165, 195, 225):
        draw.line((120, y - 8, 180, y + 8), fill=colour, width=6)
        draw.line((220, y + 8, 280, y - 8), fill=colour, width=6)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
