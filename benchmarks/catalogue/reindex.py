"""Makes the search index of an installation anew, in a process of its own so that it can be measured."""

import sys
from pathlib import Path

from .installation import open_here

COMMAND = [sys.executable, "-m", "benchmarks.catalogue.reindex"]


def main() -> None:
    """The command: the installation's folder is its only word."""
    open_here(Path(sys.argv[1]))
    from kopru.catalogue.search.index import search_index  # noqa: PLC0415 - needs the settings

    search_index().rebuild()


if __name__ == "__main__":
    main()
