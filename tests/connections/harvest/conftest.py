"""Records loaded, and a provider to harvest."""

import pytest

from kopru.catalogue.loading.load import load_files
from kopru.connections.harvest.models import Source
from oai_provider import serving


@pytest.fixture
def load(ash, now, tmp_path):
    """`load(bytes, library=…)`: one delivery."""
    count = iter(range(1_000))

    def run(*contents, library=ash):
        path = tmp_path / f"{next(count)}.mrc"
        path.write_bytes(b"".join(contents))
        return load_files([path], library=library, now=now)

    return run


@pytest.fixture
def provider(settings):
    """A provider that we may ask although it is on this machine."""
    settings.KOPRU_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with serving() as server:
        yield server


@pytest.fixture
def source(ash, provider):
    """Ash's records come from the provider."""
    return Source.objects.create(library=ash, address=provider.address, pause=0)
