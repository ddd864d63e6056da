"""Run inside an installation: a catalogue of three libraries, changes to it, what it holds as JSON."""

import json
import random
import sys
import tempfile
from pathlib import Path

import django

django.setup()

from django.utils import timezone  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from catalogue.building import marc  # noqa: E402
from kopru.catalogue.loading.load import load_files  # noqa: E402
from kopru.catalogue.models import Edition  # noqa: E402
from kopru.config.management.base import prepare_data  # noqa: E402
from kopru.connections.harvest.models import Run  # noqa: E402
from kopru.libraries.models import Library  # noqa: E402

WORDS = [
    "Işık",
    "Gölge",
    "Şehir",
    "Tarih",
    "Deniz",
    "Yağmur",
    "Çocuk",
    "Öykü",
    "Dağ",
    "Irmak",
    "Güz",
    "Ülke",
    "Kâğıt",
    "Bahçe",
    "Söz",
]
NAMES = (
    "Pamuk, Orhan",
    "İnalcık, Halil",
    "Tanpınar, Ahmet Hamdi",
    "Uyar, Tomris",
    "Ağaoğlu, Adalet",
)
SYMBOLS = ("TR-ASH", "TR-BIRCH", "TR-ŞIŞLI")


def isbn(number):
    """The ISBN of a book, by its number."""
    digits = f"978975{number:06}"
    total = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits))
    return f"{digits}{-total % 10}"


def book(number, holder, *, title=""):
    """One library's record of the book; every tenth is a volume, every seventh has no ISBN."""
    chance = random.Random(number)
    said = title or f"{' '.join(chance.sample(WORDS, 3))} {number}"
    volume = str(number % 3 + 1) if number % 10 == 0 else ""
    return marc(
        f"{holder[3]}{number}", said, subtitle="bir deneme" if number % 4 == 0 else "",
        author=chance.choice(NAMES), year=str(1950 + number % 70), volume=volume,
        isbn="" if number % 7 == 0 else isbn(number), publisher=chance.choice(("Can", "İş", "Yapı")),
        kind=chance.choice(("am", "am", "am", "as", "em")), online=number % 13 == 0,
        items=[("MRK", f"8{number % 100} IŞI", f"{holder}{number}", False)],
    )  # fmt: skip


def load(symbol, records):
    library, _ = Library.objects.get_or_create(symbol=symbol, defaults={"name_tr": symbol})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{len(records)}.mrc"
        path.write_bytes(b"".join(records))
        load_files([path], library=library, now=timezone.now())


def load_all(count):
    for place, symbol in enumerate(SYMBOLS):
        load(symbol, [book(n, symbol) for n in range(int(count)) if n % (place + 1) == 0])


def change():
    """A new title, a book that one library gives up, one that all give up."""
    load(
        "TR-ASH", [book(1, "TR-ASH", title="Bambaşka bir ad"), gone(2, "TR-ASH"), gone(5, "TR-ASH")]
    )
    load("TR-BIRCH", [gone(4, "TR-BIRCH")])


def gone(number, holder):
    return marc(f"{holder[3]}{number}", "x", deleted=True)


def clusters():
    """Every edition that somebody holds, by what it is and who does."""
    held = Edition.objects.in_use().prefetch_related("holdings__library")
    rows = [
        [
            e.title,
            e.year,
            sorted(e.isbns),
            e.volume,
            e.kind,
            sorted({h.library.symbol for h in e.holdings.all()}),
        ]
        for e in held
    ]
    shared = sum(len(row[-1]) > 1 for row in rows)
    return {"clusters": sorted(rows, key=str), "count": len(rows), "shared": shared}


def state():
    """The clusters, and the log's last row."""
    rows = list(Run.objects.all())
    names = ("pages", "records", "state", "token")
    last = {name: getattr(rows[0], name) for name in names} if rows else {}
    return {**clusters(), "run": {**last, "rows": len(rows)}}


def union():
    Library.objects.create(symbol="TR-UNION", name_tr="Toplu katalog")


def main(what, *more):
    prepare_data()
    {"load": load_all, "change": change, "state": clusters, "union": union}[what](*more)
    print(json.dumps(state()))  # noqa: T201


main(*sys.argv[1:])
