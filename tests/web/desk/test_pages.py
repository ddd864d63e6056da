"""Every page opens for its own staff, shows a stranger nothing, and is closed to readers."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.catalogue.models import Load, Quarantined
from kopru.connections.iso18626.models import Message
from kopru.connections.mailbox.models import Mail
from kopru.connections.notices.models import Notice
from kopru.intake.models import Draft
from kopru.requests.desk import QUEUES

pytestmark = pytest.mark.django_db

#: queries that a list may do, with all of the frame
MOST = 10

LISTS = [
    "desk", "desk_scan", "desk_requests", "desk_intake", "desk_mails", "desk_patrons",
    "desk_outbox", "desk_errands", "desk_catalogue", "desk_quarantine", "desk_patron_register",
    "desk_patron_import", "desk_patron_sample", "desk_editions", "desk_money",
]  # fmt: skip


@pytest.fixture
def mail(ash, reader, now):
    return Mail.objects.create(
        library=ash, patron=reader, digest="d1", sender=reader.email, subject="Kitap isteği",
        text="Huzur adlı kitabı rica ederim.", raw=b"x\x9c\x03\x00\x00\x00\x00\x01", size=40,
        came_at=now, fate="waiting",
    )  # fmt: skip


@pytest.fixture
def draft(ash, reader, mail, now):
    return Draft.objects.create(
        library=ash, patron=reader, sender=reader.email, mail_id=mail.pk, came_at=now,
        cited={"kind": "book", "title": "Huzur", "author": "Tanpınar"},
        confidence={"title": 0.9, "author": 0.5}, source_text=mail.text, needs=["author_missing"],
    )  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_page_opens_for_staff_in_few_queries(
    desk, sent, draft, name, django_assert_max_num_queries
):
    with django_assert_max_num_queries(MOST):
        answer = desk.get(reverse(name))
    assert answer.status_code == 200


@pytest.mark.parametrize("code", [q.code for q in QUEUES])
def test_each_pile_opens(desk, sent, code, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST):
        answer = desk.get(reverse("desk_queue", args=[code]))
    assert answer.status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_a_page_is_closed_to_readers_and_strangers_sign_in_first(reader_client, client, name):
    assert reader_client.get(reverse(name)).status_code == 403
    assert client.get(reverse(name)).status_code == 302


def _of_ash(sent, draft, mail, reader):
    message = Message.objects.of(sent.library).first()
    return [
        reverse("desk_request", args=[sent.patron_request.number]),
        reverse("desk_correct", args=[sent.patron_request.number]),
        reverse("desk_message", args=[message.pk]),
        reverse("desk_draft", args=[draft.pk]),
        reverse("desk_mail", args=[mail.pk]),
        reverse("desk_patron", args=[reader.pk]),
        reverse("desk_patron_edit", args=[reader.pk]),
        reverse("desk_ask", args=[reader.pk]),
        reverse("desk_paper", args=["return_home"]) + f"?id={sent.pk}",
        reverse("desk_paper", args=["strap"]) + f"?id={sent.patron_request_id}",
        reverse("desk_paper_page", args=["strap"]) + f"?id={sent.patron_request_id}",
    ]


def test_single_rows_open_for_their_library_only(
    desk, cedar_desk, reader_client, sent, draft, mail, reader
):
    for address in _of_ash(sent, draft, mail, reader):
        assert desk.get(address).status_code == 200, address
        assert cedar_desk.get(address).status_code == 404, address
        assert reader_client.get(address).status_code == 403, address


def test_lists_of_a_stranger_are_empty(cedar_desk, sent, draft, mail, reader, cedar):
    Notice.objects.filter().update(request_number=sent.patron_request.number)
    for name in LISTS:
        page = cedar_desk.get(reverse(name)).content.decode()
        assert "Saatleri" not in page, name
        assert reader.name not in page, name
    for queue in QUEUES:
        assert (
            "Saatleri"
            not in cedar_desk.get(reverse("desk_queue", args=[queue.code])).content.decode()
        )


def test_a_lending_request_is_its_librarys_own(birch_desk, desk, cedar_desk, lending):
    address = reverse("desk_lending", args=[lending.pk])
    assert "813 T36" in birch_desk.get(address).content.decode()
    assert desk.get(address).status_code == 404
    assert cedar_desk.get(address).status_code == 404


WRITES = [
    ("desk_request_send", lambda s, d, r: [s.patron_request.number]),
    ("desk_request_note", lambda s, d, r: [s.patron_request.number]),
    ("desk_request_do", lambda s, d, r: [s.patron_request.number, "cancel"]),
    ("desk_loan_do", lambda s, d, r: [s.patron_request.number, s.pk, "withdraw"]),
    ("desk_draft_accept", lambda s, d, r: [d.pk]),
    ("desk_draft_dismiss", lambda s, d, r: [d.pk]),
    ("desk_draft_reopen", lambda s, d, r: [d.pk]),
    ("desk_patron_decide", lambda s, d, r: [r.pk, "unblock"]),
]


@pytest.mark.parametrize(("name", "args"), WRITES, ids=[w[0] for w in WRITES])
def test_writes_are_posts_of_the_own_library(
    desk, cedar_desk, reader_client, sent, draft, reader, name, args
):
    address = reverse(name, args=args(sent, draft, reader))
    assert desk.get(address).status_code == 405
    assert cedar_desk.post(address).status_code == 404
    assert reader_client.post(address).status_code == 403


def test_what_could_not_be_read_is_shown_with_its_reason(desk, ash, now):
    load = Load.objects.create(
        library=ash, files=["ash.mrc"], started_at=timezone.now(), read=2, quarantined=1
    )
    Quarantined.objects.create(
        load=load, library=ash, file="ash.mrc", position=24, reason="bad_leader", digest="x", at=now
    )
    assert (
        "1 record of ours could not be read" in desk.get(reverse("desk_catalogue")).content.decode()
    )
    assert "leader" in desk.get(reverse("desk_quarantine")).content.decode()


def test_the_desk_says_when_all_is_done(desk):
    assert "All is done" in desk.get(reverse("desk")).content.decode()
