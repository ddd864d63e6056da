"""Making the demo's data folder: libraries, people, records, months of requests, mails."""

import json
import random
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from kopru.catalogue.loading.load import load_files
from kopru.catalogue.models import Edition, Holding
from kopru.connections.errands.running import Counterpart
from kopru.connections.mailbox.models import Account
from kopru.libraries.models import Branch, ClosingDay, Library, Membership, Policy, User
from kopru.patrons.models import Patron
from kopru.simulation.demo.content.libraries import LIBRARIES, DemoLibrary
from kopru.simulation.demo.content.mails import mails_for
from kopru.simulation.demo.content.people import Person, everybody
from kopru.simulation.demo.content.records import records_for
from kopru.simulation.demo.playing import PLOTS, Life, Script, Wish, play
from kopru.simulation.demo.processes import write_processes

PASSWORD = "kopru-demo-2026"  # noqa: S105 - told to everybody who starts the demo
MARK = "demo.json"
#: SQLite lets in whoever asks at the right moment, and those who wait ask ten times a second:
#: with a pause of that length between two stories nobody waits for the whole history
BREATH = 0.11
_SEED = 2026

Progress = Callable[[str], None]


class NotADemo(Exception):
    """The data folder holds an installation that is no demo; it is left alone."""


def mark() -> Path:
    """The file that says that this data folder is a demo's, and whether it is finished."""
    return Path(settings.KOPRU_DATA) / MARK


def _marked() -> dict[str, Any]:
    """What the mark says: {"made": when, "stories": how many are told}; {} before there is one."""
    found: dict[str, Any] = json.loads(mark().read_text()) if mark().exists() else {}
    return found


def _set_mark(**changes: object) -> None:
    fresh = mark().with_suffix(".new")
    fresh.write_text(json.dumps({**_marked(), **changes}))
    fresh.replace(mark())


def is_open() -> bool:
    """The people are there and can sign in."""
    return bool(_marked().get("people"))


def is_ready() -> bool:
    """Libraries, people and catalogue are there."""
    return bool(_marked().get("ready"))


def is_full() -> bool:
    """All the months of requests are there, too."""
    return bool(_marked().get("full"))


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


def invite(*, now: datetime, say: Progress) -> None:
    """Make the libraries and their people, on an empty data folder: from now on they can sign in."""
    say("libraries and people")
    _set_mark(made=now.isoformat())
    with quick_writes(), transaction.atomic():
        _network(now)
    _set_mark(people=True)


def build(*, say: Progress) -> None:
    """Make what the demo opens with: records, the search index, readers' mails."""
    say("records and the search index")
    made = datetime.fromisoformat(_marked()["made"])
    with quick_writes():
        network = _known_network()
        _records(network, made)
        _mails(network, made)
    _set_mark(ready=True)


def begin(counterparts: Mapping[str, Counterpart], *, say: Progress) -> None:
    """Tell one story of each plot, so that every state is there to be seen; a server runs beside."""
    say("the first requests")
    with quick_writes():
        _tell_stories(counterparts, upto=len(PLOTS), breath=BREATH)


def fill(
    counterparts: Mapping[str, Counterpart],
    *,
    say: Progress,
    upto: int | None = None,
    breath: float = 0.0,
) -> None:
    """Tell the rest of the stories, or those up to a number; goes on where it was stopped.

    `breath`: seconds between two of them, BREATH where a server works on the same data.
    """
    with quick_writes():
        _tell_stories(counterparts, upto=upto or len(STORIES), say=say, breath=breath)
    if int(_marked().get("stories", 0)) >= len(STORIES):
        _set_mark(full=True)


def _stories() -> list[Script]:
    """The scripts in the order of telling: one of each plot first, so that every state is there soon."""
    first = [script for _, _, _, script in PLOTS]
    return first + [script for _, count, _, script in PLOTS for _ in range(count - 1)]


def _ages() -> list[tuple[float, float]]:
    first = [ago for _, _, ago, _ in PLOTS]
    return first + [ago for _, count, ago, _ in PLOTS for _ in range(count - 1)]


STORIES = list(zip(_stories(), _ages(), strict=True))


def _tell_stories(
    counterparts: Mapping[str, Counterpart],
    *,
    upto: int,
    say: Progress | None = None,
    breath: float = 0.0,
) -> None:
    """Tell the stories that are not told yet, each in one transaction with its place in the mark."""
    made = datetime.fromisoformat(_marked()["made"])
    told = int(_marked().get("stories", 0))
    network = _known_network()
    wishes = list(_wishes(network, made))
    for number in range(told, min(upto, len(wishes))):
        script, ago = STORIES[number]
        chance = random.Random(f"{_SEED}-{number}")  # noqa: S311 - the same demo for everybody
        began = made - timedelta(hours=chance.uniform(*ago))
        life = Life(
            wishes[number], began=began, staff=network.staff, counterparts=counterparts, chance=chance
        )  # fmt: skip
        with transaction.atomic():
            play(life, script)
        _set_mark(stories=number + 1)
        time.sleep(breath)
        if say and number % 20 == 0:
            say(f"history, {number} of {len(STORIES)}")


def _known_network() -> Network:
    libraries = {lib.symbol: lib for lib in Library.objects.all()}
    staff: dict[int, User] = {}
    for membership in Membership.objects.filter(role="staff").select_related("user").order_by("pk"):
        if membership.library_id:
            staff.setdefault(membership.library_id, membership.user)
    return Network(libraries, staff)


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
    """Write the libraries and their people."""
    hashed = make_password(PASSWORD)
    libraries = {demo.symbol: _library(demo, now) for demo in LIBRARIES}
    staff: dict[int, User] = {}
    for person in everybody():
        library = libraries.get(person.symbol)
        user = _person(person, library, hashed, now)
        if library and person.role == "staff":
            staff.setdefault(library.pk, user)
    write_processes(libraries, now)
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
    _inbox(demo.symbol)
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
        path.write_bytes(b"".join(records_for(symbol, on=now.date())))
        load_files([path], library=library, now=now)


def _wishes(network: Network, now: datetime) -> Iterator[Wish]:
    """Readers who may ask, and books on others' shelves that their own library does not have."""
    chance = random.Random(_SEED)  # noqa: S311 - the same demo for everybody
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
    for pk in order:
        start = chance.randrange(len(patrons))
        around = patrons[start:] + patrons[:start]
        fitting = next((p for p in around if p.library_id not in held[pk]), None)
        if fitting:
            yield Wish(fitting, books[pk])


def _inbox(symbol: str) -> Path:
    """The maildir that readers of a library write to, made when it is not there."""
    inbox = Path(settings.KOPRU_DATA) / "mail" / symbol.lower()
    for name in ("new", "cur", "tmp"):
        (inbox / name).mkdir(parents=True, exist_ok=True)
    return inbox


def _mails(network: Network, now: datetime) -> None:
    for symbol in network.libraries:
        inbox = _inbox(symbol)
        for number, mail in enumerate(mails_for(symbol, at=now)):
            (inbox / "new" / f"{int(now.timestamp())}.{number}.demo").write_bytes(mail)
