"""A desk with work on it: Ash's reader asks, Birch supplies, Cedar stands by."""

from datetime import timedelta

import pytest
from django.conf import settings as every_settings
from django.utils import timezone

from kopru.config.translations import compile_all
from kopru.requests.models import LendingRequest
from support import Clock


@pytest.fixture(scope="session", autouse=True)
def _translations_and_files():
    compile_all()
    # files are found where they lie: the browser's server starts before any test's own settings
    every_settings.WHITENOISE_AUTOREFRESH = True


class DeskClock(Clock):
    """Pages live by the real clock: this one begins two days before it and can catch up."""

    def catch_up(self):
        self.now = timezone.now()
        self.later(minutes=1)


@pytest.fixture
def now():
    """Two days ago."""
    return timezone.now() - timedelta(days=2)


@pytest.fixture
def clock(now):
    return DeskClock(now)


@pytest.fixture
def lending(sent):
    """Birch's side of it."""
    return LendingRequest.objects.get(request_id=sent.request_id)


def _signed_in(client_class, user):
    client = client_class(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def desk(ash_staff, client):
    """Ash's desk."""
    return _signed_in(type(client), ash_staff)


@pytest.fixture
def birch_desk(birch_staff, client):
    """Birch's desk."""
    return _signed_in(type(client), birch_staff)


@pytest.fixture
def cedar_desk(cedar_staff, client):
    """The stranger's desk."""
    return _signed_in(type(client), cedar_staff)


@pytest.fixture
def reader_client(reader, client):
    """Ash's reader, signed in."""
    return _signed_in(type(client), reader.user)
