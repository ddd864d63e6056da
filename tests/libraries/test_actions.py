"""The one door for writes about libraries: what it takes and what it refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kopru.libraries import actions
from kopru.libraries.actions import Refused
from kopru.libraries.models import ClosingDay, Library, Membership, Role, User
from kopru.libraries.policy.terms import Terms

pytestmark = pytest.mark.django_db


def added(symbol="TR-ELM", **more):
    return actions.add_library(symbol=symbol, name_tr="Karaağaç Kütüphanesi", **more)


class TestLibraries:
    def test_a_new_one_takes_part_and_sorts_by_the_alphabet(self):
        for symbol, name in (("TR-1", "Işık"), ("TR-2", "İnci"), ("TR-3", "Hece")):
            actions.add_library(symbol=symbol, name_tr=name)
        assert [library.name_tr for library in Library.objects.all()] == ["Hece", "Işık", "İnci"]
        assert Library.objects.active().count() == 3

    def test_a_symbol_is_one_librarys(self):
        added()
        with pytest.raises(Refused):
            added()
        other = added("TR-OAK")
        with pytest.raises(Refused):
            actions.change_library(library=other, symbol=" TR-ELM ")

    def test_wrong_fields_are_named_and_nothing_is_written(self):
        with pytest.raises(ValidationError) as wrong:
            added(email="no mail")
        assert "email" in wrong.value.error_dict
        assert not Library.objects.exists()

    def test_fields_that_are_not_its_own_are_no_way_in(self):
        with pytest.raises(TypeError):
            added(pk=7)

    def test_switched_off_it_is_not_among_the_active(self):
        library = added()
        actions.switch_library(library=library, is_active=False)
        assert not Library.objects.active().exists()


class TestBranches:
    def test_parcels_always_come_to_exactly_one(self):
        library = added()
        first = actions.save_branch(library=library, code="A", name_tr="Merkez")
        assert first.is_ill_address
        second = actions.save_branch(library=library, code="B", name_tr="Tıp", is_ill_address=True)
        first.refresh_from_db()
        assert (first.is_ill_address, second.is_ill_address) == (False, True)
        actions.save_branch(library=library, branch=second, is_ill_address=False)
        assert library.branches.filter(is_ill_address=True).count() == 1

    def test_a_code_stands_once(self):
        library = added()
        actions.save_branch(library=library, code="A", name_tr="Merkez")
        with pytest.raises(Refused):
            actions.save_branch(library=library, code=" A", name_tr="Tıp")

    def test_anothers_branch_cannot_be_changed(self):
        branch = actions.save_branch(library=added(), code="A", name_tr="Merkez")
        with pytest.raises(Refused):
            actions.save_branch(library=added("TR-OAK"), branch=branch, name_tr="Benim")

    def test_the_one_that_parcels_come_to_stays(self):
        library = added()
        first = actions.save_branch(library=library, code="A", name_tr="Merkez")
        second = actions.save_branch(library=library, code="B", name_tr="Tıp")
        with pytest.raises(Refused):
            actions.remove_branch(branch=first)
        actions.remove_branch(branch=second)
        assert library.branches.count() == 1


class TestClosingDays:
    def test_a_stretch_is_closed_day_by_day_and_again_without_doubling(self):
        library = added()
        for _ in range(2):
            actions.close_days(
                library=library, first=date(2026, 12, 30), last=date(2027, 1, 2), reason="Sayım"
            )
        assert ClosingDay.objects.count() == 4
        assert not library.open_days().is_open(date(2026, 12, 31))

    def test_everybodys_day_stands_once_too(self):
        for reason in ("", "İdari izin"):
            actions.close_days(library=None, first=date(2026, 12, 31), reason=reason)
        assert [day.reason for day in ClosingDay.objects.all()] == ["İdari izin"]

    @pytest.mark.parametrize("last", [date(2026, 12, 29), date(2028, 12, 30)])
    def test_backwards_or_endless_is_refused(self, last):
        with pytest.raises(Refused):
            actions.close_days(library=added(), first=date(2026, 12, 30), last=last)
        assert not ClosingDay.objects.exists()

    def test_days_are_opened_again(self):
        days = actions.close_days(library=added(), first=date(2026, 12, 30), last=date(2027, 1, 2))
        assert actions.open_days(days=days[:2]) == 2
        assert ClosingDay.objects.count() == 2


class TestPeople:
    def invite(self, library, role=Role.STAFF, email="Gul@Elm.example"):
        return actions.invite(email=email, name="Gül Şahin", role=role, library=library)

    def test_a_new_account_has_no_password(self):
        user, is_new = self.invite(added())
        assert is_new
        assert user.email == "gul@elm.example"
        assert not user.has_usable_password()

    def test_a_known_person_keeps_account_and_name(self):
        library = added()
        self.invite(library)
        user, is_new = actions.invite(
            email="gul@elm.example", name="Someone Else", role=Role.LIBRARY_ADMIN, library=library
        )
        assert not is_new
        assert user.name == "Gül Şahin"
        assert user.memberships.count() == 2

    def test_the_same_role_twice_is_refused(self):
        library = added()
        self.invite(library)
        with pytest.raises(Refused):
            self.invite(library)

    @pytest.mark.parametrize("email", ["", "gul", "gul@"])
    def test_an_address_that_is_none_is_refused(self, email):
        with pytest.raises(ValidationError):
            self.invite(added(), email=email)
        assert not User.objects.exists()

    def test_role_and_library_go_together(self):
        with pytest.raises(Refused):
            self.invite(None, Role.STAFF)
        with pytest.raises(Refused):
            self.invite(added(), Role.NETWORK_ADMIN)

    def test_the_last_administrator_neither_goes_nor_steps_down(self):
        library = added()
        self.invite(library, Role.LIBRARY_ADMIN)
        last = Membership.objects.get()
        with pytest.raises(Refused):
            actions.remove_member(membership=last)
        with pytest.raises(Refused):
            actions.change_role(membership=last, role=Role.STAFF)
        self.invite(library, Role.LIBRARY_ADMIN, "ali@elm.example")
        actions.change_role(membership=last, role=Role.STAFF)
        assert library.memberships.filter(role=Role.LIBRARY_ADMIN).count() == 1

    def test_nobody_becomes_a_network_administrator_sideways(self):
        self.invite(added())
        with pytest.raises(Refused):
            actions.change_role(membership=Membership.objects.get(), role=Role.NETWORK_ADMIN)

    def test_a_role_somebody_has_already_is_refused_not_doubled(self):
        library = added()
        self.invite(library, Role.LIBRARY_ADMIN)
        self.invite(library, Role.STAFF)
        with pytest.raises(Refused):
            actions.change_role(
                membership=Membership.objects.get(role=Role.STAFF), role=Role.LIBRARY_ADMIN
            )
        assert Membership.objects.count() == 2

    def test_only_the_two_languages_are_kept(self):
        user, _ = self.invite(added())
        assert actions.change_language(user=user, language="en").language == "en"
        with pytest.raises(Refused):
            actions.change_language(user=user, language="de")


class TestTerms:
    TODAY = date(2026, 11, 24)

    def test_a_change_is_a_newer_policy_from_its_day(self):
        library = added()
        actions.state_terms(
            library=library, terms=Terms(loan_days=21), valid_from=self.TODAY, today=self.TODAY
        )
        later = date(2027, 1, 1)
        actions.state_terms(
            library=library, terms=Terms(loan_days=15), valid_from=later, today=self.TODAY
        )
        assert library.terms(on=date(2026, 11, 23)).loan_days == Terms().loan_days
        assert library.terms(on=self.TODAY).loan_days == 21
        assert library.terms(on=later).loan_days == 15
        assert library.policies.count() == 2

    def test_a_second_thought_on_the_same_day_counts(self):
        library = added()
        for days in (21, 22):
            actions.state_terms(
                library=library,
                terms=Terms(loan_days=days),
                valid_from=self.TODAY,
                today=self.TODAY,
            )
        assert library.terms(on=self.TODAY).loan_days == 22

    def test_nothing_is_stated_for_the_past(self):
        with pytest.raises(Refused):
            actions.state_terms(
                library=added(), terms=Terms(), valid_from=date(2026, 11, 23), today=self.TODAY
            )
