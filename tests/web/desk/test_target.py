"""The library's own catalogue at the desk: set up, tried, kept secret, shown to its own people only."""

import pytest
from django.urls import reverse

from conftest import person
from kopru.catalogue.models import Edition
from kopru.connections.targets.models import Breaker, Check, Target
from kopru.libraries.models import Role
from support import held_by
from target_servers import ISBN, koha_item, record

pytestmark = pytest.mark.django_db
SHOW, EDIT, TRY = map(reverse, ("desk_target", "desk_target_edit", "desk_target_try"))


@pytest.fixture(autouse=True)
def _this_machine(settings):
    settings.KOPRU_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def admin(ash, client):
    """Ash's administrator."""
    at = type(client)(headers={"accept-language": "en"})
    at.force_login(person(ash, Role.LIBRARY_ADMIN))
    return at


USUAL = {
    "kind": "z3950", "address": "katalog.example:210", "database": "INNOPAC", "isbn": "1=7",
    "at_once": 2, "a_minute": 30, "is_on": "on",
}  # fmt: skip


def test_an_administrator_sets_it_up(admin, ash):
    assert "It cannot be asked yet" in admin.get(SHOW).content.decode()
    answer = admin.post(EDIT, {**USUAL, "user": "kopru", "password": "çok gizli"}, follow=True)
    page = answer.content.decode()
    assert "Saved." in page
    assert "katalog.example:210 / INNOPAC" in page
    target = Target.objects.get(library=ash)
    assert (target.password, target.a_minute) == ("çok gizli", 30)
    assert Breaker.objects.filter(target=target).exists()


def test_the_password_is_never_shown_and_stays_until_another_comes(admin, ash):
    admin.post(EDIT, {**USUAL, "user": "kopru", "password": "çok gizli"})
    for page in (SHOW, EDIT):
        assert "çok gizli" not in admin.get(page).content.decode()
    admin.post(EDIT, {**USUAL, "user": "kopru2"})
    assert Target.objects.get().password == "çok gizli"
    admin.post(EDIT, {**USUAL, "user": ""})
    assert Target.objects.get().password == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"address": "http://x.example/"}, "Enter host:port"), ({"address": ""}, "Enter host:port"),
     ({"isbn": "isbn"}, "Attributes look like 1=7"), ({"isbn": "", "title": ""}, "nothing can be looked for"),
     ({"at_once": 0}, "greater than or equal to 1"), ({"kind": "sru"}, "begins with https://"),
     ({"kind": "sru", "address": "https://x.example/", "isbn": "1=7"}, "Indexes look like bath.isbn"),
     ({"kind": "koha", "address": "https://u:p@x.example/"}, "begins with https://"),
     ({"page": "javascript:alert(1)"}, "It must begin with https://"), ({"kind": "link"}, "title&#x27;s page"),
     ({"code_page": "cp9999"}, "No such code page")],
)  # fmt: skip
def test_what_cannot_be_is_named(admin, wrong, said):
    answer = admin.post(EDIT, {**USUAL, **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Target.objects.exists()


@pytest.mark.parametrize("like", ["koha", "koha-z3950", "koha-sru", "yordam", "sierra", "symphony", "link"])  # fmt: skip
def test_the_usual_values_are_accepted_as_they_are(admin, like):
    form = admin.get(EDIT, {"like": like}).context["form"]
    values = {k: v for k, v in {**form.initial, "at_once": 2, "a_minute": 60}.items() if v}
    assert admin.post(EDIT, values).status_code == 302


def test_staff_try_it_and_see_each_step(desk, ash, koha):
    edition = Edition.objects.create(title="Kar kristali", isbns=[ISBN])
    copy = held_by(edition, ash, "7")
    copy.record.control_number = "7"
    copy.record.save()
    koha.add(7, record(), [koha_item("7", due="2026-12-03")], title="Kar kristali", isbn=ISBN)
    Target.objects.create(library=ash, kind="koha", address=koha.address)
    page = desk.post(TRY, {"isbn": "978-975-08-1234-7"}).content.decode()
    assert "Record 7: HTTP 200" in page
    assert "“Kar kristali”: this work" in page
    assert "Thursday 3 December 2026" in page
    assert Check.objects.get().edition == edition
    copy.refresh_from_db()
    assert copy.status == "on_loan"


def test_a_failed_try_says_what_may_help(desk, ash):
    Target.objects.create(library=ash, kind="sru", address="http://127.0.0.1:1/", isbn="bath.isbn")
    page = desk.post(TRY, {"isbn": ISBN}).content.decode()
    assert "Not reached" in page
    assert "check host and port" in page


def test_nothing_to_ask_by_is_said(desk, ash):
    Target.objects.create(library=ash, kind="koha", address="http://127.0.0.1:1/")
    answer = desk.post(TRY, {"isbn": "nonsense"})
    assert answer.status_code == 422
    assert "type an ISBN that you hold" in answer.content.decode()


def test_it_is_each_librarys_own(admin, desk, cedar_desk, reader_client, ash, client):
    admin.post(EDIT, USUAL)
    assert "katalog.example" in desk.get(SHOW).content.decode()
    assert "katalog.example" not in cedar_desk.get(SHOW).content.decode()
    assert cedar_desk.post(TRY, {"isbn": ISBN}).status_code == 404
    assert desk.get(EDIT).status_code == 403
    assert desk.post(reverse("desk_target_remove")).status_code == 403
    assert reader_client.get(SHOW).status_code == 403
    assert client.get(SHOW).status_code == 302
    assert admin.post(reverse("desk_target_remove")).status_code == 302
    assert not Target.objects.exists()
