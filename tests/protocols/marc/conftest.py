"""A maker of ISO 2709 bytes that can also make them wrong."""

import pytest


def _data_field(indicators, *subfields):
    return indicators + "".join(f"\x1f{code}{text}" for code, text in subfields)


def _iso2709(fields, *, leader_09="a", encoding="utf-8", leader="00000nam a2200000 a 4500"):
    """Right bytes of a record; `fields` are (tag, text between terminators)."""
    directory, body = b"", b""
    for tag, text in fields:
        data = (text if isinstance(text, bytes) else text.encode(encoding)) + b"\x1e"
        directory += f"{tag}{len(data):04}{len(body):05}".encode()
        body += data
    base = 24 + len(directory) + 1
    size = base + len(body) + 1
    head = f"{size:05}{leader[5:9]}{leader_09}{leader[10:12]}{base:05}{leader[17:]}"
    return head.encode() + directory + b"\x1e" + body + b"\x1d"


@pytest.fixture(scope="session")
def iso2709():
    return _iso2709


@pytest.fixture(scope="session")
def data_field():
    return _data_field


@pytest.fixture(scope="session")
def turkish(iso2709, data_field):
    """The fields of a small Turkish book."""
    return [
        ("001", "koz-1"),
        ("008", "050101s2004    tu            000 1 tur d"),
        ("245", data_field("10", ("a", "İnce Memed /"), ("c", "Yaşar Kemal."))),
    ]
