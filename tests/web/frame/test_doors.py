"""Who gets in where, and as what."""

import pytest

from kopru.libraries.models import Role
from kopru.web.frame.sight import CHOSEN_PLACE
from web.frame.people import PASSWORD, library, somebody

pytestmark = pytest.mark.django_db

DOORS = {
    "signed-in": set(Role),
    "reader": {Role.READER},
    "staff": {Role.STAFF, Role.LIBRARY_ADMIN},
    "library-admin": {Role.LIBRARY_ADMIN},
    "network-admin": {Role.NETWORK_ADMIN},
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("door", list(DOORS))
def test_a_door_lets_in_its_roles_only(client, door, role):
    client.force_login(somebody(role))
    answer = client.get(f"/door/{door}")
    assert answer.status_code == (200 if role in DOORS[door] else 403)


@pytest.mark.parametrize("door", list(DOORS))
def test_a_stranger_signs_in_first_and_comes_back(client, door):
    answer = client.get(f"/door/{door}?x=1")
    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?next=/door/{door}%3Fx%3D1"


def test_a_swapped_part_sends_the_whole_page_to_sign_in(client):
    answer = client.get(
        "/door/staff", headers={"HX-Request": "true", "HX-Current-URL": "http://x/desk/?a=1"}
    )
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/accounts/login/?next=/desk/"


def test_somebody_without_a_role_is_signed_in_and_no_more(client):
    user = somebody(Role.STAFF)
    user.memberships.all().delete()
    client.force_login(user)
    assert client.get("/door/signed-in").status_code == 200
    assert client.get("/door/staff").status_code == 403


class TestSeveralPlaces:
    @pytest.fixture
    def both(self, client):
        user = somebody(Role.STAFF)
        birch = library("TR-BIRCH", "Huş")
        user.memberships.create(library=birch, role=Role.READER)
        client.force_login(user)
        return birch

    def test_the_most_able_counts_first(self, client, both):
        assert client.get("/door/staff").status_code == 200
        assert client.get("/door/reader").status_code == 403

    def test_the_chosen_one_counts_then(self, client, both):
        answer = client.post("/place/", {"place": f"reader:{both.pk}"})
        assert (answer.status_code, answer.url) == (302, "/")
        assert client.get("/door/reader").status_code == 200
        assert client.get("/door/staff").status_code == 403

    def test_nobody_elses_place_can_be_chosen(self, client, both):
        cedar = library("TR-CEDAR", "Sedir")
        client.post("/place/", {"place": f"library_admin:{cedar.pk}"})
        assert CHOSEN_PLACE not in client.session
        assert client.get("/door/library-admin").status_code == 403

    def test_a_chosen_place_that_was_taken_away_counts_no_more(self, client, both):
        client.post("/place/", {"place": f"reader:{both.pk}"})
        both.memberships.all().delete()
        assert client.get("/door/reader").status_code == 403
        assert client.get("/door/staff").status_code == 200

    def test_the_menu_offers_them_in_the_pages_language(self, client, both):
        page = client.get("/keyboard/", headers={"Accept-Language": "en"}).content.decode()
        assert f'value="reader:{both.pk}" aria-pressed="false"' in page
        assert "Huş Library" in page


@pytest.mark.parametrize(
    ("role", "start"),
    [
        (Role.READER, "/"),
        (Role.STAFF, "/desk/"),
        (Role.LIBRARY_ADMIN, "/desk/"),
        (Role.NETWORK_ADMIN, "/network/"),
    ],
)
def test_signing_in_leads_to_where_the_role_begins(client, role, start):
    user = somebody(role)
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, start)


def test_the_frame_itself_asks_three_times(client, django_assert_num_queries):
    client.force_login(somebody(Role.NETWORK_ADMIN))  # nobody counts for them
    client.get("/keyboard/")
    with django_assert_num_queries(3):  # session, user, roles
        client.get("/keyboard/")
