"""The frame in a real browser: no page wider than the phone, no script or style that the
policy forbids, targets that a thumb hits, keys, dialogs, the menu."""

import os
import re
import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from kopru.libraries import actions
from kopru.libraries.models import Role
from web.frame.people import PASSWORD, library, somebody

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed here"),
]

#: nodes smaller than 24 by 24 CSS pixels, but for links in a line of text (WCAG 2.5.8)
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input, select, summary")]
  .filter(n => n.getClientRects().length && n.type !== "hidden" && !n.closest("p, dd, td, th, li > span"))
  .map(n => [n.outerHTML.slice(0, 90), n.getBoundingClientRect()])
  .filter(([_, r]) => r.width > 1 && (r.width < 23.9 || r.height < 23.9))
  .map(([html, r]) => `${html} ${r.width}x${r.height}`)"""


@pytest.fixture(scope="module")
def browser():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def opened(browser, live_server):
    """Opens pages: `opened(width=390, scheme="dark", language="tr", role=None)`."""
    contexts = []

    def open_page(*, width=1280, scheme="light", language="en", role=None):
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            base_url=live_server.url,
        )
        contexts.append(context)
        context.add_cookies([{"name": "kopru_language", "value": language, "url": live_server.url}])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        if role:
            user = somebody(role)
            page.goto("/accounts/login/")
            page.fill("#id_login", user.email)
            page.fill("#id_password", PASSWORD)
            page.press("#id_password", "Enter")
            page.wait_for_url(lambda url: "/accounts/" not in url)
        return page

    yield open_page
    for context in contexts:
        context.close()


PAGES = [
    (None, "/accounts/login/"),
    (None, "/accounts/password/reset/"),
    (Role.READER, "/"),
    (Role.LIBRARY_ADMIN, "/desk/library/"),
    (Role.LIBRARY_ADMIN, "/desk/library/terms/change/"),
    (Role.LIBRARY_ADMIN, "/desk/library/days/"),
    (Role.NETWORK_ADMIN, "/network/"),
]


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (390, "light"), (1280, "dark")])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_pages_fit_obey_the_policy_and_can_be_hit(opened, width, scheme, language):
    actions.save_branch(library=library(), code="TIP", name_tr="Tıp Fakültesi Kütüphanesi")
    pages = {
        role: opened(width=width, scheme=scheme, language=language, role=role)
        for role in {role for role, _ in PAGES}
    }
    for role, path in PAGES:
        page = pages[role]
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(SMALL_TARGETS) == [], path
        assert page.evaluate("document.documentElement.lang") == language
        assert page.complaints == [], path


def test_dark_follows_the_system_and_the_choice_goes_before_it(opened):
    def ground(page):
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    dark = opened(scheme="dark")
    dark.goto("/keyboard/")
    assert ground(dark) == "rgb(20, 24, 23)"
    dark.locator("summary").click()
    dark.get_by_role("button", name="Light", exact=True).click()
    dark.wait_for_load_state()
    assert ground(dark) == "rgb(246, 245, 241)"


def test_keys_lead_everywhere_and_can_be_turned_off(opened):
    page = opened(role=Role.LIBRARY_ADMIN)
    page.goto("/desk/library/")
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.name") == "code"
    page.keyboard.type("gl?")  # typed into the box, not obeyed
    assert page.input_value("[data-scan] >> nth=0") == "gl?"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.locator("#keys").wait_for(state="hidden")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/desk/")
    page.goto("/keyboard/")
    page.get_by_role("button", name="Turn single keys off").click()
    page.wait_for_load_state()
    page.keyboard.press("?")
    assert not page.locator("#keys").is_visible()


def test_slash_finds_the_search(opened):
    page = opened(role=Role.NETWORK_ADMIN)
    library()
    page.goto("/network/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_the_first_tab_skips_to_the_content(opened):
    page = opened(role=Role.LIBRARY_ADMIN)
    page.goto("/desk/library/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_cannot_be_undone_asks_naming_the_thing(opened):
    branch = actions.save_branch(library=library(), code="TIP", name_tr="Tıp", name_en="Medicine")
    page = opened(width=390, role=Role.LIBRARY_ADMIN)
    page.goto("/desk/library/")
    page.get_by_role("button", name=re.compile("Remove.*Medicine")).click()
    dialog = page.locator("dialog[open]")
    assert "Medicine" in dialog.inner_text()
    dialog.get_by_role("button", name="No, go back").click()
    assert library().branches.count() == 2
    page.get_by_role("button", name=re.compile("Remove.*Medicine")).click()
    page.locator("dialog[open]").get_by_role("button", name="Remove it").click()
    page.get_by_text("The branch is removed.").wait_for()
    assert not library().branches.filter(pk=branch.pk).exists()


def test_on_the_phone_the_thumb_reaches_everything(opened):
    page = opened(width=390, role=Role.LIBRARY_ADMIN)
    page.goto("/desk/")
    assert not page.locator(".k-side").is_visible()
    page.locator(".k-thumb button").click()
    page.locator("#sheet").get_by_role("link", name="Library").click()
    assert urlsplit(page.url).path == "/desk/library/"
    box = page.locator(".k-thumb").bounding_box()
    assert box["y"] + box["height"] == pytest.approx(800, abs=1)


def test_a_form_is_sent_once_however_often_it_is_pressed(opened):
    page = opened(role=Role.LIBRARY_ADMIN)
    page.goto("/desk/library/branches/add/")
    sent = []
    page.on("request", lambda r: r.method == "POST" and sent.append(r.url))
    page.fill("#id_code", "TIP")
    page.fill("#id_name_tr", "Tıp")
    page.evaluate(
        "() => { const b = document.querySelector('#main form button'); b.click(); b.click(); }"
    )
    page.wait_for_url("**/desk/library/")
    assert len(sent) == 1


def test_cards_of_a_table_are_still_a_table_to_a_screen_reader(opened):
    page = opened(width=390, role=Role.NETWORK_ADMIN)
    library()
    page.goto("/network/")
    assert page.get_by_role("rowheader", name="Dişbudak Library").is_visible()
    assert page.get_by_role("cell", name="Ankara").is_visible()


def test_print_leaves_the_frame_out(opened):
    page = opened(scheme="dark", role=Role.LIBRARY_ADMIN)
    page.goto("/desk/library/terms/")
    page.emulate_media(media="print")
    for part in (".k-top", ".k-side", ".k-foot"):
        assert not page.locator(part).is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
