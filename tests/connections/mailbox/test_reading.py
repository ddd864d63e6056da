"""Reading mails: any bytes, any encoding, nothing lost and nothing raised."""

import time
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


def _nested(times, kind):
    inner = b"Content-Type: text/plain\n\ndeep"
    for n in range(times):
        if kind == "rfc822":
            inner = b"Content-Type: message/rfc822\n\n" + inner
        else:
            inner = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n" % (
                n,
                n,
                inner,
                n,
            )
    return b"From: a@b.example\n" + inner


@pytest.mark.parametrize("kind", ["multipart", "rfc822"])
@pytest.mark.parametrize("times", [40, 2000])
def test_mails_in_mails_without_end_are_said_to_be_so(kind, times):
    mail = read(_nested(times, kind), now=NOW)
    assert "nested_too_deep" in mail.broken
    assert mail.sender == "a@b.example"


@pytest.mark.parametrize(
    "charset", ["idna", "rot13", "undefined", "unicode_escape", "utf-7", "x" * 500, "utf-8\x00"]
)
def test_a_charset_that_is_none_loses_nothing(charset):
    data = f"From: a@b.example\nContent-Type: text/plain; charset={charset}\n\nmerhaba \xff"
    assert "merhaba" in read(data.encode("latin-1"), now=NOW).text


@pytest.mark.parametrize(
    ("header", "sender", "name"),
    [
        ("=?utf-8?q?G=C3=B6k=C3=A7e=2C_I=C5=9F=C4=B1k?= <i@a.example>", "i@a.example", "Gökçe, Işık"),
        ('"Gökçe, Işık" <i@a.example>', "i@a.example", "Gökçe, Işık"),
        ("=?iso-8859-9?B?SP1u52Fs?= <I@A.example>", "i@a.example", "Hınçal"),
        ("i@a.example", "i@a.example", ""),
        ("(" * 3000 + " i@a.example", "", ""),
        ("undisclosed:;", "", ""),
    ],
)  # fmt: skip
def test_senders(header, sender, name):
    mail = read(f"From: {header}\n\nx".encode(), now=NOW)
    assert (mail.sender, mail.sender_name) == (sender, name)


@pytest.mark.parametrize(
    ("declared", "subject"),
    [
        ("=?iso-8859-9?Q?Kitap_iste=F0i?=", "Kitap isteği"),
        ("=?windows-1254?B?3mVrZXIgUG9ydGFrYWz9?=", "Şeker Portakalı"),
        ("=?utf-8?B?xLBsdDogS2l0YXA=?=", "İlt: Kitap"),
        ("=?utf-8?q?Kitap_iste=C4?=\n =?utf-8?q?=9Fi?=", "Kitap isteği"),
    ],
)
def test_turkish_subjects(declared, subject):
    assert read(f"Subject: {declared}\n\nx".encode(), now=NOW).subject == subject


def _html(source):
    mail = EmailMessage()
    mail["From"] = "a@b.example"
    mail.set_content(source, subtype="html")
    return read(bytes(mail), now=NOW).text


def test_links_lists_and_tables_of_html_stay_readable():
    assert _html("<p>Bu <a href='https://kitap.example/dune'>kitap</a></p>") == (
        "Bu kitap (https://kitap.example/dune)"
    )
    assert _html("<ul><li>bir</li><li>iki &amp; üç</li></ul>") == "- bir\n- iki & üç"
    assert _html("<table><tr><td>Yaban</td><td>2020</td></tr></table>") == "Yaban\t2020"
    assert _html("<p>Martin\n   Eden</p><style>p{}</style>") == "Martin Eden"


@pytest.mark.parametrize("piece", ["<div>", "<x>", "<b><i>", "<a href=x>", "<!--", "<", "&", "<p>"])
def test_hostile_html_does_not_hold_us_up(piece):
    started = time.process_time()
    _html(piece * (200_000 // len(piece)) + "son")
    assert time.process_time() - started < 5


def test_lines_broken_softly_are_whole_again():
    data = b"Content-Type: text/plain; format=flowed\n\nuzun bir \nsatir\n-- \nimza\n"
    assert read(data, now=NOW).text == "uzun bir satir\n-- \nimza\n"


@pytest.mark.parametrize(
    "data",
    [
        b"From: MAILER-DAEMON@b.example\n\nx",
        b"From: a@b.example\nReturn-Path: <>\n\nx",
        b"From: a@b.example\nSubject: =?utf-8?q?Otomatik_yan=C4=B1t=3A_Kitap?=\n\nx",
        b"From: a@b.example\nContent-Type: multipart/report; boundary=q\n\n--q\n\nx\n--q--",
    ],
    ids=["daemon", "empty return path", "subject", "report"],
)
def test_bounces_and_absences_are_machines(data):
    assert read(data, now=NOW).is_auto


def test_twenty_megabytes_hang_on_a_mail_and_are_only_counted():
    mail = _mail()
    mail.add_attachment(b"x" * 15_000_000, maintype="application", subtype="pdf", filename="a.pdf")
    data = bytes(mail)
    assert len(data) > 20_000_000
    assert read(data, now=NOW).attachments[0].size == 15_000_000


def test_a_multipart_without_boundary_is_text():
    assert read(b"Content-Type: multipart/mixed\n\nYaban lazim", now=NOW).text == "Yaban lazim"


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=2000))
def test_no_bytes_make_it_fail(data):
    mail = read(data, now=NOW)
    assert isinstance(mail.text, str)
    mail.text.encode()
    mail.subject.encode()


_HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "References",
    "Return-Path",
    "Precedence",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Disposition",
]


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(_HEADERS),
)
def test_no_header_makes_it_fail(value, name):
    read(name.encode() + b": " + value + b"\r\n\r\nbody", now=NOW)


_PIECES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=q\n", b"Content-Type: text/html; charset=\xff\n",
        b"Content-Type: message/rfc822\n", b"Content-Transfer-Encoding: base64\n", b"\n", b"--q\n", b"--q--\n",
        b"From: \xf0 <a@b>\n", b"Subject: =?utf-8?b?xLA=?= =?x?q?=ff?=\n", b"Date: Mon, 32 Foo 99999\n",
        b"Content-Disposition: attachment; filename*0*=utf-8''%ff; filename*1=x\n", b"<div><a href='", b"&#x110000;",
        b"Content-Transfer-Encoding: x-uuencode\n", b"begin 644 x\n\xff\n", b"\x00", b"=C4=B1=\n", b" folded\n",
    ]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(_PIECES, max_size=30))
def test_no_heap_of_mail_pieces_makes_it_fail(pieces):
    mail = read(b"".join(pieces), now=NOW)
    (mail.text + mail.subject + mail.sender_name + mail.to).encode()
    assert "\x00" not in mail.text + mail.subject
    assert mail.date.tzinfo is not None
