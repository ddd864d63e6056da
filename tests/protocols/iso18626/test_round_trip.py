"""Whatever can be said comes back as it was said, in a document that the schema accepts."""

import types
import typing
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopru.protocols.iso18626 import (
    Costs,
    DeliveryInfo,
    ElectronicAddress,
    Message,
    PatronInfo,
    RequestSubType,
    read,
    write,
)

NOT_IN_XML = "".join(map(chr, range(32))).translate({9: None, 10: None, 13: None}) + "\ufffe\uffff"
LETTERS = st.characters(codec="utf-8", exclude_characters=NOT_IN_XML)
TEXT = st.text(LETTERS, max_size=12).map(str.strip)
SAID = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
TIMES = st.datetimes(
    min_value=datetime(2, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(9998, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=3)), timezone(-timedelta(hours=5))]),
)
AMOUNTS = st.decimals(-(10**9), 10**9, places=2)
PLAIN = {
    str: TEXT,
    bool: st.booleans(),
    int: st.integers(-999, 999),
    datetime: TIMES,
    Decimal: AMOUNTS,
}
# what makes an element mean something, and is never empty where it is said at all
NEVER_EMPTY = {"AgencyId", "Identifier", "Costs", "ElectronicAddress"}


def of(hint, name=""):
    """A strategy for any type that stands in a message."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*(of(one) for one in inner))
    if origin is tuple:
        return st.lists(of(inner[0]), max_size=3).map(tuple)
    if hint is type(None):
        return st.none()
    if is_dataclass(hint):
        return value_of(hint)
    if issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return SAID if hint is str and name in NEVER_EMPTY else PLAIN[hint]


def value_of(cls):
    if cls is PatronInfo:
        return st.builds(PatronInfo, patron_type=TEXT)
    hints = typing.get_type_hints(cls)
    return st.builds(cls, **{f.name: of(hints[f.name], cls.__name__) for f in fields(cls)})


MESSAGES = st.one_of(*(value_of(kind) for kind in typing.get_args(Message)))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(message=MESSAGES)
def test_what_is_written_is_valid_and_reads_back_equal(schema, message):
    data = write(message)
    schema(data)
    assert read(data) == message


@settings(max_examples=100, deadline=None)
@given(note=st.text(max_size=30))
def test_any_text_at_all_gives_a_valid_document(schema, note):
    message = replace(_requester_message(), note=note)
    data = write(message)
    schema(data)
    kept = "".join(c for c in note if c not in NOT_IN_XML and not "\ud800" <= c <= "\udfff")
    assert read(data).note == kept.strip()


def _requester_message():
    return read(
        b"<requestingAgencyMessage><header><requestingAgencyId><agencyIdValue>A</agencyIdValue>"
        b"</requestingAgencyId><timestamp>2026-11-24T07:30:00Z</timestamp></header>"
        b"<action>Received</action></requestingAgencyMessage>"
    )


def test_the_prefix_and_the_qualified_version_are_those_peers_insist_on(request_message):
    data = write(request_message)
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert b'<ill:ISO18626Message xmlns:ill="http://illtransactions.org/2013/iso18626"' in data
    assert b'ill:version="1.2"' in data
    assert "İnce Memed".encode() in data


def test_an_empty_multiple_item_request_id_is_still_written(schema, request_message):
    bare = replace(
        request_message, header=replace(request_message.header, multiple_item_request_id="")
    )
    data = write(bare)
    assert b"<ill:multipleItemRequestId></ill:multipleItemRequestId>" in data
    schema(data)


def test_the_readers_name_number_and_address_never_leave(schema, request_message):
    known = PatronInfo(
        patron_type="Faculty", patron_id="20260417", surname="Yıldız", given_name="Defne",
        send_to_patron=True, addresses=(ElectronicAddress("Email", "defne@ash.example"),),
    )  # fmt: skip
    data = write(replace(request_message, patron_info=known))
    schema(data)
    assert read(data).patron_info == PatronInfo(patron_type="Faculty")
    for secret in ("20260417", "Yıldız", "Defne", "defne@"):
        assert secret.encode() not in data
        assert secret not in repr(known)


def test_more_sub_types_than_2017_can_carry_are_cut_to_three(schema, request_message):
    asked = read(_with_sub_types(RequestSubType))
    assert asked.service_info.request_sub_types == tuple(RequestSubType)
    data = write(asked)
    schema(data)
    assert read(data).service_info.request_sub_types == tuple(RequestSubType)[:3]


def _with_sub_types(kinds):
    types_ = "".join(f"<requestSubType>{kind}</requestSubType>" for kind in kinds)
    return (
        "<request><header><requestingAgencyId><agencyIdValue>A</agencyIdValue>"
        "</requestingAgencyId><timestamp>2026-11-24T07:30:00Z</timestamp></header>"
        f"<bibliographicInfo/><serviceInfo>{types_}<serviceType>Loan</serviceType></serviceInfo>"
        "</request>"
    ).encode()


def test_a_time_without_its_zone_is_the_callers_fault(supplier_message):
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        write(replace(supplier_message, delivery_info=DeliveryInfo(naive)))


def test_an_amount_that_is_no_number_is_the_callers_fault(supplier_message):
    sent = DeliveryInfo(
        supplier_message.header.timestamp, delivery_costs=Costs(Decimal("NaN"), "TRY")
    )
    with pytest.raises(ValueError, match="amount"):
        write(replace(supplier_message, delivery_info=sent))


def test_large_and_small_amounts_are_written_without_exponent(schema, supplier_message):
    costs = Costs(Decimal("1E+3"), "TRY")
    info = replace(supplier_message.message_info, offered_costs=costs)
    data = write(replace(supplier_message, message_info=info))
    schema(data)
    assert b"<ill:monetaryValue>1000<" in data
