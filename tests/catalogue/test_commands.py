import ast
import io
import json
import os
import signal
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from catalogue.building import marc
from kopru.catalogue.loading.load import Progress
from kopru.catalogue.models import Edition, Load
from kopru.config.management.commands.load_marc import ProgressLine
from kopru.libraries.models import Library

ROOT = Path(__file__).resolve().parents[2]


def kopru(data, *arguments, **options):
    """`kopru ...` as a process of its own, on the data folder `data`."""
    command = [sys.executable, Path(sys.executable).with_name("kopru"), *map(str, arguments)]
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "KOPRU_DATA": str(data),
        "KOPRU_LANGUAGE": "en",
    }
    return subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def ran(data, *arguments):
    process = kopru(data, *arguments)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "export.mrc"
    path.write_bytes(marc("1", "Işık ve gölge") + marc("2", "Kar") + b"no record\x1d")
    return path


def test_load_and_search(tmp_path, file):
    data = tmp_path / "data"
    status, out, err = ran(data, "load_marc", file, "--library", "TR-YENI", "--create", "--json")
    assert status == 0, err
    counts = json.loads(out.splitlines()[-1])
    assert list(counts) == [
        "read",
        "stored",
        "updated",
        "unchanged",
        "deleted",
        "quarantined",
        "clusters",
        "seconds",
    ]
    assert counts["seconds"] > 0
    del counts["seconds"]
    assert counts == {
        "read": 3,
        "stored": 2,
        "updated": 0,
        "unchanged": 0,
        "deleted": 0,
        "quarantined": 1,
        "clusters": 2,
    }
    assert "100 %" in err
    assert "records/s" in err

    status, out, _ = ran(data, "load_marc", file, "--library", "TR-YENI")
    assert status == 0
    assert "unchanged" in out
    assert "This is no MARC file" in out

    found = json.loads(ran(data, "search", "ISIK", "--json")[1])
    assert found["total"] == 1
    assert found["editions"][0]["title"] == "Işık ve gölge"
    assert found["editions"][0]["held_by"][0]["library"] == "TR-YENI"
    status, out, _ = ran(data, "search", "ışık")
    assert (status, "Işık ve gölge" in out, "TR-YENI (1)" in out) == (0, True, True)


def test_a_wrong_call_ends_with_status_2(tmp_path, file):
    status, out, err = ran(tmp_path / "data", "load_marc", file, "--library", "TR-YOK")
    assert (status, out) == (2, "")
    assert "TR-YOK" in err
    assert "--create" in err


@pytest.mark.django_db
def test_an_encoding_of_libraries_can_be_declared(ash, tmp_path, capsys):
    path = tmp_path / "5426.mrc"
    right = marc("1", "Orgueil et pre~juge~s", author="").replace(b"e~", b"\xc2e")
    path.write_bytes(right[:9] + b" " + right[10:])
    call_command("load_marc", path, library=ash.symbol, encoding="iso5426", json=True)
    assert json.loads(capsys.readouterr().out)["stored"] == 1
    assert Edition.objects.get().title == "Orgueil et préjugés"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--library", "TR-YENI"], "TR-YENI"),
        (["absent.mrc", "--library", "TR-YENI", "--create"], "absent.mrc"),
        ([".", "--library", "TR-YENI", "--create"], "."),
        (["--library", "TR-YENI", "--create", "--encoding", "cp9999"], "cp9999"),
        (["--library", "TR-YENI", "--create", "--encoding", "base64"], "base64"),
        (["--library", "T" * 41, "--create"], "40"),
        (["--create"], "--library"),
    ],
)
def test_wrong_calls_name_what_is_wrong_and_load_nothing(file, options, named):
    with pytest.raises(CommandError) as wrong:
        call_command("load_marc", str(file), *options)
    assert named in str(wrong.value)
    assert wrong.value.returncode == 2 or named == "--library", "argparse itself ends with 2"
    assert not Library.objects.exists()
    assert not Load.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("limit", ["0", "-1", "many", "1001"])
def test_wrong_limits(limit):
    with pytest.raises(CommandError):
        call_command("search", "kar", f"--limit={limit}")


@pytest.mark.slow
def test_killed_in_the_middle_and_loaded_again_nothing_is_lost_or_doubled(tmp_path):
    """kill -9 while batches are written; then the same call again."""
    path = tmp_path / "many.mrc"
    items = [("MRK", "813", "", False)]
    path.write_bytes(
        b"".join(
            marc(str(n), f"Kitap {n % 6_000}", author=f"Yazar {n % 6_000}", items=items)
            for n in range(8_000)
        )
    )
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    call = ("load_marc", path, "--library", "TR-YENI", "--create", "--json")
    assert ran(whole, *call)[0] == 0

    process = kopru(cut, *call)
    _wait_for(lambda: _count(cut, "catalogue_record"))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert 0 < _count(cut, "catalogue_record") < 8_000, "it was not killed in the middle"

    status, out, err = ran(cut, *call)
    assert status == 0, err
    counts = json.loads(out.splitlines()[-1])
    assert (counts["read"], counts["stored"], counts["unchanged"]) == (8_000, 8_000, 0), (
        "it went on"
    )
    assert _count(cut, "catalogue_load") == 1
    tables = ("record", "edition", "holding", "editionkey", "isbn", "editiontoindex")
    assert {t: _count(cut, f"catalogue_{t}") for t in tables} == {
        t: _count(whole, f"catalogue_{t}") for t in tables
    }
    assert _count(cut, "catalogue_edition") == 6_000
    for query in ("kitap", "yazar 77"):
        one, other = (
            json.loads(ran(data, "search", query, "--json", "--limit", 50)[1])
            for data in (whole, cut)
        )
        assert one["total"] == other["total"] > 0


def _wait_for(happened, seconds=60):
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.02)


def _count(data, table):
    import sqlite3  # noqa: PLC0415 - the module that the settings chose

    try:
        with sqlite3.connect(f"file:{data}/kopru.sqlite3?mode=ro", uri=True) as database:
            return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    except sqlite3.OperationalError:
        return 0  # not made yet


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_bar_only_on_a_terminal():
    terminal, pipe = Terminal(), io.StringIO()
    for out in (terminal, pipe):
        line = ProgressLine(out)
        line.show(Progress(0, 0, 0, 0.0))
        for step in range(11):
            line.show(Progress(step, 10, step * 100, step * 0.5 + 0.1))
        line.show(Progress(10, 10, 1_000, 5.2, is_over=True))
        line.end()
    assert "█" in terminal.getvalue()
    assert "█" not in pipe.getvalue()
    assert "\r" not in pipe.getvalue()
    assert 2 <= pipe.getvalue().count("\n") <= 5


@pytest.mark.slow
def test_two_libraries_loading_at_once_meet_in_the_same_editions(tmp_path):
    data, path = tmp_path / "data", tmp_path / "many.mrc"
    path.write_bytes(
        b"".join(marc(str(n), f"Kitap {n}", author=f"Yazar {n}") for n in range(3_000))
    )
    both = [
        kopru(data, "load_marc", path, "--library", symbol, "--create", "--json")
        for symbol in ("TR-A", "TR-B")
    ]
    for process in both:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert json.loads(out.splitlines()[-1])["stored"] == 3_000
    assert _count(data, "catalogue_edition") == 3_000
    assert _count(data, "catalogue_holding") == 6_000
    assert _count(data, "catalogue_editiontoindex") == 0
    found = json.loads(ran(data, "search", "yazar:yazar 2999", "--json")[1])
    assert [holder["library"] for holder in found["editions"][0]["held_by"]] == ["TR-A", "TR-B"]


def test_match_pairs_prints_figures_and_names_lines_that_are_no_pairs(tmp_path):
    one = b64encode(marc("1", "Işık ve gölge", year="1999", author="Yaşar Kemal")).decode()
    other = b64encode(marc("2", "IŞIK VE GÖLGE", year="1999", author="Kemal, Yaşar")).decode()
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps({"label": "match", "a": one, "b": other}) + "\n")
    status, out, err = ran(tmp_path / "data", "match_pairs", pairs, "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == {"precision": 1, "recall": 1, "queue": 0, "pairs": 1}
    status, out, _ = ran(tmp_path / "data", "match_pairs", pairs)
    assert status == 0
    assert "Precision 1.000, recall 1.000, queue 0.0 %, 1 pairs" in out

    with pairs.open("a") as file:
        file.write('{"label": "match", "a": "AA==", "b": "AA=="}\n')
    status, out, err = ran(tmp_path / "data", "match_pairs", pairs, "--json")
    assert status == 1
    assert json.loads(out)["pairs"] == 1
    assert "line 2" in err
    status, out, err = ran(tmp_path / "data", "match_pairs", tmp_path / "none.jsonl")
    assert (status, out) == (2, "")
    assert "none.jsonl" in err


def found(data, words):
    status, out, err = ran(data, "search", words, "--json")
    assert status == 0, err
    return json.loads(out)["total"]


def test_many_files_are_indexed_once_behind_the_last(tmp_path):
    data, one, two = tmp_path / "data", tmp_path / "1.mrc", tmp_path / "2.mrc"
    one.write_bytes(marc("1", "Işık ve gölge"))
    two.write_bytes(marc("7", "Işık ve gölge") + marc("8", "Kar"))
    for symbol, path in (("TR-BIR", one), ("TR-IKI", two)):
        status, _, err = ran(
            data, "load_marc", path, "--library", symbol, "--create", "--index-later"
        )
        assert status == 0, err
    assert found(data, "ışık") == 0
    status, out, err = ran(data, "index", "--json")
    assert status == 0, err
    said = json.loads(out)
    assert (said["editions"], said["noted"], said["anew"]) == (2, 3, True)
    assert (found(data, "ışık"), found(data, "kar")) == (1, 1)
    status, out, _ = ran(data, "index")
    assert (status, out.startswith("0 noted changes")) == (0, True)
    status, out, _ = ran(data, "index", "--anew")
    assert (status, out.startswith("The index was made anew from 2 editions")) == (0, True)
    assert gathered_beside(data) == ["isik ve golge", "kar"]


def gathered_beside(data):
    """The titles of all entries, gathered by other processes as those of a large catalogue are."""
    code = (
        "import django; django.setup()\n"
        "from kopru.catalogue.search import gathering\n"
        "gathering._WORTH_IT = 0\n"
        "if __name__ == '__main__': print([e.titles[0] for e in gathering.all_entries()])"
    )
    script = data / "gather.py"
    script.write_text(code)
    env = {
        **os.environ, "KOPRU_DATA": str(data), "DJANGO_SETTINGS_MODULE": "kopru.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }  # fmt: skip
    out = subprocess.run(
        [sys.executable, script], env=env, capture_output=True, text=True, check=True
    )
    return ast.literal_eval(out.stdout)


def test_a_changed_title_is_found_as_soon_as_its_load_ends_and_the_old_one_no_more(tmp_path):
    data, path = tmp_path / "data", tmp_path / "export.mrc"
    path.write_bytes(marc("1", "Işık ve gölge") + marc("2", "Kar"))
    assert ran(data, "load_marc", path, "--library", "TR-YENI", "--create")[0] == 0
    path.write_bytes(marc("1", "Karanlık oda"))
    assert ran(data, "load_marc", path, "--library", "TR-YENI", "--delta")[0] == 0
    assert (found(data, "karanlık oda"), found(data, "ışık ve gölge")) == (1, 0)
