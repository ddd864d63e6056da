"""Accounts at the desk: a reader's and a partner's; what is taken, waived, charged, taken back, lifted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.charges import between, readers
from kopru.charges.books import Made
from kopru.charges.checks import faults
from kopru.charges.models import Lift, Purpose, Transaction
from kopru.charges.queries import partner_owes, reader_owes
from kopru.charges.readers import Sum
from kopru.requests.actions import arrivals, loan_time, supplier
from kopru.requests.models import LendingRequest

pytestmark = pytest.mark.django_db

D = Decimal


@pytest.fixture(autouse=True)
def _books_hold():
    yield
    assert faults() == []


@pytest.fixture
def made(ash):
    return Made(timezone.now(), ash)


@pytest.fixture
def owing(reader, made, sent):
    """Ash's reader owes two sums: freight and a fine."""
    number = sent.patron_request.number
    freight = Sum(D("84.50"), "TRY", Purpose.FREIGHT, number)
    fine = Sum(D("7.50"), "TRY", Purpose.FINE, number)
    facts = {
        "due": "2026-11-03",
        "until": "2026-11-10",
        "days_late": 7,
        "counted": 3,
        "capped": False,
    }
    readers.ask_of_reader(reader, freight, reference="f", made=made)
    readers.ask_of_reader(reader, fine, reference="g", made=made, facts=facts)
    return reader


@pytest.fixture
def between_us(ash, birch, made, sent):
    """Birch owes Ash 40 for freight at Ash's door."""
    what = Sum(D(40), "TRY", Purpose.FREIGHT, sent.request_id)
    between.charge(ash, birch, what, reference="b", made=made)


def do(desk, patron, what, **said):
    address = reverse("desk_money_reader_do", args=[patron.pk, what])
    return desk.post(address, {f"{what}-{k}": v for k, v in said.items()}, follow=True)


def deal(desk, partner, what, **said):
    address = reverse("desk_money_partner_do", args=[partner.symbol, what])
    return desk.post(address, {f"{what}-{k}": v for k, v in said.items()}, follow=True)


def test_a_readers_account_says_what_is_owed_and_why(desk, owing):
    page = desk.get(reverse("desk_money_reader", args=[owing.pk])).content.decode()
    assert "TRY 92.00" in page
    assert "Due 03.11.2026, back 10.11.2026: 7 days late, 3 of them charged." in page
    assert "TRY 92.00" in desk.get(reverse("desk_patron", args=[owing.pk])).content.decode()
    overview = desk.get(reverse("desk_money")).content.decode()
    assert owing.name in overview


def test_a_payment_is_taken_with_its_receipt_and_a_second_click_takes_none(desk, owing):
    said = {"amount": "84.50", "currency": "TRY", "means": "cash", "number": "MKB-7"}
    for _ in range(2):
        assert "The payment is booked." in do(desk, owing, "pay", **said).content.decode()
    assert reader_owes(owing) == {"TRY": D("7.50")}
    wrong = do(desk, owing, "pay", **{**said, "amount": "5"})
    assert "MKB-7 stands for another payment" in wrong.content.decode()
    too_much = do(desk, owing, "pay", **{**said, "number": "MKB-8"})
    assert "So much is not owed" in too_much.content.decode()


@pytest.mark.parametrize(
    ("what", "said", "complaint"),
    [
        ("pay", {"amount": "1", "currency": "TRY", "means": "cash", "number": " "}, "This field is required"),
        ("pay", {"amount": "bir", "currency": "TRY", "means": "cash", "number": "1"}, "Enter a number"),
        ("pay", {"amount": "0", "currency": "TRY", "means": "cash", "number": "1"}, "greater than or equal to 0.01"),
        ("waive", {"amount": "1", "currency": "TRY", "reason": ""}, "This field is required"),
        ("lift", {"until": "yarın", "reason": "x"}, "Enter a valid date"),
    ],
)  # fmt: skip
def test_what_is_typed_wrongly_is_said_and_kept(desk, owing, ash, what, said, complaint):
    ash.policies.create(valid_from="2020-01-01", stated={"unpaid_blocks": True})
    answer = do(desk, owing, what, **said)
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert reader_owes(owing) == {"TRY": D("92.00")}


def test_a_fine_is_waived_by_name_and_stays_in_the_books(desk, owing):
    fine = Transaction.objects.get(purpose="fine")
    address = reverse("desk_money_reader_do", args=[owing.pk, "waive"])
    said = {
        "waive-amount": "7.50",
        "waive-currency": "TRY",
        "waive-reason": "Hastaydı",
        "settles": fine.pk,
    }
    page = desk.post(address, said, follow=True).content.decode()
    assert "Hastaydı" in page
    assert reader_owes(owing) == {"TRY": D("84.50")}
    assert Transaction.objects.get(kind="waiver").settles == fine


def test_a_wrong_charge_is_taken_back_with_a_reason_only(desk, owing):
    charge = Transaction.objects.get(purpose="freight")
    address = reverse("desk_money_reverse", args=[charge.pk])
    assert "Say why" in desk.post(address, {"reason": " "}, follow=True).content.decode()
    desk.post(address, {"reason": "Başka okurun kolisi"})
    assert reader_owes(owing) == {"TRY": D("7.50")}


def test_a_partner_pays_and_both_accounts_say_so(desk, birch_desk, ash, birch, between_us):
    page = birch_desk.get(reverse("desk_money_partner", args=[ash.symbol])).content.decode()
    assert "We owe them TRY 40.00" in page
    said = {"amount": "40", "currency": "TRY", "means": "bank", "number": "D-2026-11"}
    deal(birch_desk, ash, "pay", **said)
    deal(
        desk, birch, "pay", **said
    )  # Ash books the same slip: nothing is left to pay, nothing changes
    assert partner_owes(ash, birch) == partner_owes(birch, ash) == {}
    page = desk.get(reverse("desk_money_partner", args=[birch.symbol])).content.decode()
    assert "Payment, bank slip D-2026-11" in page


def test_vouchers_are_counted_in_halves(birch_desk, ash, between_us):
    said = {"amount": "40", "currency": "TRY", "means": "vouchers", "number": "IFLA 00123"}
    assert "how many vouchers" in deal(birch_desk, ash, "pay", **said).content.decode()
    assert (
        "whole or a half" in deal(birch_desk, ash, "pay", **said, vouchers="1.3").content.decode()
    )
    page = deal(birch_desk, ash, "pay", **said, vouchers="1.5").content.decode()
    assert "Payment by IFLA voucher, 1.5 × IFLA 00123" in page


def test_only_the_other_end_takes_back_what_it_booked(birch_desk, birch, ash, between_us):
    theirs = Transaction.objects.get(library=birch)
    page = birch_desk.post(
        reverse("desk_money_reverse", args=[theirs.pk]), {"reason": "Bizim değil"}, follow=True
    ).content.decode()
    assert "only it can take it back" in page
    assert partner_owes(ash, birch) == {"TRY": D(40)}


def test_a_charge_by_hand_and_a_waiver_between_libraries(desk, birch, ash):
    deal(
        desk,
        birch,
        "charge",
        purpose="damage",
        amount="12.34",
        currency="TRY",
        reason="Cilt yırtık",
    )
    assert partner_owes(birch, ash) == {"TRY": D("-12.34")}
    deal(desk, birch, "waive", amount="2.34", currency="TRY", reason="Yuvarladık")
    assert partner_owes(birch, ash) == {"TRY": D("-10.00")}


def test_what_blocks_is_lifted_for_a_time(desk, owing, ash):
    ash.policies.create(valid_from="2020-01-01", stated={"unpaid_blocks": True})
    page = desk.get(reverse("desk_money_reader", args=[owing.pk])).content.decode()
    assert "A reader who owes freight may not ask." in page
    day = timezone.localdate() + timedelta(days=5)
    page = do(desk, owing, "lift", until=day.isoformat(), reason="Tez savunması").content.decode()
    assert "A reader who owes freight may not ask." not in page
    assert "Tez savunması" in page
    assert Lift.objects.get().user_id
    past = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert "That day has passed" in do(desk, owing, "lift", until=past, reason="x").content.decode()


def test_strangers_and_the_other_library_see_no_readers_and_no_foreign_account(
    desk, birch_desk, cedar_desk, reader_client, owing, between_us, ash, birch
):
    own = [reverse("desk_money_reader", args=[owing.pk])]
    for address in own:
        assert desk.get(address).status_code == 200
        assert birch_desk.get(address).status_code == 404
        assert cedar_desk.get(address).status_code == 404
        assert reader_client.get(address).status_code == 403
    for name, args in (("desk_money_reader_do", [owing.pk, "pay"]), ("desk_money_reverse", [Transaction.objects.filter(library=ash).first().pk])):  # fmt: skip
        assert cedar_desk.post(reverse(name, args=args)).status_code == 404
        assert reader_client.post(reverse(name, args=args)).status_code == 403
        assert desk.get(reverse(name, args=args)).status_code == 405
    for client in (birch_desk, cedar_desk):
        for address in (reverse("desk_money"), reverse("desk_money_partner", args=[ash.symbol])):
            page = client.get(address).content.decode()
            assert owing.name not in page
            assert "84.50" not in page
    assert (
        "40.00"
        not in cedar_desk.get(reverse("desk_money_partner", args=[birch.symbol])).content.decode()
    )


def test_the_list_of_accounts_takes_few_queries(
    desk, owing, between_us, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        assert desk.get(reverse("desk_money")).status_code == 200


def test_one_late_reader_is_warned_of_before_the_whole_library_is_barred(
    desk, birch_desk, sent, asked, birch, ash_staff, birch_staff, reader, clock
):
    birch.policies.create(valid_from="2020-01-01", stated={"bars_late": "warnings", "warnings": 2})
    lending = LendingRequest.objects.get()
    for step in (supplier.promise, supplier.pack, supplier.ship):
        step(lending.pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    arrivals.arrive(sent.pk, act=clock.staff(ash_staff))
    arrivals.hand_over(asked.pk, act=clock.staff(ash_staff))
    today = timezone.localdate()
    LendingRequest.objects.update(due_date=today - timedelta(days=2))
    asked.borrowing_requests.update(due_date=today - timedelta(days=2))
    loan_time.mark_overdue(lending.pk, act=clock.system())
    page = desk.get(reverse("desk_money")).content.decode()
    # warned once; the second warning goes out a week after the due date
    assert "Birch Library will lend your library nothing" in page
    assert reader.name in page
    assert "in 5 days" in page
    theirs = birch_desk.get(reverse("desk_money_partner", args=["TR-ASH"])).content.decode()
    assert reader.name not in theirs
    clock.catch_up()
    loan_time.warn(lending.pk, act=clock.system())
    assert "will lend your library nothing" not in desk.get(reverse("desk_money")).content.decode()
    page = desk.get(reverse("desk_money_partner", args=[birch.symbol])).content.decode()
    assert "They lend us nothing at present" in page


def test_what_a_lender_charges_for_a_loan_is_passed_on_to_its_reader_once(
    desk, sent, birch, ash, reader, made
):
    what = Sum(D(300), "TRY", Purpose.REPLACEMENT, sent.request_id)
    between.charge(birch, ash, what, reference="loss", made=Made(made.at, birch), reason="Kayıp")
    page = reverse("desk_request", args=[sent.patron_request.number])
    assert "Ask it of the reader" in desk.get(page).content.decode()
    row = Transaction.objects.get(library=ash, reference="loss")
    for _ in range(2):
        desk.post(reverse("desk_money_pass_on", args=[row.pk]))
    assert reader_owes(reader) == {"TRY": D(300)}
    assert "Ask it of the reader" not in desk.get(page).content.decode()


def test_a_months_statement_is_the_same_at_both_ends_as_page_csv_and_pdf(
    desk, birch_desk, cedar_desk, ash, birch, between_us
):
    month = f"{timezone.localdate():%Y-%m}"
    page = desk.get(reverse("desk_statement", args=[birch.symbol, month])).content.decode()
    theirs = birch_desk.get(reverse("desk_statement", args=[ash.symbol, month])).content.decode()
    number = f"TR-ASH/TR-BIRCH/{month}/TRY"
    assert number in page
    assert number in theirs
    assert "TRY 40.00" in page
    assert "TRY -40.00" in theirs
    csv = desk.get(reverse("desk_statement_csv", args=[birch.symbol, month])).content.decode()
    assert csv.splitlines()[-1] == f"{number};;Closing balance;;;;;40.00;TRY;TR-ASH"
    pdf = desk.get(reverse("desk_statement_pdf", args=[birch.symbol, month]))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    other = cedar_desk.get(reverse("desk_statement", args=[birch.symbol, month])).content.decode()
    assert "Nothing until this month" in other
    assert desk.get(reverse("desk_statement", args=[birch.symbol, "2026-13"])).status_code == 404
