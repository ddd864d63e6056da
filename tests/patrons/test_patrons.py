"""Readers: registered once from a card that goes back, imported, approved, blocked; no national number kept."""

import pytest
from django.core.exceptions import ValidationError

from kopru.connections.notices.client import tell_news
from kopru.connections.notices.models import Notice
from kopru.libraries.models import Membership
from kopru.patrons import actions
from kopru.patrons.importing import import_patrons
from kopru.patrons.models import Patron

pytestmark = pytest.mark.django_db


def _patron(ash, **changes):
    fields = {
        "number": "2026-7",
        "name": "Ümit İnci",
        "email": "Umit@Ash.example",
        "group": "academic",
    }
    return Patron(library=ash, **{**fields, **changes})


def test_registering_tells_the_reader_that_the_card_was_handed_back(ash, now):
    patron = _patron(ash)
    actions.register(patron, now=now)
    tell_news(now=now)
    notice = Notice.objects.get()
    assert notice.to == "umit@ash.example"
    assert "geri verildi" in notice.body
    assert patron.card_returned_at == now
    assert Membership.objects.get(user=patron.user).role == "reader"


def test_the_reader_is_told_once(ash, now):
    actions.register(_patron(ash), now=now)
    assert [tell_news(now=now), tell_news(now=now)] == [1, 0]


def test_a_national_identity_number_is_masked_in_free_text(ash, now):
    patron = _patron(ash, faculty="Fen 17291716060")
    assert actions.register(patron, now=now) == ["faculty"]
    assert patron.faculty == "Fen 17*******60"


def test_a_national_identity_number_is_no_card_number(ash, now):
    with pytest.raises(ValidationError) as error:
        actions.register(_patron(ash, number="17291716060"), now=now)
    assert "number" in error.value.message_dict


@pytest.mark.parametrize(
    ("field", "value"), [("email", "no mail"), ("name", ""), ("group", "king"), ("number", "")]
)
def test_what_cannot_be_taken_is_named(ash, now, field, value):
    with pytest.raises(ValidationError) as error:
        actions.register(_patron(ash, **{field: value}), now=now)
    assert field in error.value.message_dict


def test_a_card_number_is_given_once_a_library_and_again_at_another(ash, cedar, now):
    actions.register(_patron(ash), now=now)
    with pytest.raises(ValidationError):
        actions.register(_patron(ash, email="x@ash.example"), now=now)
    actions.register(_patron(cedar, email="x@cedar.example"), now=now)


def test_an_account_is_asked_for_and_approved(ash, cedar, now):
    patron = _patron(ash)
    actions.ask_for_account(patron, now=now)
    assert not patron.may_ask(on=now.date())
    with pytest.raises(Patron.DoesNotExist):
        actions.approve(patron.pk, library=cedar, now=now)
    assert actions.approve(patron.pk, library=ash, now=now).may_ask(on=now.date())
    tell_news(now=now)
    assert [n.event for n in Notice.objects.order_by("pk")] == ["account_asked", "approved"]


def test_a_refused_wish_says_why(ash, now):
    patron = _patron(ash)
    actions.ask_for_account(patron, now=now)
    actions.refuse_account(patron.pk, library=ash, why="Mezun oldunuz.", now=now)
    tell_news(now=now)
    assert "Mezun oldunuz." in Notice.objects.get(event="account_refused").body


@pytest.mark.parametrize("typed", ["isik", "IŞIK", "ışık gökçe", "k-77041", "gökçe ışık"])
def test_a_reader_is_found_in_any_spelling(reader, ash, cedar, typed):
    assert Patron.objects.of(ash).found_by(typed).get() == reader
    assert not Patron.objects.of(cedar).found_by(typed).exists()


TABLE = """Kart No;Ad Soyad;E-posta;Grup;Fakülte;Geçerlilik
1;Ayşe Işık;ayse@ash.example;Akademik;Fen;31.12.2027
2;İnci Öz;inci@ash.example;Yüksek Lisans;Edebiyat;2027-06-30
3;Ad Yok;;Lisans;;
4;Garip Grup;g@ash.example;Sihirbaz;;
1;Yinelenen;baska@ash.example;Personel;;
;;;;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1254"])
def test_a_table_is_imported_and_bad_rows_are_reported(ash, now, encoding):
    report = import_patrons(TABLE.encode(encoding), library=ash, now=now)
    assert (report.rows, report.added, report.changed, len(report.bad)) == (5, 2, 1, 2)
    assert [(bad.line, bad.problems[0][0]) for bad in report.bad] == [(4, "email"), (5, "group")]
    assert Patron.objects.get(number="2").group == "graduate"
    assert str(Patron.objects.get(number="2").valid_until) == "2027-06-30"


def test_the_same_table_again_changes_nothing(ash, now):
    good = "\n".join(TABLE.split("\n")[:3])
    import_patrons(good.encode(), library=ash, now=now)
    report = import_patrons(good.encode(), library=ash, now=now)
    assert (report.added, report.changed, report.unchanged) == (0, 0, 2)


def test_missing_columns_are_named(ash, now):
    assert import_patrons(b"Ad;Soyad\na;b\n", library=ash, now=now).missing == (
        "number",
        "email",
        "group",
    )
