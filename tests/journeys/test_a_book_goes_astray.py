"""What goes otherwise, in real browsers: a condition, a renewal, a recall, a lost book.

Touches of staff after the request is sent are counted: they are what the work costs.
"""

import pytest

from journeys.people import asked_and_sent, browser, network, sign_in_all  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _lending(birch, code):
    birch.sees("/desk/queue/pull/", code)
    birch.page.locator("main a[href*='/desk/lending/']").first.click()
    birch.page.wait_for_load_state()
    return birch.page.url.removeprefix(birch.made.address)


def test_a_condition_a_renewal_and_a_recall(browser, network):  # noqa: F811
    made, password = network
    reader, ash, birch = sign_in_all(browser, made, password)
    number = asked_and_sent(reader, ash, made)
    code, mine, ours = f"{number}-1", f"/requests/{number}/", f"/desk/requests/{number}/"

    theirs = _lending(birch, code)
    birch.does(theirs, "/do/offer_condition/", code="NoReproduction")
    reader.sees(mine, "Kopyası çekilmez")
    ash.sees("/desk/queue/decide_condition/", number)
    reader.does(mine, "/condition/")
    birch.sees(theirs, "Koşul kabul edildi")
    birch.scan(code)
    reader.sees(mine, "Yolda")
    ash.scan(code)
    ash.scan(code)
    reader.sees(mine, "Sizde")

    reader.does(mine, "/renew/")
    reader.sees(mine, "yanıt gelene dek gecikmiş sayılmazsınız")
    birch.sees("/desk/queue/decide_renewal/", code)
    birch.does(theirs, "/do/renew/")
    reader.sees(mine, "Süreniz uzadı")

    birch.does(theirs, "/do/recall/")
    reader.sees(mine, "Sahibi kütüphane geri istiyor")
    ash.sees("/desk/queue/take_back/", "Geri çağrıldı")
    ash.scan(code)
    birch.sees("/desk/queue/check_in/", code)
    birch.scan(code)
    reader.sees(mine, "Tamamlandı")
    ash.sees(ours, "Kapandı")

    # the five scans of any loan, and one click each to offer, renew and recall
    assert ash.decisions + birch.decisions == 5 + 3
    assert reader.decisions == 2
    assert reader.faults + ash.faults + birch.faults == []


def test_a_lost_book_is_told_and_settled(browser, network):  # noqa: F811
    made, password = network
    reader, ash, birch = sign_in_all(browser, made, password)
    number = asked_and_sent(reader, ash, made)
    code, mine, ours = f"{number}-1", f"/requests/{number}/", f"/desk/requests/{number}/"
    theirs = _lending(birch, code)
    birch.scan(code)
    reader.sees(mine, "Yolda")
    ash.scan(code)
    ash.scan(code)
    reader.sees(mine, "Sizde")

    ash.does(ours, "/do/lose/")
    reader.sees(mine, "Kayıp bildirildi")
    ash.sees("/desk/queue/settle/", number)
    birch.sees("/desk/queue/claims/", code)
    birch.does(theirs, "/do/settle/", note="Aynı baskısı verildi")
    reader.sees(mine, "Tamamlandı")
    ash.sees(ours, "Kapandı")

    # three scans, one click at either library
    assert ash.decisions + birch.decisions == 3 + 2
    assert reader.faults + ash.faults + birch.faults == []
