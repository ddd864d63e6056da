"""The seed process from a mail to the closed request, by the command that anybody can run."""

import json
import subprocess
import sys
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
KEYS = {"box", "actor", "document", "requester_state", "supplier_state", "message", "notice"}


def test_the_walkthrough_closes_both_sides_in_both_branches(tmp_path):
    began = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-m", "kopru.config.command", "walkthrough", "--json"],
        env={"PYTHONPATH": str(SOURCE), "PATH": "/usr/bin:/bin"}, cwd=tmp_path,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert time.monotonic() - began < 20
    rows = json.loads(ran.stdout)
    assert all(set(row) >= KEYS for row in rows)
    boxes = [row["box"] for row in rows]
    assert {box[0] for box in boxes} == set("1234567")
    assert {"4 Evet", "4 Hayır"} <= set(boxes)
    assert [r["requester_state"] for r in rows if r["box"] == "7"] == ["completed / closed"] * 2
    assert not list(tmp_path.iterdir()), "it leaves nothing behind"
