"""A mail's text taken apart: signatures, quotes, forwards, wrong letters."""

import pytest

from kopru.intake.kunye import clean_body


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("Kitap lazım\n-- \nAli Kaya\nTel: 1", "Kitap lazım", id="dashes"),
        pytest.param("Kitap lazım\n\nSaygılarımla,\nDr. Ece Tan\nTarih Bölümü", "Kitap lazım", id="closing"),
        pytest.param("Kitap lazım\n\nDoç. Dr. Ece Tan\nTarih Bölümü | Edebiyat Fakültesi\nTel: +90 312 000 00 00", "Kitap lazım", id="contact block without a closing"),
        pytest.param("I need a book\n\nBest regards,\nJohn", "I need a book", id="English closing"),
        pytest.param("Kitap lazım\n\niPhone'umdan gönderildi", "Kitap lazım", id="sent from"),
        pytest.param("Kitap lazım\n\nBu e-posta ve ekleri gizli bilgi içerebilir.", "Kitap lazım", id="notice"),
        pytest.param("Teşekkürler\n\nKitap adı: Yaban", "Teşekkürler\n\nKitap adı: Yaban", id="thanks before the request"),
        pytest.param("Kitap lazım.\nAyşe Yılmaz", "Kitap lazım.", id="only a name"),
        pytest.param("Yaban\nYakup Kadri Karaosmanoğlu", "Yaban\nYakup Kadri Karaosmanoğlu", id="an author is no signature"),
    ],
)  # fmt: skip
def test_signatures_are_cut(body, text):
    assert clean_body(body).text == text


@pytest.mark.parametrize(
    "opening",
    [
        "12 Mart 2025 Çar, 10:20 tarihinde Kütüphane <ill@example.org> şunu yazdı:",
        "On Wed, Mar 12, 2025 at 10:20 AM Library <ill@example.org> wrote:",
        "-----Original Message-----\nFrom: Library\nSent: Monday\nTo: Ece\nSubject: Re: kitap",
        "Kimden: Kütüphane\nGönderilme: 12 Mart 2025 Çarşamba\nKime: Ece\nKonu: YNT: kitap",
        "________________________________\nFrom: Library <ill@example.org>\nSent: Monday, March 3, 2025\nTo: Ece\nSubject: Re: book",
    ],
)
def test_replies_are_cut(opening):
    clean = clean_body(f"Yazarı Orhan Pamuk.\n\n{opening}\n\nHangi yazar?", subject="Re: kitap")
    assert clean.text == "Yazarı Orhan Pamuk."
    assert "Hangi yazar?" in clean.quoted
    assert clean.forwarded_from == ""


def test_marked_lines_are_quotes_unless_nothing_else_is_there():
    clean = clean_body("Evet, o kitap.\n> Hangi kitap?")
    assert (clean.text, clean.quoted) == ("Evet, o kitap.", "Hangi kitap?")
    assert clean_body("> Yaban lazım").text == "Yaban lazım"


@pytest.mark.parametrize(
    ("head", "sender"),
    [
        ("---------- Forwarded message ---------\nFrom: Ece Tan <ece@example.org>\nDate: 3 Mar\nSubject: kitap\nTo: x", "ece@example.org"),
        ("---------- Yönlendirilen ileti ----------\nKimden: Ece Tan <ece@example.org>\nTarih: 3 Mart\nKonu: kitap\nKime: x", "ece@example.org"),
        ("Kimden: Ece Tan\nGönderilme: 3 Mart 2025\nKime: ILL\nKonu: kitap", "Ece Tan"),
        ("Begin forwarded message:\n\nFrom: Ece Tan <ece@example.org>\nSubject: kitap", "ece@example.org"),
    ],
)  # fmt: skip
def test_a_forward_is_the_request_of_its_sender(head, sender):
    clean = clean_body(f"Bilginize.\n\n{head}\n\nYaban kitabını istiyorum.", subject="İlt: kitap")
    assert clean.text == "Yaban kitabını istiyorum."
    assert clean.forwarded_from == sender
    assert clean.quoted == "Bilginize."


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        pytest.param(
            "Kitap isteði, Yapý Kredi", "Kitap isteği, Yapı Kredi", id="cp1254 as latin-1"
        ),
        pytest.param(
            "YaÅŸar Kemal, Ã‡ukurova, Ä°nce", "Yaşar Kemal, Çukurova, İnce", id="UTF-8 as cp1252"
        ),
        pytest.param("&#304;nce Memed &amp; Teneke", "İnce Memed & Teneke", id="entities"),
        pytest.param("=C4=B0nce Memed", "İnce Memed", id="quoted-printable left over"),
    ],
)
def test_letters_read_wrongly_are_put_right(wrong, right):
    clean = clean_body(wrong)
    assert (clean.text, clean.repaired) == (right, True)


@pytest.mark.parametrize(
    "text", ["Şu kitap: Þórbergur Þórðarson", "Þórbergur Þórðarson, Íslenskur aðall", "İnce Memed"]
)
def test_right_letters_are_left_alone(text):
    assert clean_body(text).text == text
    assert not clean_body(text).repaired
