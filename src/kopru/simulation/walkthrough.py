"""The seed process, played on a fresh installation: from a reader's mail to the closed request.

Once the first library says "Evet", once the first says "Hayır" and the second "Evet"
(domain.md 3.1, boxes 1 to 7). Nothing here is pretended: the mail lies in a maildir,
the records come in as MARC, the libraries talk by messages, staff do what the desk does.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import pymarc

from kopru.catalogue.loading.load import load_files
from kopru.connections.errands.models import Errand
from kopru.connections.errands.running import Counterpart, tell_all
from kopru.connections.iso18626.models import Message
from kopru.connections.mailbox import server as mailbox
from kopru.connections.mailbox.models import Account, Mail
from kopru.connections.notices.client import tell_news
from kopru.connections.notices.models import Notice
from kopru.libraries.models import Branch, Library, Membership, Policy, Role, User
from kopru.patrons.actions import register
from kopru.patrons.models import Patron
from kopru.requests.actions import requester, supplier
from kopru.requests.actions.scanning import scan
from kopru.requests.actions.steps import Act, Actor
from kopru.requests.models import BorrowingRequest, LendingRequest, PatronRequest
from kopru.requests.queries import broken_chains


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a box of the seed, who did it with what, and where both sides stand."""

    play: str
    box: str
    actor: str
    document: str
    requester_state: str
    supplier_state: str
    message: str
    notice: str

    def as_dict(self) -> dict[str, str]:
        """The row as plain JSON."""
        return asdict(self)


class Disagreement(Exception):
    """The two sides did not end closed and agreed."""


@dataclass
class Stage:
    """A small network in a fresh data folder, and the clock that its people live by."""

    folder: Path
    counterparts: Mapping[str, Counterpart]
    now: datetime
    rows: list[Row] = field(default_factory=list)
    heard: int = 0
    noticed: int = 0

    def later(self, **time: float) -> None:
        """Time passes, and what must be told is told."""
        self.now += timedelta(**time)
        tell_news(now=self.now)
        tell_all(self.counterparts, now=self.now)

    def row(
        self, play: str, box: str, actor: str, document: str, request: PatronRequest | None
    ) -> None:
        """Write down where everything stands after a step."""
        messages = list(Message.objects.filter(pk__gt=self.heard, is_incoming=False).order_by("pk"))
        notices = list(Notice.objects.filter(pk__gt=self.noticed).order_by("pk"))
        self.heard = messages[-1].pk if messages else self.heard
        self.noticed = notices[-1].pk if notices else self.noticed
        self.rows.append(
            Row(
                play, box, actor, document,
                _requester_state(request), _supplier_state(request),
                "; ".join(f"{m.kind}: {m.says}" for m in messages),
                "; ".join(n.event for n in notices),
            )
        )  # fmt: skip


def _requester_state(request: PatronRequest | None) -> str:
    if request is None:
        return "-"
    request.refresh_from_db()
    last = request.borrowing_requests.order_by("-pk").first()
    return f"{request.state} / {last.state}" if last else request.state


def _supplier_state(request: PatronRequest | None) -> str:
    last = request.borrowing_requests.order_by("-pk").first() if request else None
    lending = LendingRequest.objects.filter(request_id=last.request_id).first() if last else None
    return lending.state if lending else "-"


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the play."""

    home: Library
    first: Library
    second: Library
    reader: Patron
    staff: Mapping[int, User]


def play_all(folder: Path, counterparts: Mapping[str, Counterpart], *, now: datetime) -> list[Row]:
    """Play both branches and return every line.

    :raises Disagreement: when the two sides do not end closed and agreed
    """
    stage = Stage(folder, counterparts, now)
    cast = _set_up(stage)
    _play(stage, cast, "evet", "Saatleri Ayarlama Enstitüsü", "9789759955854", refusing=False)
    _play(stage, cast, "hayır, evet", "Kürk Mantolu Madonna", "9789753638029", refusing=True)
    broken = broken_chains()
    if broken:
        raise Disagreement(f"the log does not hold: {broken}")
    return stage.rows


def _set_up(stage: Stage) -> Cast:
    names = (
        ("TR-IHLAMUR", "Ihlamur Üniversitesi Kütüphanesi", "Ihlamur University Library", "Ankara"),
        ("TR-MARTI", "Martı Üniversitesi Kütüphanesi", "Martı University Library", "İzmir"),
        ("TR-KEKLIK", "Keklik İl Halk Kütüphanesi", "Keklik Public Library", "Konya"),
    )
    libraries = [_library(*name, now=stage.now) for name in names]
    staff = {lib.pk: _staff(lib) for lib in libraries}
    for library in libraries[1:]:
        _records(stage, library)
    home = libraries[0]
    Account.objects.create(library=home, address="maildir:mail/ihlamur")
    reader = Patron(
        library=home, number="2026-0451", name="İpek Şahin", email="ipek.sahin@ihlamur.example",
        group="graduate", faculty="Edebiyat Fakültesi", valid_until=(stage.now + timedelta(days=400)).date(),
    )  # fmt: skip
    register(reader, now=stage.now)
    return Cast(home, libraries[1], libraries[2], reader, staff)


def _library(symbol: str, tr: str, en: str, city: str, *, now: datetime) -> Library:
    library = Library.objects.create(
        symbol=symbol, name_tr=tr, name_en=en, city=city, email=f"odunc@{symbol[3:].lower()}.example",
        kind="public" if "Halk" in tr else "university",
    )  # fmt: skip
    Branch.objects.create(
        library=library, code="MRK", name_tr="Merkez", name_en="Main", address="Kütüphane Cad. 1",
        district="Merkez", city=city, postcode="00000", is_ill_address=True,
    )  # fmt: skip
    loan_days = 30 if library.kind == "university" else 21
    Policy.objects.create(
        library=library,
        valid_from=(now - timedelta(days=30)).date(),
        stated={"loan_days": loan_days},
    )
    return library


def _staff(library: Library) -> User:
    user = User.objects.create_user(
        f"masa@{library.symbol[3:].lower()}.example", name="Ödünç Masası"
    )
    Membership.objects.create(user=user, library=library, role=Role.STAFF)
    return user


_WORKS = (
    ("Saatleri Ayarlama Enstitüsü", "Tanpınar, Ahmet Hamdi", "Dergâh", "2019", "9789759955854"),
    ("Kürk Mantolu Madonna", "Sabahattin Ali", "Yapı Kredi", "2020", "9789753638029"),
)


def _records(stage: Stage, library: Library) -> None:
    out = io.BytesIO()
    for n, work in enumerate(_WORKS, start=1):
        out.write(_record(library, n, *work))
    path = stage.folder / f"{library.symbol}.mrc"
    path.write_bytes(out.getvalue())
    load_files([path], library=library, now=stage.now)


def _record(
    library: Library, n: int, title: str, author: str, publisher: str, year: str, isbn: str
) -> bytes:
    """One MARC 21 record with one copy."""
    record = pymarc.Record(force_utf8=True, leader="00000nam a2200000 i 4500")
    fixed = f"200101s{year}    tu            000 1 tur d"
    fields = [
        pymarc.Field("001", data=f"{library.symbol}{n}"),
        pymarc.Field("008", data=fixed),
        _field("020", "  ", a=isbn),
        _field("100", "1 ", a=author),
        _field("245", "10", a=title),
        _field("264", " 1", a="İstanbul", b=publisher, c=year),
        _field("952", "  ", b="MRK", o=f"813.{n}", p=f"{library.pk}0000{n}"),
    ]
    record.add_field(*fields)  # type: ignore[no-untyped-call]
    return bytes(record.as_marc())


def _field(tag: str, marks: str, **parts: str) -> pymarc.Field:
    subfields = [pymarc.Subfield(code, value) for code, value in parts.items()]
    return pymarc.Field(tag, pymarc.Indicators(marks[0], marks[1]), subfields)


def _mail(stage: Stage, cast: Cast, title: str, isbn: str) -> None:
    mail = EmailMessage()
    mail["From"] = f"{cast.reader.name} <{cast.reader.email}>"
    mail["To"] = cast.home.email
    mail["Subject"] = "Kütüphaneler arası ödünç isteği"
    mail["Message-ID"] = f"<{uuid4().hex}@ihlamur.example>"
    mail.set_content(
        f"Merhaba,\n\nKataloğumuzda bulunmayan şu kitabı rica ediyorum:\n\nEser adı: {title}\nISBN: {isbn}\n\n"
        "Teşekkür ederim.\n\n-- \nİpek Şahin\nEdebiyat Fakültesi\n"
    )
    inbox = stage.folder / "mail/ihlamur"
    for name in ("new", "cur", "tmp"):
        (inbox / name).mkdir(parents=True, exist_ok=True)
    (inbox / "new" / f"{uuid4().hex}.eml").write_bytes(bytes(mail))


def _play(stage: Stage, cast: Cast, play: str, title: str, isbn: str, *, refusing: bool) -> None:
    def row(box: str, actor: str, document: str) -> None:
        stage.row(play, box, actor, document, request)

    def staff(library: Library) -> Act:
        return Act(Actor.staff(cast.staff[library.pk]), stage.now)

    request = _boxes_1_to_3(stage, cast, play, title, isbn)
    if refusing:
        borrowing = _last(request)
        supplier.decline(_lending(borrowing).pk, reason="NotOnShelf", act=staff(borrowing.supplier))
        stage.later(hours=1)
        row("4 Hayır", "supplier", "“Rafta bulunamadı”; istek sıradaki kütüphaneye geçti")
    borrowing = _last(request)
    code, owner = borrowing.request_id, borrowing.supplier
    supplier.search(_lending(borrowing).pk, act=staff(owner))
    stage.later(hours=2)
    scan(owner, code, act=staff(owner))
    stage.later(hours=1)
    row("4 Evet", "supplier", "raf fişi; adres ve iade etiketi; kargo (ücreti kurala göre)")
    stage.later(days=2)
    scan(cast.home, code, act=staff(cast.home))
    stage.later(hours=1)
    row("5", "requester staff", "“istenen materyal kütüphaneye ulaştı”; ayırma fişi")
    scan(cast.home, code, act=staff(cast.home))
    stage.later(days=10)
    row("5", "requester staff, reader", "“materyal kullanıcıya ödünç verildi”; iade tarihi")
    scan(cast.home, code, act=staff(cast.home))
    stage.later(days=2)
    row(
        "6",
        "reader, requester staff",
        "“kullanıcıdan iade”, “geri postalandı”; iade makbuzu, iade etiketi",
    )
    scan(owner, code, act=staff(owner))
    stage.later(hours=1)
    row("7", "supplier", "teslim alındı, “İstek Kapatıldı”")
    _agree(request, _last(request))


def _boxes_1_to_3(stage: Stage, cast: Cast, play: str, title: str, isbn: str) -> PatronRequest:
    _mail(stage, cast, title, isbn)
    mailbox.fetch_all(now=stage.now)
    stage.later(minutes=1)
    request = PatronRequest.objects.order_by("pk").last()
    if request is None or request.citation.isbn != isbn:
        raise Disagreement(f"the mail did not become a request: {Mail.objects.last()}")
    stage.row(play, "1", "reader", "e-posta (künye)", request)
    act = Act(Actor.staff(cast.staff[cast.home.pk]), stage.now)
    requester.verify(request.pk, act=act)
    stage.later(minutes=1)
    owners = ", ".join(e.library.symbol for e in request.rota.select_related("library"))
    stage.row(play, "2", "requester staff", f"toplu katalog: {owners}; raf durumu", request)
    requester.send(request.pk, act=Act(act.actor, stage.now))
    stage.later(minutes=1)
    stage.row(
        play,
        "3",
        "requester staff",
        "kütüphaneler arası istek; üyelik kurum kartından, kart iade edildi",
        request,
    )
    return request


def _last(request: PatronRequest) -> BorrowingRequest:
    return request.borrowing_requests.select_related("supplier").order_by("-pk")[0]


def _lending(borrowing: BorrowingRequest) -> LendingRequest:
    return LendingRequest.objects.get(request_id=borrowing.request_id, library=borrowing.supplier)


def _agree(request: PatronRequest, borrowing: BorrowingRequest) -> None:
    """Both sides closed, the same dates, nothing left to tell."""
    request.refresh_from_db()
    lending = _lending(borrowing)
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("the reader's side is completed", lambda: request.state == "completed"),
        ("the requester is closed", lambda: borrowing.state == "closed"),
        ("the supplier is closed", lambda: lending.state == "closed"),
        ("both know the same due date", lambda: borrowing.due_date == lending.due_date),
        ("nothing is left to tell", lambda: not Errand.objects.waiting().exists()),
        ("no letter is dead", lambda: not Errand.objects.dead().exists()),
    )
    wrong = [name for name, holds in checks if not holds()]
    if wrong:
        raise Disagreement("not so: " + "; ".join(wrong))
