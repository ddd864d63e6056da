"""The lifecycles as a page to read, printed from the tables."""

from collections.abc import Iterable

from kopru.common.words import Words
from kopru.requests.lifecycle import LIFECYCLES, Lifecycle, Step
from kopru.requests.lifecycle.machine import BY_WORDS
from kopru.requests.patron_view import VIEWS

_INTRODUCTION = """\
# Lifecycles

Printed from the tables in `src/kopru/requests/lifecycle/` by `kopru lifecycle`; a test keeps it
fresh. Turkish and English stand side by side. States and steps marked *coming* are named today
and carried out by a later release; nothing half of them runs.
"""


def lifecycle_page() -> str:
    """All three lifecycles as one Markdown page."""
    parts = [_INTRODUCTION]
    for lifecycle in LIFECYCLES.values():
        parts += [_heading(lifecycle), _states(lifecycle), _steps(lifecycle)]
    return "\n".join(parts)


def _both(words: Words) -> str:
    return f"{words.tr} / {words.en}"


def _heading(lifecycle: Lifecycle) -> str:
    return f"## {_both(lifecycle.title)} (`{lifecycle.name}`)\n\nBegins as `{lifecycle.first}`.\n"


def _states(lifecycle: Lifecycle) -> str:
    with_reader = lifecycle.name == "patron_request"
    head = "| state | called | means |" + (" the reader sees |" if with_reader else "")
    rows = [head, "|" + "---|" * head.count(" |")]
    for key, state in lifecycle.states.items():
        mark = " *coming*" if state.coming else " (end)" if state.final else ""
        row = f"| `{key}`{mark} | {_both(state.label)} | {_both(state.meaning)} |"
        if with_reader:
            row += f" {_both(VIEWS[key].word)} |"
        rows.append(row)
    return "### States\n\n" + "\n".join(rows) + "\n"


def _steps(lifecycle: Lifecycle) -> str:
    rows = ["| from | step | to | who | why | with it |", "|---|---|---|---|---|---|"]
    rows += [_row(step) for step in lifecycle.rows]
    return "### Steps\n\n" + "\n".join(rows) + "\n"


def _row(step: Step) -> str:
    sources = ", ".join(f"`{s}`" for s in step.sources) or "(start)"
    who = ", ".join(_both(BY_WORDS[by]) for by in step.by)
    mark = " *coming*" if step.coming else ""
    return (
        f"| {sources} | `{step.action}`{mark}: {_both(step.label)} | `{step.target}` | {who} "
        f"| {_both(step.why)} | {'; '.join(_effects(step))} |"
    )


def _effects(step: Step) -> Iterable[str]:
    named = (
        ("message", step.sends), ("mail", step.notice), ("clock", step.clock),
        ("paper", step.paper), ("step", step.with_it),
    )  # fmt: skip
    for name, value in named:
        if value:
            yield f"{name} `{value}`"
    if step.asks:
        yield "asks " + ", ".join(f"`{a}`" for a in step.asks)
