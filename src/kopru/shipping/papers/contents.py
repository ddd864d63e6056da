"""Papers as plain data for the templates: words chosen, dates written, empty fields gone.

Three layouts carry everything: `slip` (a pull slip, wide on A4), `card` (an upright
quarter of A4 or a 10 x 15 cm label) and `label` (an address). A strap is a card
with a wide layout of its own.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from kopru.common.text import fold, upper
from kopru.shipping.papers.codes import (
    QUIET_BARS,
    QUIET_DOTS,
    barcode_svg,
    barcode_width,
    qr_svg,
    qr_width,
)
from kopru.shipping.papers.letters import (
    HandOverRecord,
    NetStatement,
    OverdueLetter,
    PullList,
    YearReport,
)
from kopru.shipping.papers.sheets import (
    AddressLabel,
    BookStrap,
    Label,
    LoanSlip,
    PackedItem,
    PackingList,
    Paper,
    PickupReceipt,
    PostalAddress,
    PullSlip,
    ReturnLabel,
    ReturnReceipt,
    Written,
)
from kopru.shipping.papers.wording import MONTHS, WORDS
from kopru.shipping.papers.written import (
    hand_over_record,
    net_statement,
    overdue_letter,
    pull_list,
    year_report,
)

Content = dict[str, Any]
Field = tuple[str, str]

LONGEST_TEXT = 1200  # what no paper of ours can hold anyway; templates shorten further
_UNBROKEN = re.compile(r"\S{31,}")
_JOINERS = "\u200c\u200d"  # part of the spelling in Persian and some Indian scripts


def content(paper: Paper, language: str) -> Content:
    """`paper` in `language` ("tr" or "en") as the templates read it; may raise `Unprintable`."""
    writer = _Writer(language)
    if isinstance(paper, Written):
        return {"code": paper.code, **_WRITTEN[type(paper)](paper, writer.language, writer.day)}
    build = _BUILDERS[type(paper)]
    bars = {
        "bars": barcode_svg(paper.code),
        "bars_width": barcode_width(paper.code),
        "bars_quiet": QUIET_BARS,
    }
    return {"code": paper.code, **bars, **build(paper, writer)}


def clean(text: str) -> str:
    """`text` on one line without control and direction signs, unbroken runs made breakable."""
    kept = "".join(
        sign
        for sign in unicodedata.normalize("NFC", " ".join(text.split()))
        if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or sign in _JOINERS
    )
    return _UNBROKEN.sub(_breakable, kept[:LONGEST_TEXT])


def _breakable(run: re.Match[str]) -> str:
    word = run.group()
    return "\u200b".join(word[start : start + 10] for start in range(0, len(word), 10))


class _Writer:
    """Fixed words, dates and fields of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, key: str) -> str:
        return WORDS[key].say(self.language)

    def day(self, day: date | None) -> str:
        """23.06.2022 in Turkish (domain.md 4.8), 23 June 2022 in English."""
        if day is None:
            return ""
        if self.language.startswith("tr"):
            return f"{day:%d.%m.%Y}"
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def fields(self, **values: str | date | None) -> list[Field]:
        """(word, value) for every value that is there, in the given order."""
        written = [
            (key, clean(value) if isinstance(value, str) else self.day(value))
            for key, value in values.items()
        ]
        return [(self.say(key), value) for key, value in written if value]


def _pull_slip(paper: PullSlip, writer: _Writer) -> Content:
    # The symbol comes first: at a line's end its hyphen would be broken.
    requester = " · ".join(part for part in (paper.requester_symbol, paper.requester_name) if part)
    return _card(
        writer,
        "pull_slip",
        layout="slip",
        title=paper.title,
        byline=(paper.author, paper.publisher, paper.year),
        leads=writer.fields(call_number=paper.call_number, location=paper.location),
        facts=writer.fields(volume=paper.volume, isbn=paper.isbn, item_barcode=paper.item_barcode),
        dates=writer.fields(ship_by=paper.ship_by, needed_by=paper.needed_by),
        asides=writer.fields(
            requester=requester,
            patron_group=paper.patron_group,
        ),
        notes=writer.fields(note=paper.note),
    )


def _loan_slip(paper: LoanSlip, writer: _Writer) -> Content:
    return _card(
        writer,
        "loan_slip",
        title=paper.title,
        byline=(paper.author,),
        leads=writer.fields(due_on=paper.due_on),
        facts=writer.fields(lender=paper.lender),
        library=paper.library,
        notes=writer.fields(conditions=paper.conditions),
        foot=writer.say("loan_slip_foot"),
    )


def _book_strap(paper: BookStrap, writer: _Writer) -> Content:
    return _card(
        writer,
        "book_strap",
        layout="strap",
        title=paper.title,
        byline=(),
        leads=writer.fields(shelf_mark=paper.shelf_mark, due_on=paper.due_on),
        facts=writer.fields(lender=paper.lender),
        library=paper.library,
        notes=writer.fields(conditions=paper.conditions),
        foot=writer.say("book_strap_foot"),
    )


def _pickup_receipt(paper: PickupReceipt, writer: _Writer) -> Content:
    return _card(
        writer,
        "pickup_receipt",
        title=paper.title,
        byline=(paper.author,),
        leads=writer.fields(due_on=paper.due_on, picked_up_on=paper.picked_up_on),
        facts=writer.fields(reader=paper.shelf_mark),
        library=paper.library,
        foot=writer.say("pickup_receipt_foot"),
    )


def _return_receipt(paper: ReturnReceipt, writer: _Writer) -> Content:
    return _card(
        writer,
        "return_receipt",
        title=paper.title,
        byline=(paper.author,),
        leads=writer.fields(taken_back_on=paper.taken_back_on),
        facts=writer.fields(reader=paper.shelf_mark),
        library=paper.library,
        notes=writer.fields(note=paper.note),
        foot=writer.say("return_receipt_foot"),
    )


def _card(
    writer: _Writer,
    name: str,
    *,
    title: str,
    byline: tuple[str, ...],
    leads: list[Field],
    facts: list[Field],
    layout: str = "card",
    library: str = "",
    dates: list[Field] | None = None,
    asides: list[Field] | None = None,
    notes: list[Field] | None = None,
    foot: str = "",
) -> Content:
    return {
        "layout": layout,
        "name": writer.say(name),
        "library": clean(library),
        "title": clean(title),
        "byline": "\u00a0· ".join(part for part in map(clean, byline) if part),
        "leads": leads,
        "facts": facts,
        "dates": dates or [],
        "asides": asides or [],
        "notes": notes or [],
        "foot": foot,
    }


def _address_label(paper: AddressLabel, writer: _Writer) -> Content:
    return _label(paper, writer, "address_label", leads=[])


def _return_label(paper: ReturnLabel, writer: _Writer) -> Content:
    leads = writer.fields(send_back_by=paper.send_back_by)
    return _label(paper, writer, "return_label", leads=leads)


def _packing_list(paper: PackingList, writer: _Writer) -> Content:
    return {
        "layout": "list",
        "name": writer.say("packing_list"),
        "library": clean(paper.sender),
        "facts": writer.fields(
            recipient=paper.recipient, parcel=paper.code, count=str(len(paper.items)),
            packed_on=paper.packed_on, carrier=paper.carrier, tracking=paper.tracking,
        ),
        "items": [_packed(item, writer) for item in paper.items],
        "foot": writer.say("packing_list_foot"),
    }  # fmt: skip


def _packed(item: PackedItem, writer: _Writer) -> Content:
    due = f"{writer.say('due_on')}: {writer.day(item.due_on)}" if item.due_on else ""
    return {
        "code": item.code,
        "title": clean(item.title),
        "line": " · ".join(part for part in (writer.say(f"way_{item.way}"), due) if part),
        "bars": barcode_svg(item.code),
        "bars_width": barcode_width(item.code),
        "bars_quiet": QUIET_BARS,
    }


def _label(paper: Label, writer: _Writer, name: str, *, leads: list[Field]) -> Content:
    remark = "payer_recipient_remark"
    abroad = _country(paper.sender) != _country(paper.recipient)
    # A parcel of one request that bears the request's own code need not list it.
    inside = "" if paper.request_codes == (paper.code,) else ", ".join(paper.request_codes)
    return {
        "layout": "label",
        "name": writer.say(name),
        "library": "",
        "qr": qr_svg(paper.code),
        "qr_width": qr_width(paper.code),
        "qr_quiet": QUIET_DOTS,
        "leads": leads,
        "sender": _address(paper.sender, writer, "sender", abroad=abroad),
        "recipient": _address(paper.recipient, writer, "recipient", abroad=abroad),
        "payer": writer.say(f"payer_{paper.payer}"),
        "payer_remark": writer.say(remark) if paper.payer == "recipient" else "",
        "facts": writer.fields(carrier=paper.carrier, tracking=paper.tracking, contents=inside),
    }


def _address(address: PostalAddress, writer: _Writer, role: str, *, abroad: bool) -> Content:
    phone = f"{writer.say('phone')} {address.phone}" if address.phone.strip() else ""
    country = address.country if abroad else ""
    return {
        "role": writer.say(role),
        "name": clean(address.name),
        "lines": [line for line in map(clean, address.lines) if line],
        "locality": _locality(address),
        "country": clean(country),
        "phone": clean(phone),
    }


def _locality(address: PostalAddress) -> str:
    """ "34342 Beşiktaş / İSTANBUL"; cities abroad keep their own capitals."""
    city = upper(clean(address.city)) if _country(address) == "turkiye" else clean(address.city)
    place = " / ".join(part for part in (clean(address.district), city) if part)
    return f"{clean(address.postcode)} {place}".strip()


def _country(address: PostalAddress) -> str:
    country = fold(address.country)
    return "turkiye" if country in {"", "tr", "tur", "turkey", "turkiye"} else country


_WRITTEN: dict[type, Callable[[Any, str, Callable[[date | None], str]], Content]] = {
    OverdueLetter: overdue_letter,
    HandOverRecord: hand_over_record,
    PullList: pull_list,
    YearReport: year_report,
    NetStatement: net_statement,
}
_BUILDERS: dict[type, Callable[[Any, _Writer], Content]] = {
    PullSlip: _pull_slip,
    AddressLabel: _address_label,
    ReturnLabel: _return_label,
    LoanSlip: _loan_slip,
    BookStrap: _book_strap,
    PickupReceipt: _pickup_receipt,
    ReturnReceipt: _return_receipt,
    PackingList: _packing_list,
}
