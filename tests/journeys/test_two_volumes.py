"""A set of two volumes in real browsers: asked for on a phone, one comes, one cannot be had.

Touches of staff after the wish are counted: what the set costs over one book.
"""

import re

import pytest

from journeys.people import browser, network, sign_in_all  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_one_volume_comes_and_the_other_cannot_be_had(browser, network):  # noqa: F811
    made, password = network
    reader, ash, birch = sign_in_all(browser, made, password)
    reader.sees("/?q=Saatleri+Ayarlama", "Saatleri Ayarlama Enstitüsü")
    reader.page.locator("main h2 a, main h3 a").first.click()
    reader.page.locator(".p-wish summary").click()
    reader.page.fill("input[name=volumes]", "1-2")
    reader.page.locator("button.p-ask").click()
    reader.page.wait_for_url("**/requests/sets/**")
    number = re.search(r"sets/(ASH-\d+)/", reader.page.url).group(1)
    second = f"ASH-{int(number[4:]) + 1}"
    whole = f"/requests/sets/{number}/"
    reader.sees(whole, "1. ve 2. cilt sırada.")

    ash.does(f"/desk/requests/{number}/", "/set/send/")
    reader.sees(whole, "1. ve 2. cilt aranıyor.")
    birch.sees("/desk/queue/pull/", f"{second}-1")
    birch.scan(f"{number}-1")
    birch.goto("/desk/queue/pull/").locator("main a[href*='/desk/lending/']").first.click()
    birch.page.wait_for_url("**/desk/lending/**")
    theirs = birch.page.url.removeprefix(made.address)
    birch.sees(theirs, "Aynı takımdan istenenler")
    birch.does(theirs, "/do/decline/", reason="NotOnShelf")
    reader.sees(whole, "1. cilt yolda, 2. cilt aranıyor.")

    ash.sees("/desk/queue/send/", second)
    ash.does(f"/desk/requests/{second}/", "/do/give_up/")
    ash.scan(f"{number}-1")
    reader.sees(whole, "1. cilt geldi, 2. cilt yok.")
    reader.sees("/requests/", "1. cilt geldi, 2. cilt yok.")
    ash.scan(f"{number}-1")
    reader.sees(whole, "1. cilt sizde, 2. cilt yok.")
    ash.scan(f"{number}-1")
    birch.sees("/desk/queue/check_in/", number)
    birch.scan(f"{number}-1")
    reader.sees(whole, "1. cilt tamamlandı, 2. cilt yok.")
    reader.sees("/requests/", "1. cilt tamamlandı, 2. cilt yok.")

    # five scans of the volume that came; one click to send both, one each to say no and to tell it
    assert ash.decisions + birch.decisions == 5 + 3
    assert reader.faults + ash.faults + birch.faults == []
