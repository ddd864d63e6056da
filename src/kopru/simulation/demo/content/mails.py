"""Readers' mails to the interlibrary loan desk, of every sort a desk sees in a week.

The texts stand in `mail_texts/`: the first line is the subject, the rest the body.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path
from string import Template

from kopru.common.text import upper
from kopru.simulation.demo.content.isbns import isbn_of
from kopru.simulation.demo.content.libraries import library
from kopru.simulation.demo.content.people import Person, readers_of
from kopru.simulation.demo.content.spelling import plain
from kopru.simulation.demo.content.titles import Work, all_works, natural_order
from kopru.simulation.demo.content.wishes import SORTS, Sort, wishes_for

_TEXTS = Path(__file__).parent / "mail_texts"

_SENDERS_FROM_OUTSIDE = {
    "newsletter": ("Çınarkent Kitap", "bulten@kitapbulteni.example"),
    "stranger": ("Rüştü Yabanlıoğlu", "rustu.yabanlioglu@posta.example"),
}
_BETWEEN_MAILS = timedelta(minutes=23)
_LOAN_LEFT = timedelta(days=4)


def mails_for(symbol: str, *, at: datetime) -> Iterator[bytes]:
    """The mails in the box of library `symbol`, oldest first, as RFC 5322 bytes.

    One of each sort in `SORTS`; the part of the Message-ID before its first dot is the
    sort's name. `at` (aware, else ValueError) is when the box is looked into: the mails
    came in over the hours before it.
    """
    if at.tzinfo is None:
        raise ValueError("mails need a time with a time zone")
    for place, sort in enumerate(SORTS):
        sent = at - _BETWEEN_MAILS * (len(SORTS) - place)
        yield _mail(symbol, sort, _sender(symbol, sort, place), sent).as_bytes(policy=SMTP)


def _sender(symbol: str, sort: Sort, place: int) -> Person:
    readers = readers_of(symbol)
    if sort.english:
        readers = tuple(reader for reader in readers if reader.language == "en") or readers
    else:
        readers = tuple(reader for reader in readers if reader.language == "tr")
    return readers[place % len(readers)]


def _mail(symbol: str, sort: Sort, reader: Person, sent: datetime) -> EmailMessage:
    works = [all_works()[index] for index in wishes_for(symbol)[sort.name]]
    subject, body = (Template(part) for part in _text(sort.name))
    words = _words(sort, works, reader, sent)
    name, address = _SENDERS_FROM_OUTSIDE.get(sort.name, (reader.name, reader.email))
    user, _, domain = address.partition("@")
    at_home = library(symbol)

    mail = EmailMessage()
    # Short, for Python breaks a longer one over two lines, and then no reader knows it.
    mail["Message-ID"] = f"<{sort.name}.{sent:%Y%m%d%H%M}@{at_home.domain}>"
    mail["Date"] = format_datetime(sent)
    mail["From"] = Address(name, user, domain)
    mail["To"] = Address(at_home.name_tr, "kao", at_home.domain)
    mail["Subject"] = subject.substitute(words)
    if sort.name == "reply-with-quote":
        mail["In-Reply-To"] = f"<bilgi.{reader.number}@{at_home.domain}>"
    if sort.name == "newsletter":
        mail["List-Unsubscribe"] = "<https://kitapbulteni.example/cikis>"
        mail["Precedence"] = "bulk"
    _set_body(mail, sort.name, body.substitute(words))
    return mail


def _set_body(mail: EmailMessage, sort: str, text: str) -> None:
    if sort == "html-only":
        mail.set_content(text, subtype="html", cte="quoted-printable")
    elif sort == "windows-1254":
        mail.set_content(text, charset="windows-1254", cte="quoted-printable")
    else:
        mail.set_content(text, cte="quoted-printable")
    if sort == "long-signature":
        lines = "".join(f"<div>{line}</div>" for line in text.splitlines())
        mail.add_alternative(f"<html><body>{lines}</body></html>", subtype="html")
        # Python draws the boundary by lot otherwise, and no two runs would be alike.
        mail.set_boundary(f"=_{sort}_part")


@lru_cache(maxsize=32)
def _text(sort: str) -> tuple[str, str]:
    subject, _, body = (_TEXTS / f"{sort}.txt").read_text(encoding="utf-8").partition("\n\n")
    return subject, body


def _words(sort: Sort, works: list[Work], reader: Person, sent: datetime) -> dict[str, str]:
    """What the placeholders of the text stand for; a second work's end in 2."""
    words = {
        "name": reader.name,
        "number": reader.number,
        "faculty": reader.faculty,
        "due": f"{sent + _LOAN_LEFT:%d.%m.%Y}",
    }
    for place, work in enumerate(works, start=1):
        end = "" if place == 1 else str(place)
        words |= {key + end: text for key, text in _of_work(work).items()}
    if sort.name == "without-marks":
        return {key: plain(text) for key, text in words.items()}
    if sort.name == "capitals":
        return {key: upper(text) for key, text in words.items()}
    return words


def _of_work(work: Work) -> dict[str, str]:
    longest = max(work.title.split(), key=len)
    return {
        "title": _title(work),
        "whole": work.title,
        "volume": work.volume,
        "word": longest.strip(".,:?!"),
        "author": ", ".join(natural_order(name) for name in work.authors),
        "family": work.authors[0].partition(",")[0],
        "translator": ", ".join(natural_order(name) for name in work.translators),
        "publisher": work.publisher,
        "place": work.place,
        "year": str(work.year),
        "isbn": isbn_of(work) or "",
        "apa": _apa(work),
    }


def _title(work: Work) -> str:
    """The title as a reader copies it; English ones are said with their subtitle."""
    title = f"{work.title}, {work.volume}" if work.volume else work.title
    return f"{title}: {work.subtitle}" if work.subtitle and work.language == "eng" else title


def _apa(work: Work) -> str:
    """The citation in APA style: "Atay, O. (1984). Tutunamayanlar. İletişim Yayınları."."""
    names = " & ".join(_with_initials(name) for name in work.authors)
    title = f"{work.title} ({work.volume})" if work.volume else work.title
    by = ", ".join(natural_order(name) for name in work.translators)
    translated = f" ({by}, Çev.)" if by else ""
    return f"{names} ({work.year}). {title}{translated}. {work.publisher}."


def _with_initials(name: str) -> str:
    family, _, given = name.partition(", ")
    initials = " ".join(f"{part[0]}." for part in given.split())
    return f"{family}, {initials}" if initials else family
