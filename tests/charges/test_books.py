"""Books: what is booked once, paid with proof, waived with reason, taken back at both ends."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopru.charges import between, books, readers
from kopru.charges.books import Event, Line, Made, NotBooked, Place
from kopru.charges.checks import faults
from kopru.charges.models import AccountKind, Entry, Purpose, Transaction, TransactionKind
from kopru.charges.queries import lines_of, open_of, partner_owes, reader_owes
from kopru.charges.readers import Paid, Sum
from support import reads_at

pytestmark = pytest.mark.django_db

D = Decimal
FREIGHT = Sum(D("120.50"), "TRY", Purpose.FREIGHT, "ASH-1")


@pytest.fixture
def made(ash, now):
    return Made(now, ash, user=7)


def cash(amount, number):
    return Paid(D(amount), AccountKind.CASH, number)


def test_a_reader_is_asked_pays_in_two_parts_and_owes_nothing(reader, made):
    readers.ask_of_reader(reader, FREIGHT, reference="f:1", made=made)
    readers.pay_by_reader(reader, cash("100", "A-1"), made=made)
    assert reader_owes(reader) == {"TRY": D("20.50")}
    readers.pay_by_reader(reader, cash("20.50", "A-2"), made=made)
    assert reader_owes(reader) == {}
    assert faults() == []


def test_the_same_reference_is_the_same_event_and_another_sum_under_it_is_refused(reader, made):
    one = readers.ask_of_reader(reader, FREIGHT, reference="f:1", made=made)
    assert readers.ask_of_reader(reader, FREIGHT, reference="f:1", made=made) == one
    with pytest.raises(NotBooked, match="reference_taken"):
        readers.ask_of_reader(reader, Sum(D(1), "TRY", Purpose.FREIGHT), reference="f:1", made=made)
    paid = readers.pay_by_reader(reader, cash("20", "a  1"), made=made)
    assert readers.pay_by_reader(reader, cash("20", "A 1"), made=made) == paid
    with pytest.raises(NotBooked, match="reference_taken"):
        readers.pay_by_reader(reader, cash("30", "A 1"), made=made)
    assert reader_owes(reader) == {"TRY": D("100.50")}


@pytest.mark.parametrize(
    ("paid", "code"),
    [
        (cash("10", "  "), "proof_missing"),
        (cash("120.51", "A-1"), "more_than_owed"),
        (cash("0", "A-1"), "not_a_sum"),
        (cash("-5", "A-1"), "not_a_sum"),
        (cash("1.001", "A-1"), "not_a_sum"),
        (Paid(D(1), AccountKind.INCOME, "A-1"), "not_a_means"),
        (Paid(D(1), AccountKind.CASH, "A-1", "EUR"), "more_than_owed"),
    ],
)
def test_a_payment_that_is_none_is_refused_and_nothing_is_booked(reader, made, paid, code):
    readers.ask_of_reader(reader, FREIGHT, reference="f:1", made=made)
    with pytest.raises(NotBooked, match=code):
        readers.pay_by_reader(reader, paid, made=made)
    assert Transaction.objects.count() == 1


def test_a_waiver_needs_a_reason_and_says_what_it_is_for(reader, made):
    charge = readers.ask_of_reader(reader, FREIGHT, reference="f:1", made=made)
    with pytest.raises(NotBooked, match="reason_missing"):
        readers.waive_for_reader(reader, FREIGHT, reason=" ", reference="w:1", made=made)
    readers.waive_for_reader(
        reader, FREIGHT, reason="Deprem", reference="w:1", made=made, settles=charge
    )
    assert reader_owes(reader) == {}
    lines = lines_of(reader.library, readers.reader_place(reader))
    assert open_of(lines, currency="TRY") == ([], 0)


def test_what_is_reversed_is_open_no_more_and_reversing_twice_does_it_once(reader, made):
    charge = readers.ask_of_reader(reader, FREIGHT, reference="f:1", made=made)
    with transaction.atomic():
        [back] = books.reverse(charge.pk, reason="Yanlış okur", made=made)
        assert books.reverse(charge.pk, reason="Yanlış okur", made=made) == [back]
        with pytest.raises(NotBooked, match="is_reversal"):
            books.reverse(back.pk, reason="x", made=made)
    assert reader_owes(reader) == {}
    lines = lines_of(reader.library, readers.reader_place(reader))
    assert open_of(lines, currency="TRY") == ([], 0)
    assert [line.amount for line in lines] == [D("120.50"), D("-120.50")]


def test_both_libraries_book_what_one_asks_of_the_other(ash, birch, made):
    between.charge(ash, birch, FREIGHT, reference="f:1", made=made)
    assert partner_owes(ash, birch) == {"TRY": D("120.50")}
    assert partner_owes(birch, ash) == {"TRY": D("-120.50")}
    between.pay(birch, ash, Paid(D("20.50"), AccountKind.BANK, "D-9"), made=made)
    # the other end books the same bank slip: it is the same payment
    again = Made(made.at, birch)
    between.pay(birch, ash, Paid(D("20.50"), AccountKind.BANK, "d-9"), made=again)
    assert partner_owes(ash, birch) == {"TRY": D(100)}
    assert faults() == []


def test_only_who_booked_it_reverses_it_and_then_at_both_ends(ash, birch, made):
    ours, theirs = between.charge(ash, birch, FREIGHT, reference="f:1", made=made)
    with pytest.raises(NotBooked, match="not_ours_to_reverse"), transaction.atomic():
        books.reverse(theirs.pk, reason="Bize ait değil", made=Made(made.at, birch))
    with transaction.atomic():
        assert len(books.reverse(ours.pk, reason="Yanlış kütüphane", made=made)) == 2
    assert partner_owes(ash, birch) == partner_owes(birch, ash) == {}
    assert faults() == []


def test_only_the_creditor_waives(ash, birch, made):
    between.charge(ash, birch, FREIGHT, reference="f:1", made=made)
    with pytest.raises(NotBooked, match="not_ours_to_waive"):
        between.waive(ash, birch, FREIGHT, reason="Olmasın", made=Made(made.at, birch))
    between.waive(ash, birch, FREIGHT, reason="Komşuyuz", made=made)
    assert partner_owes(birch, ash) == {}
    assert faults() == []


def test_of_a_library_elsewhere_only_our_end_is_booked(ash, birch, made):
    birch.is_local = False
    birch.save()
    assert len(between.charge(ash, birch, FREIGHT, reference="f:1", made=made)) == 1
    between.charge(birch, ash, FREIGHT, reference="f:2", made=made)
    assert partner_owes(ash, birch) == {}
    assert Transaction.objects.exclude(library=ash).count() == 0
    with pytest.raises(NotBooked, match="more_than_owed"):
        between.pay(ash, birch, Paid(D(1), AccountKind.BANK, "D-1"), made=made)


def test_lines_that_do_not_sum_to_nought_never_reach_the_books(ash, made):
    event = Event(TransactionKind.SPENT, "x")
    lines = [Line(Place(AccountKind.CASH), D(1)), Line(Place(AccountKind.BANK), D(-2))]
    with pytest.raises(NotBooked, match="not_a_sum"), transaction.atomic():
        books.book(ash, event, lines, made=made)


def test_a_fault_behind_the_databases_back_is_found(ash, birch, made):
    between.charge(ash, birch, FREIGHT, reference="f:1", made=made)
    out = StringIO()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER charges_entry_is_never_changed")
        cursor.execute(
            "UPDATE charges_entry SET amount = 1 WHERE id = %s", [Entry.objects.first().pk]
        )
    assert {one.code for one in faults()} == {"unbalanced", "ends_differ"}
    with pytest.raises(SystemExit):
        call_command("books_check", stdout=out)


steps = st.lists(
    st.tuples(
        st.sampled_from(("ask", "pay", "waive", "owe", "pay_back", "forgive", "reverse")),
        st.decimals(min_value=D("0.01"), max_value=D(900), places=2),
        st.integers(0, 30),
    ),
    max_size=30,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_whatever_is_done_the_books_balance_and_both_ends_agree(ash, birch, now, said):
    sid = transaction.savepoint()
    patron = reads_at(ash)
    for number, (what, amount, which) in enumerate(said):
        one, other = (ash, birch) if which % 2 else (birch, ash)
        try:
            with transaction.atomic():
                _do(what, amount, which, patron=patron, one=one, other=other, now=now)
        except (NotBooked, Transaction.DoesNotExist):
            pass
        assert faults() == [], number
    for currency in ("TRY", "EUR"):
        ours, theirs = partner_owes(ash, birch), partner_owes(birch, ash)
        assert ours.get(currency, 0) == -theirs.get(currency, 0)
    transaction.savepoint_rollback(sid)


def _do(what, amount, which, *, patron, one, other, now):
    at, home = Made(now, one), Made(now, patron.library)
    total = Sum(amount, "TRY" if which % 3 else "EUR", Purpose.FINE)
    paid = Paid(amount, AccountKind.BANK, f"D-{which}", total.currency)
    match what:
        case "ask":
            readers.ask_of_reader(patron, total, reference=f"r:{which}", made=home)
        case "pay":
            readers.pay_by_reader(patron, paid, made=home)
        case "waive":
            readers.waive_for_reader(patron, total, reason="x", reference=f"w:{which}", made=home)
        case "owe":
            between.charge(one, other, total, reference=f"o:{which}", made=at)
        case "pay_back":
            between.pay(other, one, paid, made=at)
        case "forgive":
            between.waive(one, other, total, reason="x", made=at)
        case "reverse":
            found = list(Transaction.objects.order_by("pk").values_list("pk", flat=True))
            books.reverse(found[which % len(found)] if found else 0, reason="x", made=at)
