"""Asks Köprü and Zebra the same of the same records: `python -m benchmarks.catalogue.compare --help`.

Works on what `load` has left in its folder. Zebra's index is made anew; Köprü's search
index is made anew from its database, since that is the part which Zebra does, too.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from .generate import FACTS, Plan
from .installation import open_here
from .measure import Cost, disk_of, run
from .reindex import COMMAND
from .results import keep, megabytes, table

_EACH = 300


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folder", type=Path, required=True, help="where `load` has worked")
    asked.add_argument("--each", type=int, default=_EACH, help="questions of each sort")
    asked.add_argument("--without-zebra", action="store_true")
    asked.add_argument(
        "--as-is", action="store_true", help="take the index as `load` made it, not made anew"
    )
    said = asked.parse_args()
    if not (said.folder / "data").exists():
        asked.error(f"`load` has left nothing in {said.folder}")
    open_here(said.folder / "data")
    files = sorted((said.folder / "records").glob("*.mrc"))
    plan = Plan(**json.loads((said.folder / "records" / FACTS).read_text())["plan"])
    page = compare(
        said.folder, files, plan, said.each, zebra_too=not said.without_zebra, anew=not said.as_is
    )
    print(page.read_text())


def compare(
    folder: Path, files: Sequence[Path], plan: Plan, each: int, *, zebra_too: bool, anew: bool
) -> Path:
    """The page of a run."""
    from .asking import Figures, ask_both  # noqa: PLC0415 - needs the settings
    from .questions import questions, sample  # noqa: PLC0415
    from .zebra import index, is_here  # noqa: PLC0415

    made: dict[str, tuple[Cost, int]] = {}
    if anew:
        _, ours = run([*COMMAND, str(folder / "data")])
        made["Köprü's index"] = (ours, disk_of(folder / "data" / "index"))
    taken = sample(files, round(plan.records / plan.copies))
    if zebra_too and is_here():
        theirs = index(files, folder / "zebra")
        made["Zebra"] = (theirs, disk_of(folder / "zebra" / "register"))
    figures: Figures = ask_both(
        questions(taken, each),
        questions(taken, each, seed=2),
        folder / "zebra" if "Zebra" in made else None,
    )
    facts = {
        "records": plan.records, "questions": figures.facts(),
        "indexing": {name: {"cpu": cost.cpu, "wall": cost.wall, "disk": disk} for name, (cost, disk) in made.items()},
    }  # fmt: skip
    said = f"Searching in {plan.records:,} records"
    return keep(
        f"search-{plan.records}",
        said,
        [*([_indexing(made, plan.records)] if made else []), *figures.tables()],
        facts,
    )


def _indexing(made: dict[str, tuple[Cost, int]], records: int) -> str:
    first, size = next(iter(made.values()))
    rows = [
        [name, f"{cost.wall:.1f} s", f"{cost.cpu:.1f} s", f"{records / cost.cpu:,.0f}",
         megabytes(cost.memory), megabytes(disk), f"{cost.cpu / first.cpu:.1f}", f"{disk / size:.1f}"]
        for name, (cost, disk) in made.items()
    ]  # fmt: skip
    head = ["indexing", "wall", "CPU", "records a CPU second", "memory", "disk", "x CPU", "x disk"]
    return table(head, rows)


if __name__ == "__main__":
    main()
