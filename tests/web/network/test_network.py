"""The network's pages, and the pages on which a library's administrators look after it."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from kopru.libraries import actions
from kopru.libraries.models import Branch, ClosingDay, Library, Membership, Role, User
from kopru.libraries.policy.terms import Terms
from kopru.web.desk import library as desk_library
from kopru.web.network import urls as network_urls
from web.frame.people import library, somebody

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def network(client):
    client.force_login(somebody(Role.NETWORK_ADMIN))
    client.cookies["kopru_language"] = "en"
    return client


@pytest.fixture
def admin(client):
    client.force_login(somebody(Role.LIBRARY_ADMIN))
    client.cookies["kopru_language"] = "en"
    return client


def _pages(patterns):
    """All addresses below these, whose converters are their own alone."""
    found = []
    for pattern in patterns:
        found += _pages(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]
    return found


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("role", [None, Role.READER, Role.STAFF, Role.LIBRARY_ADMIN])
@pytest.mark.parametrize("pattern", _pages(network_urls.urlpatterns), ids=lambda p: p.name)
def test_only_network_administrators_get_in(client, pattern, role):
    if role:
        client.force_login(somebody(role))
    numbers = dict.fromkeys(pattern.pattern.converters, 1)
    for answer in (client.get, client.post):
        status = answer(reverse(pattern.name, kwargs=numbers)).status_code
        assert status in ({403, 405} if role else {302, 405})


@pytest.mark.parametrize("role", [None, Role.READER, Role.STAFF, Role.NETWORK_ADMIN])
@pytest.mark.parametrize("pattern", _pages(desk_library.urlpatterns), ids=lambda p: p.name)
def test_only_a_librarys_administrators_look_after_it(client, pattern, role):
    if role:
        client.force_login(somebody(role))
    numbers = dict.fromkeys(pattern.pattern.converters, 1)
    for answer in (client.get, client.post):
        status = answer(reverse(pattern.name, kwargs=numbers)).status_code
        assert status in ({403, 405} if role else {302, 405})


class TestTheList:
    @pytest.fixture(autouse=True)
    def _libraries(self):
        library("TR-ASH", "Dişbudak", "Ankara")
        library("TR-CHERRY", "Işıklı", "Isparta")
        library("TR-FIG", "İncir", "İzmir")
        off = library("TR-OAK", "Meşe", "Çankırı")
        actions.switch_library(library=off, is_active=False)

    def names(self, client, query=""):
        return re.findall(
            r'<th scope="row"><a href="[^"]+">(\S+) ', text(client.get(f"/network/{query}"))
        )

    def test_it_stands_in_the_order_of_the_alphabet(self, network):
        assert self.names(network) == ["Dişbudak", "Işıklı", "İncir", "Meşe"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("?q=isikli", ["Işıklı"]),
            ("?q=IŞIKLI", ["Işıklı"]),
            ("?q=i%CC%87zmir", ["İncir"]),
            ("?q=fig", ["İncir"]),
            ("?city=Ankara", ["Dişbudak"]),
            ("?part=no", ["Meşe"]),
            ("?kind=public", []),
            ("?q=kutuphanesi&part=yes", ["Dişbudak", "Işıklı", "İncir"]),
        ],
    )
    def test_it_is_searched_as_people_type(self, network, query, found):
        assert self.names(network, query) == found

    def test_cities_stand_in_the_order_of_the_alphabet(self, network):
        cities = re.findall(r"<option>([^<]+)</option>", text(network.get("/network/")))
        assert cities == ["Ankara", "Çankırı", "Isparta", "İzmir"]

    def test_an_empty_answer_says_what_to_do(self, network):
        assert "No library fits" in text(network.get("/network/?q=zzz"))

    def test_it_asks_the_same_number_of_times_however_long(
        self, network, django_assert_num_queries
    ):
        network.get("/network/")
        with django_assert_num_queries(4):  # session, user, roles, libraries
            network.get("/network/")


class TestOneLibrary:
    def test_it_is_added_with_branch_and_administrator(self, network):
        typed = {"symbol": "TR-ELM", "name_tr": "Karaağaç", "kind": "public", "language": "tr"}
        answer = network.post("/network/add/", typed)
        elm = Library.objects.get(symbol="TR-ELM")
        assert answer.url == f"/network/{elm.pk}/"
        branch = {"code": "MRK", "name_tr": "Merkez", "postcode": "06100", "city": "Ankara"}
        network.post(f"/network/{elm.pk}/branches/add/", branch)
        assert elm.ill_branch().postcode == "06100"
        invited = {
            "name": "Gül",
            "email": "gul@elm.example",
            "role": "library_admin",
            "language": "tr",
        }
        page = text(network.post(f"/network/{elm.pk}/invite/", invited))
        link = re.search(r'<p class="k-copy">([^<]+)</p>', page).group(1)
        assert link in mail.outbox[0].body
        assert "Merhaba Gül" in mail.outbox[0].body
        page = text(network.get(f"/network/{elm.pk}/"))
        assert "gul@elm.example" in page
        assert "A loan lasts 30 days" in page

    def test_somebody_with_an_account_gets_no_link_that_would_let_the_asker_in(self, network):
        somebody(Role.STAFF, "gul@ash.example")
        birch = library("TR-BIRCH", "Huş")
        invited = {
            "name": "x",
            "email": "gul@ash.example",
            "role": "library_admin",
            "language": "tr",
        }
        page = text(network.post(f"/network/{birch.pk}/invite/", invited))
        assert "k-copy" not in page
        assert "/password/reset/key/" not in mail.outbox[0].body

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"symbol": "TR-ELM", "name_tr": ""}, "name_tr"),
            ({"symbol": "TR-ELM", "name_tr": "K", "email": "no"}, "email"),
        ],
    )
    def test_a_wrong_field_is_named_and_input_kept(self, network, typed, field):
        answer = network.post("/network/add/", {"kind": "public", "language": "tr", **typed})
        assert answer.status_code == 422
        assert f'href="#id_{field}"' in text(answer)
        assert 'value="TR-ELM"' in text(answer)

    def test_a_symbol_that_is_taken_is_said_in_words(self, network):
        library("TR-ELM")
        typed = {"symbol": "TR-ELM", "name_tr": "K", "kind": "public", "language": "tr"}
        assert "Another library has this symbol." in text(network.post("/network/add/", typed))

    def test_it_is_changed_and_switched_off_and_on(self, network):
        ash = library()
        typed = {"symbol": "TR-ASH", "name_tr": "Yeni Ad", "kind": "public", "language": "en"}
        network.post(f"/network/{ash.pk}/edit/", typed)
        for wish in ("no", "yes"):
            network.post(f"/network/{ash.pk}/switch/", {"is_active": wish})
            ash.refresh_from_db()
            assert ash.is_active == (wish == "yes")
        assert (ash.name_tr, ash.kind) == ("Yeni Ad", "public")

    def test_a_branch_of_another_library_is_not_there(self, network):
        ash, birch = library(), library("TR-BIRCH", "Huş")
        branch = birch.branches.get()
        assert network.get(f"/network/{ash.pk}/branches/{branch.pk}/").status_code == 404
        assert network.post(f"/network/{ash.pk}/branches/{branch.pk}/remove/").status_code == 404

    def test_an_administrator_goes_but_not_the_last(self, network):
        ash = library()
        somebody(Role.LIBRARY_ADMIN)
        somebody(Role.LIBRARY_ADMIN, "two@ash.example")
        for member in Membership.objects.filter(role=Role.LIBRARY_ADMIN):
            network.post(f"/network/{ash.pk}/people/{member.pk}/remove/")
        assert Membership.objects.filter(role=Role.LIBRARY_ADMIN).count() == 1


class TestTheWholeNetwork:
    def test_its_closing_days_count_for_every_library(self, network):
        day = timezone.localdate() + timedelta(days=30)
        network.post("/network/days/", {"first": day.isoformat(), "reason": "İdari izin"})
        assert not library().open_days().is_open(day)
        page = text(network.get("/network/days/"))
        assert "İdari izin" in page
        network.post("/network/days/open/", {"days": str(ClosingDay.objects.get().pk)})
        assert not ClosingDay.objects.exists()

    def test_its_last_administrator_stays(self, network):
        member = Membership.objects.get(role=Role.NETWORK_ADMIN)
        page = network.post(f"/network/people/{member.pk}/remove/", follow=True)
        assert "The last administrator cannot go" in text(page)
        invited = {"name": "B", "email": "b@x.example", "role": "network_admin", "language": "tr"}
        network.post("/network/people/invite/", invited)
        network.post(f"/network/people/{member.pk}/remove/")
        assert Membership.objects.get(role=Role.NETWORK_ADMIN).user.email == "b@x.example"


class TestTheOwnLibrary:
    def test_the_overview_shows_everything(self, admin):
        actions.close_days(
            library=library(), first=timezone.localdate() + timedelta(days=3), reason="Sayım"
        )
        page = text(admin.get("/desk/library/"))
        for said in ("Dişbudak Library", "Sayım", "A loan lasts 30 days", "Işık Gökçe"):
            assert said in page

    def test_name_and_contact_are_changed_symbol_and_kind_are_not(self, admin):
        typed = {
            "name_tr": "Yeni",
            "language": "tr",
            "phone": "+90 312",
            "symbol": "TR-X",
            "kind": "public",
        }
        admin.post("/desk/library/edit/", typed)
        kept = Library.objects.get()
        assert (kept.name_tr, kept.symbol, kept.kind) == ("Yeni", "TR-ASH", "university")

    def test_a_stretch_of_days_is_closed_shown_as_one_and_opened(self, admin):
        first = date(timezone.localdate().year + 1, 8, 2)
        admin.post(
            "/desk/library/days/",
            {
                "first": first.isoformat(),
                "last": (first + timedelta(days=4)).isoformat(),
                "reason": "Taşınma",
            },
        )
        page = text(admin.get("/desk/library/days/"))
        assert page.count('<br><span class="k-soft">Taşınma') == 1
        key = re.search(r'name="days" value="([\d-]+)"', page).group(1)
        admin.post("/desk/library/days/open/", {"days": key})
        assert not ClosingDay.objects.exists()

    def test_days_of_others_cannot_be_opened(self, admin):
        birch = library("TR-BIRCH", "Huş")
        days = actions.close_days(library=birch, first=date(2027, 8, 2))
        days += actions.close_days(library=None, first=date(2027, 8, 3))
        admin.post("/desk/library/days/open/", {"days": "-".join(str(d.pk) for d in days)})
        assert ClosingDay.objects.count() == 2

    def test_branches_are_added_changed_and_removed(self, admin):
        admin.post("/desk/library/branches/add/", {"code": "TIP", "name_tr": "Tıp"})
        branch = Branch.objects.get(code="TIP")
        admin.post(
            f"/desk/library/branches/{branch.pk}/", {"code": "TIP", "name_tr": "Tıp Fakültesi"}
        )
        branch.refresh_from_db()
        assert branch.name_tr == "Tıp Fakültesi"
        wrong = admin.post(
            f"/desk/library/branches/{branch.pk}/",
            {"code": "TIP", "name_tr": "x", "postcode": "123"},
        )
        assert "A postcode has five digits." in text(wrong)
        admin.post(f"/desk/library/branches/{branch.pk}/remove/")
        assert not Branch.objects.filter(code="TIP").exists()

    def test_anothers_branch_and_people_are_not_there(self, admin):
        birch = library("TR-BIRCH", "Huş")
        other = somebody(Role.STAFF, "b@birch.example", birch).memberships.get()
        branch = birch.branches.get()
        assert admin.get(f"/desk/library/branches/{branch.pk}/").status_code == 404
        assert admin.post(f"/desk/library/branches/{branch.pk}/remove/").status_code == 404
        assert admin.post(f"/desk/library/people/{other.pk}/role/").status_code == 404
        assert admin.post(f"/desk/library/people/{other.pk}/remove/").status_code == 404

    def test_readers_are_nobody_to_promote(self, admin):
        reader = somebody(Role.READER, "r@ash.example").memberships.get()
        assert admin.post(f"/desk/library/people/{reader.pk}/role/").status_code == 404
        assert "r@ash.example" not in text(admin.get("/desk/library/people/"))

    def test_people_are_invited_promoted_and_removed(self, admin):
        invited = {"name": "Gül", "email": "gul@ash.example", "role": "staff", "language": "en"}
        assert "k-copy" in text(admin.post("/desk/library/people/invite/", invited))
        member = Membership.objects.get(user__email="gul@ash.example")
        admin.post(f"/desk/library/people/{member.pk}/role/")
        member.refresh_from_db()
        assert member.role == Role.LIBRARY_ADMIN
        admin.post(f"/desk/library/people/{member.pk}/remove/")
        assert User.objects.filter(email="gul@ash.example").exists()
        assert not Membership.objects.filter(pk=member.pk).exists()

    def test_a_forged_role_is_not_taken(self, admin):
        forged = {"name": "x", "email": "x@x.example", "role": "network_admin", "language": "tr"}
        assert admin.post("/desk/library/people/invite/", forged).status_code == 422
        assert not User.objects.filter(email="x@x.example").exists()


class TestTheTerms:
    def typed(self, **more):
        said = {k: v for k, v in Terms().model_dump().items() if v is not False}
        return {**said, "valid_from": timezone.localdate().isoformat(), **more}

    def test_the_form_asks_for_every_term(self, admin):
        page = text(admin.get("/desk/library/terms/change/"))
        asked = set(re.findall(r'name="(\w+)"', page))
        assert set(Terms.model_fields) - {"clauses"} <= asked
        assert "clause-TOTAL_FORMS" in page

    def test_what_the_form_shows_sent_back_states_the_same(self, admin):
        admin.post("/desk/library/terms/change/", self.typed())
        assert library().policies.get().terms == Terms()

    def test_a_change_is_stated_shown_and_the_earlier_stays(self, admin):
        later = timezone.localdate() + timedelta(days=40)
        admin.post("/desk/library/terms/change/", self.typed(loan_days=21))
        admin.post(
            "/desk/library/terms/change/", self.typed(loan_days=15, valid_from=later.isoformat())
        )
        page = text(admin.get("/desk/library/terms/"))
        assert "A loan lasts 21 days" in page
        assert "A loan lasts 15 days" in page
        assert library().policies.count() == 2
        assert library().policies.first().stated_by.email == "library_admin@ash.example"

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"loan_days": 0}, "loan_days"),
            ({"answer_days": "soon"}, "answer_days"),
            ({"valid_from": ""}, "valid_from"),
        ],
    )
    def test_a_term_out_of_range_is_named(self, admin, wrong, field):
        answer = admin.post("/desk/library/terms/change/", self.typed(**wrong))
        assert answer.status_code == 422
        assert f'href="#id_{field}' in text(answer)
        assert not library().policies.exists()

    def test_the_past_is_refused_in_words(self, admin):
        page = admin.post("/desk/library/terms/change/", self.typed(valid_from="2020-01-01"))
        assert "a day that has passed" in text(page)
