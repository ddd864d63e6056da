"""Settings: safe by default, and a wrong one is refused by its name, its value never shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kopru.config.options import Options, WrongSetting, read_options

SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    for name in list(os.environ):
        if name.startswith(("KOPRU_", "DATABASE_URL")):
            monkeypatch.delenv(name)


def test_nothing_needs_to_be_set():
    options = read_options()
    assert (options.host, options.debug, options.smtp_host) == ("127.0.0.1", False, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KOPRU_PORT", "http"),
        ("KOPRU_PORT", "70000"),
        ("KOPRU_LANGUAGE", "de"),
        ("KOPRU_UNDO_SECONDS", "-1"),
        ("KOPRU_BASE_URL", "ill.example"),
        ("DATABASE_URL", "mysql://geheim@host/db"),
        ("KOPRU_PROT", "8000"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not_repeated(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting) as wrong:
        read_options()
    assert name in str(wrong.value)
    assert "geheim" not in str(wrong.value)


def test_all_wrong_settings_are_named_at_once(monkeypatch):
    monkeypatch.setenv("KOPRU_PORT", "x")
    monkeypatch.setenv("KOPRU_THREADS", "0")
    with pytest.raises(WrongSetting) as wrong:
        read_options()
    assert {line.split(":")[0] for line in str(wrong.value).splitlines()} == {
        "KOPRU_PORT",
        "KOPRU_THREADS",
    }


@pytest.mark.parametrize("networks", ['["10.1.0.0"', '["campus"]', '["10.1.0.1/16"]'])
def test_a_network_that_is_none_is_named(monkeypatch, networks):
    monkeypatch.setenv("KOPRU_ALLOWED_NETWORKS", networks)
    with pytest.raises(WrongSetting, match="KOPRU_ALLOWED_NETWORKS"):
        read_options()


def test_allowed_networks_are_read(monkeypatch):
    monkeypatch.setenv("KOPRU_ALLOWED_NETWORKS", '["10.1.0.0/16", "fd00::/8"]')
    assert read_options().allowed_networks == ["10.1.0.0/16", "fd00::/8"]


def test_the_command_ends_with_status_two(tmp_path):
    env = {
        "PYTHONPATH": str(SOURCE),
        "PATH": "/usr/bin:/bin",
        "KOPRU_PORT": "x",
        "KOPRU_DATA": str(tmp_path),
    }
    command = [sys.executable, "-m", "kopru.config.command", "walkthrough"]
    ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "KOPRU_PORT" in ran.stderr


def test_every_setting_says_what_it_means():
    assert all(field.description for field in Options.model_fields.values())
