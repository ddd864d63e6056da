"""Documents that are made from the code say what the code says today."""

import re
from pathlib import Path

from kopru.config.management.commands.settings_page import _INTRODUCTION
from kopru.config.options import settings_table
from kopru.config.wiring import COUNTERPARTS
from kopru.jobs.schedule import jobs
from kopru.reports.lifecycle_page import lifecycle_page

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/kopru"
FRESH = "run `make docs`"


def test_the_lifecycle_page_is_fresh():
    assert (ROOT / "docs/lifecycle.md").read_text() == lifecycle_page(), FRESH


def test_the_settings_page_is_fresh():
    assert (ROOT / "docs/settings.md").read_text() == _INTRODUCTION + settings_table() + "\n", FRESH


def test_the_map_names_every_room_and_no_other():
    architecture = (ROOT / "docs/architecture.md").read_text()
    mapped = set(re.findall(r"^[│├└─ ]*([a-z0-9_]+)/ ", architecture, re.MULTILINE))
    real = {
        f.name
        for f in (
            *SOURCE.iterdir(),
            *(SOURCE / "web").iterdir(),
            *(SOURCE / "connections").iterdir(),
            *(SOURCE / "catalogue").iterdir(),
        )
        if f.is_dir() and f.name not in ("__pycache__", "migrations", "locale")
    }
    assert mapped == real


def test_every_job_says_why_and_is_documented():
    page = (ROOT / "docs/architecture.md").read_text()
    for job in jobs(COUNTERPARTS):
        assert job.why
        assert f"`{job.name}`" in page


def test_every_command_is_documented():
    page = (ROOT / "docs/commands.md").read_text()
    for file in (SOURCE / "config/management/commands").glob("*.py"):
        if file.stem != "__init__":
            assert f"`kopru {file.stem}" in page, file.stem


def test_no_registry_host_and_no_place_on_a_machine_is_named():
    # put together here, since this file must not name them either
    names = (("pypi", "org"), ("files", "pythonhosted"), ("registry", "npmjs"))
    places = ("index" + "-url", "/".join(("", "work", "")))
    hosts = re.compile("|".join(re.escape(n) for n in (*map(".".join, names), *places)))
    files = [
        ROOT / "Makefile",
        ROOT / "pyproject.toml",
        *ROOT.glob("requirements/*"),
        *ROOT.glob("docs/**/*.md"),
    ]
    for file in [*files, *SOURCE.glob("**/*.py")]:
        assert not hosts.search(file.read_text()), file
