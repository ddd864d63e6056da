"""Where figures go: a dated page a run for people, and a line of JSON for programs."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from .measure import machine

RESULTS = Path(__file__).parents[1] / "results"


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def keep(name: str, what: str, tables: Sequence[str], facts: Mapping[str, object]) -> Path:
    """Write the page of a run and add its facts to `runs.jsonl`; where the page is."""
    now = datetime.now(UTC)
    here = machine()
    RESULTS.mkdir(exist_ok=True)
    page = RESULTS / f"{now:%Y-%m-%d-%H%M}-{name}.md"
    about = "\n".join(f"- {key}: {value}" for key, value in here.items())
    page.write_text(
        f"# {what}\n\n{now:%Y-%m-%d %H:%M} UTC\n\n{about}\n\n" + "\n\n".join(tables) + "\n"
    )
    line = {"run": name, "at": now.isoformat(timespec="seconds"), "machine": here, **facts}
    with (RESULTS / "runs.jsonl").open("a") as stream:
        stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    return page


def megabytes(size: int) -> str:
    """Bytes as whole megabytes."""
    return f"{size / 1e6:,.0f} MB"
