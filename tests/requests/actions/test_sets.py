"""One wish for several volumes or copies: parted, sent over several libraries, told as one."""

import dataclasses

import pytest

from kopru.connections.iso18626.models import Message
from kopru.connections.notices.models import Notice
from kopru.requests.actions import arrivals, requester, sets, supplier
from kopru.requests.actions.rota import ranked_holders
from kopru.requests.actions.steps import Refused
from kopru.requests.models import LendingRequest, PatronRequest, RequestSet
from kopru.requests.queries import broken_chains, judge
from support import held_by

pytestmark = pytest.mark.django_db


def parts_of(whole):
    return list(PatronRequest.objects.filter(part_of=whole).order_by("pk"))


@pytest.fixture
def volumes(reader, edition, cited, clock):
    """Volumes 1 and 2, asked for at once."""
    first = sets.ask(
        patron=reader, citation=dataclasses.replace(cited, volume="1-2"), door="portal",
        edition=edition, act=clock.reader(reader.user),
    )  # fmt: skip
    return first.part_of


def test_two_volumes_are_two_requests_with_numbers_of_their_own(volumes):
    first, second = parts_of(volumes)
    assert [p.citation.volume for p in (first, second)] == ["1", "2"]
    assert volumes.number == first.number != second.number
    assert [p.part_words.tr for p in (first, second)] == ["1. cilt", "2. cilt"]
    assert second.patron == first.patron
    assert second.asked_at == first.asked_at
    assert volumes.citation.volume == "1-2"
    assert broken_chains() == []


def test_one_mail_acknowledges_the_whole(volumes, clock):
    clock.later(seconds=1)
    assert not Notice.objects.exists()  # it waits for what else there may be to tell
    clock.later(minutes=3)
    (mail,) = Notice.objects.all()
    assert "1. ve 2. cilt" in mail.body
    assert "(1. ve 2. cilt sırada.)" in mail.body
    assert f"/requests/sets/{volumes.number}/" in mail.body
    assert mail.also.count() == 1
    clock.later(minutes=3)
    assert Notice.objects.count() == 1


def test_the_messages_say_that_they_belong_together(volumes, ash_staff, clock):
    sent = sets.send_all(volumes.pk, act=clock.staff(ash_staff))
    assert sent == sets.Sent(2, ())
    clock.later(minutes=1)
    theirs = list(LendingRequest.objects.order_by("pk"))
    assert [one.set_number for one in theirs] == [volumes.number] * 2
    assert [one.citation.volume for one in theirs] == ["1", "2"]
    wire = [bytes(m.body).decode() for m in Message.objects.filter(says="New", is_incoming=False)]
    assert len(wire) == 2
    assert all(f"<ill:multipleItemRequestId>{volumes.number}<" in text for text in wire)
    assert all("<ill:requestSubType>MultipleItemRequest<" in text for text in wire)


def test_a_library_that_sends_one_part_is_asked_for_the_next(
    volumes, edition, cedar, ash, ash_staff, clock
):
    cedar.city = ash.city  # else it would come first: the same city
    cedar.save()
    held_by(edition, cedar, "C1")
    first, second = parts_of(volumes)
    birch = first.library.__class__.objects.get(symbol="TR-BIRCH")
    requester.send(first.pk, library=birch, act=clock.staff(ash_staff))
    borrowing = requester.send(second.pk, act=clock.staff(ash_staff))
    assert borrowing.supplier == birch
    why = second.rota.get(library=birch).because
    assert "Takımın 1 parçası ondan istendi: tek koli, tek kargo ücreti." in [w["tr"] for w in why]


def test_nobody_is_asked_for_more_copies_than_it_holds(
    reader, edition, cited, cedar, ash_staff, clock
):
    held_by(edition, cedar, "C1")
    held_by(edition, cedar, "C2")
    first = sets.ask(
        patron=reader, citation=cited, copies=4, door="staff", edition=edition,
        act=clock.staff(ash_staff),
    )  # fmt: skip
    sent = sets.send_all(first.part_of_id, act=clock.staff(ash_staff))
    parts = parts_of(first.part_of)
    asked = [p.current.supplier.symbol for p in parts if p.current]
    assert sorted(asked) == ["TR-BIRCH", "TR-CEDAR", "TR-CEDAR"]
    assert sent == sets.Sent(3, (parts[3].number,))
    clock.later(minutes=1)
    # at the supplier's each copy is another one
    theirs = LendingRequest.objects.filter(library=cedar).values_list("item_barcode", flat=True)
    assert set(theirs) == {"C1", "C2"}


def test_a_no_to_one_copy_is_a_no_to_all(
    reader, edition, cited, cedar, cedar_staff, ash_staff, clock
):
    held_by(edition, cedar, "C1")
    held_by(edition, cedar, "C2")
    first = sets.ask(
        patron=reader, citation=cited, copies=2, door="staff", edition=edition,
        act=clock.staff(ash_staff),
    )  # fmt: skip
    one, two = parts_of(first.part_of)
    requester.send(one.pk, library=cedar, act=clock.staff(ash_staff))
    clock.later(minutes=1)
    theirs = LendingRequest.objects.get(library=cedar)
    supplier.decline(theirs.pk, reason="NotHeld", act=clock.staff(cedar_staff))
    clock.later(minutes=1)
    one.refresh_from_db()
    assert one.current.supplier.symbol == "TR-BIRCH"
    with pytest.raises(Refused, match="nobody_to_ask"):
        requester.send(two.pk, act=clock.staff(ash_staff))
    two.refresh_from_db()
    said = {r.candidate.symbol: r.obstacle.tr for r, _ in ranked_holders(two, now=clock.now)}
    assert said == {
        "TR-CEDAR": "Bu takımın bir nüshasına hayır dedi.",
        "TR-BIRCH": "Nüshalarının hepsi bu takım için istendi.",
    }


def test_parts_that_arrive_together_are_told_in_one_mail(volumes, ash_staff, birch_staff, clock):
    sets.send_all(volumes.pk, act=clock.staff(ash_staff))
    clock.later(minutes=5)
    for lending in LendingRequest.objects.all():
        for do in (supplier.promise, supplier.pack, supplier.ship):
            do(lending.pk, act=clock.staff(birch_staff))
    clock.later(minutes=5)
    clock.later(minutes=5)
    assert Notice.objects.filter(event="on_its_way").count() == 1
    for one in parts_of(volumes):
        arrivals.arrive(one.current_id, act=clock.staff(ash_staff))
        clock.later(seconds=30)
    clock.later(minutes=5)
    (ready,) = Notice.objects.filter(event="ready")
    assert "1. ve 2. cilt" in ready.body
    assert "(1. ve 2. cilt geldi.)" in ready.body
    assert broken_chains() == []


def test_a_request_that_was_asked_for_whole_is_parted_when_only_some_of_it_comes(
    sent, asked, birch_staff, ash_staff, clock
):
    theirs = LendingRequest.objects.get()
    for do in (supplier.promise, supplier.pack, supplier.ship):
        do(theirs.pk, act=clock.staff(birch_staff))
    clock.later(minutes=5)
    arrivals.arrive(sent.pk, act=clock.staff(ash_staff))
    whole = sets.part(asked.pk, sets.Parting.into_volumes("1-2"), act=clock.staff(ash_staff))
    came, missing = parts_of(whole)
    assert (came.pk, came.state, came.current) == (asked.pk, "ready", sent)
    assert (missing.state, missing.citation.volume) == ("new", "2")


def test_parts_become_one_request_again_while_nothing_is_asked(volumes, ash_staff, clock):
    first, second = parts_of(volumes)
    again = sets.join(volumes.pk, act=clock.staff(ash_staff))
    assert (again.pk, again.part_of, again.citation.volume) == (first.pk, None, "1-2")
    second.refresh_from_db()
    assert (second.state, second.joined_into_id) == ("cancelled", first.pk)
    assert not RequestSet.objects.exists()
    clock.later(minutes=5)
    assert not Notice.objects.filter(event="cancelled").exists()
    assert broken_chains() == []


def test_after_a_library_was_asked_it_is_too_late_to_join(volumes, ash_staff, clock):
    requester.send(parts_of(volumes)[0].pk, act=clock.staff(ash_staff))
    with pytest.raises(Refused, match="too_late_to_join"):
        sets.join(volumes.pk, act=clock.staff(ash_staff))
    assert len(parts_of(volumes)) == 2


def test_a_part_is_not_parted_again(volumes, ash_staff, clock):
    with pytest.raises(Refused, match="is_part"):
        sets.part(parts_of(volumes)[0].pk, sets.Parting.into_copies(2), act=clock.staff(ash_staff))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: sets.Parting.into_volumes("1"), "parts_few"),
        (lambda: sets.Parting.into_volumes("3-1"), "parts_backwards: 3-1"),
        (lambda: sets.Parting.into_copies(1), "parts_few"),
        (lambda: sets.Parting.into_copies(41), "parts_too_many: 40"),
    ],
)
def test_what_makes_no_set_is_refused_by_name(make, code):
    with pytest.raises(Refused, match=code):
        make()


def test_volumes_asked_for_one_by_one_are_gathered(reader, edition, cited, ash_staff, clock):
    asked = [
        requester.ask(
            patron=reader, citation=dataclasses.replace(cited, volume=volume), door="mail",
            edition=edition, act=clock.reader(reader.user),
        )
        for volume in ("3", "4")
    ]  # fmt: skip
    whole = sets.gather(asked, act=clock.staff(ash_staff))
    assert [p.part for p in parts_of(whole)] == ["3", "4"]
    with pytest.raises(Refused, match="not_one_wish"):
        sets.gather(asked, act=clock.staff(ash_staff))


def test_the_same_volume_twice_makes_no_set(reader, edition, cited, asked, ash_staff, clock):
    again = requester.ask(
        patron=reader, citation=cited, door="mail", edition=edition, act=clock.reader(reader.user)
    )
    with pytest.raises(Refused, match="not_one_wish"):
        sets.gather([asked, again], act=clock.staff(ash_staff))


def test_the_reader_cancels_all_of_it(volumes, reader, ash_staff, clock):
    first, second = parts_of(volumes)
    requester.send(first.pk, act=clock.staff(ash_staff))
    assert sets.cancel_all(volumes.pk, act=clock.reader(reader.user)) == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("cancel_asked", "cancelled")


def test_each_volume_counts_against_the_readers_limit(reader, edition, cited, ash, clock):
    limit = ash.terms(on=clock.now.date()).patron_limit
    today = clock.now.date()
    assert not judge(reader, cited, edition, today=today, parts=limit)
    codes = [o.code for o in judge(reader, cited, edition, today=today, parts=limit + 1)]
    assert codes == ["limit_reached"]


def test_a_part_does_not_speak_against_its_sibling(volumes, reader, edition, clock):
    part = parts_of(volumes)[0]
    assert not judge(reader, part.citation, edition, today=clock.now.date(), besides=part)


def test_another_volume_is_no_duplicate(reader, edition, cited, clock):
    first = dataclasses.replace(cited, volume="1")
    requester.ask(
        patron=reader, citation=first, door="mail", edition=edition, act=clock.reader(reader.user)
    )
    today = clock.now.date()

    def codes(volume):
        wish = dataclasses.replace(cited, volume=volume)
        return [o.code for o in judge(reader, wish, edition, today=today)]

    assert codes("2") == []
    assert codes("1") == codes("") == ["duplicate"]
