"""What a partner's message is in our words: the actions of our tables that it may mean.

Sources: pack.md 4.4 (message by message), 5.2 (markers that systems put into notes) and 5.3.
"""

import re

from kopru.protocols import iso18626 as iso
from kopru.shipping.packing import ParcelTold

#: markers in a requester's note, and what they say. Those of ReShare are understood by CrossLink,
#: too; the others are for what edition 1.2 has no word for, and stand behind a text for people.
MARKERS = {
    "#ReShareLoanConditionAgreeResponse#": "condition_accepted",
    "#ReShareLoanConditionRejectResponse#": "cancel",
    "#Lost#": "lost_reported",
    "#Found#": "found_reported",
    "#Damaged#": "damage_reported",
    "#NotArrived#": "not_arrived",
}
#: the parcel, its firm and the firm's number: edition 1.2 has no place for them
_PARCEL = re.compile(r"#Parcel:([^:#]{0,20}):([^:#]{0,60}):([^:#]{0,60})#")
#: a copy that may be printed for its reader, and not handed on as a file
PRINT_ONLY = "#PrintOnly#"
_SUPPLIER_CONDITION = "#ReShareAddLoanCondition#"
#: a whole note of Alma's
_WORDS = {"accept": "condition_accepted", "reject": "cancel"}
_ANY_MARKER = re.compile(r"#[A-Za-z][\w-]*(:[^#]*)?#")

_BY_STATUS = {
    iso.Status.EXPECT_TO_SUPPLY: ("expected", "late_yes"),
    iso.Status.WILL_SUPPLY: ("promised", "went_back", "late_yes"),
    iso.Status.LOANED: ("shipped", "due_told", "renewed"),
    iso.Status.UNFILLED: ("unfilled",),
    iso.Status.RETRY_POSSIBLE: ("retry",),
    iso.Status.OVERDUE: ("overdue", "overdue_again", "dispute"),
    iso.Status.RECALLED: ("recall", "dispute"),
    iso.Status.LOAN_COMPLETED: ("completed",),
    iso.Status.COMPLETED_WITHOUT_RETURN: ("completed",),
    iso.Status.CANCELLED: ("cancel_accepted",),
    iso.Status.COPY_COMPLETED: ("copy_sent",),
}
_BY_ACTION = {
    iso.Action.RECEIVED: "received",
    iso.Action.SHIPPED_RETURN: "returning",
    iso.Action.CANCEL: "cancel",
    iso.Action.RENEW: "renewal_asked",
}


def supplier_means(message: iso.SupplyingAgencyMessage) -> tuple[str, ...]:
    """Actions of the borrowing table, the likeliest first; none where a message only tells.

    A Notification never moves a state, whatever status it repeats (pack.md, point 8), unless it
    makes a condition.
    """
    info, status = message.message_info, message.status_info.status
    match info.reason:
        case iso.ReasonForMessage.NOTIFICATION:
            told = ("tracked",) if parcel_in(info.note) else ()
            return ("condition",) if makes_condition(message) else told
        case iso.ReasonForMessage.CANCEL_RESPONSE if info.answer:
            return ("cancel_accepted",)
        case iso.ReasonForMessage.CANCEL_RESPONSE:
            return ("shipped",) if status == iso.Status.LOANED else ("cancel_refused",)
        case iso.ReasonForMessage.RENEW_RESPONSE:
            return ("renewed",) if info.answer else ("renewal_refused",)
    return _BY_STATUS.get(status, ())


def makes_condition(message: iso.SupplyingAgencyMessage) -> bool:
    """Whether a supplier's message says on which condition, or at which price, it would supply."""
    info, delivery = message.message_info, message.delivery_info
    has_price = info.offered_costs is not None and info.offered_costs.amount > 0
    return (
        bool(delivery and delivery.loan_condition) or has_price or _SUPPLIER_CONDITION in info.note
    )


def requester_means(message: iso.RequestingAgencyMessage) -> str:
    """The action of the lending table; "" where a message only tells.

    :raises KeyError: an action that we do not know to answer
    """
    if message.action == iso.Action.NOTIFICATION:
        for marker, what in MARKERS.items():
            if marker in message.note:
                return what
        if parcel_in(message.note):
            return "tracked"
        return _WORDS.get(message.note.strip().lower(), "")
    return _BY_ACTION[message.action]


def parcel_in(note: str) -> ParcelTold:
    """What a note tells of the parcel; nothing where it tells nothing."""
    found = _PARCEL.search(note)
    return ParcelTold(*(part.strip() for part in found.groups())) if found else ParcelTold()


def parcel_note(parcel: ParcelTold) -> str:
    """The same for people, and the marker behind it."""
    code, carrier, tracking = (
        re.sub("[:#]", " ", part) for part in (parcel.code, parcel.carrier, parcel.tracking)
    )
    people = f"Kargo: {' '.join(p for p in (carrier, tracking) if p)}. " if tracking else ""
    return f"{people}#Parcel:{code}:{carrier}:{tracking}#"


def cleaned(note: str) -> str:
    """A note without what systems put into it for each other (pack.md 5.2)."""
    return " ".join(_ANY_MARKER.sub(" ", note).split())
