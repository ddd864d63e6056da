"""What concerns the whole network, or a library that is closed."""

from datetime import timedelta

import pytest

from kopru.libraries.actions import Refused as RefusedWrite
from kopru.libraries.actions import close_days, end_standstill, state_standstill
from kopru.libraries.models import ClosingDay
from kopru.requests.actions import requester, supplier
from kopru.requests.actions.rota import ranked_holders
from kopru.requests.actions.steps import Refused
from kopru.requests.queries import judge
from support import held_by

pytestmark = pytest.mark.django_db


def _stand(stage, kind, days=None, **more):
    today = stage.clock.now.date()
    ends = today + timedelta(days=days) if days else None
    return state_standstill(kind=kind, begins=today, ends=ends, reason_tr="Deprem", **more)


@pytest.mark.row("Force majeure")
def test_nothing_is_sent_while_the_network_stands_still(stage):
    rule = _stand(stage, "everything", reason_en="Earthquake")
    with pytest.raises(Refused, match="standstill"):
        stage.sent()
    today = stage.clock.now.date()
    said = judge(
        stage.reader, stage.asked.citation, stage.asked.edition, today=today, besides=stage.asked
    )
    assert (said[0].code, said[0].firm, said[0].rule.en) == ("standstill", True, "Earthquake")
    end_standstill(standstill=rule, today=today)
    stage.sent()
    assert stage.states[0] == "requested"


@pytest.mark.row("Force majeure")
def test_a_no_meanwhile_asks_nobody_else(stage, third):
    third()
    stage.sent()
    _stand(stage, "loans")
    stage.at_birch(supplier.decline, stage.lending.pk, reason="NotOnShelf")
    stage.asked.refresh_from_db()
    assert stage.asked.state == "sourcing"


@pytest.mark.row("Force majeure")
def test_copies_go_on_where_only_loans_stop(stage):
    _stand(stage, "loans")
    article = stage.asked.citation.as_dict() | {"kind": "article", "journal": "Bilig"}
    type(stage.asked).objects.filter(pk=stage.asked.pk).update(cited=article, service="copy")
    stage.at_ash(requester.send, stage.asked.pk)


@pytest.mark.row("Force majeure")
def test_due_dates_move_behind_it_and_readers_are_told(stage):
    stage.with_reader()
    before = stage.lending.due_date
    rule = _stand(stage, "dates", days=90)
    stage.days(1)
    assert stage.states == ("with_reader", "received", "out")
    assert stage.lending.due_date == stage.loan.due_date > rule.ends > before
    assert stage.lending.library.open_days().is_open(stage.lending.due_date)
    assert stage.mails[-1] == "renewed"
    told = stage.mails.count("renewed")
    stage.days(3)
    assert stage.mails.count("renewed") == told, "once"


@pytest.mark.row("Force majeure")
def test_a_rule_that_cannot_be_is_refused_in_words(stage):
    with pytest.raises(RefusedWrite, match="last day"):
        _stand(stage, "dates")


@pytest.mark.row("Library closed")
def test_a_closed_library_is_asked_last(stage, edition, cedar, birch):
    held_by(edition, cedar, "C1")
    today = stage.clock.now.date()
    for n in range(30):
        ClosingDay.objects.create(library=birch, day=today + timedelta(days=n))
    order = [
        ranked.candidate.symbol for ranked, _ in ranked_holders(stage.asked, now=stage.clock.now)
    ]
    assert order.index("TR-CEDAR") < order.index("TR-BIRCH")


@pytest.mark.row("Library closed")
def test_a_closure_moves_the_due_dates_that_are_set(stage, ash, birch):
    stage.with_reader()
    stage.asked.refresh_from_db()
    mine, theirs = stage.asked.due_date, stage.lending.due_date
    close_days(library=birch, first=theirs, reason="Taşınma")
    stage.days(1)
    assert stage.lending.due_date == stage.loan.due_date > theirs
    stage.asked.refresh_from_db()
    assert stage.asked.due_date >= mine
    assert stage.lending.renewals == stage.loan.renewals == 0, "nobody has asked for it"
    told, mine = stage.mails.count("renewed"), stage.asked.due_date
    close_days(library=ash, first=mine, reason="Sayım")
    stage.days(1)
    stage.asked.refresh_from_db()
    assert stage.asked.due_date != mine
    assert ash.open_days().is_open(stage.asked.due_date)
    assert stage.mails.count("renewed") == told + 1, "never moved without notice"


@pytest.mark.row("Wrong address")
def test_a_parcel_goes_to_the_branch_that_takes_parcels(stage, ash):
    ash.branches.create(
        code="TIP", name_tr="Tıp", name_en="Medicine", address="Hastane Cad. 9", city="Ankara"
    )
    stage.sent()
    assert "Ihlamur" in str(stage.lending.deliver_to)
    assert "Hastane" not in str(stage.lending.deliver_to)
