"""Doubtful matches: seen by those concerned, decided in one click, changed again, split and joined."""

import pytest
from django.urls import reverse
from lxml import html

from catalogue.building import marc
from conftest import person
from kopru.catalogue.comparing import why_together
from kopru.catalogue.loading.load import load_files
from kopru.catalogue.models import Doubt, Edition, Record
from kopru.libraries.models import Membership, Role, User

ISBN = "9789759955854"


@pytest.fixture
def load(tmp_path, now):
    def load(library, *records):
        path = tmp_path / f"{library.symbol}.mrc"
        path.write_bytes(b"".join(records))
        return load_files([path], library=library, now=now)

    return load


@pytest.fixture
def doubt(load, ash, birch):
    """Ash's later printing with the number of Birch's book: the same edition, or another?"""
    load(birch, marc("b1", "Kara kitap", isbn=ISBN, year="1990"))
    load(ash, marc("a1", "Kara kitap", isbn=ISBN, year="2004"))
    return Doubt.objects.get()


@pytest.fixture
def network(db, client):
    user = User.objects.create_user("ag@ag.example", "ihlamur-2026", name="Ağ")
    Membership.objects.create(user=user, library=None, role=Role.NETWORK_ADMIN)
    other = type(client)(headers={"accept-language": "en"})
    other.force_login(user)
    return other


def text(response):
    return " ".join(html.fromstring(response.content).text_content().split())


def address(name, *args):
    return reverse(name, args=args)


def test_both_libraries_and_the_network_see_it_and_others_do_not(
    doubt, desk, birch_desk, cedar_desk, reader_client, network, client
):
    for someone in (desk, birch_desk, network):
        assert "Kara kitap" in text(someone.get(address("desk_doubts")))
        assert someone.get(address("desk_doubt", doubt.pk)).status_code == 200
    assert "Nothing to decide" in text(cedar_desk.get(address("desk_doubts")))
    answer = address("desk_doubt_answer", doubt.pk)
    assert cedar_desk.get(address("desk_doubt", doubt.pk)).status_code == 404
    assert cedar_desk.post(answer, {"answer": "same"}).status_code == 404
    assert reader_client.get(address("desk_doubts")).status_code == 403
    assert client.get(address("desk_doubts")).status_code == 302
    doubt.refresh_from_db()
    assert doubt.decision == ""


def test_both_sides_stand_beside_each_other_with_what_differs(doubt, desk):
    page = html.fromstring(desk.get(address("desk_doubt", doubt.pk)).content)
    rows = {
        row.findtext("th").strip(): [
            " ".join(cell.text_content().split()) for cell in row.iter("td")
        ]
        for row in page.iter("tr")
        if row.find("td") is not None
    }
    assert rows["Year"] == ["2004", "1990", "differs"]
    assert rows["Title"] == ["Kara kitap", "Kara kitap", "same"]
    assert rows["ISBN"][2] == "same"
    said = " ".join(page.text_content().split())
    assert "An ISBN is the same." in said
    assert "The years differ." in said


def test_the_same_edition_then_another_after_all(doubt, desk, load, ash):
    answered = desk.post(address("desk_doubt_answer", doubt.pk), {"answer": "same"}, follow=True)
    assert "everything is decided" in text(answered)
    assert Record.objects.values("edition").distinct().count() == 1
    assert "Same edition" in text(desk.get(address("desk_doubts") + "?state=decided"))
    together = Record.objects.first().edition
    reasons = [words.en for _, words in why_together(together)]
    assert any("Joined by a person" in said for said in reasons)

    desk.post(address("desk_doubt_answer", doubt.pk), {"answer": "different"})
    assert Record.objects.values("edition").distinct().count() == 2
    load(ash, marc("a1", "Kara kitap!", isbn=ISBN, year="2004"))
    assert Record.objects.values("edition").distinct().count() == 2


def test_after_an_answer_comes_the_next_with_a_way_back(doubt, desk, load, birch, ash):
    load(birch, marc("b2", "Huzur", isbn="9789754700114", year="1990"))
    load(ash, marc("a2", "Huzur", isbn="9789754700114", year="2005"))
    next_ = Doubt.objects.exclude(pk=doubt.pk).get()
    answered = desk.post(
        address("desk_doubt_answer", doubt.pk), {"answer": "different"}, follow=True
    )
    assert answered.redirect_chain[0][0].startswith(address("desk_doubt", next_.pk))
    links = [a.get("href") for a in html.fromstring(answered.content).iter("a")]
    assert address("desk_doubt", doubt.pk) in links


@pytest.mark.parametrize("said", ["", "perhaps"])
def test_an_answer_that_is_none(doubt, desk, said):
    answer = desk.post(address("desk_doubt_answer", doubt.pk), {"answer": said})
    assert answer.status_code == 404


def test_a_side_that_left_meanwhile_is_said(doubt, desk):
    Record.objects.filter(control_number="b1").update(deleted_at=doubt.created_at)
    answered = desk.post(address("desk_doubt_answer", doubt.pk), {"answer": "same"}, follow=True)
    assert "One side has no records any more" in text(answered)


def test_own_records_come_first(doubt, load, ash, birch, birch_desk):
    load(ash, marc("a3", "Huzur", isbn="9789754700114", year="1990"))
    load(birch, marc("b3", "Huzur", isbn="9789754700114", year="2005"))
    said = text(birch_desk.get(address("desk_doubts")))
    assert said.index("Huzur") < said.index("Kara kitap")
    assert said.count("our record") == 1


def test_lists_of_many_cost_a_handful_of_queries(
    load, ash, birch, desk, django_assert_max_num_queries
):
    titles = [f"Kitap {letter * 4}" for letter in "abcdefghij"]
    load(
        birch,
        *(marc(f"b{n}", t, isbn="", year="1990", publisher="Can") for n, t in enumerate(titles)),
    )
    load(
        ash,
        *(marc(f"a{n}", t, isbn="", year="1991", publisher="Can") for n, t in enumerate(titles)),
    )
    assert Doubt.objects.count() == 10
    with django_assert_max_num_queries(10):
        desk.get(address("desk_doubts"))


@pytest.fixture
def together(load, ash, birch):
    """One edition with a record of each."""
    load(birch, marc("b1", isbn=ISBN))
    load(ash, marc("a1", "KARA KİTAP", isbn=ISBN))
    return Edition.objects.get()


def test_each_record_says_why_it_stands_there(together, desk, cedar_desk):
    first, second = why_together(together)
    assert first[0].library.symbol == "TR-BIRCH"
    assert first[1].en == "The edition began with this record."
    assert "An ISBN is the same." in second[1].en
    assert "ISBN aynı." in second[1].tr
    assert "Split the chosen records off" in text(desk.get(address("desk_together", together.pk)))
    other = text(cedar_desk.get(address("desk_together", together.pk)))
    assert "An ISBN is the same." in other
    assert "Split the chosen" not in other


def test_the_title_page_says_why_to_staff_and_to_the_network(
    together, desk, network, reader_client, client
):
    title, why = address("title", together.pk), address("desk_together", together.pk)
    for someone in (desk, network):
        assert why in someone.get(title).content.decode()
        part = someone.get(why, headers={"HX-Request": "true"})
        assert "An ISBN is the same." in text(part)
        assert "<html" not in part.content.decode()
    for someone in (reader_client, client):
        assert why not in someone.get(title).content.decode()
    assert reader_client.get(why).status_code == 403


def test_split_off_and_taken_back(together, desk, cedar_desk):
    mine = Record.objects.get(control_number="a1")
    split = address("desk_split", together.pk)
    assert cedar_desk.post(split, {"record": mine.pk}).status_code == 403
    nothing = desk.post(split, follow=True)
    assert "Choose the records" in text(nothing)
    answered = desk.post(split, {"record": mine.pk}, follow=True)
    assert "an edition of its own now" in text(answered)
    assert Record.objects.values("edition").distinct().count() == 2
    undo = next(
        form.get("action")
        for form in html.fromstring(answered.content).iter("form")
        if "/join/" in (form.get("action") or "")
    )
    desk.post(undo)
    assert Record.objects.values("edition").distinct().count() == 1


def test_all_records_cannot_be_split_off(together, desk):
    every = list(Record.objects.values_list("pk", flat=True))
    answered = desk.post(address("desk_split", together.pk), {"record": every}, follow=True)
    assert "at least one has to stay" in text(answered)


def test_joined_by_hand_and_the_old_page_leads_on(load, ash, birch, desk, cedar_desk):
    load(birch, marc("b1", isbn=ISBN))
    load(ash, marc("a1", "Siyah kitap", author="Orhan P.", year="2010", publisher="X"))
    one, other = Edition.objects.order_by("pk")
    join = address("desk_join", one.pk, other.pk)
    assert cedar_desk.get(join).status_code == 403
    assert cedar_desk.post(join).status_code == 403
    assert "The titles agree in part." in text(desk.get(join))
    assert Record.objects.values("edition").distinct().count() == 2
    assert "Both are one edition now" in text(desk.post(join, follow=True))
    assert Record.objects.values("edition").distinct().count() == 1
    moved = desk.get(address("desk_together", other.pk))
    assert moved.url == address("desk_together", one.pk)


def test_titles_and_names_of_strangers_are_escaped(load, ash, birch, desk):
    load(birch, marc("b1", "<script>alert(1)</script>", isbn=ISBN, year="1990"))
    load(ash, marc("a1", "<script>alert(1)</script>", isbn=ISBN, year="2004"))
    doubt = Doubt.objects.get()
    for name, pk in (
        ("desk_doubts", None),
        ("desk_doubt", doubt.pk),
        ("desk_together", doubt.edition_id),
    ):
        page = desk.get(address(name, pk) if pk else address(name)).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_library_administrators_decide_too(doubt, ash, client):
    client.force_login(person(ash, Role.LIBRARY_ADMIN))
    assert (
        client.post(address("desk_doubt_answer", doubt.pk), {"answer": "different"}).status_code
        == 302
    )
