"""Imports run one way; import-linter holds the contracts of pyproject.toml."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_contracts_are_kept():
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = Path(sys.executable).parent / "lint-imports"
    ran = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout
