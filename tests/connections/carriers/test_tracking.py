"""Links to couriers' pages."""

import pytest

from kopru.connections.carriers import tracking_page


@pytest.mark.parametrize("name", ["Yurtiçi Kargo", "YURTİÇİ", "yurtici kargo"])
def test_a_carrier_is_known_in_any_spelling(name):
    assert tracking_page(name, "123").endswith("code=123")


def test_a_number_cannot_break_out_of_its_link():
    assert "&x=1" not in tracking_page("PTT", "1&x=1")


@pytest.mark.parametrize(("name", "number"), [("Özel kurye", "1"), ("PTT", ""), ("", "1")])
def test_without_firm_or_number_there_is_no_link(name, number):
    assert tracking_page(name, number) == ""
