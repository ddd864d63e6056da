"""The schema said once, as data: which value stands in which element, in which order.

`reading` and `writing` both walk these tables, so that they cannot disagree. The order
of the parts is the order of ISO-18626-v1_2.xsd.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import texts, values
from .codes import (
    Action,
    ErrorType,
    MessageStatus,
    ReasonForMessage,
    RequestSubType,
    RequestType,
    ServiceType,
    Status,
)

NAMESPACE = "http://illtransactions.org/2013/iso18626"


@dataclass(frozen=True, slots=True)
class Leaf:
    """An element that holds text: how the text is read and written."""

    read: Callable[[str, str], Any]
    write: Callable[[Any], str] = str


@dataclass(frozen=True, slots=True)
class Shape:
    """An element that holds elements: the dataclass and its parts in schema order."""

    build: type
    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An element that holds one of several elements, told apart by their names."""

    options: tuple[tuple[str, Shape], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One child element and the field it fills.

    `required`: written even when empty, and missed on reading unless `instead` (a value)
    or `timestamp_instead` (the message's own time) can stand in. `most` limits a repeated
    element on writing. `written=False` marks what must not leave us.
    """

    element: str
    field: str
    of: Leaf | Shape | Choice
    required: bool = False
    many: bool = False
    most: int | None = None
    written: bool = True
    instead: Any = None
    timestamp_instead: bool = False


def _as_said(_element: str, text: str) -> str:
    return text


_TEXT = Leaf(_as_said)
_TIME = Leaf(texts.read_time, texts.write_time)
_INTEGER = Leaf(texts.read_integer)
_YES_NO = Leaf(texts.read_yes_no, texts.write_yes_no)
_BOOLEAN = Leaf(texts.read_yes_no, texts.write_boolean)
_REASON = Leaf(texts.code_reader(ReasonForMessage, ErrorType.UNSUPPORTED_REASON_FOR_MESSAGE_TYPE))
_ACTION = Leaf(texts.code_reader(Action, ErrorType.UNSUPPORTED_ACTION_TYPE))

AGENCY = Shape(
    values.AgencyId,
    (
        Part("agencyIdType", "type", _TEXT, required=True, instead=""),
        Part("agencyIdValue", "value", _TEXT, required=True, instead=""),
    ),
)
COSTS = Shape(
    values.Costs,
    (
        Part("currencyCode", "currency", _TEXT, required=True, instead=""),
        Part("monetaryValue", "amount", Leaf(texts.read_amount, texts.write_amount), required=True),
    ),
)
PHYSICAL_ADDRESS = Shape(
    values.PhysicalAddress,
    (
        Part("line1", "line1", _TEXT),
        Part("line2", "line2", _TEXT),
        Part("locality", "locality", _TEXT),
        Part("postalCode", "postal_code", _TEXT),
        Part("region", "region", _TEXT),
        Part("country", "country", _TEXT),
    ),
)
ELECTRONIC_ADDRESS = Shape(
    values.ElectronicAddress,
    (
        Part("electronicAddressType", "type", _TEXT, required=True, instead=""),
        Part("electronicAddressData", "data", _TEXT, required=True, instead=""),
    ),
)
ADDRESS = Choice((("electronicAddress", ELECTRONIC_ADDRESS), ("physicalAddress", PHYSICAL_ADDRESS)))
ITEM_ID = Shape(
    values.Identifier,
    (
        Part("bibliographicItemIdentifier", "value", _TEXT, required=True, instead=""),
        Part("bibliographicItemIdentifierCode", "code", _TEXT, required=True, instead=""),
    ),
)
RECORD_ID = Shape(
    values.Identifier,
    (
        Part("bibliographicRecordIdentifierCode", "code", _TEXT, required=True, instead=""),
        Part("bibliographicRecordIdentifier", "value", _TEXT, required=True, instead=""),
    ),
)

HEADER = Shape(
    values.Header,
    (
        # 2021-2 lets a request leave the supplier open; the receiver judges an empty id
        Part(
            "supplyingAgencyId",
            "supplying",
            AGENCY,
            required=True,
            instead=values.AgencyId("", type=""),
        ),
        Part("requestingAgencyId", "requesting", AGENCY, required=True),
        Part("multipleItemRequestId", "multiple_item_request_id", _TEXT, required=True, instead=""),
        Part("timestamp", "timestamp", _TIME, required=True),
        Part(
            "requestingAgencyRequestId",
            "requesting_agency_request_id",
            _TEXT,
            required=True,
            instead="",
        ),
        Part("supplyingAgencyRequestId", "supplying_agency_request_id", _TEXT),
        Part(
            "requestingAgencyAuthentication",
            "authentication",
            Shape(
                values.Authentication,
                (
                    Part("accountId", "account_id", _TEXT),
                    Part("securityCode", "security_code", _TEXT),
                ),
            ),
        ),
    ),
)
CONFIRMATION_HEADER = Shape(
    values.ConfirmationHeader,
    (
        Part("supplyingAgencyId", "supplying", AGENCY),
        Part("requestingAgencyId", "requesting", AGENCY),
        Part("timestamp", "timestamp", _TIME, required=True),
        Part("requestingAgencyRequestId", "requesting_agency_request_id", _TEXT),
        Part("multipleItemRequestId", "multiple_item_request_id", _TEXT),
        Part(
            "timestampReceived", "timestamp_received", _TIME, required=True, timestamp_instead=True
        ),
        Part("messageStatus", "status", Leaf(texts.code_reader(MessageStatus)), required=True),
    ),
)
_BIBLIOGRAPHIC_INFO = Shape(
    values.BibliographicInfo,
    (
        Part("supplierUniqueRecordId", "supplier_unique_record_id", _TEXT),
        Part("title", "title", _TEXT),
        Part("author", "author", _TEXT),
        Part("subtitle", "subtitle", _TEXT),
        Part("seriesTitle", "series_title", _TEXT),
        Part("edition", "edition", _TEXT),
        Part("titleOfComponent", "title_of_component", _TEXT),
        Part("authorOfComponent", "author_of_component", _TEXT),
        Part("volume", "volume", _TEXT),
        Part("issue", "issue", _TEXT),
        Part("pagesRequested", "pages_requested", _TEXT),
        Part("estimatedNoPages", "estimated_no_pages", _TEXT),
        Part("bibliographicItemId", "item_ids", ITEM_ID, many=True),
        Part("sponsor", "sponsor", _TEXT),
        Part("informationSource", "information_source", _TEXT),
        Part("bibliographicRecordId", "record_ids", RECORD_ID, many=True),
    ),
)
_PUBLICATION_INFO = Shape(
    values.PublicationInfo,
    (
        Part("publisher", "publisher", _TEXT),
        Part("publicationType", "publication_type", _TEXT),
        Part("publicationDate", "publication_date", _TEXT),
        Part("placeOfPublication", "place_of_publication", _TEXT),
    ),
)
_SERVICE_INFO = Shape(
    values.ServiceInfo,
    (
        Part("requestType", "request_type", Leaf(texts.code_reader(RequestType))),
        Part(
            "requestSubType",
            "request_sub_types",
            Leaf(texts.code_reader(RequestSubType)),
            many=True,
            most=3,
        ),
        Part("requestingAgencyPreviousRequestId", "previous_request_id", _TEXT),
        Part("serviceType", "service_type", Leaf(texts.code_reader(ServiceType)), required=True),
        Part("serviceLevel", "service_level", _TEXT),
        Part("preferredFormat", "preferred_format", _TEXT),
        Part("needBeforeDate", "need_before_date", _TIME),
        Part("copyrightCompliance", "copyright_compliance", _TEXT),
        Part("anyEdition", "any_edition", _YES_NO),
        Part("startDate", "start_date", _TIME),
        Part("endDate", "end_date", _TIME),
        Part("note", "note", _TEXT),
    ),
)
_SUPPLIER_INFO = Shape(
    values.SupplierInfo,
    (
        Part("sortOrder", "sort_order", _INTEGER),
        Part("supplierCode", "supplier", AGENCY),
        Part("supplierDescription", "description", _TEXT),
        Part("bibliographicRecordId", "record_id", RECORD_ID),
        Part("callNumber", "call_number", _TEXT),
        Part("summaryHoldings", "summary_holdings", _TEXT),
        Part("availabilityNote", "availability_note", _TEXT),
    ),
)
_DELIVERY_ADDRESS = Shape(
    values.DeliveryAddress,
    (Part("sortOrder", "sort_order", _INTEGER), Part("address", "address", ADDRESS)),
)
_REQUESTING_AGENCY_INFO = Shape(
    values.RequestingAgencyInfo,
    (
        Part("name", "name", _TEXT),
        Part("contactName", "contact_name", _TEXT),
        Part("address", "addresses", ADDRESS, many=True),
    ),
)
_PATRON_INFO = Shape(
    values.PatronInfo,
    (
        Part("patronId", "patron_id", _TEXT, written=False),
        Part("surname", "surname", _TEXT, written=False),
        Part("givenName", "given_name", _TEXT, written=False),
        Part("patronType", "patron_type", _TEXT),
        Part("sendToPatron", "send_to_patron", _YES_NO, written=False),
        Part("address", "addresses", ADDRESS, many=True, written=False),
    ),
)
_BILLING_INFO = Shape(
    values.BillingInfo,
    (
        Part("paymentMethod", "payment_method", _TEXT),
        Part("maximumCosts", "maximum_costs", COSTS),
        Part("billingMethod", "billing_method", _TEXT),
        Part("billingName", "billing_name", _TEXT),
        Part("address", "address", ADDRESS),
    ),
)
_MESSAGE_INFO = Shape(
    values.MessageInfo,
    (
        Part("reasonForMessage", "reason", _REASON, required=True),
        Part("answerYesNo", "answer", _YES_NO),
        Part("note", "note", _TEXT),
        Part("reasonUnfilled", "reason_unfilled", _TEXT),
        Part("reasonRetry", "reason_retry", _TEXT),
        Part("offeredCosts", "offered_costs", COSTS),
        Part("retryAfter", "retry_after", _TIME),
        Part("retryBefore", "retry_before", _TIME),
    ),
)
_STATUS_INFO = Shape(
    values.StatusInfo,
    (
        # an empty status occurs in the field (pack.md 5.1, 10): nothing is decided
        Part(
            "status",
            "status",
            Leaf(texts.code_reader(Status)),
            required=True,
            instead=Status.REQUEST_RECEIVED,
        ),
        Part("expectedDeliveryDate", "expected_delivery_date", _TIME),
        Part("dueDate", "due_date", _TIME),
        Part("lastChange", "last_change", _TIME, required=True, timestamp_instead=True),
    ),
)
_DELIVERY_INFO = Shape(
    values.DeliveryInfo,
    (
        # several peers forget it where only a condition is told (pack.md 5.1, 8)
        Part("dateSent", "date_sent", _TIME, required=True, timestamp_instead=True),
        Part("itemId", "item_id", _TEXT),
        Part("sentVia", "sent_via", _TEXT),
        Part("sentToPatron", "sent_to_patron", _BOOLEAN),
        Part("loanCondition", "loan_condition", _TEXT),
        Part("deliveredFormat", "delivered_format", _TEXT),
        Part("deliveryCosts", "delivery_costs", COSTS),
    ),
)
_RETURN_INFO = Shape(
    values.ReturnInfo,
    (
        Part("returnAgencyId", "agency", AGENCY),
        Part("name", "name", _TEXT),
        Part("physicalAddress", "address", PHYSICAL_ADDRESS),
    ),
)
_ERROR = Part(
    "errorData",
    "error",
    Shape(
        values.ErrorData,
        (
            Part(
                "errorType",
                "kind",
                Leaf(texts.read_error_type),
                required=True,
                instead=ErrorType.UNRECOGNISED_DATA_VALUE,
            ),
            Part("errorValue", "value", _TEXT),
        ),
    ),
)
_HEADER_PART = Part("header", "header", HEADER, required=True)
_CONFIRMATION_HEADER_PART = Part("confirmationHeader", "header", CONFIRMATION_HEADER, required=True)

#: the six messages by the name of their element; the header always comes first
MESSAGES: dict[str, Shape] = {
    "request": Shape(
        values.Request,
        (
            _HEADER_PART,
            Part("bibliographicInfo", "bibliographic_info", _BIBLIOGRAPHIC_INFO, required=True),
            Part("publicationInfo", "publication_info", _PUBLICATION_INFO),
            Part("serviceInfo", "service_info", _SERVICE_INFO),
            Part("supplierInfo", "supplier_info", _SUPPLIER_INFO, many=True),
            Part("requestedDeliveryInfo", "delivery_addresses", _DELIVERY_ADDRESS, many=True),
            Part("requestingAgencyInfo", "requesting_agency_info", _REQUESTING_AGENCY_INFO),
            Part("patronInfo", "patron_info", _PATRON_INFO),
            Part("billingInfo", "billing_info", _BILLING_INFO),
        ),
    ),
    "requestConfirmation": Shape(values.RequestConfirmation, (_CONFIRMATION_HEADER_PART, _ERROR)),
    "supplyingAgencyMessage": Shape(
        values.SupplyingAgencyMessage,
        (
            _HEADER_PART,
            Part("messageInfo", "message_info", _MESSAGE_INFO, required=True),
            Part("statusInfo", "status_info", _STATUS_INFO, required=True),
            Part("deliveryInfo", "delivery_info", _DELIVERY_INFO),
            Part("returnInfo", "return_info", _RETURN_INFO),
        ),
    ),
    "supplyingAgencyMessageConfirmation": Shape(
        values.SupplyingAgencyMessageConfirmation,
        (_CONFIRMATION_HEADER_PART, Part("reasonForMessage", "reason", _REASON), _ERROR),
    ),
    "requestingAgencyMessage": Shape(
        values.RequestingAgencyMessage,
        (
            _HEADER_PART,
            Part("action", "action", _ACTION, required=True),
            Part("note", "note", _TEXT),
        ),
    ),
    "requestingAgencyMessageConfirmation": Shape(
        values.RequestingAgencyMessageConfirmation,
        (_CONFIRMATION_HEADER_PART, Part("action", "action", _ACTION), _ERROR),
    ),
}
ELEMENTS: dict[type, str] = {shape.build: element for element, shape in MESSAGES.items()}
