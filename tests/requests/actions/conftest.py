"""A work that Birch holds, and a clock that people and messages share."""

import pytest
from support import Clock, held_by

from kopru.catalogue.models import Edition
from kopru.common.citation import Citation
from kopru.requests.actions import requester


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
    return Citation(title="Saatleri Ayarlama Enstitüsü", author="Ahmet Hamdi Tanpınar", isbn="9789759955854")


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
