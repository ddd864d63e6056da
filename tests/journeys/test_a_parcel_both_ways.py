"""A parcel in real browsers: two loans out and one return in it; one is missing, one damaged.

Ash has a book of Birch's at home that goes back in the same parcel as two books of its own that
Birch's readers asked for. Who pays what must come out right at both libraries.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from journeys.people import DESK, PHONE, Person, browser, network  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _prepared(made):
    """A book of Birch's on Ash's return shelf, and two of Ash's asked for at Birch; their numbers."""
    env = {**os.environ, **made.environment, "DJANGO_SETTINGS_MODULE": "kopru.config.settings"}
    script = Path(__file__).with_name("make_two_ways.py")
    ran = subprocess.run(
        [sys.executable, script], env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def test_two_loans_and_a_return_in_one_parcel(browser, network):  # noqa: F811
    made, password = network
    told = _prepared(made)
    ash = Person(browser, made, "staff@ash.example", password, DESK)
    birch = Person(browser, made, "staff@birch.example", password, DESK)
    reader = Person(browser, made, "reader@birch.example", password, PHONE)
    first, second, home = told["loans"][0], told["loans"][1], told["home"]

    # Ash packs all three by scanning them into the list, and posts them with one press
    ash.sees("/desk/parcels/", "Birch Kütüphanesi")
    ash.page.locator("main a[href*='/desk/parcels/to/']").first.click()
    ash.page.wait_for_url("**/parcels/to/**")
    for code in (first, second, home):
        ash.page.locator("#tick").fill(code)
        ash.page.keyboard.press("Enter")
        ash.decisions += 1
    ash.page.fill("input[name=tracking]", "2760001")
    ash.page.locator("form[data-ticking] button.btn-primary").click()
    ash.page.wait_for_url("**/desk/parcels/*/")
    ash.decisions += 1
    said = ash.page.locator("main").inner_text()
    assert all(word in said for word in ("Ödünç verilenler", "Sahibine dönenler", first, home))
    assert "Ücreti alıcıdan" in said  # the loans decide; the return rides along

    # Birch scans the courier's number, finds all three, ticks the two that came, pays once
    birch.sees("/desk/parcels/", "okurlarımız için 2 · bizim 1 yayın")
    birch.goto("/desk/parcels/in/?code=2760001")
    birch.page.wait_for_url("**/parcels/from/**")
    assert birch.page.locator(".d-ticks input:checked").count() == 3
    birch.page.locator(f"[data-code='{second}'] input").uncheck()
    birch.page.fill("input[name=freight]", "120,50")
    birch.page.locator("form[data-ticking] button.btn-primary").click()
    birch.page.wait_for_url("**/desk/parcels/")
    birch.decisions += 1
    reader.sees("/requests/", "Gelin alın")

    # one is missing: it stays on its way, and Ash is asked after it
    birch.sees("/desk/queue/unpack/", second)
    number = second.rsplit("-", 1)[0]
    birch.does(f"/desk/requests/{number}/", "/do/not_arrived/")
    ash.sees("/desk/requests/?side=theirs", second)
    ash.page.locator("main tbody a", has_text="Kayıp").first.click()
    ash.page.wait_for_url("**/desk/lending/**")
    theirs = ash.page.url.removeprefix(made.address)
    ash.sees(theirs, "Gelmedi, diyorlar")

    # it is taken for lost: its market value of 200 and the 50 that Ash's terms put on top
    ash.does(theirs, "/do/claim/", note="Kargoda kayboldu", value="200")

    # one is damaged: noted before its reader has it, and Ash is told
    number = first.rsplit("-", 1)[0]
    birch.does(f"/desk/requests/{number}/", "/do/arrived_damaged/", note="Kapağı ıslanmış")
    ash.goto("/desk/requests/?side=theirs").locator("main tbody a", has_text="Nutuk").first.click()
    ash.page.wait_for_url("**/desk/lending/**")
    theirs = ash.page.url.removeprefix(made.address)
    ash.sees(theirs, "Kapağı ıslanmış")

    # and charged by hand on the account of Birch
    ash.does(
        "/desk/accounts/TR-BIRCH/",
        "/do/charge/",
        purpose="damage",
        amount="35",
        reason="Kapak onarımı",
    )

    # Birch's own book is home and closed on both sides; Birch paid the freight at its door
    ash.sees(f"/desk/requests/{home.rsplit('-', 1)[0]}/", "Kapandı")
    birch.sees(f"/desk/requests/{number}/", "120,50")
    _money_comes_out_right(ash, birch, reader)
    assert ash.faults + birch.faults + reader.faults == []


def _money_comes_out_right(ash, birch, reader):
    """Two prices of 15, a loss of 250 and a damage of 35; half of the freight is the reader's."""
    ash.sees("/desk/accounts/TR-BIRCH/", "Bize borçları 315,00 TL")
    birch.sees("/desk/accounts/TR-ASH/", "Onlara borcumuz 315,00 TL")
    reader.sees("/account/owed/", "90,25 TL")  # 15 + 15 + 60,25
    birch.sees("/desk/accounts/", "Ömer Şık")
    ash.goto("/desk/accounts/")
    assert "Ömer Şık" not in ash.page.locator("main").inner_text()

    # the reader pays at the desk, Birch pays Ash by bank; both ends say so
    birch.page.locator("main a", has_text="Ömer Şık").first.click()
    birch.page.wait_for_url("**/account/")
    account = birch.page.url.split("/", 3)[3]
    birch.does(f"/{account}", "/account/pay/", amount="90,25", number="MKB-1")
    reader.sees("/account/owed/", "Borcunuz yok")
    birch.does("/desk/accounts/TR-ASH/", "/do/pay/", amount="315", number="DKT-1")
    for person, other in ((ash, "TR-BIRCH"), (birch, "TR-ASH")):
        person.sees(f"/desk/accounts/{other}/", "Kimsenin borcu yok")
        person.sees(f"/desk/accounts/{other}/", "dekont DKT-1")
