"""People in real browsers, and two libraries of an installation of their own."""

import json
import re
import shutil
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from installation import installation

CHROMIUM = shutil.which("chromium")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@pytest.fixture
def browser():
    if not CHROMIUM:
        pytest.skip("Chromium is not installed: the browser journey is left out")
    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def network(tmp_path):
    fast = {"KOPRU_UNDO_SECONDS": "0", "KOPRU_REPEAT_SECONDS": "0", "KOPRU_MAIL_SECONDS": "1"}
    with installation(tmp_path / "data", **fast) as made:
        env = {**made.environment, "DJANGO_SETTINGS_MODULE": "kopru.config.settings"}
        script = Path(__file__).with_name("make_network.py")
        ran = subprocess.run(
            [sys.executable, script, "0"], env=env, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        made.start()
        time.sleep(2)  # the index job brings the book in
        yield made, json.loads(ran.stdout.splitlines()[-1])["password"]


class Person:
    """Somebody at their own browser, whose scans and clicks of decision are counted."""

    def __init__(self, browser, made, email, password, size):
        self.made, self.decisions, self.faults = made, 0, []
        self.page = browser.new_context(viewport=size, locale="tr-TR").new_page()
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        self.page.goto(f"{made.address}/accounts/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/accounts/login" not in url)

    def goto(self, path):
        self.page.goto(self.made.address + path)
        return self.page

    def scan(self, code):
        """Scan with a keyboard-wedge scanner: the code and Enter, in the box that has the focus."""
        self.goto("/desk/scan/")
        box = self.page.locator("main input[name=code]")
        expect(box).to_be_focused()
        self.page.keyboard.type(code)
        self.page.keyboard.press("Enter")
        self.decisions += 1
        expect(self.page.locator("[data-scanned=good]")).to_be_visible()

    def sees(self, path, text, within=60):
        """Wait until the page says `text`, loading it again as an impatient person does."""
        until = time.monotonic() + within
        while text not in self.goto(path).locator("main").inner_text():
            assert time.monotonic() < until, self._seen()
            time.sleep(0.3)

    def _seen(self):
        """What the page says, and the end of the server's log: why it does not say what it should."""
        log = (self.made.folder / "serve.log").read_text()[-3000:]
        return f"{self.page.url}\n{self.page.locator('main').inner_text()}\n{log}"

    def does(self, path, action, **said):
        """Open a page, fill in what the form posted to `action` asks for, and press its button; one
        decision."""
        self.goto(path)
        form = self.page.locator(f"main form[action*='{action}']").first
        if not form.is_visible():
            form.locator("xpath=ancestor::details[1]/summary").click()
        for name, value in said.items():
            field = form.locator(f"[name$='{name}']")
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        form.locator("button").first.click()
        self.page.wait_for_load_state()
        self.decisions += 1


def sign_in_all(browser, made, password):
    """The reader on a phone, and the two staffs at their desks."""
    people = (
        ("isik@ash.example", PHONE),
        ("staff@ash.example", DESK),
        ("staff@birch.example", DESK),
    )
    return tuple(Person(browser, made, email, password, size) for email, size in people)


def write_mail(made, name="wish"):
    """The reader's mail with a citation."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Işık Gökçe <isik@ash.example>", "odunc@ash.example"
    mail["Subject"], mail["Message-ID"] = "Kütüphaneler arası ödünç isteği", f"<{name}@ash.example>"
    mail.set_content(
        "Merhaba,\n\nŞu kitabı rica ederim:\n\nEser adı: Saatleri Ayarlama Enstitüsü\n"
        "Yazarı: Ahmet Hamdi Tanpınar\nISBN: 9789759955854\n\nTeşekkürler\n-- \nIşık Gökçe\n"
    )
    (made.folder / "mail/ash/new" / f"{name}.eml").write_bytes(bytes(mail))


def asked_and_sent(reader, ash, made, name="wish"):
    """The reader's mail has become a request, and Ash has sent it; its number."""
    write_mail(made, name)
    reader.sees("/requests/", "Saatleri Ayarlama Enstitüsü")
    number = re.search(r"ASH-\d+", reader.page.content()).group()
    reader.sees(f"/requests/{number}/", "Talep alındı")
    ash.goto(f"/desk/requests/{number}/")
    ash.page.locator(
        "main form[action*='/send/'] button, main form[action*='/do/request/'] button"
    ).first.click()
    reader.sees(f"/requests/{number}/", "Aranıyor")
    return number
