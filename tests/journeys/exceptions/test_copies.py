"""A copy instead of a loan, and a copy as a file: opened for a time, deleted, and proven so."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.common.citation import Citation
from kopru.connections.copies import due, fetch_due
from kopru.connections.iso18626.models import Message
from kopru.requests.actions import conditions, copies, requester, supplier
from kopru.requests.actions.packing import loans_to_pack
from kopru.requests.actions.steps import Refused
from kopru.requests.models import BorrowingRequest, Happening, LendingRequest
from kopru.shipping.models import CopyFile
from shipping.test_copies import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(stage, cited):
    """The stage's wish, for an article: sent to Birch."""
    wish = Citation(kind="article", title="Tanpınar'da zaman", journal="Bilig", pages="12-31",
                    isbn=cited.isbn)  # fmt: skip
    edition = stage.asked.edition
    stage.at_ash(requester.correct, stage.asked.pk, citation=wish, edition=edition)
    stage.at_ash(requester.send, stage.asked.pk)
    return stage


def _files():
    """What lies there once the sweep has been by."""
    copies.sweep(timezone.now(), orphan_age=timedelta(0))
    return sorted(p.name for p in copies.folder().glob("*")) if copies.folder().exists() else []


def _wire():
    return [
        bytes(m.body).decode() for m in Message.objects.filter(is_incoming=False).order_by("pk")
    ]


@pytest.mark.row("E-delivery")
def test_an_article_is_asked_for_as_a_copy_and_opened_until_it_is_deleted(article, settings):
    assert "<ill:serviceType>Copy<" in _wire()[0]
    assert article.lending.service == "copy"
    article.at_birch(copies.deliver, article.lending.pk, data=PDF)
    assert article.states == ("copy_sent", "closed", "delivered")
    sent = next(text for text in _wire() if "CopyCompleted" in text)
    assert f"<ill:itemId>{settings.KOPRU_ADDRESS}/copies/" in sent
    assert "<ill:sentVia>URL<" in sent
    assert "<ill:deliveredFormat>PDF<" in sent

    assert fetch_due(article.clock.now) == 1
    article.clock.later(minutes=1)
    assert article.states[0] == "delivered"
    assert article.mails[-1] == "copy_here"
    mine = CopyFile.objects.get(is_ours=False)
    assert (mine.views_left, mine.expires_on) == (5, article.clock.now.date() + timedelta(days=14))
    assert len(_files()) == 2

    # the other library has it: its own file goes, and the log says which
    article.clock.later(minutes=20)
    article.days(1)
    assert article.states[2] == "closed"
    proof = Happening.objects.get(kind="lending", action="copy_over")
    assert proof.facts["sha256"] == mine.sha256
    assert _files() == [mine.name]

    # the reader opens it as often as the terms say, and no more
    for _ in range(5):
        assert copies.opened(CopyFile.objects.get(pk=mine.pk), now=article.clock.now)
    assert not copies.opened(CopyFile.objects.get(pk=mine.pk), now=article.clock.now)
    article.days(1)
    assert article.states[0] == "completed"
    proof = Happening.objects.get(kind="patron_request", action="copy_over")
    assert proof.facts == {"sha256": mine.sha256, "size": len(PDF), "views": 5}
    assert _files() == []


@pytest.mark.row("E-delivery")
def test_after_its_days_it_is_gone_unopened(article):
    article.at_birch(copies.deliver, article.lending.pk, data=PDF)
    fetch_due(article.clock.now)
    mine = CopyFile.objects.get(is_ours=False)
    article.days(15)
    assert not copies.opened(mine, now=article.clock.now)
    assert article.states == ("completed", "closed", "closed")
    assert _files() == []
    assert not CopyFile.objects.kept().exists()


@pytest.mark.row("E-delivery")
def test_print_only_is_printed_and_deleted_and_collected(article, ash):
    ash.policies.create(valid_from="2020-01-01", stated={"copy_opening": "print"})
    article.at_birch(copies.deliver, article.lending.pk, data=PDF)
    fetch_due(article.clock.now)
    assert article.states[0] == "copy_sent"
    assert CopyFile.objects.filter(is_ours=False).kept().exists()
    article.at_ash(copies.copy_arrived, article.asked.pk)
    assert article.mails[-1] == "copy_ready"
    assert not CopyFile.objects.filter(is_ours=False).kept().exists()
    assert Happening.objects.get(action="copy_arrived").facts["sha256"]
    article.at_ash(copies.copy_collected, article.asked.pk)
    assert article.states[0] == "completed"


@pytest.mark.row("E-delivery")
def test_the_lender_may_say_that_it_is_only_printed(article, birch):
    birch.policies.create(valid_from="2020-01-01", stated={"copy_form": "print_only"})
    article.at_birch(copies.deliver, article.lending.pk, data=PDF)
    assert article.loan.copy_print_only
    fetch_due(article.clock.now)
    assert article.states[0] == "copy_sent"


@pytest.mark.row("E-delivery")
def test_on_paper_it_comes_by_post_and_waits_for_its_reader(article):
    article.at_birch(copies.deliver, article.lending.pk)
    assert article.states[0] == "copy_sent"
    assert fetch_due(article.clock.now) == 0
    article.at_ash(copies.copy_arrived, article.asked.pk)
    article.days(10)
    assert article.states == ("completed", "closed", "closed")
    assert article.mails[-1] == "copy_not_collected"


@pytest.mark.row("E-delivery")
def test_a_copy_that_cannot_be_read_is_asked_for_again(article, third):
    cedar = third()
    article.at_birch(copies.deliver, article.lending.pk, data=PDF)
    fetch_due(article.clock.now)
    article.at_ash(copies.copy_unusable, article.asked.pk, note="12. sayfa eksik")
    article.asked.refresh_from_db()
    assert article.asked.current.supplier == cedar
    assert not CopyFile.objects.filter(is_ours=False).kept().exists()


@pytest.mark.row("E-delivery")
@pytest.mark.parametrize(
    ("data", "code"),
    [(b"<html>", "not_a_copy"), (PDF.replace(b"/Type", b"/JavaScript"), "copy_active")],
)
def test_what_is_no_copy_is_not_sent(article, data, code):
    with pytest.raises(Refused, match=code):
        article.at_birch(copies.deliver, article.lending.pk, data=data)
    assert article.states[2] == "new"
    assert _files() == []


@pytest.mark.row("E-delivery")
def test_only_the_reader_opens_it_by_a_link_that_ends(article, client, settings):
    article.at_birch(copies.deliver, article.lending.pk, data=PDF)
    fetch_due(article.clock.now)
    one, other = type(client)(), type(client)()
    one.force_login(article.reader.user)
    address = reverse("copy_open", args=[article.asked.number])
    CopyFile.objects.update(expires_on="2099-01-01")  # pages live by the real clock
    link = one.post(address).url
    answer = one.get(link)
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert other.post(address).status_code == 302  # to sign in
    assert other.get(link[:-3] + "xx/").status_code == 410
    settings.KOPRU_ADDRESS = "http://elsewhere"
    token = CopyFile.objects.get(is_ours=True).token
    for _ in range(4):
        assert other.get(reverse("copy_for_partner", args=[token])).content == PDF
    assert other.get(reverse("copy_for_partner", args=[token])).status_code == 410
    assert other.get(reverse("copy_for_partner", args=["x" * 43])).status_code == 404


@pytest.mark.row("E-delivery")
def test_nothing_is_fetched_from_another_host(article):
    article.at_birch(copies.deliver, article.lending.pk, link="https://169.254.169.254/latest")
    assert fetch_due(article.clock.now) == 0
    loan = BorrowingRequest.objects.get()
    assert "not of the library that sent the copy" in loan.copy_trouble
    assert article.states[0] == "copy_sent"
    # staff upload what they were sent another way
    article.at_ash(copies.take_in_copy, loan.pk, PDF)
    assert article.states[0] == "delivered"


@pytest.mark.row("Copy instead of loan")
def test_a_copy_instead_of_the_loan_on_the_same_request(stage):
    stage.sent()
    stage.at_birch(conditions.offer_retry, stage.lending.pk, reason="CopyPossible")
    stage.asked.refresh_from_db()
    assert stage.asked.state == "sourcing"
    birch = stage.loan.supplier
    assert copies.offers_a_copy(stage.asked) == birch
    stage.by_reader(copies.ask_for_copy, stage.asked.pk)
    stage.asked.refresh_from_db()
    assert (stage.asked.service, stage.asked.current.supplier) == ("copy", birch)
    again = next(text for text in _wire() if "<ill:requestType>Retry<" in text)
    assert "<ill:serviceType>Copy<" in again
    assert f"<ill:requestingAgencyPreviousRequestId>{stage.asked.number}-1<" in again
    stage.at_birch(copies.deliver, stage.lending.pk, data=PDF)
    fetch_due(stage.clock.now)
    assert stage.states[0] == "delivered"
    assert copies.offers_a_copy(stage.asked) is None
    stage.days(15)
    assert stage.states == ("completed", "closed", "closed")


@pytest.mark.row("Copy instead of loan")
def test_a_copy_that_comes_for_a_loan_is_taken_as_one(stage):
    stage.sent()
    LendingRequest.objects.update(service="copy")  # a partner that sends a copy all the same
    stage.at_birch(copies.deliver, stage.lending.pk, data=PDF)
    stage.asked.refresh_from_db()
    assert (stage.asked.state, stage.asked.service) == ("copy_sent", "copy")


@pytest.mark.row("Copy instead of loan")
def test_a_loan_is_not_sent_as_a_copy_nor_a_copy_posted_as_a_loan(stage, article):
    stage.at_birch(supplier.promise, stage.lending.pk)
    stage.at_birch(supplier.pack, stage.lending.pk)
    with pytest.raises(Refused, match="is_copy"):
        stage.at_birch(supplier.ship, stage.lending.pk)
    LendingRequest.objects.update(service="loan")
    with pytest.raises(Refused, match="is_loan"):
        stage.at_birch(copies.deliver, stage.lending.pk, data=PDF)


@pytest.mark.row("E-delivery")
def test_copies_that_wait_to_be_printed_do_not_keep_others_from_being_fetched(
    article, ash, reader, edition, cited
):
    ash.policies.create(valid_from="2020-01-01", stated={"copy_opening": "print"})
    article.at_birch(copies.deliver, article.lending.pk, data=PDF)
    assert fetch_due(article.clock.now) == 1

    def ask(*, act):
        wish = Citation(kind="article", title="Ek", journal="Bilig", isbn=cited.isbn)
        return requester.ask(patron=reader, citation=wish, door="staff", edition=edition, act=act)

    second = article.at_ash(ask)
    article.at_ash(requester.send, second.pk)
    theirs = LendingRequest.objects.get(title="Ek")
    article.at_birch(copies.deliver, theirs.pk, data=PDF)
    assert [one.patron_request for one in due(now=article.clock.now, limit=1)] == [second]


def test_a_copy_is_not_offered_for_a_parcel(article):
    assert not loans_to_pack(article.lending.library).exists()
    LendingRequest.objects.update(service="loan")
    assert loans_to_pack(article.lending.library).exists()
