"""From rows to what a library writes on its own paper: the overdue letter, the record, the pull list."""

from collections.abc import Sequence
from itertools import groupby

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopru.catalogue.shelf_order import shelf_key
from kopru.requests.models import LendingRequest, PatronRequest
from kopru.shipping.papers import (
    HandOverRecord,
    ListedItem,
    OverdueLetter,
    Paper,
    PullLine,
    PullList,
)
from kopru.web.desk.letterhead import head_of

#: in which an answer to the letter is asked for
_ANSWER_DAYS = 15


def _language() -> str:
    return get_language() or "tr"


def overdue_letter(lending: LendingRequest) -> OverdueLetter:
    """The draft to the library that has not sent a loan back."""
    cited, parcel = lending.citation, lending.parcel
    item = ListedItem(
        lending.request_id, cited.title or cited.short(), cited.author, lending.item_barcode,
        timezone.localdate(parcel.sent_at) if parcel else None, lending.due_date,
    )  # fmt: skip
    return OverdueLetter(
        lending.request_id, head_of(lending.library, _language()),
        lending.requester.name_in(_language()), (item,), lending.warnings, _ANSWER_DAYS,
        timezone.localdate(),
    )  # fmt: skip


def hand_over_record(request: PatronRequest) -> HandOverRecord:
    """The record that the reader has it, for both to sign."""
    cited, loan, patron = request.citation, request.current, request.patron
    code = loan.request_id if loan else request.number
    item = ListedItem(
        code, cited.title or cited.short(), cited.author, loan.item_barcode if loan else "",
        due_on=request.due_date,
    )  # fmt: skip
    condition = loan.offered.said().say(_language()) if loan and loan.offered else ""
    return HandOverRecord(
        code, head_of(request.library, _language()), giver="", taker=patron.name if patron else "",
        taker_detail=_("Card: %(number)s") % {"number": patron.number} if patron else "",
        items=(item,), handed_on=timezone.localdate(request.state_since), terms=condition,
    )  # fmt: skip


def pull_lists(lendings: Sequence[LendingRequest]) -> list[Paper]:
    """A list a branch, each in the order of its shelves."""
    if not lendings:
        return []
    library = lendings[0].library
    names = {branch.code: branch.name_in(_language()) for branch in library.branches.all()}
    rows = sorted(
        lendings, key=lambda one: (one.branch_code, one.location, shelf_key(one.call_number))
    )
    lists: list[Paper] = []
    for code, group in groupby(rows, key=lambda one: one.branch_code):
        lines = tuple(_pull_line(one) for one in group)
        name, today = library.name_in(_language()), timezone.localdate()
        lists.append(PullList(name, names.get(code, code), lines, today))
    return lists


def _pull_line(lending: LendingRequest) -> PullLine:
    cited = lending.citation
    title = cited.title or cited.short()
    if cited.volume and cited.kind == "book":
        title = f"{title} · {cited.volume}"
    return PullLine(
        lending.request_id, title, lending.call_number, lending.location, lending.item_barcode,
        lending.requester.name_in(_language()),
    )  # fmt: skip
