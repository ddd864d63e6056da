"""The frame as people get it: navigation by role, lines after a step, the guide, texts."""

import re
from pathlib import Path

import polib
import pytest

from kopru.libraries.models import Role
from kopru.web import frame, network
from kopru.web.frame import nav
from web.frame.people import somebody

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


def test_the_navigation_is_the_roles_and_hides_what_is_not_there(client):
    ways = {}
    for role in Role:
        client.force_login(somebody(role))
        page = client.get("/keyboard/", headers=ENGLISH).content.decode()
        ways[role] = set(re.findall(r'<li><a href="([^"]+)"[^>]* data-key', page))
    assert ways[Role.READER] == {"/", "/mine/"}
    assert ways[Role.STAFF] == {"/desk/", "/desk/scan"}
    assert ways[Role.LIBRARY_ADMIN] == {"/desk/", "/desk/scan", "/desk/library/"}
    assert ways[Role.NETWORK_ADMIN] == {
        "/network/", "/network/days/", "/network/people/", "/network/sources/", "/network/catalogues/",
        "/network/hard-times/", "/",
    }  # fmt: skip


def test_the_current_way_is_the_longest_that_fits(client):
    client.force_login(somebody(Role.LIBRARY_ADMIN))
    page = client.get("/desk/library/terms/").content.decode()
    current = re.findall(r'<a href="([^"]+)"[^>]*aria-current="page"', page)
    assert set(current) == {"/desk/library/"}


def test_registered_counts_stand_beside_their_way(client):
    seen = []

    def counter(sight):
        seen.append(sight.role)
        return {"desk": 12, "patron_requests": 3}

    nav.counts_by(counter)
    try:
        client.force_login(somebody(Role.STAFF))
        page = client.get("/keyboard/", headers=ENGLISH).content.decode()
    finally:
        nav._counters.remove(counter)
    assert seen == [Role.STAFF]
    assert '<span class="k-count">12<span class="visually-hidden"> waiting' in page


def test_a_line_after_a_step_can_be_undone_and_is_escaped(client):
    page = client.get("/flashed/", headers=ENGLISH).content.decode()
    assert '<form method="post" action="/undo/K-1">' in page
    assert "&lt;b&gt;Birch&lt;/b&gt; says no." in page
    assert "k-toast k-tone-bad" in page


def test_the_style_guide_is_for_developers_only(client, settings):
    assert client.get("/frame/").status_code == 404
    settings.DEBUG = True
    assert client.get("/frame/").status_code == 200


def test_no_page_of_the_frame_has_inline_script_or_style(client):
    client.force_login(somebody(Role.LIBRARY_ADMIN))
    for path in (
        "/",
        "/desk/library/",
        "/desk/library/terms/change/",
        "/accounts/password/change/",
    ):
        page = client.get(path).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page), path


@pytest.mark.parametrize("room", [frame, network], ids=["frame", "network"])
def test_every_text_has_its_turkish(room):
    po = polib.pofile(str(Path(room.__file__).parent / "locale/tr/LC_MESSAGES/django.po"))
    assert len(po) > 50
    assert [e.msgid for e in po if not e.translated() or e.fuzzy] == []


@pytest.mark.parametrize("room", [frame, network], ids=["frame", "network"])
def test_every_text_of_a_template_is_in_the_file(room):
    folder = Path(room.__file__).parent
    po = polib.pofile(str(folder / "locale/tr/LC_MESSAGES/django.po"))
    known = {entry.msgid for entry in po}
    marked = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
    for template in folder.glob("templates/**/*"):
        if template.is_file():
            texts = {(a or b).replace("%", "%%") for a, b in marked.findall(template.read_text())}
            assert texts <= known, template.name
