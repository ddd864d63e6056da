"""Ash's reader, a stranger, Cedar's reader and Ash's staff; two works in the catalogue."""

import pytest
from django.conf import settings as every_settings
from django.utils import timezone

from kopru.catalogue.models import Edition
from kopru.catalogue.search.index import index_all_changed
from kopru.config.translations import compile_all
from support import held_by
from web.patron.people import asked, at_browser, reader_of


@pytest.fixture(scope="session", autouse=True)
def _translations_and_files():
    compile_all()
    # files are found where they lie: the browser's server starts before any test's own settings
    every_settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = "web.patron.addresses"
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def kar(ash, birch):
    """A novel that Birch has on its shelf and Ash has not."""
    edition = Edition.objects.create(
        title="Kar kristali", author="Gökçe, Işık", authors=["Gökçe, Işık"], publisher="Ihlamur",
        year=2011, kind="book", isbns=["9789750812347"],
    )  # fmt: skip
    copy = held_by(edition, birch, "B-1")
    copy.status_at = timezone.now()
    copy.save()
    index_all_changed()
    return edition


@pytest.fixture
def at_home(ash, birch):
    """A novel that Ash itself has on its shelf, and Birch too."""
    edition = Edition.objects.create(
        title="Şeker bayramı", author="Yılmaz, Ömer", authors=["Yılmaz, Ömer"], year=1998,
        kind="book", isbns=["9789750802942"],
    )  # fmt: skip
    held_by(edition, ash, "A-1")
    held_by(edition, birch, "B-2")
    index_all_changed()
    return edition


@pytest.fixture
def stranger(db):
    """A browser that nobody has signed in with."""
    return at_browser()


@pytest.fixture
def at_ash(reader):
    """Ash's reader at their browser."""
    return at_browser(reader.user)


@pytest.fixture
def cedar_reader(cedar):
    """A reader of Cedar, who must see nothing of Ash's readers."""
    return reader_of(cedar, "okur@cedar.example", "C-1")


@pytest.fixture
def at_cedar(cedar_reader):
    """Cedar's reader at their browser."""
    return at_browser(cedar_reader.user)


@pytest.fixture
def at_desk(ash_staff):
    """Ash's staff at their browser."""
    return at_browser(ash_staff)


@pytest.fixture
def wish(reader, kar):
    """Ash's reader has asked for the novel that Birch has."""
    return asked(reader, timezone.now(), edition=kar)
