"""Each message gets its own confirmation, which echoes what peers look for."""

import pytest

from kopru.protocols.iso18626 import (
    Action,
    ErrorData,
    ErrorType,
    MessageStatus,
    NotISO18626,
    ReasonForMessage,
    RequestConfirmation,
    RequestingAgencyMessageConfirmation,
    SupplyingAgencyMessageConfirmation,
    confirm,
    confirm_unread,
    read,
    write,
)

UNKNOWN = ErrorData(ErrorType.UNRECOGNISED_DATA_VALUE, "requestingAgencyRequestId: ASH-1")


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("request_message", RequestConfirmation),
        ("supplier_message", SupplyingAgencyMessageConfirmation),
        ("requester_message", RequestingAgencyMessageConfirmation),
    ],
)
@pytest.mark.parametrize("error", [None, UNKNOWN], ids=["understood", "not understood"])
def test_the_echo(request, schema, now, message, kind, error):
    said = request.getfixturevalue(message)
    confirmation = confirm(said, now=now, error=error)
    assert type(confirmation) is kind
    header = confirmation.header
    assert header.timestamp == now
    assert header.timestamp_received == said.header.timestamp
    assert (header.supplying, header.requesting) == (said.header.supplying, said.header.requesting)
    assert header.requesting_agency_request_id == "ASH-1"
    assert header.multiple_item_request_id == "SET-3"
    assert header.status is (MessageStatus.ERROR if error else MessageStatus.OK)
    assert confirmation.error == error
    schema(write(confirmation))
    assert read(write(confirmation)) == confirmation


def test_a_suppliers_reason_and_a_requesters_action_come_back(
    now, supplier_message, requester_message
):
    assert confirm(supplier_message, now=now).reason is ReasonForMessage.STATUS_CHANGE
    assert confirm(requester_message, now=now).action is Action.RECEIVED


def test_a_message_with_an_unknown_action_still_gets_its_own_confirmation(
    schema, now, requester_message
):
    data = write(requester_message).replace(b">Received<", b">Burn<")
    with pytest.raises(NotISO18626) as caught:
        read(data)
    confirmation = confirm_unread(caught.value, now=now)
    assert type(confirmation) is RequestingAgencyMessageConfirmation
    assert confirmation.header.requesting_agency_request_id == "ASH-1"
    assert confirmation.error == ErrorData(ErrorType.UNSUPPORTED_ACTION_TYPE, "Burn")
    assert confirmation.action is None
    schema(write(confirmation))


def test_bytes_of_which_nothing_can_be_told_are_answered_too(schema, now):
    with pytest.raises(NotISO18626) as caught:
        read(b"<ISO18626Message/>")
    confirmation = confirm_unread(caught.value, now=now)
    assert type(confirmation) is RequestConfirmation
    assert confirmation.header.status is MessageStatus.ERROR
    assert confirmation.error.kind is ErrorType.BADLY_FORMED_MESSAGE
    schema(write(confirmation))


def test_a_confirmation_that_cannot_be_read_is_never_confirmed_in_its_turn():
    with pytest.raises(NotISO18626) as caught:
        read(b"<requestConfirmation/>")
    assert caught.value.message is None
