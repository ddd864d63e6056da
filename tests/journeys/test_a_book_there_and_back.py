"""Three people and a book, in a real browser: from the reader's mail to both sides closed.

After the request is sent it takes five scans and no other click of decision, counted.
"""

import pytest

from journeys.people import asked_and_sent, browser, network, sign_in_all  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_from_the_mail_to_the_closed_request(browser, network):  # noqa: F811
    made, password = network
    reader, ash, birch = sign_in_all(browser, made, password)
    number = asked_and_sent(reader, ash, made)
    mine = f"/requests/{number}/"
    birch.sees("/desk/queue/pull/", f"{number}-1")

    code = f"{number}-1"
    birch.scan(code)
    reader.sees(mine, "Yolda")
    ash.sees("/desk/queue/unpack/", "Saatleri Ayarlama Enstitüsü")
    ash.scan(code)
    reader.sees(mine, "Gelin alın")
    ash.scan(code)
    reader.sees(mine, "Sizde")
    ash.scan(code)
    reader.sees(mine, "İade edildi")
    birch.sees("/desk/queue/check_in/", code)
    birch.scan(code)
    reader.sees(mine, "Tamamlandı")
    ash.sees(f"/desk/requests/{number}/", "Kapandı")

    assert ash.decisions + birch.decisions == 5
    assert reader.faults + ash.faults + birch.faults == []
