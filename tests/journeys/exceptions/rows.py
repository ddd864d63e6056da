"""The rows of domain.md 3.6 by name, and the journeys of this folder that play each of them."""

import ast
import sys
from pathlib import Path

ROWS = (
    "Unfilled", "No answer", "Cancel by patron", "Conditional supply", "Copy instead of loan", "E-delivery",
    "Partial fill", "Renewal", "Recall", "Overdue", "Not collected", "Wrong item", "Damaged on arrival",
    "Lost in transit", "Lost by patron", "Parcel refused or unpaid", "Wrong address",
    "Item came, request unknown", "Supplier forgets to close", "Local copy or open access",
    "Patron leaves", "Same work on loan already", "Library closed", "Force majeure",
)  # fmt: skip


def journeys() -> dict[str, list[str]]:
    """The tests marked with each row, in the order of the rows; KeyError for a row that is none."""
    found: dict[str, list[str]] = {row: [] for row in ROWS}
    for file in sorted(Path(__file__).parent.glob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef):
                for row in filter(None, map(_row_of, node.decorator_list)):
                    found[row].append(node.name)
    return found


def _row_of(mark: ast.expr) -> str:
    is_row = isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.row"
    return ast.literal_eval(mark.args[0]) if is_row else ""


def listed() -> str:
    """A line a journey, under its row."""
    lines = []
    for row, tests in journeys().items():
        lines.append(f"{row}{'' if tests else '  (not played)'}")
        lines += [f"    {test.removeprefix('test_').replace('_', ' ')}" for test in tests]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(listed() + "\n")
