"""The portal in a real browser: narrow phones, both languages, light and dark, and few touches."""

import os
import shutil

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import sync_playwright

from kopru.requests.models import PatronRequest

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed here"),
]

LOOKS = [(320, "light", "en"), (390, "dark", "tr"), (1280, "light", "tr"), (1280, "dark", "en")]


@pytest.fixture(scope="module", autouse=True)
def _log_may_be_emptied(django_db_setup, django_db_blocker):
    """A test with a server leaves its rows behind, and they go when it is over: happenings, too."""
    guards = []
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # PostgreSQL empties tables without asking row triggers
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for _, sql in guards:
            cursor.execute(sql)


@pytest.fixture(scope="module")
def browser():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def opened(browser, live_server):
    """Opens a page: `opened(patron, width=390, scheme="dark", language="tr")`."""
    contexts = []

    def open_page(patron=None, *, width=390, scheme="light", language="en"):
        context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, base_url=live_server.url
        )
        contexts.append(context)
        context.add_cookies([{"name": "kopru_language", "value": language, "url": live_server.url}])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        if patron:
            page.goto("/accounts/login/")
            page.fill("#id_login", patron.email)
            page.fill("#id_password", "ihlamur-2026")
            page.press("#id_password", "Enter")
            page.wait_for_url(lambda url: "/accounts/" not in url)
        return page

    yield open_page
    for context in contexts:
        context.close()


def addresses(kar, wish):
    """Every page of the portal that a reader opens."""
    names = ("home", "ask_by_hand", "patron_requests", "patron_card", "ask_for_account", "account_asked", "privacy")  # fmt: skip
    found = [reverse("home") + words for words in ("?q=kar", "?q=kar+kristalli", "?q=yok&kind=map")]
    return [
        *(reverse(name) for name in names),
        *found,
        reverse("title", args=[kar.pk]),
        reverse("patron_request", args=[wish.number]),
    ]


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_every_page_fits_and_keeps_the_policy(width, scheme, language, opened, reader, kar, wish):
    page = opened(reader, width=width, scheme=scheme, language=language)
    for address in addresses(kar, wish):
        assert page.goto(address).status == 200, address
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, address
        assert page.locator("h1").count() == 1, address
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll("main input:not([type=hidden]), main select, main textarea")]
            .filter(n => !n.labels?.length && !n.ariaLabel).map(n => n.outerHTML)"""
        )
        assert unnamed == [], address
    assert page.complaints == []


def test_from_a_pasted_isbn_to_a_request_in_one_paste_and_three_touches(opened, reader, kar):
    page = opened(reader)
    page.fill("[data-search]", "978-975-08-1234-7")
    page.press("[data-search]", "Enter")  # one
    page.click("text=Kar kristali")  # two
    page.click("button:has-text('Ask for this')")  # three
    page.wait_for_url("**/requests/**")
    assert PatronRequest.objects.get().edition == kar
    assert page.complaints == []


def test_searching_again_changes_the_hits_the_address_and_the_name(opened, kar, at_home):
    page = opened()
    page.goto("/?q=kar")
    page.fill("[data-search]", "bayram")
    page.press("[data-search]", "Enter")
    page.wait_for_selector("text=Şeker bayramı")
    assert page.url.endswith("/?q=bayram")
    assert page.title() == "bayram · Search · Köprü"
    assert page.inner_text("#told") == "1 work found"
    page.go_back()
    page.wait_for_selector("text=Kar kristali")
    assert page.complaints == []


def test_choosing_a_kind_changes_the_fields_and_keeps_what_was_typed(opened, reader):
    page = opened(reader)
    page.goto(reverse("ask_by_hand"))
    page.fill("#id_title", "Deneme")
    page.select_option("#id_kind", "thesis")
    page.wait_for_selector("#id_institution")
    assert page.input_value("#id_title") == "Deneme"
    assert page.complaints == []


def test_cancelling_asks_once_more_and_names_the_title(opened, reader, wish):
    page = opened(reader)
    page.goto(reverse("patron_request", args=[wish.number]))
    page.click("text=Cancel the request")
    assert "Kar kristali" in page.inner_text("dialog[open]")
    page.click("text=Yes, cancel it")
    page.wait_for_selector("text=Your request is cancelled.")
    wish.refresh_from_db()
    assert wish.state == "cancelled"
