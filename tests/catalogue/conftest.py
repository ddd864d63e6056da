"""Loading made short: bytes in, the finished load out."""

import pytest

from kopru.catalogue.loading.load import load_files


@pytest.fixture
def load(ash, now, tmp_path):
    """`load(bytes, ...)`: each argument a file; `library`, `encoding` as for load_files."""
    count = iter(range(1_000))

    def run(*contents, library=ash, **options):
        paths = []
        for content in contents:
            path = tmp_path / f"{next(count)}.mrc"
            path.write_bytes(content)
            paths.append(path)
        return load_files(paths, library=library, now=now, **options)

    return run


@pytest.fixture
def fates():
    """The counts of a load that are not nought, after a look at their sum."""

    def of(load):
        names = ("stored", "updated", "unchanged", "deleted", "quarantined")
        counts = {name: getattr(load, name) for name in names}
        assert load.read == sum(counts.values())
        return {name: number for name, number in counts.items() if number}

    return of
