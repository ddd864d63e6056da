"""The demo's mails: every sort, for every library, asking for what only others hold."""

import email
import re
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default

import pytest
from stdnum.tr import tckimlik

from kopru.common.identifiers import mask_national_ids
from kopru.common.text import fold
from kopru.simulation.demo.content.holdings import holders
from kopru.simulation.demo.content.isbns import (
    isbn_of,
)
from kopru.simulation.demo.content.libraries import SYMBOLS
from kopru.simulation.demo.content.mails import mails_for
from kopru.simulation.demo.content.people import readers_of
from kopru.simulation.demo.content.titles import all_works
from kopru.simulation.demo.content.wishes import SORTS, lenders, wishes_for

_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_ADDRESS = re.compile(r"[\w.+-]+@([\w.-]+)")
_LINK = re.compile(r"https?://([\w.-]+)")


def _mails(symbol: str) -> dict[str, EmailMessage]:
    mails = {}
    for raw in mails_for(symbol, at=_NOW):
        mail = email.message_from_bytes(raw, policy=default)
        assert isinstance(mail, EmailMessage)
        mails[str(mail["Message-ID"]).strip("<").partition(".")[0]] = mail
    return mails


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain", "html"))
    assert body is not None
    return str(body.get_content())


class TestMails:
    @pytest.mark.parametrize("symbol", SYMBOLS)
    def test_each_box_holds_every_sort(self, symbol: str) -> None:
        mails = _mails(symbol)
        assert list(mails) == [sort.name for sort in SORTS]
        assert len(mails) >= 20
        known = {reader.email for reader in readers_of(symbol)}
        from_outside = {
            name for name, mail in mails.items() if mail["From"].addresses[0].addr_spec not in known
        }
        assert from_outside == {"newsletter", "stranger"}

    @pytest.mark.parametrize("symbol", SYMBOLS)
    def test_no_placeholder_is_left_and_every_address_is_an_example(self, symbol: str) -> None:
        for name, mail in _mails(symbol).items():
            text = f"{mail['From']} {mail['To']} {mail['Message-ID']} {_text(mail)}"
            assert "$" not in text + mail["Subject"], name
            for domain in _ADDRESS.findall(text) + _LINK.findall(text):
                assert domain.endswith(".example"), (name, domain)

    @pytest.mark.parametrize("symbol", SYMBOLS)
    def test_wished_works_stand_only_elsewhere(self, symbol: str) -> None:
        wishes = wishes_for(symbol)
        asked = [index for indexes in wishes.values() for index in indexes]
        assert len(set(asked)) == len(asked)
        for sort in SORTS:
            assert len(wishes[sort.name]) == sort.wishes
            for index in wishes[sort.name]:
                assert (symbol in holders(index)) == sort.held
                assert sort.held or lenders(all_works()[index])

    @pytest.mark.parametrize("symbol", SYMBOLS)
    def test_a_wish_is_written_in_its_mail(self, symbol: str) -> None:
        mails, wishes = _mails(symbol), wishes_for(symbol)
        for name, indexes in wishes.items():
            for index in indexes:
                work = all_works()[index]
                clue = {
                    "isbn-only": isbn_of(work) or "-",
                    "vague-wish": work.authors[0].split(",")[0],
                }
                assert fold(clue.get(name, work.title)) in fold(_text(mails[name])), name

    def test_message_ids_are_whole_and_unique_in_the_network(self) -> None:
        ids = [mail["Message-ID"] for symbol in SYMBOLS for mail in _mails(symbol).values()]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"<[a-z0-9-]+\.\d{12}@[a-z-]+\.example>", each) for each in ids)

    def test_the_identity_number_is_real_enough_to_be_masked(self) -> None:
        text = _text(_mails("TR-CAMLIDERE")["national-id"])
        assert tckimlik.is_valid("17291716060")
        masked, found = mask_national_ids(text)
        assert found == 1
        assert "17291716060" not in masked

    def test_no_other_mail_holds_an_identity_number(self) -> None:
        for symbol in SYMBOLS:
            for name, mail in _mails(symbol).items():
                assert bool(mask_national_ids(_text(mail))[1]) == (name == "national-id")

    def test_old_letters_and_html(self) -> None:
        mails = _mails("TR-DICLEKIYISI")
        assert mails["windows-1254"].get_content_charset() == "windows-1254"
        assert "Türkçe harfler bozuk çıkarsa" in _text(mails["windows-1254"])
        assert mails["html-only"].get_content_type() == "text/html"
        assert mails["long-signature"].get_content_type() == "multipart/alternative"

    def test_mails_came_in_before_they_are_looked_at(self) -> None:
        dates = [mail["Date"].datetime for mail in _mails("TR-KORFEZ").values()]
        assert dates == sorted(dates)
        assert dates[-1] < _NOW

    def test_same_call_gives_same_bytes(self) -> None:
        assert list(mails_for("TR-BOGAZ", at=_NOW)) == list(mails_for("TR-BOGAZ", at=_NOW))

    def test_a_naive_time_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            next(mails_for("TR-BOGAZ", at=_NOW.replace(tzinfo=None)))
