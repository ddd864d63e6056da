"""Reading mails: any bytes, any encoding, nothing lost and nothing raised."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kopru.connections.mailbox.reading import MOST_TEXT, read

NOW = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
TURKISH = "Şeker Portakalı'nı rica ederim. İyi çalışmalar, ığüşöç"


def _mail(body=TURKISH, charset="utf-8", subject="Kitap isteği", **headers):
    mail = EmailMessage()
    mail["From"] = "Işık Gökçe <isik@ash.example>"
    mail["Subject"] = subject
    mail["Message-ID"] = "<a@b>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body, charset=charset)
    return mail


@pytest.mark.parametrize("charset", ["utf-8", "windows-1254", "iso-8859-9"])
def test_turkish_letters_come_through(charset):
    mail = read(bytes(_mail(charset=charset)), now=NOW)
    assert mail.text.strip() == TURKISH
    assert (mail.sender, mail.sender_name) == ("isik@ash.example", "Işık Gökçe")
    assert mail.subject == "Kitap isteği"
    assert mail.broken == ()


def test_a_wrongly_declared_character_set_loses_no_letter():
    data = bytes(_mail(charset="windows-1254")).replace(
        b'charset="windows-1254"', b'charset="us-ascii"'
    )
    assert "Portakalı" in read(data, now=NOW).text


def test_bare_letters_in_a_header_are_read():
    data = "From: Işık <isik@ash.example>\nSubject: Kitap isteği\n\nmerhaba".encode("cp1254")
    mail = read(data, now=NOW)
    assert mail.subject == "Kitap isteği"
    assert mail.sender == "isik@ash.example"


def test_html_alone_is_read_as_a_person_would():
    mail = EmailMessage()
    mail["From"] = "a@b.example"
    mail.set_content(
        "<p>Merhaba,</p><script>alert(1)</script><p>Martin Eden<br>Jack London</p>", subtype="html"
    )
    text = read(bytes(mail), now=NOW).text
    assert [line for line in text.split("\n") if line.strip()] == [
        "Merhaba,",
        "Martin Eden",
        "Jack London",
    ]


def test_cells_of_a_table_stay_apart():
    mail = EmailMessage()
    mail["From"] = "a@b.example"
    mail.set_content("<table><tr><td>Yazar</td> <td>Âşık Paşa</td></tr></table>", subtype="html")
    assert read(bytes(mail), now=NOW).text.split() == ["Yazar", "Âşık", "Paşa"]


def test_attachments_are_named_and_not_read():
    mail = _mail()
    mail.add_attachment(
        b"%PDF" * 100, maintype="application", subtype="pdf", filename="Şekil ı.pdf"
    )
    read_ = read(bytes(mail), now=NOW)
    assert [(a.name, a.type) for a in read_.attachments] == [("Şekil ı.pdf", "application/pdf")]
    assert 300 < read_.attachments[0].size < 500
    assert read_.text.strip() == TURKISH


@pytest.mark.parametrize(
    "headers", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<x.example>"}],
    ids=lambda h: next(iter(h)),
)  # fmt: skip
def test_machines_are_known_for_machines(headers):
    assert read(bytes(_mail(**headers)), now=NOW).is_auto


def test_a_person_is_no_machine():
    assert not read(bytes(_mail(Auto_Submitted="no")), now=NOW).is_auto


def test_the_thread_is_read():
    mail = read(bytes(_mail(In_Reply_To="<n@kopru>", References="<m@kopru> <n@kopru>")), now=NOW)
    assert (mail.message_id, mail.in_reply_to, mail.references) == (
        "<a@b>",
        "<n@kopru>",
        ("<m@kopru>", "<n@kopru>"),
    )


def test_an_endless_text_is_cut_and_said_so():
    mail = read(bytes(_mail(body="a" * 60 + ("\n" + "b" * 70) * 5000)), now=NOW)
    assert len(mail.text) == MOST_TEXT
    assert "text_cut" in mail.broken


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 50, b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nhalf",
     b"From: =?utf-8?q?broken\n\nx", b"Content-Type: text/plain; charset=nonsense-9\n\nmerhaba",
     b"Content-Transfer-Encoding: base64\n\n@@@@"],
    ids=["nothing", "zeros", "cut", "header", "charset", "base64"],
)  # fmt: skip
def test_broken_mails_are_read_as_far_as_they_go(data):
    assert read(data, now=NOW).date == NOW


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=2000))
def test_no_bytes_make_it_fail(data):
    mail = read(data, now=NOW)
    assert isinstance(mail.text, str)
    mail.text.encode()
    mail.subject.encode()


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        ["From", "Subject", "Date", "Content-Type", "References", "Content-Transfer-Encoding"]
    ),
)
def test_no_header_makes_it_fail(value, name):
    read(name.encode() + b": " + value + b"\r\n\r\nbody", now=NOW)
