"""Each sort of catalogue, asked for real."""

from datetime import date

import pytest

from kopru.connections.targets.dialects import DIALECTS, can_ask
from kopru.connections.targets.looked_for import LookedFor
from kopru.connections.targets.models import Outcome, Target
from target_servers import ISBN, OTHER, babble, drip, flood, free_port, hang, koha_item, record

KAR = LookedFor((ISBN,), "Kar kristali", "Gökçe, Işık")
Z3950 = {"kind": "z3950", "database": "Default", "isbn": "1=7", "title": "1=4", "author": "1=1003"}
SRU = {"kind": "sru", "isbn": "bath.isbn", "title": "dc.title", "author": "dc.creator"}


def ask(wanted=KAR, seconds=3.0, **said):
    target = Target(**said)
    return DIALECTS[target.kind](target, wanted, seconds)


def z3950(port, **more):
    return {**Z3950, "address": f"127.0.0.1:{port}", **more}


def sru(port, **more):
    return {**SRU, "address": f"http://127.0.0.1:{port}/Default", **more}


def standing(told):
    return [(c.barcode, c.status, c.due_back) for c in told.copies]


THREE = [
    ("B1", "available", None),
    ("B2", "on_loan", date(2026, 12, 3)),
    ("B3", "not_for_loan", None),
]


@pytest.mark.parametrize(
    "said",
    [z3950, lambda p: z3950(p, syntax="usmarc"), lambda p: z3950(p, syntax="xml"), sru,
     lambda p: sru(p, syntax="opacxml")],
)  # fmt: skip
def test_copies_come_alike_in_every_syntax(zebra, said):
    told = ask(**said(zebra))
    assert told.outcome == Outcome.HELD, told
    assert standing(told) == THREE
    assert told.copies[0].call_number == "813 G64"
    assert any("Kar kristali" in step.en for step in told.trace)


@pytest.mark.parametrize("said", [z3950, sru])
def test_a_record_without_isbn_is_found_by_its_title(zebra, said):
    told = ask(LookedFor((OTHER[:-1] + "1",), "Isbnsiz bir kitap", "Ay, Su"), **said(zebra))
    assert told.outcome == Outcome.HELD
    assert standing(told) == [("I1", "available", None)]


@pytest.mark.parametrize("said", [z3950, sru])
def test_by_its_own_number_where_the_catalogue_has_that_index(zebra, said):
    index = {"number": "1=12" if said is z3950 else "rec.id"}
    wanted = LookedFor((), "Şeker bayramı", "", control_number="k2")
    told = ask(wanted, **{**said(zebra), "title": "", **index})
    assert standing(told) == [("S1", "on_loan", date(2027, 1, 15))]


@pytest.mark.parametrize("said", [z3950, sru])
def test_what_it_has_not_it_has_not(zebra, said):
    wanted = LookedFor(("9789944885652",), "Hiç yazılmamış roman", "Kimse")
    assert ask(wanted, **said(zebra)).outcome == Outcome.NOT_HELD


def test_another_work_is_not_believed(ztest):
    # YAZ's test server gives the same few books, whatever is asked for
    told = ask(**z3950(ztest, title=""))
    assert told.outcome == Outcome.OTHER_WORK
    assert told.copies == ()
    assert "program a computer" in told.detail


@pytest.mark.parametrize("said", [z3950, sru])
@pytest.mark.parametrize(
    ("behave", "outcomes"),
    [(hang, ["no_answer"]), (drip, ["no_answer"]), (babble, ["garbled"]),
     (flood, ["too_big", "no_answer", "garbled", "crashed"])],
)  # fmt: skip
def test_misbehaviour_is_named(rude, said, behave, outcomes):
    assert ask(seconds=0.5, **said(rude(behave))).outcome in outcomes


@pytest.mark.parametrize("said", [z3950, sru])
def test_nobody_listens(said):
    assert ask(**said(free_port())).outcome == Outcome.UNREACHABLE


@pytest.mark.parametrize(
    "said", [z3950, sru, lambda p: {"kind": "koha", "address": f"http://127.0.0.1:{p}"}]
)
def test_a_private_address_is_not_asked(settings, rude, said):
    settings.KOPRU_ALLOWED_NETWORKS = []
    wanted = LookedFor((ISBN,), "Kar kristali", koha_id="7")
    assert ask(wanted, **said(rude(hang))).outcome == Outcome.FORBIDDEN


def test_a_wrong_database_or_index_is_a_refusal_in_words(zebra):
    told = ask(**z3950(zebra, database="Yok"))
    assert (told.outcome, told.detail[:3]) == (Outcome.REFUSED, "109")
    told = ask(**sru(zebra, isbn="bath.nothing"))
    assert (told.outcome, told.detail[:2]) == (Outcome.REFUSED, "16")


# -- Koha ------------------------------------------------------------------------------------

BY_NUMBER = LookedFor((ISBN,), "Kar kristali", koha_id="7")


@pytest.fixture
def filled(koha):
    items = [
        koha_item("B1"), koha_item("B2", due="2026-12-03"), koha_item("B3", not_for_loan=1),
        koha_item("B4", lost_status=1),
    ]  # fmt: skip
    koha.add(7, record(), items, title="Kar kristali", isbn=ISBN)
    return koha


def test_koha_is_asked_by_its_own_number(filled):
    told = ask(BY_NUMBER, kind="koha", address=f"{filled.address}/")
    assert standing(told) == [*THREE, ("B4", "not_for_loan", None)]
    assert filled.heard == ["/api/v1/public/biblios/7", "/api/v1/public/biblios/7/items"]


def test_koha_with_an_account_is_asked_by_isbn(filled):
    told = ask(KAR, kind="koha", address=f"{filled.address}/api/v1", user="kopru", password="gizli")
    assert standing(told)[:3] == THREE
    assert filled.heard == ["/api/v1/biblios", "/api/v1/biblios/7/items"]


def test_koha_refuses_a_wrong_password(filled):
    told = ask(KAR, kind="koha", address=filled.address, user="kopru", password="yanlis")
    assert (told.outcome, told.detail) == (Outcome.REFUSED, "HTTP 401")
    assert "yanlis" not in repr(told)


def test_a_number_that_is_another_work_there_is_not_believed(filled):
    told = ask(
        LookedFor((OTHER,), "Şeker bayramı", koha_id="7"), kind="koha", address=filled.address
    )
    assert (told.outcome, told.detail) == (Outcome.OTHER_WORK, "Kar kristali")
    assert len(filled.heard) == 1


def test_a_number_that_koha_has_not(filled):
    told = ask(LookedFor((), "Kar kristali", koha_id="8"), kind="koha", address=filled.address)
    assert told.outcome == Outcome.NOT_HELD


def test_koha_cannot_be_asked_without_a_number_or_an_account():
    assert not can_ask(Target(kind="koha"), KAR)
    assert can_ask(Target(kind="koha"), BY_NUMBER)
    assert can_ask(Target(kind="koha", user="kopru"), KAR)
    assert not can_ask(Target(kind="z3950", isbn="1=7"), LookedFor((), "Kar kristali"))
    assert not can_ask(Target(kind="link"), KAR)
