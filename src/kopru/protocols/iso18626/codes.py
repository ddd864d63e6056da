"""The closed code lists of ISO 18626:2017 (schema 1.2), as enumerations.

Open lists (loan conditions, reasons for not filling, identifier codes...) are plain
text everywhere: any value is valid there. Members are the codes of the schema; what
they mean is said in our words (iso18626/pack.md 1.4).
"""

from enum import StrEnum


class ErrorType(StrEnum):
    """Why a message was not understood; stands in a confirmation."""

    #: the requesting agency asked for an action we do not do, or not now
    UNSUPPORTED_ACTION_TYPE = "UnsupportedActionType"
    #: the supplying agency gave a reason for its message that we do not handle
    UNSUPPORTED_REASON_FOR_MESSAGE_TYPE = "UnsupportedReasonForMessageType"
    #: an element we do not know
    UNRECOGNISED_DATA_ELEMENT = "UnrecognisedDataElement"
    #: a value, or a combination of values, that makes no sense to us
    UNRECOGNISED_DATA_VALUE = "UnrecognisedDataValue"
    #: the structure is not that of the schema
    BADLY_FORMED_MESSAGE = "BadlyFormedMessage"


class MessageStatus(StrEnum):
    """Whether a message was received and understood; says nothing of the loan."""

    #: received and understood
    OK = "OK"
    #: not understood; the error data says why
    ERROR = "ERROR"


class RequestType(StrEnum):
    """What kind of request this is."""

    #: asked for the first time
    NEW = "New"
    #: asked again under other terms, after RetryPossible
    RETRY = "Retry"
    #: asked again because no answer came
    REMINDER = "Reminder"


class RequestSubType(StrEnum):
    """What is special about a request."""

    #: wanted between a start and an end date
    BOOKING_REQUEST = "BookingRequest"
    #: one of several requests that share a multiple item request id
    MULTIPLE_ITEM_REQUEST = "MultipleItemRequest"
    #: a patron-facing system asks the patron's own library to act
    PATRON_REQUEST = "PatronRequest"
    #: handed over to another requesting agency
    TRANSFER_REQUEST = "TransferRequest"
    #: the supplying library may choose what fits
    SUPPLYING_LIBRARYS_CHOICE = "SupplyingLibrarysChoice"


class ServiceType(StrEnum):
    """What is wanted of the supplier."""

    #: a copy to keep
    COPY = "Copy"
    #: the item itself, to be returned
    LOAN = "Loan"
    #: either will do
    COPY_OR_LOAN = "CopyOrLoan"


class ReasonForMessage(StrEnum):
    """Why the supplying agency writes."""

    #: its first answer to a request or a retry
    REQUEST_RESPONSE = "RequestResponse"
    #: the answer to StatusRequest
    STATUS_REQUEST_RESPONSE = "StatusRequestResponse"
    #: the answer to Renew; carries yes or no
    RENEW_RESPONSE = "RenewResponse"
    #: the answer to Cancel; carries yes or no
    CANCEL_RESPONSE = "CancelResponse"
    #: its status moved without being asked
    STATUS_CHANGE = "StatusChange"
    #: words only; never moves a state, whatever status it repeats
    NOTIFICATION = "Notification"


class Status(StrEnum):
    """Where a request stands at the supplying agency."""

    #: received, nothing decided
    REQUEST_RECEIVED = "RequestReceived"
    #: means to supply, not certain
    EXPECT_TO_SUPPLY = "ExpectToSupply"
    #: has decided to supply
    WILL_SUPPLY = "WillSupply"
    #: the item is on its way or with the requester
    LOANED = "Loaned"
    #: should have come back
    OVERDUE = "Overdue"
    #: wanted back before its time
    RECALLED = "Recalled"
    #: would supply under other terms; closes this request id
    RETRY_POSSIBLE = "RetryPossible"
    #: will not supply; closes this request id
    UNFILLED = "Unfilled"
    #: the copy was delivered; closed
    COPY_COMPLETED = "CopyCompleted"
    #: the item came back; closed
    LOAN_COMPLETED = "LoanCompleted"
    #: closed although the item did not come back (kept, lost and paid)
    COMPLETED_WITHOUT_RETURN = "CompletedWithoutReturn"
    #: closed at the requester's wish
    CANCELLED = "Cancelled"


class Action(StrEnum):
    """What the requesting agency does or asks for."""

    #: asks where the request stands
    STATUS_REQUEST = "StatusRequest"
    #: the item arrived
    RECEIVED = "Received"
    #: does not want it any more
    CANCEL = "Cancel"
    #: asks for more time
    RENEW = "Renew"
    #: the item is on its way back
    SHIPPED_RETURN = "ShippedReturn"
    #: the item was sent on to another agency, as the supplier told
    SHIPPED_FORWARD = "ShippedForward"
    #: words only
    NOTIFICATION = "Notification"
