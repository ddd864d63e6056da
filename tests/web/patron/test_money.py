"""What a reader owes, on one page: how much, what for and why, and how it is paid."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.charges import readers
from kopru.charges.books import Made
from kopru.charges.models import AccountKind, Purpose
from kopru.charges.readers import Paid, Sum

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def owing(wish, reader, ash):
    made = Made(timezone.now(), ash)
    freight = Sum(D("84.50"), "TRY", Purpose.FREIGHT, wish.number)
    readers.ask_of_reader(reader, freight, reference="f", made=made, facts={"share": "169.00"})
    readers.pay_by_reader(reader, Paid(D("20"), AccountKind.CASH, "MKB-7"), made=made)
    return reader


def page(client):
    return client.get(reverse("patron_money")).content.decode()


def test_nothing_is_owed_and_the_page_says_so(at_ash):
    assert "You owe nothing." in page(at_ash)
    assert "All is settled" in page(at_ash)


def test_what_is_owed_stands_with_its_reason_and_its_work(at_ash, owing, wish, ash):
    ash.policies.create(valid_from="2020-01-01", stated={"paid_to": "IBAN TR00 0000", "proof": "dekont", "unpaid_blocks": True})  # fmt: skip
    said = page(at_ash)
    assert "TRY 64.50" in said
    assert "share of the freight was TRY 169.00" in said.replace("&#x27;", "'")
    assert wish.citation.title in said
    assert "Payment, receipt MKB-7" in said
    assert "IBAN TR00 0000" in said
    assert "You cannot ask for anything new at present" in said
    assert "It ends when the freight is paid." in said


def test_what_is_late_grows_in_sight(at_ash, wish, ash):
    ash.policies.create(valid_from="2020-01-01", stated={"reader_fines": [{"per_day": "2.50"}]})
    wish.state, wish.due_date = "overdue", timezone.localdate() - timedelta(days=14)
    wish.save()
    said = page(at_ash)
    assert "Growing with every day" in said
    assert (
        "TRY 35.00" in said or "TRY 32.50" in said or "TRY 30.00" in said
    )  # a feast may lie between


def test_another_reader_sees_nothing_of_it(at_cedar, owing):
    assert "84.50" not in page(at_cedar)
