"""What peers really send is understood; what cannot be understood is named."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from kopru.protocols.iso18626 import (
    AgencyId,
    Costs,
    ErrorType,
    Garbled,
    Identifier,
    MessageStatus,
    NotISO18626,
    NotXML,
    ReasonForMessage,
    RequestingAgencyMessage,
    Status,
    Unrecognised,
    read,
)
from kopru.protocols.iso18626.texts import read_time

HEADER = (
    "<header><supplyingAgencyId><agencyIdType>ISIL</agencyIdType><agencyIdValue>TR-BIRCH"
    "</agencyIdValue></supplyingAgencyId><requestingAgencyId><agencyIdType>ISIL</agencyIdType>"
    "<agencyIdValue>TR-ASH</agencyIdValue></requestingAgencyId><timestamp>2026-11-24T07:30:00Z"
    "</timestamp><requestingAgencyRequestId>ASH-1</requestingAgencyRequestId></header>"
)


def enveloped(body):
    return f'<ISO18626Message xmlns="http://illtransactions.org/2013/iso18626">{body}</ISO18626Message>'.encode()


def supplier_says(info="", status="<status>WillSupply</status>", more=""):
    return enveloped(
        f"<supplyingAgencyMessage>{HEADER}<messageInfo><reasonForMessage>StatusChange"
        f"</reasonForMessage>{info}</messageInfo><statusInfo>{status}</statusInfo>{more}"
        "</supplyingAgencyMessage>"
    )


def asked(bibliographic="", more=""):
    return enveloped(
        f"<request>{HEADER}<bibliographicInfo>{bibliographic}</bibliographicInfo>{more}</request>"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2026-03-05T14:30:00+03:00", (2026, 3, 5, 11, 30), id="with its zone"),
        pytest.param("2026-03-05T14:30:00", (2026, 3, 5, 14, 30), id="no zone is UTC"),
        pytest.param("2026-03-05 14:30:00", (2026, 3, 5, 14, 30), id="a blank for T"),
        pytest.param("2026-03-05T14:30:00+0000", (2026, 3, 5, 14, 30), id="no colon in the zone"),
        pytest.param("2026-03-05t14:30:00z", (2026, 3, 5, 14, 30), id="small letters"),
        pytest.param("2026-03-05", (2026, 3, 5), id="a date alone"),
        pytest.param("2026-03-05T24:00:00Z", (2026, 3, 6), id="the end of a day"),
        pytest.param("2026-03-05T14:30Z", (2026, 3, 5, 14, 30), id="no seconds"),
        pytest.param("2026-03-05T14:30:00.123456789Z", (2026, 3, 5, 14, 30, 0, 123456), id="nanos"),
    ],
)
def test_times_are_understood_as_peers_write_them(text, expected):
    assert read_time("dueDate", text) == datetime(*expected, tzinfo=UTC)
    assert read_time("dueDate", text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    ["tomorrow", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+03:00", "2026-03-05T25:00:00Z",
     "05.03.2026", "2026-03-05T14:30:00+99:00", "٢٠٢٦-٠٣-٠٥"],
)  # fmt: skip
def test_what_is_no_time_is_named_with_its_element(text):
    with pytest.raises(Unrecognised) as caught:
        read(supplier_says(status=f"<status>Loaned</status><dueDate>{text}</dueDate>"))
    assert caught.value.error_type is ErrorType.UNRECOGNISED_DATA_VALUE
    assert caught.value.error_data.value == f"dueDate: {text}"


def test_order_prefix_namespace_and_envelope_do_not_matter():
    data = (
        "<x:requestingAgencyMessage xmlns:x='http://example.org/other'><x:note>Elimizde</x:note>"
        "<x:action>received</x:action><x:header><x:timestamp>2026-11-24 07:30:00</x:timestamp>"
        "<x:unknown><x:deeper/></x:unknown><x:requestingAgencyRequestId>ASH-1"
        "</x:requestingAgencyRequestId><x:requestingAgencyId><x:agencyIdValue>TR-ASH"
        "</x:agencyIdValue></x:requestingAgencyId></x:header></x:requestingAgencyMessage>"
    ).encode("utf-16")
    message = read(data)
    assert isinstance(message, RequestingAgencyMessage)
    assert message.note == "Elimizde"
    assert message.header.requesting == AgencyId("TR-ASH", type="")
    assert message.header.supplying == AgencyId("", type="")


def test_an_empty_status_means_that_nothing_is_decided():
    assert read(supplier_says(status="<status/>")).status_info.status is Status.REQUEST_RECEIVED


def test_a_missing_mandatory_time_is_the_messages_own():
    message = read(supplier_says(more="<deliveryInfo><itemId>B-1</itemId></deliveryInfo>"))
    assert message.delivery_info.date_sent == message.header.timestamp
    assert message.status_info.last_change == message.header.timestamp


def test_empty_elements_count_as_not_said():
    message = read(
        supplier_says(
            "<answerYesNo/><note> </note><offeredCosts/><retryAfter/>",
            more="<deliveryInfo><dateSent/></deliveryInfo><returnInfo/>",
        )
    )
    assert message.message_info.answer is None
    assert message.message_info.offered_costs is None
    assert message.message_info.note == ""
    assert message.delivery_info is None


@pytest.mark.parametrize(("text", "amount"), [("12.50", "12.50"), ("12,50", "12.50"), ("-3", "-3")])
def test_amounts(text, amount):
    costs = f"<offeredCosts><currencyCode>TRY</currencyCode><monetaryValue>{text}</monetaryValue></offeredCosts>"
    assert read(supplier_says(costs)).message_info.offered_costs == Costs(Decimal(amount), "TRY")


@pytest.mark.parametrize(
    ("data", "error_type", "value"),
    [
        pytest.param(
            enveloped(f"<requestingAgencyMessage>{HEADER}<action>HoldReturn</action></requestingAgencyMessage>"),
            ErrorType.UNSUPPORTED_ACTION_TYPE, "HoldReturn", id="an action of a later edition",
        ),
        pytest.param(
            supplier_says().replace(b"StatusChange", b"Whim"),
            ErrorType.UNSUPPORTED_REASON_FOR_MESSAGE_TYPE, "Whim", id="an unknown reason",
        ),
        pytest.param(
            supplier_says(status="<status>HoldReturn</status>"),
            ErrorType.UNRECOGNISED_DATA_VALUE, "status: HoldReturn", id="a status of a later edition",
        ),
        pytest.param(
            supplier_says("<answerYesNo>perhaps</answerYesNo>"),
            ErrorType.UNRECOGNISED_DATA_VALUE, "answerYesNo: perhaps", id="neither yes nor no",
        ),
    ],
)  # fmt: skip
def test_a_value_that_is_not_understood_is_sent_back_by_name(data, error_type, value):
    with pytest.raises(Unrecognised) as caught:
        read(data)
    assert caught.value.error_data.kind is error_type
    assert caught.value.error_data.value == value
    assert caught.value.sender_said.requesting_agency_request_id == "ASH-1"


@pytest.mark.parametrize(
    ("data", "element"),
    [
        pytest.param(b"<html/>", "html", id="another root"),
        pytest.param(enveloped(""), "ISO18626Message", id="an empty envelope"),
        pytest.param(enveloped("<request/><request/>"), "ISO18626Message", id="two messages"),
        pytest.param(enveloped("<cancelMessage/>"), "cancelMessage", id="an unknown message"),
        pytest.param(enveloped("<request/>"), "header", id="no header"),
        pytest.param(asked().replace(b"bibliographicInfo", b"bookInfo"), "bibliographicInfo", id="no work"),
        pytest.param(enveloped(f"<requestingAgencyMessage>{HEADER}</requestingAgencyMessage>"), "action", id="no action"),
    ],
)  # fmt: skip
def test_a_wrong_structure_is_garbled_and_says_where(data, element):
    with pytest.raises(Garbled) as caught:
        read(data)
    assert caught.value.error_type is ErrorType.BADLY_FORMED_MESSAGE
    assert caught.value.element == element


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"not xml",
        b"<request>",
        b"\x00\x01",
        b"<?xml version='1.0' encoding='no-such'?><a/>",
    ],
)
def test_what_is_not_xml_is_said_to_be_so(data):
    with pytest.raises(NotXML):
        read(data)


def test_every_error_belongs_to_the_family_and_its_echo_is_short():
    with pytest.raises(NotISO18626) as caught:
        read(supplier_says(status=f"<status>{'x' * 5000}</status>"))
    assert len(caught.value.error_data.value) < 250


# --- 2021-2 ---


def test_identifiers_are_read_in_the_order_of_either_edition():
    old = "<bibliographicItemId><bibliographicItemIdentifier>9789750719387</bibliographicItemIdentifier><bibliographicItemIdentifierCode>ISBN</bibliographicItemIdentifierCode></bibliographicItemId>"
    new = "<bibliographicItemId><bibliographicItemIdentifierCode>ISBN</bibliographicItemIdentifierCode><bibliographicItemIdentifier>9789750719387</bibliographicItemIdentifier></bibliographicItemId>"
    for given in (old, new):
        info = read(asked(given)).bibliographic_info
        assert info.item_ids == (Identifier("ISBN", "9789750719387"),)
        assert info.identifier("isbn") == "9789750719387"
        assert info.identifier("OCLC") == ""


def test_2021_names_and_lists_of_a_request_are_retold():
    message = read(
        asked(
            "<volume>1</volume><volume>2</volume>",
            "<serviceInfo><serviceType>Loan</serviceType><itemFormat>LargePrint</itemFormat>"
            "<preferredEdition>AnyEdition</preferredEdition><loanCondition>LibraryUseOnly"
            "</loanCondition><note>acele</note></serviceInfo>",
        )
    )
    assert message.bibliographic_info.volume == "1, 2"
    assert message.service_info.preferred_format == "LargePrint"
    assert message.service_info.any_edition is True
    assert message.service_info.note == "acele\nloanCondition: LibraryUseOnly"


@pytest.mark.parametrize(
    ("said", "any_edition", "note"),
    [
        ("ThisEdition", False, ""),
        ("MostRecentEdition", None, "preferredEdition: MostRecentEdition"),
    ],
)
def test_a_preferred_edition_becomes_any_edition_or_a_note(said, any_edition, note):
    service = f"<serviceInfo><serviceType>Loan</serviceType><preferredEdition>{said}</preferredEdition></serviceInfo>"
    info = read(asked(more=service)).service_info
    assert (info.any_edition, info.note) == (any_edition, note)


def test_2021_delivery_is_retold():
    delivered = read(
        supplier_says(
            more="<deliveryInfo><dateSent>2026-11-24T07:00:00Z</dateSent><itemId>B-1</itemId>"
            "<itemId>B-2</itemId><deliveryMethod>Courier</deliveryMethod><itemFormat>Printed"
            "</itemFormat><loanCondition>NoReproduction</loanCondition><loanCondition>LibraryUseOnly"
            "</loanCondition></deliveryInfo>"
        )
    ).delivery_info
    assert delivered.item_id == "B-1, B-2"
    assert delivered.sent_via == "Courier"
    assert delivered.delivered_format == "Printed"
    assert delivered.loan_condition == "NoReproduction, LibraryUseOnly"


def test_a_url_of_a_copy_is_the_item_sent_by_url():
    delivered = read(
        supplier_says(
            more="<deliveryInfo><dateSent>2026-11-24T07:00:00Z</dateSent>"
            "<URL>https://birch.example/c/1</URL></deliveryInfo>"
        )
    ).delivery_info
    assert (delivered.item_id, delivered.sent_via) == ("https://birch.example/c/1", "URL")


def test_terms_and_shipping_of_2021_reach_message_info_and_its_note():
    info = read(
        supplier_says(
            "<note>Bakınız</note>",
            more="<retryInfo><edition>2. bs.</edition><offeredCosts><currencyCode>TRY</currencyCode>"
            "<monetaryValue>40</monetaryValue></offeredCosts><offeredCosts><currencyCode>EUR"
            "</currencyCode><monetaryValue>2</monetaryValue></offeredCosts><retryAfter>2026-12-01"
            "</retryAfter></retryInfo><shippingInfo><trackingId>T 1</trackingId></shippingInfo>",
        )
    ).message_info
    assert info.offered_costs == Costs(Decimal(40), "TRY")
    assert info.retry_after == datetime(2026, 12, 1, tzinfo=UTC)
    assert info.note.splitlines() == [
        "Bakınız", "edition: 2. bs.", "offeredCosts: EUR 2", "trackingId: T 1",
    ]  # fmt: skip


def test_a_confirmation_of_koha_is_understood():
    """No ids, American spelling, several errors (2021-3)."""
    confirmation = read(
        b"<ISO18626Message><requestConfirmation><confirmationHeader><timestamp>2026-11-24T10:30:00+0300"
        b"</timestamp><messageStatus>ERROR</messageStatus></confirmationHeader><errorData><errorType>"
        b"UnrecognizedDataValue</errorType><errorValue>first</errorValue></errorData><errorData>"
        b"<errorValue>AuthenticationFailed</errorValue></errorData></requestConfirmation></ISO18626Message>"
    )
    zone = timezone(timedelta(hours=3))
    assert confirmation.header.timestamp_received == datetime(2026, 11, 24, 10, 30, tzinfo=zone)
    assert confirmation.header.status is MessageStatus.ERROR
    assert confirmation.error.kind is ErrorType.UNRECOGNISED_DATA_VALUE
    assert confirmation.error.value == "first; errorData: AuthenticationFailed"


def test_reasons_are_known_in_any_case():
    data = supplier_says().replace(b"StatusChange", b"STATUSCHANGE")
    assert read(data).message_info.reason is ReasonForMessage.STATUS_CHANGE


def test_lost_of_the_later_edition_is_told_as_a_notification():
    message = read(
        enveloped(
            f"<requestingAgencyMessage>{HEADER}<action>Lost</action></requestingAgencyMessage>"
        )
    )
    assert (message.action, message.note) == ("Notification", "#Lost#")
