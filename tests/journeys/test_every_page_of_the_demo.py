"""Every page linked in the demo answers those entitled, and nobody else.

The crawler follows every link that a person sees. What one library's staff reach is
then asked for by everybody else: their readers, another library's staff, a stranger.
"""

import re
import sys
import time
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx2 as httpx
import pytest
from lxml import html

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from installation import installation

pytestmark = [pytest.mark.slow]

HOME, OTHER = "TR-YEDIKANDIL", "TR-DOGUYAYLASI"
MOST = 120
#: pages made for one row; one of each kind is enough to follow
ROW = re.compile(r"/\d+/|/[A-Z]+-\d+/")
QUIET = ("/accounts/logout", "/static/")


class Person:
    """Somebody at their browser."""

    def __init__(self, made, who):
        self.client = httpx.Client(base_url=made.address, timeout=30)
        if who:
            page = self.client.get("/accounts/login/")
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text).group(1)
            data = {
                "login": who["email"],
                "password": who["password"],
                "csrfmiddlewaretoken": token,
            }
            answer = self.client.post(
                "/accounts/login/", data=data, headers={"Referer": made.address}
            )
            assert answer.status_code == 302, who

    def crawl(self, start):
        """Every page reached from `start`: path to status. One row of each sort is followed."""
        seen, todo, kinds = {}, [start], set()
        while todo and len(seen) < MOST:
            path = todo.pop(0)
            if path in seen:
                continue
            answer = self.client.get(path, follow_redirects=True)
            seen[path] = answer.status_code
            if "text/html" not in answer.headers.get("content-type", ""):
                continue
            for link in _links(answer):
                kind = ROW.sub("/#/", link.split("?")[0])
                if link not in seen and (kind not in kinds or "?" not in link):
                    if kind in kinds and "#" in kind:
                        continue
                    kinds.add(kind)
                    todo.append(link)
        return seen


def _links(answer):
    for anchor in html.fromstring(answer.content).iter("a"):
        href = anchor.get("href", "")
        full = urljoin(str(answer.url), href)
        parts = urlsplit(full)
        if parts.netloc == urlsplit(str(answer.url)).netloc and not parts.path.startswith(QUIET):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    began = time.monotonic()
    with installation(tmp_path_factory.mktemp("demo") / "data") as made:
        people = made.demo("--stories", "90")["people"]
        made.start()
        took = time.monotonic() - began

        def somebody(role, library):
            who = next(p for p in people if (p["role"], p["library"]) == (role, library))
            return Person(made, who)

        cast = {
            "made": made, "took": took, "people": people,
            "reader": somebody("reader", HOME), "staff": somebody("staff", HOME),
            "admin": somebody("library_admin", HOME), "network": somebody("network_admin", None),
            "other": somebody("staff", OTHER), "stranger": Person(made, None),
        }  # fmt: skip
        yield cast
        for person in cast.values():
            if isinstance(person, Person):
                person.client.close()


@pytest.mark.parametrize(
    ("who", "start", "least"),
    [("reader", "/", 8), ("staff", "/desk/", 30), ("admin", "/desk/library/", 30), ("network", "/network/", 8), ("stranger", "/", 4)],
)  # fmt: skip
def test_every_linked_page_answers(demo, who, start, least):
    seen = demo[who].crawl(start)
    assert {path: status for path, status in seen.items() if status != 200} == {}
    assert len(seen) >= least, sorted(seen)


def test_what_staff_reach_is_closed_to_others(demo):
    pages = [p for p in demo["staff"].crawl("/desk/") if p.startswith("/desk/")]
    for path in pages:
        assert demo["reader"].client.get(path).status_code == 403, path
        stranger = demo["stranger"].client.get(path)
        assert stranger.status_code == 302, path
        assert "/accounts/login" in stranger.headers["location"]


def test_rows_of_one_library_do_not_exist_for_another(demo):
    rows = [
        p
        for p in demo["staff"].crawl("/desk/")
        if p.startswith("/desk/")
        and ROW.search(p.split("?")[0])
        # an edition is the whole network's: who may split it is judged when somebody does
        and not p.startswith("/desk/catalogue/editions/")
    ]
    assert len(rows) >= 4
    leaks = {p: s for p in rows if (s := demo["other"].client.get(p).status_code) not in (403, 404)}
    assert leaks == {}


def test_a_readers_pages_are_theirs_alone(demo):
    pages = [p for p in demo["reader"].crawl("/") if p.startswith("/requests/") and ROW.search(p)]
    assert pages
    for path in pages:
        assert demo["other"].client.get(path).status_code in (403, 404), path
        assert demo["stranger"].client.get(path).status_code == 302, path


def test_the_network_is_closed_to_libraries(demo):
    for path in demo["network"].crawl("/network/"):
        if path.startswith("/network/"):
            assert demo["staff"].client.get(path).status_code == 403, path
            assert demo["reader"].client.get(path).status_code == 403, path


@pytest.mark.parametrize("typed", ["kutuphane", "KÜTÜPHANE", "kütüphane", "isik", "Işık", "IŞIK"])
def test_any_spelling_finds_the_same_titles(demo, typed):
    first = {"k": "kütüphane", "K": "kütüphane"}.get(typed[0], "ışık")
    found, expected = (
        sorted(
            set(
                re.findall(
                    r'href="/title/(\d+)/', demo["reader"].client.get("/", params={"q": q}).text
                )
            )
        )
        for q in (typed, first)
    )
    assert found == expected


def test_a_missing_page_says_what_to_do(demo):
    answer = demo["reader"].client.get("/nowhere/")
    assert answer.status_code == 404
    assert answer.headers["x-request-id"] in answer.text
