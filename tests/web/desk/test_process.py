"""The process document at the desk: seen, filled in, revised, signed, compared, downloaded."""

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from conftest import person
from kopru.libraries.actions import state_terms
from kopru.libraries.models import Role
from kopru.libraries.policy.terms import Terms
from kopru.reports.models import ProcessRevision
from kopru.reports.process import revising
from kopru.reports.process.form import ROLES

pytestmark = pytest.mark.django_db
SHOW, FORM, REVISE, COMPARE = map(
    reverse, ("desk_process", "desk_process_form", "desk_process_revise", "desk_process_compare")
)


@pytest.fixture
def admin(birch, client):
    made = type(client)(headers={"accept-language": "tr"})
    made.user = person(birch, Role.LIBRARY_ADMIN)
    made.force_login(made.user)
    return made


def _sign_all(client, number):
    for role in ROLES:
        answer = client.post(reverse("desk_process_sign", args=[number, role]), follow=True)
    return answer.content.decode()


def _change_a_rule(birch):
    today = timezone.localdate()
    state_terms(library=birch, terms=Terms(loan_days=17), valid_from=today, today=today)


def test_from_the_empty_form_to_a_revision_in_force_and_the_next(admin, birch):
    assert "Henüz revizyon yok" in admin.get(SHOW).content.decode()
    said = {
        "number": "KDDB.İA.7",
        "related": "Yönerge",
        "approved_name": "Işıl GÜRGÖZE",
        "approved_office": "Rektörlük",
        "prepared_user": admin.user.pk,
    }
    assert "Kaydedildi." in admin.post(FORM, said, follow=True).content.decode()
    assert 'value="KDDB.İA.7"' in admin.get(FORM).content.decode()
    assert "Revizyon 00 açıldı" in admin.post(REVISE, follow=True).content.decode()
    assert "yürürlüğe girdi" in _sign_all(admin, 0)
    _change_a_rule(birch)
    page = admin.get(SHOW).content.decode()
    assert "Kurallar değişti" in page
    assert "17 gündür" in page
    admin.post(REVISE)
    assert "yürürlüğe girdi" in _sign_all(admin, 1)
    assert [one.state for one in ProcessRevision.objects.of(birch)] == ["in_force", "superseded"]
    compared = admin.get(COMPARE).content.decode()
    assert "<ins>" in compared
    assert "17 gündür" in compared
    assert "aynı şeyi söylüyor" in admin.get(COMPARE, {"old": 1, "new": 1}).content.decode()


def test_the_page_draws_every_step_and_tells_it_as_text(admin):
    page = etree.HTML(admin.get(SHOW).content)
    drawings = page.xpath("//svg[@class='ps-sheet']")
    assert len(drawings) == 3
    for drawing in drawings:
        card = next(up for up in drawing.iterancestors() if up.tag == "section")
        assert len(card.findall(".//tbody/tr")) == len(
            [t for t in drawing.find("desc").text.split("; ")]
        )
        assert not drawing.findall(".//style")


@pytest.mark.parametrize("kind", ["pdf", "svg", "bpmn"])
def test_files_are_of_the_language_asked_for(admin, kind):
    texts = {
        lang: admin.get(reverse("desk_process_file", args=[kind]), {"lang": lang}).content
        for lang in ("tr", "en")
    }
    if kind == "pdf":
        assert all(text.startswith(b"%PDF") for text in texts.values())
        return
    assert "Yayını talep eder" in " ".join(texts["tr"].decode().split()) or kind == "svg"
    assert texts["tr"] != texts["en"]
    assert all(etree.fromstring(text) is not None for text in texts.values())


def test_an_older_revision_is_printed_as_it_was(admin, birch):
    admin.post(REVISE)
    _sign_all(admin, 0)
    _change_a_rule(birch)
    old = admin.get(reverse("desk_process_revision_file", args=[0, "bpmn"])).content.decode()
    now = admin.get(reverse("desk_process_file", args=["bpmn"])).content.decode()
    assert ("17 gündür" in old, "17 gündür" in now) == (False, True)


@pytest.mark.parametrize(
    "address",
    [
        reverse("desk_process_file", args=["doc"]),
        reverse("desk_process_revision_file", args=[9, "pdf"]),
        COMPARE,
        reverse("desk_process_file", args=["svg"]) + "?chart=no",
    ],
)
def test_what_is_not_there_is_not_found(admin, address):
    assert admin.get(address).status_code == 404


def test_staff_see_but_do_not_revise_and_others_see_nothing(birch, birch_desk, desk, client):
    assert birch_desk.get(SHOW).status_code == 200
    assert birch_desk.post(REVISE).status_code == 403
    assert birch_desk.get(FORM).status_code == 403
    revising.open_revision(library=birch, now=timezone.now())
    assert desk.get(reverse("desk_process_revision_file", args=[0, "pdf"])).status_code == 404
    assert desk.post(reverse("desk_process_sign", args=[0, "prepared"])).status_code == 404
    assert client.get(SHOW).status_code == 302


def test_who_is_not_named_cannot_sign(birch, birch_desk):
    revising.open_revision(library=birch, now=timezone.now())
    said = birch_desk.post(
        reverse("desk_process_sign", args=[0, "prepared"]), follow=True
    ).content.decode()
    assert "somebody else" in said or "başka birinin" in said
    assert not ProcessRevision.objects.of(birch)[0].signatures.exists()
