"""Making the demo's data folder: libraries, people, records, months of requests, mails."""

import json
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from kopru.catalogue.loading import load_files
from kopru.catalogue.models import Edition, Holding
from kopru.connections.errands.running import Counterpart
from kopru.connections.mailbox.models import Account
from kopru.libraries.models import Branch, ClosingDay, Library, Membership, Policy, User
from kopru.patrons.models import Patron
from kopru.simulation.demo.content.libraries import LIBRARIES, DemoLibrary
from kopru.simulation.demo.content.mails import mails_for
from kopru.simulation.demo.content.people import Person, everybody
from kopru.simulation.demo.content.records import records_for
from kopru.simulation.demo.playing import PLOTS, Life, Wish, play

PASSWORD = "kopru-demo-2026"  # noqa: S105 - told to everybody who starts the demo
MARK = "demo.json"
_SEED = 2026

Progress = Callable[[str], None]


class NotADemo(Exception):
    """The data folder holds an installation that is no demo; it is left alone."""


def mark() -> Path:
    """The file that says that this data folder is a demo's, and whether it is finished."""
    return Path(settings.KOPRU_DATA) / MARK


def is_ready() -> bool:
    """The demo's data is there and whole."""
    return mark().exists() and bool(json.loads(mark().read_text()).get("ready"))


def people() -> dict[str, list[object]]:
    """Who can be played: {"libraries": [symbols], "people": [{role, library, email, password}]}."""
    return {
        "libraries": [library.symbol for library in LIBRARIES],
        "people": [
            {"role": p.role, "library": p.symbol or None, "email": p.email, "password": PASSWORD}
            for p in everybody()
        ],
    }


def clear() -> None:
    """Throw a demo's data away.

    :raises NotADemo: when the folder is no demo's
    """
    folder = Path(settings.KOPRU_DATA)
    if not mark().exists():
        if (folder / "kopru.sqlite3").exists():
            raise NotADemo(str(folder))
        return
    connection.close()
    for path in folder.iterdir():
        if path.name in ("secret.key", "migrate.lock"):
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@dataclass(frozen=True, slots=True)
class Network:
    """The libraries by symbol, and who works at each desk by the library's id."""

    libraries: Mapping[str, Library]
    staff: Mapping[int, User]


def build(counterparts: Mapping[str, Counterpart], *, now: datetime, say: Progress) -> None:
    """Make everything. Run on a migrated, empty data folder."""
    mark().write_text(json.dumps({"ready": False}))
    with quick_writes():
        say("libraries and people")
        with transaction.atomic():
            network = _network(now)
        say("catalogue")
        _records(network, now)
        say("requests")
        _requests(network, counterparts, now)
    say("mails")
    _mails(network, now)
    mark().write_text(json.dumps({"ready": True, "made": now.isoformat()}))


class quick_writes:  # noqa: N801 - reads as what it does
    """No wait for the disk while the demo is made: a power cut then means making it again."""

    def __enter__(self) -> None:
        self._set("OFF")

    def __exit__(self, *args: object) -> None:
        self._set("FULL")

    def _set(self, value: str) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous={value}")


def _network(now: datetime) -> Network:
    hashed = make_password(PASSWORD)
    libraries = {demo.symbol: _library(demo, now) for demo in LIBRARIES}
    staff: dict[int, User] = {}
    for person in everybody():
        library = libraries.get(person.symbol)
        user = _person(person, library, hashed, now)
        if library and person.role == "staff":
            staff.setdefault(library.pk, user)
    return Network(libraries, staff)


def _library(demo: DemoLibrary, now: datetime) -> Library:
    library = Library.objects.create(
        symbol=demo.symbol, name_tr=demo.name_tr, name_en=demo.name_en, kind=demo.kind, city=demo.city,
        email=demo.email, phone=demo.phone, website=f"https://{demo.domain}/",
    )  # fmt: skip
    Branch.objects.bulk_create(
        Branch(
            library=library, code=b.code, name_tr=b.name.tr, name_en=b.name.en, address="\n".join(b.address),
            district=b.district, city=b.city, postcode=b.postcode, phone=b.phone, is_ill_address=b.ill_address,
        )
        for b in demo.branches
    )  # fmt: skip
    years = {now.year, (now + timedelta(days=120)).year}
    ClosingDay.objects.bulk_create(
        ClosingDay(library=library, day=day, reason=why)
        for year in sorted(years) for day, why in demo.closing_days(year)
    )  # fmt: skip
    stated_from = (now - timedelta(days=400)).date()
    Policy.objects.create(library=library, valid_from=stated_from, stated=demo.terms)
    Account.objects.create(library=library, address=f"maildir:mail/{demo.symbol.lower()}")
    return library


def _person(person: Person, library: Library | None, hashed: str, now: datetime) -> User:
    user = User(email=person.email, name=person.name, language=person.language, password=hashed)
    user.save()
    Membership.objects.create(user=user, library=library, role=person.role)
    if person.role == "reader" and library:
        days = person.valid_days if person.valid_days is not None else 365
        Patron.objects.create(
            library=library, user=user, number=person.number, name=person.name, email=person.email,
            group=person.group, faculty=person.faculty, language=person.language,
            valid_until=(now + timedelta(days=days)).date(),
            registered_at=now - timedelta(days=300), card_returned_at=now - timedelta(days=300),
        )  # fmt: skip
    return user


def _records(network: Network, now: datetime) -> None:
    folder = Path(settings.KOPRU_DATA) / "records"
    folder.mkdir(exist_ok=True)
    for symbol, library in network.libraries.items():
        path = folder / f"{symbol.lower()}.mrc"
        path.write_bytes(b"".join(records_for(symbol)))
        load_files([path], library=library, now=now)


def _wishes(network: Network, chance: random.Random, now: datetime) -> Iterator[Wish]:
    """Readers who may ask, and books on others' shelves that their own library does not have."""
    today = now.date()
    terms = {lib.pk: lib.terms(on=today) for lib in network.libraries.values()}
    patrons = [
        p for p in Patron.objects.select_related("library", "user").order_by("pk")
        if p.may_ask(on=today) and p.group in terms[p.library_id].patron_groups
    ]  # fmt: skip
    held: dict[int, set[int]] = {}
    rows = Holding.objects.exclude(status=Holding.Status.NOT_FOR_LOAN).values_list(
        "edition", "library"
    )
    for edition, library in rows:
        held.setdefault(edition, set()).add(library)
    books = {e.pk: e for e in Edition.objects.filter(kind="book", pk__in=held)}
    order = sorted(books)
    chance.shuffle(order)
    for number, pk in enumerate(order):
        start = chance.randrange(len(patrons))
        around = patrons[start:] + patrons[:start]
        fitting = next((p for p in around if p.library_id not in held[pk]), None)
        if fitting and number < len(order):
            yield Wish(fitting, books[pk])


def _requests(network: Network, counterparts: Mapping[str, Counterpart], now: datetime) -> None:
    chance = random.Random(_SEED)  # noqa: S311 - the same demo for everybody
    wishes = _wishes(network, chance, now)
    for _, count, ago, script in PLOTS:
        for _ in range(count):
            wish = next(wishes, None)
            if wish is None:
                return
            began = now - timedelta(hours=chance.uniform(*ago))
            life = Life(
                wish, began=began, staff=network.staff, counterparts=counterparts, chance=chance
            )
            with transaction.atomic():
                play(life, script)


def _mails(network: Network, now: datetime) -> None:
    for symbol in network.libraries:
        inbox = Path(settings.KOPRU_DATA) / "mail" / symbol.lower()
        for name in ("new", "cur", "tmp"):
            (inbox / name).mkdir(parents=True, exist_ok=True)
        for number, mail in enumerate(mails_for(symbol, at=now)):
            (inbox / "new" / f"{int(now.timestamp())}.{number}.demo").write_bytes(mail)
