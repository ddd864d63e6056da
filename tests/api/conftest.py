"""The API alone, with one edition that Birch holds."""

import pytest

from kopru.catalogue.models import Edition
from kopru.catalogue.search.index import index_all_changed
from support import held_by


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = "web.patron.addresses"
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def kar(birch):
    """A novel that Birch has on its shelf."""
    edition = Edition.objects.create(
        title="Kar kristali", author="Gökçe, Işık", authors=["Gökçe, Işık"], publisher="Ihlamur",
        year=2011, kind="book", isbns=["9789750812347"],
    )  # fmt: skip
    held_by(edition, birch, "B-1")
    index_all_changed()
    return edition
