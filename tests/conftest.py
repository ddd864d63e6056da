"""The fixed cast: Ash asks, Birch supplies, Cedar is the stranger; and where test data lies."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kopru.catalogue.models import Edition
from kopru.common.citation import Citation
from kopru.libraries.models import Branch, Library, Membership, Role, User
from kopru.patrons.models import Patron
from kopru.requests.actions import requester
from support import Clock, held_by

pytest_plugins = ["dovecot_server", "postgres_server", "target_servers"]

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_modifyitems(items):
    """Long files first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: not any(map(item.get_closest_marker, ("slow", "browser"))))


@pytest.fixture(scope="session")
def shared():
    """The folder of shared test data beside the project."""
    if not (SHARED / "marc").exists():
        pytest.skip("the shared test data is not beside the project")
    return SHARED


@pytest.fixture(autouse=True)
def _own_data_folder(settings, tmp_path):
    settings.KOPRU_DATA = tmp_path
    settings.KOPRU_UNDO_SECONDS = 0
    settings.KOPRU_REPEAT_SECONDS = 0
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # quick, tests only
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture
def now():
    """A Tuesday morning in Istanbul."""
    return datetime(2026, 11, 24, 7, 30, tzinfo=UTC)


def _library(symbol, name, city="Ankara"):
    library = Library.objects.create(
        symbol=symbol, name_tr=f"{name} Kütüphanesi", name_en=f"{name} Library", city=city,
        email=f"odunc@{name.lower()}.example",
    )  # fmt: skip
    Branch.objects.create(
        library=library, code="MRK", name_tr="Merkez", name_en="Main", address="Ihlamur Sok. 3",
        city=city, postcode="06000", is_ill_address=True,
    )  # fmt: skip
    return library


@pytest.fixture
def ash(db):
    """The library that asks."""
    return _library("TR-ASH", "Ash")


@pytest.fixture
def birch(db):
    """The library that supplies."""
    return _library("TR-BIRCH", "Birch", "İzmir")


@pytest.fixture
def cedar(db):
    """The stranger: sees nothing of what Ash and Birch do."""
    return _library("TR-CEDAR", "Cedar", "Konya")


def person(library, role, email=None):
    """Somebody with a role at a library, password "ihlamur-2026"."""
    email = email or f"{role}@{library.symbol.lower()}.example"
    user = User.objects.create_user(email, "ihlamur-2026", name=f"{role} {library.symbol}")
    Membership.objects.create(user=user, library=library, role=role)
    return user


@pytest.fixture
def ash_staff(ash):
    """Staff at Ash."""
    return person(ash, Role.STAFF)


@pytest.fixture
def birch_staff(birch):
    """Staff at Birch."""
    return person(birch, Role.STAFF)


@pytest.fixture
def cedar_staff(cedar):
    """Staff at Cedar."""
    return person(cedar, Role.STAFF)


@pytest.fixture
def reader(ash):
    """A graduate student who reads at Ash."""
    user = person(ash, Role.READER, "isik@ash.example")
    return Patron.objects.create(
        library=ash, user=user, number="K-77041", name="Işık Gökçe", email="isik@ash.example",
        group="graduate", faculty="Edebiyat", language="tr",
    )  # fmt: skip


@pytest.fixture
def clock(now):
    return Clock(now)


@pytest.fixture
def edition(birch):
    edition = Edition.objects.create(
        title="Saatleri Ayarlama Enstitüsü", author="Ahmet Hamdi Tanpınar", year=2019, kind="book",
        isbns=["9789759955854"],
    )  # fmt: skip
    held_by(edition, birch, "B1")
    return edition


@pytest.fixture
def cited():
    return Citation(
        title="Saatleri Ayarlama Enstitüsü", author="Ahmet Hamdi Tanpınar", isbn="9789759955854"
    )


@pytest.fixture
def asked(reader, edition, cited, clock):
    """A patron request of Ash's reader."""
    return requester.ask(
        patron=reader, citation=cited, door="portal", edition=edition, act=clock.reader(reader.user)
    )


@pytest.fixture
def sent(asked, ash_staff, clock):
    """The same, sent to Birch and taken in there."""
    borrowing = requester.send(asked.pk, act=clock.staff(ash_staff))
    clock.later(minutes=1)
    return borrowing
