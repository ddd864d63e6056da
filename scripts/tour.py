"""Photograph the ten main pages on the phone and at the desk for `docs/tour.md`, on a fresh demo."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from installation import Installation, installation
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
SIZES = {"390": (390, 844), "1280": (1280, 800)}
LIBRARY = "TR-YEDIKANDIL"


@dataclass(frozen=True)
class Shot:
    """One page: its file name, what it shows, who sees it, its path, and what is clicked first."""

    name: str
    says: str
    role: str
    path: str
    click: str = ""


SHOTS = (
    Shot("search", "A reader searches every library at once, in any spelling", "reader", "/?q=ask"),
    Shot(
        "title",
        "Who holds it, on what terms, before asking",
        "reader",
        "/?q=ask",
        "main a[href^='/title/']",
    ),
    Shot("requests", "A reader's requests, each with one word", "reader", "/requests/"),
    Shot(
        "request",
        "One request, its step and what comes next",
        "reader",
        "/requests/",
        "main a[href*='/requests/']",
    ),
    Shot("desk", "The desk: what to do today, by the physical task", "staff", "/desk/"),
    Shot("send", "Requests to send on", "staff", "/desk/queue/send/"),
    Shot(
        "loan",
        "One request with the whole story of both sides",
        "staff",
        "/desk/queue/hand_over/",
        "main a[href*='/desk/requests/']",
    ),
    Shot("scan", "One scan box for every barcode", "staff", "/desk/scan/"),
    Shot(
        "intake", "Mails that need a person, with how sure each field is", "staff", "/desk/intake/"
    ),
    Shot("readers", "The library's readers", "staff", "/desk/patrons/"),
)


def main() -> None:
    """Make the demo, take the pictures, write the page."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with installation(Path(tempfile.mkdtemp(prefix="kopru-tour-")) / "data") as made:
        people = made.demo()["people"]
        made.start()
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for size in SIZES:
                for role in ("reader", "staff"):
                    person = next(p for p in people if (p["role"], p["library"]) == (role, LIBRARY))
                    _photograph(browser, made, person, size)
            browser.close()
    (ROOT / "docs/tour.md").write_text(_page())


def _photograph(browser: Browser, made: Installation, person: dict[str, str], size: str) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="tr-TR")
    page = context.new_page()
    sign_in(page, made, person)
    for shot in SHOTS:
        if shot.role == person["role"]:
            page.goto(made.address + shot.path)
            if shot.click:
                page.locator(shot.click).first.click()
            page.wait_for_load_state("networkidle")
            page.screenshot(path=PICTURES / f"{shot.name}-{size}.png")
    context.close()


def sign_in(page: Page, made: Installation, person: dict[str, str]) -> None:
    """Sign in as `person` of the demo."""
    page.goto(f"{made.address}/accounts/login/")
    page.fill("input[name=login]", person["email"])
    page.fill("input[name=password]", person["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def _page() -> str:
    parts = [
        "# A tour",
        "",
        "Made by `make screenshots` from a fresh demo; phone (390 px) and desk (1280 px).",
        "",
    ]
    for shot in SHOTS:
        parts += [f"## {shot.says}", "", f"`{shot.path}`, as {shot.role}.", ""]
        parts += [f"![{shot.says}, desk](pictures/{shot.name}-1280.png)", ""]
        parts += [
            f'<img src="pictures/{shot.name}-390.png" alt="{shot.says}, phone" width="260">',
            "",
        ]
    return "\n".join(parts)


if __name__ == "__main__":
    main()
