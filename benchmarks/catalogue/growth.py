"""The latest run at each size side by side, from `results/runs.jsonl`: how everything grows."""

import json
from typing import Any

from .results import RESULTS, megabytes, table

_WAYS = ("index and facets", "page with facets")
_WORDS = (("database", "disk, database"), ("index", "disk, index"))
Runs = dict[int, dict[str, Any]]


def main() -> None:
    """Write `results/growth.md` and print it."""
    runs = [json.loads(line) for line in (RESULTS / "runs.jsonl").read_text().splitlines()]
    loads: Runs = {run["plan"]["records"]: run for run in runs if run["run"].startswith("load-")}
    searches: Runs = {run["records"]: run for run in runs if run["run"].startswith("search-")}
    page = "\n\n".join(
        ["# Growth", _loading(loads), "Milliseconds, p50 / p99:", *_searching(searches)]
    )
    (RESULTS / "growth.md").write_text(page + "\n")
    print(page)


def _loading(loads: Runs) -> str:
    sizes = sorted(loads)
    rows: list[list[object]] = [
        ["records a second", *(f"{loads[size]['speed']:,}" for size in sizes)],
        ["wall, s", *(f"{loads[size]['wall']:,}" for size in sizes)],
        ["CPU, s", *(f"{loads[size]['cpu']:,}" for size in sizes)],
        ["memory at most", *(megabytes(loads[size]["memory"]) for size in sizes)],
    ]
    for key, said in _WORDS:
        rows.append([said, *(megabytes(loads[size]["disk"][key]) for size in sizes)])
    return table(["loading", *(f"{size:,}" for size in sizes)], rows)


def _searching(searches: Runs) -> list[str]:
    sizes = sorted(searches)
    tables = []
    for way in _WAYS:
        sorts = dict.fromkeys(sort for size in sizes for sort in searches[size]["questions"])
        rows = [[sort, *(_times(searches[size], sort, way) for size in sizes)] for sort in sorts]
        tables.append(table([way, *(f"{size:,}" for size in sizes)], rows))
    return tables


def _times(run: dict[str, Any], sort: str, way: str) -> str:
    figures = run["questions"].get(sort, {}).get(way)
    return f"{figures['half']:.2f} / {figures['most']:.2f}" if figures else "–"


if __name__ == "__main__":
    main()
