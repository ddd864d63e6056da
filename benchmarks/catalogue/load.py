"""Loads a generated catalogue and says what it cost: `python -m benchmarks.catalogue.load --help`.

Every library's file goes through `kopru load_marc` as a user would call it, one after the
other, into an installation made for it. Since each record's number names its true edition,
the page also says how well editions were found.
"""

import argparse
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from .generate import FACTS, Plan, make
from .installation import COMMAND, environment, open_here
from .measure import Cost, disk_of, run
from .results import keep, megabytes, table

_TRUTH = 9
Loaded = dict[str, float]


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--records", type=int, default=200_000)
    asked.add_argument("--libraries", type=int, default=20)
    asked.add_argument("--copies", type=float, default=2.5)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--folder", type=Path, required=True, help="for records and installation")
    asked.add_argument(
        "--index-beside", action="store_true",
        help="keep the index up during each load, not once behind the last",
    )  # fmt: skip
    said = asked.parse_args()
    plan = Plan(said.records, said.seed, said.libraries, said.copies)
    files = records_in(said.folder / "records", plan)
    data = said.folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    lines, costs = load(files, data, index_later=not said.index_beside)
    indexing = None if said.index_beside else index(data)
    disk = {name: disk_of(path) for name, path in parts(data).items()}
    found = editions(data)
    page = report(plan, lines, costs, indexing, disk, found)
    print(page.read_text())


def records_in(folder: Path, plan: Plan) -> list[Path]:
    """The files of the plan's records, made unless they are there."""
    facts = folder / FACTS
    made = json.loads(facts.read_text()) if facts.exists() else {}
    if made.get("plan") != asdict(plan):
        shutil.rmtree(folder, ignore_errors=True)
        print(json.dumps(make(plan, folder=folder)), flush=True)
    return sorted(folder.glob("*.mrc"))


def load(
    files: Sequence[Path], data: Path, *, index_later: bool
) -> tuple[list[Loaded], list[Cost]]:
    """Load each file as the library of its name; what the command said, and what it cost."""
    lines, costs = [], []
    for file in files:
        command = [*COMMAND, "load_marc", str(file), "--library", file.stem, "--create", "--json"]
        command += ["--index-later"] if index_later else []
        said, cost = run(command, env=environment(data))
        line: Loaded = json.loads(said.splitlines()[-1])
        lines.append(line)
        costs.append(cost)
        speed = line["read"] / cost.wall
        print(f"{file.stem} {line['read']:.0f} records, {speed:,.0f}/s", flush=True)
    return lines, costs


def index(data: Path) -> Cost:
    """Bring all of it into the index; what that cost."""
    said, cost = run([*COMMAND, "index", "--json"], env=environment(data))
    print(said.strip(), flush=True)
    return cost


def parts(data: Path) -> dict[str, Path]:
    """What of an installation grows with the catalogue."""
    return {"database": data / "kopru.sqlite3", "index": data / "index"}


def editions(data: Path) -> dict[str, int]:
    """How the loaded records were put together, beside the truth in their numbers."""
    open_here(data)
    from django.db.models import Count  # noqa: PLC0415 - after the settings
    from django.db.models.functions import Right  # noqa: PLC0415

    from kopru.catalogue.models import Record  # noqa: PLC0415

    records = Record.objects.annotate(truth=Right("control_number", _TRUTH)).order_by()
    groups = records.values("edition").annotate(true=Count("truth", distinct=True))
    truths = records.values("truth").annotate(found=Count("edition", distinct=True))
    return {
        "editions found": groups.count(), "true editions": truths.count(),
        "found that mix several": groups.filter(true__gt=1).count(),
        "true that were parted": truths.filter(found__gt=1).count(),
    }  # fmt: skip


def report(
    plan: Plan, lines: Sequence[Loaded], loads: Sequence[Cost], indexing: Cost | None,
    disk: Mapping[str, int], found: Mapping[str, int],
) -> Path:  # fmt: skip
    """The page of a run."""
    read = sum(line["read"] for line in lines)
    costs = [*loads, indexing] if indexing else loads
    wall, cpu = sum(cost.wall for cost in costs), sum(cost.cpu for cost in costs)
    memory, resident = max(cost.memory for cost in costs), max(cost.resident for cost in costs)
    last = lines[-1]["read"] / loads[-1].wall
    behind = indexing or Cost(0, 0, 0, 0)
    figures: dict[str, object] = {
        "records": f"{read:,.0f}", "wall": f"{wall:,.1f} s", "CPU": f"{cpu:,.1f} s",
        "records a second": f"{read / wall:,.0f}",
        "of it the index, behind all loads": f"{behind.wall:,.1f} s, CPU {behind.cpu:,.1f} s",
        "records a CPU second": f"{read / cpu:,.0f}",
        "records a second, last library": f"{last:,.0f}",
        "memory, own pages at most": megabytes(memory), "with pages of files": megabytes(resident),
        **{f"disk, {name}": megabytes(size) for name, size in disk.items()},
        **{name: f"{number:,}" for name, number in found.items()},
    }  # fmt: skip
    totals = {name: sum(line.get(name, 0) for line in lines) for name in lines[0]}
    facts = {
        "plan": asdict(plan),
        "counts": totals, "wall": round(wall, 1), "cpu": round(cpu, 1), "speed": round(read / wall),
        "index_wall": round(behind.wall, 1), "index_cpu": round(behind.cpu, 1),
        "memory": memory, "resident": resident, "disk": dict(disk), **found,
    }  # fmt: skip
    fates = table(list(totals), [[f"{number:,.0f}" for number in totals.values()]])
    said = f"Loading {plan.records:,} records of {plan.libraries} libraries"
    return keep(
        f"load-{plan.records}", said, [table(["", ""], list(figures.items())), fates], facts
    )


if __name__ == "__main__":
    main()
