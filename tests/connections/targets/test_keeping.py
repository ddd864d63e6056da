"""What a catalogue told, on our own rows of the copies; what is remembered, and for how long."""

from datetime import date, timedelta

import pytest

from catalogue.building import marc
from kopru.catalogue.models import EditionToIndex, Holding, Record, packed
from kopru.catalogue.records.described import Copy
from kopru.connections.targets.health import health_of
from kopru.connections.targets.keeping import learn
from kopru.connections.targets.lines import lines_of, page_of
from kopru.connections.targets.looked_for import LookedFor, look_for
from kopru.connections.targets.models import Check, Outcome, Target
from kopru.connections.targets.pruning import KEPT, prune
from kopru.connections.targets.told import as_plain, from_plain
from target_servers import ISBN, OTHER

pytestmark = pytest.mark.django_db

OUT = Copy(barcode="B1", status="on_loan", due_back=date(2026, 12, 3))


def statuses():
    return list(Holding.objects.order_by("pk").values_list("status", flat=True))


def test_a_copy_is_known_by_its_barcode(ash, kar, hold, target_of, now):
    hold(ash, kar, "B1", "B2")
    assert learn(target_of(ash, "z3950", 1), kar.pk, [OUT], now=now) == 1
    assert statuses() == ["on_loan", "unknown"]
    known = Holding.objects.first()
    assert (known.due_back, known.status_at) == (date(2026, 12, 3), now)


def test_else_by_call_number_and_branch(ash, kar, hold, target_of, now):
    hold(ash, kar, call_number="813 G64", branch="MRK")
    target = target_of(ash, "z3950", 1)
    wrong = [Copy(call_number="813 G64", branch_code="EDB", status="available"), Copy(call_number="900", status="available")]  # fmt: skip
    assert learn(target, kar.pk, wrong, now=now) == 0
    right = [Copy(call_number="813  g64", branch_code="MRK", barcode="X", status="on_loan"),
             Copy(call_number="813 G64", status="available")]  # fmt: skip
    assert learn(target, kar.pk, right, now=now) == 1
    assert statuses() == ["available"]  # the best of several alike


def test_a_row_that_says_only_that_they_have_it_stands_for_all(ash, kar, hold, target_of, now):
    hold(ash, kar, call_number="", branch="")
    copies = [OUT, Copy(barcode="B2", status="on_loan", due_back=date(2026, 11, 30))]
    assert learn(target_of(ash, "z3950", 1), kar.pk, copies, now=now) == 1
    assert Holding.objects.get().due_back == date(2026, 11, 30)


def test_copies_that_we_do_not_have_are_not_made_up(ash, kar, hold, target_of, now):
    hold(ash, kar, "B1")
    learn(
        target_of(ash, "z3950", 1), kar.pk, [OUT, Copy(barcode="B9", status="available")], now=now
    )
    assert Holding.objects.count() == 1


def test_other_libraries_copies_stay_as_they_are(ash, birch, kar, hold, target_of, now):
    hold(ash, kar, "B1")
    hold(birch, kar, "B1")
    learn(target_of(ash, "z3950", 1), kar.pk, [OUT], now=now)
    assert statuses() == ["on_loan", "unknown"]


def test_unknown_forgets_nothing(ash, kar, hold, target_of, now):
    (copy,) = hold(ash, kar, "B1")
    Holding.objects.update(status="available", status_at=now - timedelta(days=3))
    learn(target_of(ash, "z3950", 1), kar.pk, [Copy(barcode="B1")], now=now)
    copy.refresh_from_db()
    assert (copy.status, copy.status_at) == ("available", now - timedelta(days=3))


def test_the_index_hears_when_something_comes_in_or_goes_out(ash, kar, hold, target_of, now):
    hold(ash, kar, "B1")
    target = target_of(ash, "z3950", 1)
    EditionToIndex.objects.all().delete()
    learn(target, kar.pk, [OUT], now=now)
    assert not EditionToIndex.objects.exists()
    learn(target, kar.pk, [Copy(barcode="B1", status="available")], now=now)
    assert EditionToIndex.objects.count() == 1


def test_copies_are_kept_as_plain_values():
    assert from_plain(as_plain((OUT, Copy()))) == (OUT, Copy())
    assert from_plain([{"barcode": "B", "unheard_of": 1}]) == (Copy(barcode="B"),)


# -- what is looked for ----------------------------------------------------------------------


def test_ten_digits_are_asked_for_too():
    assert LookedFor(numbers=(ISBN,)).isbns == (ISBN, "9750812344")
    assert LookedFor(numbers=("9791234567896",)).isbns == ("9791234567896",)


def test_each_library_is_asked_by_its_own_number(ash, birch, cedar, kar, hold):
    hold(ash, kar, number="4711")
    hold(birch, kar, number="~abc")
    wanted = look_for(kar, [ash.pk, birch.pk, cedar.pk])
    assert (wanted[ash.pk].control_number, wanted[ash.pk].koha_id) == ("4711", "4711")
    assert (wanted[birch.pk].control_number, wanted[birch.pk].koha_id) == ("", "")
    assert wanted[cedar.pk].isbns[0] == ISBN


def test_kohas_number_stands_in_999_c(ash, kar, hold):
    hold(ash, kar, number="4711")
    raw = marc("4711", "Kar kristali").replace(b"\x1e\x1d", b"\x1e  \x1fc815\x1fd815\x1e\x1d")
    # one more field needs its place in the directory
    base = int(raw[12:17])
    body = raw[base:]
    start = body.rindex(b"  \x1fc815")
    entry = b"999%04d%05d" % (len(b"  \x1fc815\x1fd815\x1e"), start)
    raw = raw[:12] + b"%05d" % (base + 12) + raw[17 : base - 1] + entry + raw[base - 1 :]
    Record.objects.update(packed=packed(raw), format="iso2709")
    assert look_for(kar, [ash.pk])[ash.pk].koha_id == "815"


@pytest.mark.parametrize(
    ("template", "page"),
    [("https://k.example/?q={isbn}", f"https://k.example/?q={ISBN}"),
     ("https://k.example/?t={title}", "https://k.example/?t=%C5%9Eeker%20%26%20bal"),
     ("https://k.example/{control_number}", "https://k.example/a%2F1"),
     ("https://k.example/{koha_id}", ""), ("https://k.example/", "https://k.example/"),
     ("javascript:alert(1)", ""), ("", "")],
)  # fmt: skip
def test_pages_of_a_title(template, page):
    wanted = LookedFor((OTHER[:-1] + "1", ISBN), "Şeker & bal", control_number="a/1")
    assert page_of(Target(page=template), wanted) == page


# -- lines, health, pruning ------------------------------------------------------------------


def checked(target, edition, at, outcome=Outcome.HELD, ms=100, **more):
    return Check.objects.create(
        target=target, edition=edition, asked_at=at, answered_at=at, milliseconds=ms, outcome=outcome, **more
    )  # fmt: skip


def test_lines_show_the_last_that_was_told(ash, kar, hold, target_of, now):
    hold(ash, kar, "B1")
    target = target_of(ash, "z3950", 1, page="https://k.example/{isbn}")
    checked(target, kar, now - timedelta(days=2), Outcome.NOT_HELD)
    checked(target, kar, now - timedelta(days=1), copies=as_plain((OUT,)))
    (line,) = lines_of(kar, now=now, lost_after=10)
    assert (line.outcome, line.at, line.copies) == (Outcome.HELD, now - timedelta(days=1), (OUT,))
    assert (line.back, line.count("on_loan"), line.count("available")) == (date(2026, 12, 3), 1, 0)
    assert line.page == f"https://k.example/{ISBN}"


def test_health_counts_what_happened_lately(ash, birch, kar, target_of, now):
    target, silent = target_of(ash, "z3950", 1), target_of(birch, "koha", 1)
    for n in range(19):
        checked(target, kar, now - timedelta(hours=n + 2), ms=100 + n)
    checked(target, kar, now - timedelta(hours=1), Outcome.UNREACHABLE, ms=5, detail="10000")
    checked(target, kar, now - timedelta(minutes=1), Outcome.NOT_INSTALLED)
    checked(target, kar, now - timedelta(days=8), Outcome.NO_ANSWER)
    target.breaker.rests_until = now + timedelta(minutes=1)
    target.breaker.save()
    health, new = health_of([target, silent], now=now)
    assert (health.asked, health.success, health.median, health.p95) == (21, 19 / 20, 109, 118)
    assert health.state == "resting"
    assert health.last_answer == now - timedelta(hours=2)
    assert health.last_trouble.outcome == Outcome.NOT_INSTALLED
    assert (new.state, new.success, new.median) == ("new", None, None)


def test_old_checks_go_and_lost_questions_are_named(ash, kar, target_of, now):
    target = target_of(ash, "z3950", 1)
    Check.objects.bulk_create(
        Check(target=target, edition=kar, asked_at=now - timedelta(minutes=n), outcome=Outcome.HELD)
        for n in range(KEPT + 25)
    )
    old = checked(target, kar, now - timedelta(days=31))
    lost = checked(target, kar, now - timedelta(seconds=90), Outcome.ASKING)
    assert prune(now=now) == 27
    assert Check.objects.count() == KEPT
    assert not Check.objects.filter(pk=old.pk).exists()
    lost.refresh_from_db()
    assert lost.outcome == Outcome.LOST
