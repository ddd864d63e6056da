"""Each mail's decent end: a request, the queue, or known for what it is. None is lost."""

from email.message import EmailMessage

import pytest

from kopru.catalogue.models import Edition
from kopru.catalogue.search.index import index_all_changed
from kopru.connections.errands.models import Errand
from kopru.connections.mailbox import server
from kopru.connections.mailbox.models import Account, Mail
from kopru.connections.notices.client import tell_news
from kopru.connections.notices.models import Notice
from kopru.intake.drafts import accept, dismiss, reopen
from kopru.intake.models import Draft
from kopru.requests.actions import requester
from kopru.requests.actions.steps import Refused
from kopru.requests.models import PatronRequest
from support import held_by

pytestmark = pytest.mark.django_db

KUNYE = "Merhaba,\n\nEser adı: Saatleri Ayarlama Enstitüsü\nYazar: Ahmet Hamdi Tanpınar\nISBN: 9789759955854\n\nTeşekkürler"


def letter(body=KUNYE, sender="isik@ash.example", subject="Kitap isteği", number=1, **headers):
    mail = EmailMessage()
    mail["From"] = f"Işık Gökçe <{sender}>" if sender else ""
    mail["Subject"] = subject
    mail["Message-ID"] = f"<m{number}@ash.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    return bytes(mail)


@pytest.fixture
def take(ash, reader, edition, clock):
    index_all_changed()
    return lambda data, **extra: server.take(ash, data, now=clock.now, **extra)


def test_a_certain_mail_becomes_a_request_and_is_answered_with_its_number(take, clock, reader):
    assert take(letter()).fate == "request"
    request = PatronRequest.objects.get()
    clock.later(minutes=1)
    notice = Notice.objects.get()
    assert request.number in notice.subject
    assert (notice.to, notice.language) == (reader.email, "tr")
    assert request.citation.author == "Ahmet Hamdi Tanpınar"
    assert notice.reply_to_message_id == "<m1@ash.example>"


def test_an_english_reader_is_answered_in_english(take, clock, reader):
    reader.language = "en"
    reader.save()
    take(letter())
    clock.later(minutes=1)
    assert Notice.objects.get().subject.startswith("We have your request")


def test_the_same_mail_comes_in_once(take):
    assert take(letter()).pk == take(letter()).pk
    assert PatronRequest.objects.count() == 1


def test_three_works_in_one_mail_are_three_wishes(take, birch):
    for n, title in enumerate(("Beş Şehir", "Huzur"), start=2):
        held_by(
            Edition.objects.create(
                title=title, author="Ahmet Hamdi Tanpınar", kind="book", year=2000
            ),
            birch,
            f"B{n}",
        )
    index_all_changed()
    body = "Merhaba, şunları istiyorum:\n- Beş Şehir\n- Huzur\n- Aydaki Kadın\nHepsi Ahmet Hamdi Tanpınar."
    take(letter(body))
    assert Draft.objects.count() == 3


def test_what_is_not_in_any_catalogue_waits_for_staff_and_the_reader_hears_of_it(take, clock):
    mail = take(letter("Eser adı: Hiç Yazılmamış Kitap\nYazar: Kimse Bilinmez"))
    assert mail.fate == "waiting"
    draft = Draft.objects.waiting().get()
    assert draft.citation.title == "Hiç Yazılmamış Kitap"
    assert 0 < draft.confidence["title"] <= 1
    tell_news(now=clock.now)
    assert Notice.objects.get().event == "mail_waiting"


def test_one_click_accepts_what_was_read(take, ash, ash_staff, clock):
    take(letter("Eser adı: Hiç Yazılmamış Kitap\nYazar: Kimse Bilinmez"))
    draft = Draft.objects.get()
    request = accept(draft.pk, library=ash, act=clock.staff(ash_staff))
    assert request.citation.title == "Hiç Yazılmamış Kitap"
    with pytest.raises(Refused, match="already_decided"):
        accept(draft.pk, library=ash, act=clock.staff(ash_staff))


def test_a_dismissed_draft_can_wait_again(take, ash, ash_staff, clock):
    take(letter("Kütüphane cumartesi kaçta açılıyor?", subject="soru"))
    draft = Draft.objects.get()
    dismiss(draft.pk, library=ash, act=clock.staff(ash_staff))
    assert not Draft.objects.waiting().exists()
    reopen(draft.pk, library=ash)
    assert Draft.objects.waiting().get() == draft


def test_another_library_cannot_touch_a_draft(take, cedar, cedar_staff, clock):
    take(letter("Eser adı: Hiç Yazılmamış Kitap"))
    with pytest.raises(Draft.DoesNotExist):
        accept(Draft.objects.get().pk, library=cedar, act=clock.staff(cedar_staff))
    assert not Draft.objects.of(cedar).exists()


@pytest.mark.parametrize(
    ("data", "fate"),
    [
        pytest.param(letter(sender="yabanci@baska.example"), "stranger", id="from a stranger"),
        pytest.param(letter(body="", subject=""), "empty", id="empty"),
        pytest.param(letter("ILL ile gelen Cehennem kitabının süresini uzatabilir miyiz?", subject="süre uzatma"), "not_a_request", id="a renewal"),
        pytest.param(letter(Precedence="bulk", body="Bu ay yeni gelenler"), "automatic", id="a newsletter"),
        pytest.param(b"\xff\xfe\x00broken", "broken", id="not even a mail"),
    ],
)  # fmt: skip
def test_every_other_mail_has_its_end_and_is_kept(take, data, fate):
    mail = take(data)
    assert mail.fate == fate
    assert Mail.objects.count() == 1
    assert PatronRequest.objects.count() == 0
    assert Draft.objects.waiting().exists() == (fate != "automatic")


def test_a_strangers_wish_becomes_a_request_once_they_are_a_reader(
    take, ash, ash_staff, clock, reader
):
    take(letter(sender="yabanci@baska.example"))
    draft = Draft.objects.get()
    with pytest.raises(Refused, match="reader_missing"):
        accept(draft.pk, library=ash, act=clock.staff(ash_staff))
    assert accept(draft.pk, library=ash, patron=reader, act=clock.staff(ash_staff)).patron == reader


def test_a_national_identity_number_is_masked_everywhere(take):
    take(letter(KUNYE + "\nT.C. kimlik no: 17291716060, sipariş 17291716050"))
    mail = Mail.objects.get()
    assert "17291716060" not in mail.text
    assert "17291716050" in mail.text
    assert mail.masked == 1
    stored = str(list(Mail.objects.values())) + str(list(Draft.objects.values()))
    assert "17291716060" not in stored


def test_a_request_too_many_waits_with_its_objection(take, ash, now):
    ash.policies.create(valid_from=now.date(), stated={"patron_limit": 1})
    take(letter())
    assert take(letter(number=2)).fate == "waiting"


def test_an_answer_finds_its_request(take, reader, ash, ash_staff, clock, asked):
    requester.ask_for_detail(asked.pk, question="Hangi baskı?", act=clock.staff(ash_staff))
    clock.later(minutes=1)
    notice = Notice.objects.get(event="detail_asked")
    mail = take(
        letter(
            "Eser adı: Saatleri Ayarlama Enstitüsü, 2019 baskısı",
            number=7,
            In_Reply_To=f"<notice-{notice.pk}@kopru>",
        )
    )
    assert mail.fate == "answer"
    draft = Draft.objects.waiting().get()
    assert draft.about == asked
    accept(draft.pk, library=ash, act=clock.staff(ash_staff))
    asked.refresh_from_db()
    assert asked.state == "new"


def test_a_maildir_is_emptied_and_a_huge_mail_is_kept_by_its_head(
    ash, reader, edition, clock, settings
):
    index_all_changed()
    inbox = settings.KOPRU_DATA / "mail/ash"
    for name in ("new", "cur", "tmp"):
        (inbox / name).mkdir(parents=True)
    (inbox / "new/1").write_bytes(letter())
    (inbox / "new/2").write_bytes(letter(number=2) + b"x" * 20_000_000)
    account = Account.objects.create(library=ash, address="maildir:mail/ash")
    assert server.fetch(account, now=clock.now) == 2
    assert server.fetch(account, now=clock.now) == 0
    assert sorted(Mail.objects.values_list("fate", flat=True)) == ["request", "too_big"]
    assert Mail.objects.get(fate="too_big").size > 20_000_000
    assert not list((inbox / "new").iterdir())


def test_a_mailbox_that_is_gone_is_said_on_its_account(ash, clock):
    account = Account.objects.create(library=ash, address="maildir:mail/nowhere")
    assert server.fetch(account, now=clock.now) == 0
    account.refresh_from_db()
    assert "nowhere" in account.trouble
    assert not Errand.objects.exists()
