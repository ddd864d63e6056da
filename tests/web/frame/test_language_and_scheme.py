"""Which language and which scheme a page comes in."""

import pytest

from kopru.libraries.models import Role
from web.frame.people import somebody

pytestmark = pytest.mark.django_db


def said(client, **headers):
    page = client.get("/keyboard/", headers=headers)
    return page["Content-Language"], page.content.decode()


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        ("tr", "tr"),
        ("en-GB,en;q=0.9", "en"),
        ("de,en;q=0.5", "en"),
        ("de", "tr"),
        ("", "tr"),
        ("*", "tr"),
    ],
)
def test_the_browsers_wish_else_the_installations(client, settings, wanted, spoken):
    settings.LANGUAGE_CODE = "tr"
    language, page = said(client, **{"Accept-Language": wanted})
    assert language == spoken
    assert f'<html lang="{spoken}"' in page
    assert ("Klavye kısayolları" in page) == (spoken == "tr")


def test_the_person_goes_before_the_browser_and_the_cookie_before_the_person(client):
    user = somebody(Role.READER)
    user.language = "tr"
    user.save()
    client.force_login(user)
    assert said(client, **{"Accept-Language": "en"})[0] == "tr"
    client.cookies["kopru_language"] = "en"
    assert said(client)[0] == "en"


def test_choosing_a_language_keeps_it_and_comes_back(client):
    user = somebody(Role.READER)
    client.force_login(user)
    answer = client.post("/language/", {"language": "en", "next": "/desk/?q=%C5%9F"})
    assert (answer.status_code, answer.url) == (302, "/desk/?q=%C5%9F")
    user.refresh_from_db()
    assert user.language == "en"
    assert said(client)[0] == "en"


def test_no_other_language_is_taken(client):
    client.post("/language/", {"language": "xx"})
    assert "kopru_language" not in client.cookies


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_nobody_is_sent_elsewhere(client, elsewhere):
    answer = client.post("/language/", {"language": "en", "next": elsewhere})
    assert answer.url == "/"


def test_the_scheme_is_the_systems_until_chosen(client):
    assert 'data-scheme="auto"' in said(client)[1]
    client.post("/scheme/", {"scheme": "dark"})
    assert 'data-scheme="dark"' in said(client)[1]
    client.post("/scheme/", {"scheme": "auto"})
    assert 'data-scheme="auto"' in said(client)[1]
    client.cookies["kopru_scheme"] = '"><script>'
    assert 'data-scheme="auto"' in said(client)[1]


def test_single_keys_can_be_turned_off(client):
    assert 'data-keys="on"' in said(client)[1]
    client.post("/keys/", {"keys": "off"})
    assert 'data-keys="off"' in said(client)[1]
    client.post("/keys/", {"keys": "on"})
    assert 'data-keys="on"' in said(client)[1]
