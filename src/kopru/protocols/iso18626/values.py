"""ISO 18626 messages as values: what is said, without any XML.

Names follow the standard's elements in Python's spelling. Text that was not said is
"", everything else that was not said is None or (). All datetimes are aware, all
amounts are Decimal. Equal messages compare equal, whatever zone a time was written in.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

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


@dataclass(frozen=True, slots=True)
class AgencyId:
    """An agency by its symbol, such as type "ISIL", value "TR-0000001"."""

    value: str
    type: str = "ISIL"

    @property
    def symbol(self) -> str:
        """Type and value in one word for comparing: upper case, as peers mix cases."""
        return f"{self.type}:{self.value}".upper()


@dataclass(frozen=True, slots=True)
class Authentication:
    """An account at the receiver, for peers that want it inside the message."""

    account_id: str = ""
    security_code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Header:
    """Who writes to whom about which request, and when."""

    supplying: AgencyId
    requesting: AgencyId
    timestamp: datetime
    requesting_agency_request_id: str
    supplying_agency_request_id: str = ""
    multiple_item_request_id: str = ""
    authentication: Authentication | None = None


@dataclass(frozen=True, slots=True)
class ConfirmationHeader:
    """The echo of a header. `timestamp_received` is the confirmed message's own timestamp."""

    timestamp: datetime
    timestamp_received: datetime
    status: MessageStatus
    supplying: AgencyId | None = None
    requesting: AgencyId | None = None
    requesting_agency_request_id: str = ""
    multiple_item_request_id: str = ""


@dataclass(frozen=True, slots=True)
class ErrorData:
    """Why a message was not understood; `value` names the element or value at fault."""

    kind: ErrorType
    value: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number with the code of its scheme: ISBN, ISSN, OCLC, LCCN, PMID..."""

    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Costs:
    """An amount in an ISO 4217 currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PhysicalAddress:
    """A postal address; `region` is ISO 3166-2, `country` ISO 3166-1 where peers keep to it."""

    line1: str = ""
    line2: str = ""
    locality: str = ""
    postal_code: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class ElectronicAddress:
    """An address of type Email, FTP, URL..., with what stands behind it in `data`."""

    type: str
    data: str


Address = PhysicalAddress | ElectronicAddress


@dataclass(frozen=True, slots=True)
class DeliveryAddress:
    """Where to deliver; the lowest `sort_order` is tried first."""

    address: Address | None = None
    sort_order: int | None = None


@dataclass(frozen=True, slots=True)
class BibliographicInfo:
    """The wanted work. For an article `title` is the journal, `title_of_component` the article."""

    supplier_unique_record_id: str = ""
    title: str = ""
    author: str = ""
    subtitle: str = ""
    series_title: str = ""
    edition: str = ""
    title_of_component: str = ""
    author_of_component: str = ""
    volume: str = ""
    issue: str = ""
    pages_requested: str = ""
    estimated_no_pages: str = ""
    item_ids: tuple[Identifier, ...] = ()
    sponsor: str = ""
    information_source: str = ""
    record_ids: tuple[Identifier, ...] = ()

    def identifier(self, code: str) -> str:
        """The first item or record identifier under `code` in any case ("isbn"), or ""."""
        wanted = code.upper()
        for known in (*self.item_ids, *self.record_ids):
            if known.code.upper() == wanted:
                return known.value
        return ""


@dataclass(frozen=True, slots=True)
class PublicationInfo:
    """Where and when it was published; `publication_date` is free text."""

    publisher: str = ""
    publication_type: str = ""
    publication_date: str = ""
    place_of_publication: str = ""


@dataclass(frozen=True, slots=True)
class ServiceInfo:
    """What the requester wants done, by when, and on which terms.

    `request_sub_types` holds at most three on the wire in 2017 (later ones are not written).
    """

    service_type: ServiceType
    request_type: RequestType | None = None
    request_sub_types: tuple[RequestSubType, ...] = ()
    previous_request_id: str = ""
    service_level: str = ""
    preferred_format: str = ""
    need_before_date: datetime | None = None
    copyright_compliance: str = ""
    any_edition: bool | None = None
    start_date: datetime | None = None
    end_date: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SupplierInfo:
    """A library that may have it, with where it stands there."""

    supplier: AgencyId | None = None
    sort_order: int | None = None
    description: str = ""
    record_id: Identifier | None = None
    call_number: str = ""
    summary_holdings: str = ""
    availability_note: str = ""


@dataclass(frozen=True, slots=True)
class RequestingAgencyInfo:
    """The requesting library's name, its contact and its addresses."""

    name: str = ""
    contact_name: str = ""
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class PatronInfo:
    """The reader, as far as a peer tells us.

    Only `patron_type` is ever written: `write` leaves out everything else, so that a
    reader's name, number and address cannot leave the requesting library. What a
    patron-facing system of one's own library sends (PatronRequest) can be read.
    """

    patron_type: str = ""
    patron_id: str = field(default="", repr=False)
    surname: str = field(default="", repr=False)
    given_name: str = field(default="", repr=False)
    send_to_patron: bool | None = None
    addresses: tuple[Address, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class BillingInfo:
    """How the requester will pay, and the most it will pay."""

    payment_method: str = ""
    maximum_costs: Costs | None = None
    billing_method: str = ""
    billing_name: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class MessageInfo:
    """Why the supplier writes. `answer` is yes or no to a Renew or Cancel."""

    reason: ReasonForMessage
    answer: bool | None = None
    note: str = ""
    reason_unfilled: str = ""
    reason_retry: str = ""
    offered_costs: Costs | None = None
    retry_after: datetime | None = None
    retry_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class StatusInfo:
    """Where the request stands at the supplier since `last_change`."""

    status: Status
    last_change: datetime
    due_date: datetime | None = None
    expected_delivery_date: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeliveryInfo:
    """What was sent, how, and on which condition.

    `date_sent` is mandatory in every edition, also where only a condition is told.
    `item_id` is the barcode, or the URL of a copy where `sent_via` is "URL".
    """

    date_sent: datetime
    item_id: str = ""
    sent_via: str = ""
    sent_to_patron: bool | None = None
    loan_condition: str = ""
    delivered_format: str = ""
    delivery_costs: Costs | None = None


@dataclass(frozen=True, slots=True)
class ReturnInfo:
    """Where the item has to go back to."""

    agency: AgencyId | None = None
    name: str = ""
    address: PhysicalAddress | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """The requesting agency asks for something."""

    header: Header
    bibliographic_info: BibliographicInfo
    publication_info: PublicationInfo | None = None
    service_info: ServiceInfo | None = None
    supplier_info: tuple[SupplierInfo, ...] = ()
    delivery_addresses: tuple[DeliveryAddress, ...] = ()
    requesting_agency_info: RequestingAgencyInfo | None = None
    patron_info: PatronInfo | None = None
    billing_info: BillingInfo | None = None


@dataclass(frozen=True, slots=True)
class RequestConfirmation:
    """The immediate answer to a Request."""

    header: ConfirmationHeader
    error: ErrorData | None = None


@dataclass(frozen=True, slots=True)
class SupplyingAgencyMessage:
    """The supplying agency says where a request stands."""

    header: Header
    message_info: MessageInfo
    status_info: StatusInfo
    delivery_info: DeliveryInfo | None = None
    return_info: ReturnInfo | None = None


@dataclass(frozen=True, slots=True)
class SupplyingAgencyMessageConfirmation:
    """The immediate answer to a SupplyingAgencyMessage; echoes its reason."""

    header: ConfirmationHeader
    reason: ReasonForMessage | None = None
    error: ErrorData | None = None


@dataclass(frozen=True, slots=True)
class RequestingAgencyMessage:
    """The requesting agency tells or asks something about its request."""

    header: Header
    action: Action
    note: str = ""


@dataclass(frozen=True, slots=True)
class RequestingAgencyMessageConfirmation:
    """The immediate answer to a RequestingAgencyMessage; echoes its action."""

    header: ConfirmationHeader
    action: Action | None = None
    error: ErrorData | None = None


Confirmable = Request | SupplyingAgencyMessage | RequestingAgencyMessage
Confirmation = (
    RequestConfirmation | SupplyingAgencyMessageConfirmation | RequestingAgencyMessageConfirmation
)
Message = Confirmable | Confirmation
