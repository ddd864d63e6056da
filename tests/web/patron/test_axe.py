"""No finding of axe-core (WCAG 2.2 A and AA, best practice) on the search and title pages, and the
suggestions by keyboard alone. One server and one browser for all of it."""

import os
import shutil
from pathlib import Path

import axe_playwright_python
import pytest
from django.urls import reverse
from playwright.sync_api import expect, sync_playwright

from kopru.catalogue.models import Edition
from kopru.catalogue.search.index import index_all_changed
from support import held_by
from web.patron.test_browser import _log_may_be_emptied  # noqa: F401 - a fixture of the module

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed here"),
]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """only => axe.run({runOnly: only, resultTypes: ["violations"]}).then(
  found => found.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.html.slice(0, 120)} ${node.failureSummary}`)))"""


@pytest.fixture(scope="module")
def browser():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def look(browser, live_server):
    """`look(width, scheme, language, user)`: a page of a browser that looks so."""
    contexts, cookies = [], {}

    def sign_in(context, user):
        page = context.new_page()
        page.goto("/accounts/login/")
        page.fill("#id_login", user.email)
        page.fill("#id_password", "ihlamur-2026")
        page.press("#id_password", "Enter")
        page.wait_for_url(lambda url: "/accounts/" not in url)
        page.close()
        cookies[user.pk] = [c for c in context.cookies() if c["name"] != "kopru_language"]

    def opened(width, scheme, language, user=None):
        context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, base_url=live_server.url,
            reduced_motion="reduce",  # no colour is measured while it changes
        )  # fmt: skip
        contexts.append(context)
        context.add_cookies([{"name": "kopru_language", "value": language, "url": live_server.url}])
        if user and user.pk in cookies:
            context.add_cookies(cookies[user.pk])
        elif user:
            sign_in(context, user)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def novels(kar, at_home, birch, cedar):
    """Several works that begin alike, by two authors."""
    for number, (title, author) in enumerate(
        [
            ("Karanlığın günü", "Erbil, Leylâ"),
            ("Kara kitap", "Pamuk, Orhan"),
            ("Kar", "Pamuk, Orhan"),
        ]
    ):
        edition = Edition.objects.create(
            title=title, author=" ".join(reversed(author.split(", "))), authors=[author], kind="book",
            year=1985 + number, language="tur", subjects=["Türk romanı"],
        )  # fmt: skip
        held_by(edition, cedar if number else birch, f"N{number}")
    index_all_changed()
    return kar


def findings(page, width, language):
    """What axe finds, one line each: everything in light, in dark what has to do with colour."""
    page.evaluate(AXE)  # past the policy, which forbids such scripts to pages
    page.emulate_media(color_scheme="light")
    found = page.evaluate(RUN, TAGS)
    page.emulate_media(color_scheme="dark")
    found += page.evaluate(RUN, ["color-contrast", "link-in-text-block"])
    return [f"{page.url} {width} {language} {line}" for line in found]


def type_into_the_box(page, text):
    page.locator("#q").press_sequentially(text)
    page.locator("#suggestions [role=option]").first.wait_for()


def walk(page, width, edition):
    """Through the pages; stops at each of them for axe."""
    page.goto("/")
    type_into_the_box(page, "kar")  # the empty page with suggestions open
    yield
    page.goto("/?q=kar&library=TR-BIRCH&from=1980&available=1")
    if width == 390:
        page.locator(".p-narrow > summary").click()
    expect(page.locator(".p-choice").first).to_be_visible()
    yield
    page.goto("/?q=yokboylebirsey")
    yield
    page.goto(reverse("title", args=[edition.pk]))
    page.locator(".p-more > summary").click()
    page.locator(".p-more-box .k-soft").first.wait_for()
    yield


def test_axe_finds_nothing(look, novels, reader, ash_staff):
    wrong = []
    for width, language in ((390, "tr"), (390, "en"), (1280, "tr"), (1280, "en")):
        page = look(width, "light", language, reader.user)
        for _ in walk(page, width, novels):
            wrong += findings(page, width, language)
        assert page.complaints == []
    page = look(1280, "light", "tr", ash_staff)
    page.goto(reverse("title_marc", args=[novels.pk]))
    wrong += findings(page, 1280, "tr")
    assert wrong == []


def test_axe_would_find_something(look, novels):
    page = look(1280, "light", "tr")
    page.goto("/?q=kar")
    page.evaluate("document.querySelector('h1').remove()")
    page.evaluate("document.querySelector('.p-by').style.setProperty('color', '#8a8a8a')")
    said = " ".join(findings(page, 1280, "tr"))
    assert "page-has-heading-one" in said
    assert "color-contrast" in said


def test_suggestions_by_keyboard(look, novels):
    page = look(1280, "light", "en")
    page.goto("/")
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")
    type_into_the_box(page, "kar")
    expect(box).to_have_attribute("aria-expanded", "true")
    count = options.count()
    assert count >= 4
    expect(page.locator("#suggested")).to_have_text(
        f"{count} suggestions. Up and down arrows to choose."
    )
    assert box.get_attribute("aria-activedescendant") is None

    page.keyboard.press("ArrowDown")
    first = options.first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")  # back in the text
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    assert box.get_attribute("aria-activedescendant") is None
    assert page.evaluate("document.activeElement.selectionStart") == 0

    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#suggestions")).to_be_hidden()
    assert box.input_value() == "kar"
    page.keyboard.press("Alt+ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert box.input_value() == ""
    assert page.complaints == []


def test_a_chosen_title_leads_to_its_page_and_a_chosen_author_to_their_works(look, novels):
    page = look(390, "dark", "tr")
    page.goto("/")
    type_into_the_box(page, "kar kris")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/title/{novels.pk}/")
    page.goto("/")
    type_into_the_box(page, "pamuk")
    author = page.get_by_role("option").filter(has_text="Yazar").first
    author.click()
    page.wait_for_url("**/?q=*")
    expect(page.locator(".p-hit")).to_have_count(2)
    assert page.complaints == []


def test_enter_searches_for_what_was_typed_where_nothing_is_chosen(look, novels):
    page = look(1280, "light", "tr")
    page.goto("/")
    type_into_the_box(page, "kar")
    page.keyboard.press("Enter")
    page.locator(".p-hit").first.wait_for()
    assert page.url.endswith("/?q=kar")
    expect(page.locator("#suggestions")).to_be_hidden()
    assert page.complaints == []


def test_a_late_answer_does_not_take_the_place_of_a_later_question(look, novels):
    page = look(1280, "light", "tr")
    page.goto("/")
    held = []
    page.route("**/suggest/?q=ka", lambda route: held.append(route))
    page.locator("#q").press_sequentially("ka")
    page.wait_for_timeout(250)  # the question for "ka" is on its way, and hangs
    page.locator("#q").press_sequentially("ra ki")
    expect(page.get_by_role("option")).to_have_count(1)
    assert held
    expect(page.get_by_role("option")).to_contain_text("Kara kitap")


def test_narrowing_keeps_the_place_of_the_keyboard_and_can_be_gone_back_from(look, novels):
    page = look(1280, "light", "en")
    page.goto("/?q=kar")
    before = page.locator(".p-hit").count()
    choice = page.get_by_role("link", name="Birch Library")
    choice.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".p-chip")).to_have_count(1)
    assert page.url.endswith("/?q=kar&library=TR-BIRCH")
    expect(page.locator("[id^='library-']:focus")).to_have_count(1)
    expect(page.locator("#told")).to_have_text("2 works found")
    page.locator(".p-chip").press("Enter")
    expect(page.locator(".p-hit")).to_have_count(before)
    expect(page.locator("#count")).to_be_focused()
    page.go_back()
    expect(page.locator(".p-chip")).to_have_count(1)
    page.go_back()
    expect(page.locator(".p-hit")).to_have_count(before)
    assert page.complaints == []


def test_everything_works_without_javascript(browser, live_server, novels):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/")
    assert page.get_by_role("combobox").count() == 0
    page.fill("#q", "kar")
    page.press("#q", "Enter")
    page.locator(".p-hit").first.wait_for()
    page.locator("a.p-choice", has_text="İzmir").click()
    page.locator(".p-chip").wait_for()
    page.goto(reverse("title", args=[novels.pk]))
    assert page.locator("[data-copies]:visible").count() == 0
    page.locator("noscript a[href$='/editions/']").click()
    page.wait_for_url("**/editions/")
    context.close()


def test_a_citation_is_copied(look, novels, browser):
    page = look(1280, "light", "tr")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(reverse("title", args=[novels.pk]))
    page.locator("[data-copies='cite-apa']").click()
    expect(page.locator("#copied")).to_have_text("Kopyalandı")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == "Gökçe, I. (2011). Kar kristali. Ihlamur."
    assert page.complaints == []
