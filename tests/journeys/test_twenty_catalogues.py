"""Twenty libraries hold a title: twelve catalogues answer, five hang, three refuse.

The server is the real one (`kopru serve`), the catalogues are a Zebra over Z39.50 and
SRU, Koha's REST, and servers that accept and say nothing.
"""

import json
import os
import re
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import httpx2 as httpx
import pytest
from lxml import html

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from installation import installation

from target_servers import (
    OTHER,
    free_port,
    hang,
    koha_item,
    koha_running,
    record,
    rude_server,
)

pytestmark = [pytest.mark.slow]

BUDGET = 1.5
Z3950 = {"kind": "z3950", "database": "Default", "isbn": "1=7"}
SRU = {"kind": "sru", "isbn": "bath.isbn"}


def _catalogues(zebra, koha, silent):
    """Their settings, good and bad mixed."""
    good = [{**Z3950, "address": f"127.0.0.1:{zebra}"}] * 6
    good += [{**SRU, "address": f"http://127.0.0.1:{zebra}/Default"}] * 3
    good += [{"kind": "koha", "address": koha.address}] * 3
    hanging = [{**Z3950, "address": f"127.0.0.1:{silent}"}] * 3
    hanging += [{**SRU, "address": f"http://127.0.0.1:{silent}/"}] * 2
    refusing = [
        {**Z3950, "address": f"127.0.0.1:{free_port()}"},
        {**SRU, "address": f"http://127.0.0.1:{free_port()}/"},
        {"kind": "koha", "address": f"http://127.0.0.1:{free_port()}"},
    ]
    good = [{**one, "answers": True} for one in good]
    bad = [{**one, "answers": False} for one in (*hanging, *refusing)]
    return [*bad[:5], *good[:7], *bad[5:], *good[7:]]


@pytest.fixture(scope="module")
def served(tmp_path_factory, zebra):
    with ExitStack() as stack:
        koha = stack.enter_context(koha_running())
        for number in (7, 9, 10):
            koha.add(number, record(), [koha_item("B1")], title="Kar kristali")
        sugar = record(title="Şeker bayramı", isbn=OTHER)
        koha.add(8, sugar, [koha_item("S1")], title="Şeker bayramı")
        silent = stack.enter_context(rude_server(hang))
        made = stack.enter_context(
            installation(
                tmp_path_factory.mktemp("twenty") / "data",
                KOPRU_ALLOWED_NETWORKS='["127.0.0.0/8"]', DJANGO_SETTINGS_MODULE="kopru.config.settings",
            )
        )  # fmt: skip
        script = Path(__file__).parent / "make_catalogues.py"
        ran = subprocess.run(
            [sys.executable, script], env=made.environment, capture_output=True, text=True, check=True,
            input=json.dumps(_catalogues(zebra, koha, silent)),
        )  # fmt: skip
        made.start()
        client = stack.enter_context(
            httpx.Client(base_url=made.address, headers={"accept-language": "en"}, timeout=10)
        )
        yield client, json.loads(ran.stdout)


def _look(client, edition):
    """Opens the part as a page does: (seconds until it is over, when each line had its last words)."""
    began = time.monotonic()
    address, learnt = f"/title/{edition}/availability/", {}
    while True:
        answer = client.get(address, headers={"hx-request": "true"})
        assert answer.status_code == 200
        part = html.fromstring(f"<div>{answer.text}</div>")
        for line in part.iterfind("span"):
            words = " ".join(line.text_content().split())
            if learnt.get(line.get("id"), ("", 0))[0] != words:
                learnt[line.get("id")] = (words, time.monotonic() - began)
        again = part.find("div").get("hx-get")
        if not again:
            return time.monotonic() - began, learnt
        address = again
        time.sleep(0.3)


def _answered(learnt):
    said = re.compile(r"(On the shelf|Out at present)(?!.*(being asked|no answer))")
    return {name: at for name, (words, at) in learnt.items() if said.match(words)}


def _budget():
    """The promise, on a machine that has nothing else to do; others have the load of others to bear."""
    crowd = os.getloadavg()[0] / (os.cpu_count() or 1)
    return BUDGET * max(1.0, crowd / 1.5)


def test_twenty_catalogues(served):
    client, editions = served
    _, learnt = _look(client, editions[3])  # a server that has been asked before
    assert len(learnt) == 12
    page = client.get(f"/title/{editions[0]}/").text
    assert page.count('id="now-') == 21  # a line each, and the sentence on all

    took, learnt = _look(client, editions[0])
    answered = _answered(learnt)
    assert len(answered) == 12, learnt
    assert max(answered.values()) < _budget()
    assert took < _budget() + 0.5  # the last look begins within the budget
    assert sum(words == "Not known (no answer)" for words, _ in learnt.values()) == 8

    # the next search: the same five still owe an answer and are not waited for
    took, learnt = _look(client, editions[1])
    answered = _answered(learnt)
    assert len(answered) == 12, learnt
    assert max(answered.values()) < _budget()
    assert took < _budget() - 0.3

    # and again when their time is over: now they rest
    time.sleep(6.5)
    took, learnt = _look(client, editions[2])
    assert len(_answered(learnt)) == 12, learnt
    assert took < _budget() - 0.3
