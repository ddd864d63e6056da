"""The immediate answer to a message: received and understood, or why not."""

from datetime import datetime

from .codes import MessageStatus
from .errors import NotISO18626
from .values import (
    Confirmable,
    Confirmation,
    ConfirmationHeader,
    ErrorData,
    Header,
    Request,
    RequestConfirmation,
    RequestingAgencyMessage,
    RequestingAgencyMessageConfirmation,
    SupplyingAgencyMessage,
    SupplyingAgencyMessageConfirmation,
)


def confirm(message: Confirmable, *, now: datetime, error: ErrorData | None = None) -> Confirmation:
    """The confirmation `message` is owed: OK, or ERROR where `error` is given.

    It echoes the ids, and the action or reason; `timestamp_received` is the message's
    own timestamp, as both reference systems do (pack.md 1.1 point 6, 2.1).
    """
    header = _echo(message.header, now, error)
    if isinstance(message, SupplyingAgencyMessage):
        return SupplyingAgencyMessageConfirmation(header, message.message_info.reason, error)
    if isinstance(message, RequestingAgencyMessage):
        return RequestingAgencyMessageConfirmation(header, message.action, error)
    return RequestConfirmation(header, error)


def confirm_unread(trouble: NotISO18626, *, now: datetime) -> Confirmation:
    """The ERROR confirmation for bytes that `read` refused.

    Of the kind that matches the message as far as it could be told (else of a request),
    echoing its header where that could be read; there is no action or reason to echo.
    """
    error = trouble.error_data
    said = trouble.sender_said
    if said is None:
        header = ConfirmationHeader(now, now, MessageStatus.ERROR)
    else:
        header = _echo(said, now, error)
    return _KINDS[trouble.message or Request](header, error=error)


def _echo(header: Header, now: datetime, error: ErrorData | None) -> ConfirmationHeader:
    return ConfirmationHeader(
        timestamp=now,
        timestamp_received=header.timestamp,
        status=MessageStatus.ERROR if error else MessageStatus.OK,
        supplying=header.supplying,
        requesting=header.requesting,
        requesting_agency_request_id=header.requesting_agency_request_id,
        multiple_item_request_id=header.multiple_item_request_id,
    )


_KINDS: dict[
    type[Confirmable],
    type[RequestConfirmation]
    | type[SupplyingAgencyMessageConfirmation]
    | type[RequestingAgencyMessageConfirmation],
] = {
    Request: RequestConfirmation,
    SupplyingAgencyMessage: SupplyingAgencyMessageConfirmation,
    RequestingAgencyMessage: RequestingAgencyMessageConfirmation,
}
