"""The quality of a library's records: counted, listed, as a table, for those who may."""

import csv
import io

import pytest
from django.core.cache import cache
from django.urls import reverse

from catalogue.building import marc
from kopru.catalogue.loading.load import load_files
from kopru.catalogue.models import Edition, Record
from kopru.libraries.models import Membership, Role, User

pytestmark = pytest.mark.django_db

ITEM = [("MRK", "R", "1", False)]


@pytest.fixture
def load(ash, now, tmp_path):
    def run(*records, library=ash):
        path = tmp_path / f"{library.symbol.lower()}.mrc"
        path.write_bytes(b"".join(records))
        cache.clear()
        return load_files([path], library=library, now=now)

    return run


@pytest.fixture
def loaded(load, ash, birch):
    """Ash: one sound record that Birch has too, one flawed, two of the same edition."""
    sound = marc("1", "Kara kitap", isbn="9789750804205", items=ITEM)
    load(
        sound,
        marc("2", "=Formül", isbn="9789750804206", items=[("MRK", "R", "2", False)]),
        marc("3", "İnce Memed", isbn="9789750807145", items=[("MRK", "R", "3", False)]),
        marc("4", "İnce Memed", isbn="9789750807145", items=[("MRK", "R", "4", False)]),
    )
    load(sound, library=birch)


@pytest.fixture
def network_admin(client):
    user = User.objects.create(email="network@example.org", name="Nil")
    Membership.objects.create(user=user, role=Role.NETWORK_ADMIN)
    other = type(client)(headers={"accept-language": "en"})
    other.force_login(user)
    return other


def counts(answer):
    return {one.check.code: one.count for one in answer.context["found"]}


def test_every_check_is_counted(desk, loaded):
    assert counts(desk.get(reverse("desk_quality"))) == {"isbn": 1, "doubles": 2, "alone": 3}


def test_the_records_of_a_check_with_their_titles(desk, loaded):
    answer = desk.get(reverse("desk_quality_list", args=["isbn"]))
    assert [row.control_number for row in answer.context["rows"]] == ["2"]
    edition = Edition.objects.get(title="=Formül")
    assert reverse("title", args=[edition.pk]) in answer.content.decode()
    doubles = desk.get(reverse("desk_quality_list", args=["doubles"]))
    assert [row.control_number for row in doubles.context["rows"]] == ["3", "4"]
    assert doubles.content.decode().count("d-group") == 1
    alone = desk.get(reverse("desk_quality_list", args=["alone"]))
    assert [row.control_number for row in alone.context["rows"]] == ["2", "3", "4"]


def test_a_table_of_each(desk, loaded):
    answer = desk.get(reverse("desk_quality_list", args=["isbn"]), {"format": "csv"})
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    heading, line = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    assert heading[0] == "Control number"
    edition = Edition.objects.get(title="=Formül")
    assert line == [
        "2", "'=Formül", "Orhan Pamuk", "1990", "9789750804206",
        f"http://testserver{reverse('title', args=[edition.pk])}",
    ]  # fmt: skip


def test_a_record_of_copies_is_no_double_of_its_work(desk, loaded, ash):
    record = Record.objects.get(library=ash, control_number="2")
    Record.objects.create(library=ash, control_number="~h2", edition=record.edition, belongs_to="2")
    cache.clear()
    assert counts(desk.get(reverse("desk_quality"))) == {"isbn": 1, "doubles": 2, "alone": 3}


def test_deleted_records_and_others_do_not_count(desk, birch_desk, loaded, load):
    load(marc("2", deleted=True), marc("4", deleted=True))
    assert counts(desk.get(reverse("desk_quality"))) == {"alone": 1}
    assert counts(birch_desk.get(reverse("desk_quality"))) == {}


def test_who_may_look(desk, birch_desk, reader_client, network_admin, client, loaded):
    address = reverse("desk_quality")
    assert reader_client.get(address).status_code == 403
    assert client.get(address).status_code == 302
    assert network_admin.get(address).status_code == 404
    of_ash = network_admin.get(address, {"library": "TR-ASH"})
    assert counts(of_ash)["doubles"] == 2
    # a library's own staff cannot name another
    assert birch_desk.get(address, {"library": "TR-ASH"}).context["library"].symbol == "TR-BIRCH"
    listed = network_admin.get(reverse("desk_quality_list", args=["isbn"]), {"library": "TR-ASH"})
    assert len(listed.context["rows"]) == 1
    assert desk.get(reverse("desk_quality_list", args=["nothing"])).status_code == 404


def test_every_check_opens_also_where_there_is_nothing(desk):
    for code in ("isbn", "doubles", "alone", "no_008"):
        assert desk.get(reverse("desk_quality_list", args=[code])).status_code == 200


def test_pages_take_few_queries(desk, ash, django_assert_max_num_queries):
    edition = Edition.objects.create(title="Kara kitap")
    Record.objects.bulk_create(
        [
            Record(library=ash, control_number=str(n), edition=edition, flaws="isbn no_008")
            for n in range(60)
        ]
    )
    with django_assert_max_num_queries(10):
        desk.get(reverse("desk_quality"))
    with django_assert_max_num_queries(10):
        answer = desk.get(reverse("desk_quality_list", args=["isbn"]), {"page": "2"})
    assert len(answer.context["rows"]) == 25
