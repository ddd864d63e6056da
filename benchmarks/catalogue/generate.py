"""Makes a union catalogue of any size: `python -m benchmarks.catalogue.generate --help`.

The same seed and sizes give the same bytes. Either one file in the order of editions,
or a folder with a file for each library, where the records of a library lie in an order
of their own, as they do when libraries deliver.
"""

import argparse
import json
import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from .editions import Bookshelf
from .records import habits_of, record_of

#: bytes of records kept in memory before they are written
_KEPT = 128_000_000
FACTS = "facts.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made. `copies` is in how many libraries an edition is, on average."""

    records: int
    seed: int = 1
    libraries: int = 500
    copies: float = 2.5


def records(plan: Plan) -> Iterator[tuple[int, bytes]]:
    """(library's number from 0, record) by rising edition, exactly `plan.records` of them."""
    rng = random.Random(f"{plan.seed} {plan.records} {plan.libraries} {plan.copies}")
    libraries = [habits_of(number) for number in range(plan.libraries)]
    pick = _holders(rng, plan)
    made = 0
    bits = rng.getrandbits
    for edition in Bookshelf(rng).editions(plan.records):
        for number in pick():
            yield number, record_of(edition, libraries[number], bits)
            made += 1
            if made == plan.records:
                return


def _holders(rng: random.Random, plan: Plan) -> Callable[[], list[int]]:
    """Draws who holds an edition: half are in one library, the others in a geometric number.

    Large libraries hold more: the one at rank r about 1/r of the first.
    """
    weights = [(rank + 3) ** -1.0 for rank in range(1, plan.libraries + 1)]
    places = 1 << 14
    table: list[int] = []
    reached = 0.0
    for number, weight in enumerate(weights):
        reached += weight * places / sum(weights)
        table += [number] * (round(reached) - len(table))
    most = max(1, plan.libraries // 2)
    stay = max(0.0, 1 - 1 / max(1.0, 2 * (plan.copies - 1)))
    draw, bits = rng.random, rng.getrandbits

    def pick() -> list[int]:
        wanted = 1
        if draw() < 0.5 and plan.copies > 1:
            wanted = 2
            while draw() < stay:
                wanted += 1
        wanted = min(wanted, most)
        chosen = {table[bits(14)]: None}
        while len(chosen) < wanted:
            chosen[table[bits(14)]] = None
        return list(chosen)

    return pick


def write_file(plan: Plan, path: Path) -> dict[str, int]:
    """All records into one file; returns how many each library has, by symbol."""
    counts = [0] * plan.libraries
    with path.open("wb", buffering=1 << 20) as stream:
        for number, record in records(plan):
            stream.write(record)
            counts[number] += 1
    return _by_symbol(counts)


def write_folder(plan: Plan, folder: Path) -> dict[str, int]:
    """A file for each library, each in an order of its own; returns how many each has."""
    counts = [0] * plan.libraries
    order = random.Random(f"order {plan.seed}")
    waiting: list[list[bytes]] = [[] for _ in counts]
    parts: list[list[Path]] = [[] for _ in counts]
    kept = 0
    folder.mkdir(parents=True, exist_ok=True)
    for number, record in records(plan):
        waiting[number].append(record)
        counts[number] += 1
        kept += len(record)
        if kept > _KEPT:
            _put_down(waiting, parts, folder, order)
            kept = 0
    _put_down(waiting, parts, folder, order)
    for number, files in enumerate(parts):
        order.shuffle(files)
        _join(files, folder / f"{habits_of(number).symbol}.mrc")
    return _by_symbol(counts)


def _put_down(
    waiting: list[list[bytes]], parts: list[list[Path]], folder: Path, order: random.Random
) -> None:
    for number, batch in enumerate(waiting):
        if batch:
            order.shuffle(batch)
            part = folder / f"{number}.{len(parts[number])}.part"
            part.write_bytes(b"".join(batch))
            parts[number].append(part)
            batch.clear()


def _join(files: list[Path], target: Path) -> None:
    if len(files) == 1:
        files[0].replace(target)
        return
    with target.open("wb") as stream:
        for file in files:
            with file.open("rb") as part:
                shutil.copyfileobj(part, stream, 1 << 20)
            file.unlink()


def _by_symbol(counts: list[int]) -> dict[str, int]:
    symbols = (habits_of(number).symbol for number in range(len(counts)))
    return {symbol: count for symbol, count in zip(symbols, counts, strict=True) if count}


def make(plan: Plan, *, file: Path | None = None, folder: Path | None = None) -> dict[str, object]:
    """Write the records to `file`, or by library to `folder`, and say in numbers what was made."""
    started = time.perf_counter()
    if folder:
        counts = write_folder(plan, folder)
        size = sum(path.stat().st_size for path in folder.glob("*.mrc"))
    elif file:
        counts = write_file(plan, file)
        size = file.stat().st_size
    seconds = time.perf_counter() - started
    facts: dict[str, object] = {
        "plan": asdict(plan), "bytes": size, "seconds": round(seconds, 1), "libraries": counts,
    }  # fmt: skip
    if folder:
        (folder / FACTS).write_text(json.dumps(facts) + "\n")
    return facts


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--records", type=int, default=200_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--libraries", type=int, default=500)
    asked.add_argument("--copies", type=float, default=2.5, help="libraries an edition is in")
    asked.add_argument("--file", type=Path, help="everything into one file")
    asked.add_argument("--by-library", type=Path, metavar="FOLDER", help="a file for each library")
    said = asked.parse_args()
    if bool(said.file) == bool(said.by_library):
        asked.error("give --file or --by-library")
    plan = Plan(said.records, said.seed, said.libraries, said.copies)
    print(json.dumps(make(plan, file=said.file, folder=said.by_library)))


if __name__ == "__main__":
    main()
