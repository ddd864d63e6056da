"""ISO 18626:2017 (schema 1.2) between bytes and values; no network, no rules, no Django.

`read(bytes)` gives a message or one of the NotISO18626 family (see `errors`), `write`
its bytes, `confirm` the answer a message is owed, `confirm_unread` the answer to bytes
that could not be read.
"""

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
from .confirming import confirm, confirm_unread
from .errors import Garbled, Hostile, NotISO18626, NotXML, TooLarge, Unrecognised
from .reading import read
from .values import (
    Address,
    AgencyId,
    Authentication,
    BibliographicInfo,
    BillingInfo,
    Confirmable,
    Confirmation,
    ConfirmationHeader,
    Costs,
    DeliveryAddress,
    DeliveryInfo,
    ElectronicAddress,
    ErrorData,
    Header,
    Identifier,
    Message,
    MessageInfo,
    PatronInfo,
    PhysicalAddress,
    PublicationInfo,
    Request,
    RequestConfirmation,
    RequestingAgencyInfo,
    RequestingAgencyMessage,
    RequestingAgencyMessageConfirmation,
    ReturnInfo,
    ServiceInfo,
    StatusInfo,
    SupplierInfo,
    SupplyingAgencyMessage,
    SupplyingAgencyMessageConfirmation,
)
from .writing import write

__all__ = [
    "Action", "Address", "AgencyId", "Authentication", "BibliographicInfo", "BillingInfo",
    "Confirmable", "Confirmation", "ConfirmationHeader", "Costs", "DeliveryAddress",
    "DeliveryInfo", "ElectronicAddress", "ErrorData", "ErrorType", "Garbled", "Header",
    "Hostile", "Identifier", "Message", "MessageInfo", "MessageStatus", "NotISO18626",
    "NotXML", "PatronInfo", "PhysicalAddress", "PublicationInfo", "ReasonForMessage",
    "Request", "RequestConfirmation", "RequestSubType", "RequestType",
    "RequestingAgencyInfo", "RequestingAgencyMessage", "RequestingAgencyMessageConfirmation",
    "ReturnInfo", "ServiceInfo", "ServiceType", "Status", "StatusInfo", "SupplierInfo",
    "SupplyingAgencyMessage", "SupplyingAgencyMessageConfirmation", "TooLarge",
    "Unrecognised", "confirm", "confirm_unread", "read", "write",
]  # fmt: skip
