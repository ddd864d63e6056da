"""The 2017 schema as judge over what we write, and one small message of each kind."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from kopru.protocols.iso18626 import (
    Action,
    AgencyId,
    BibliographicInfo,
    Header,
    MessageInfo,
    ReasonForMessage,
    Request,
    RequestingAgencyMessage,
    Status,
    StatusInfo,
    SupplyingAgencyMessage,
)

SENT = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def schema(shared):
    """A function that fails with the schema's words where bytes are not valid for 1.2."""
    judge = etree.XMLSchema(etree.parse(str(shared / "iso18626/xsd/ISO-18626-v1_2.xsd")))

    def check(data):
        judge.assertValid(etree.fromstring(data))

    return check


@pytest.fixture
def header():
    return Header(AgencyId("TR-BIRCH"), AgencyId("TR-ASH"), SENT, "ASH-1", "BIRCH-7", "SET-3")


@pytest.fixture
def request_message(header):
    return Request(header, BibliographicInfo(title="İnce Memed"))


@pytest.fixture
def supplier_message(header):
    return SupplyingAgencyMessage(
        header,
        MessageInfo(ReasonForMessage.STATUS_CHANGE),
        StatusInfo(Status.WILL_SUPPLY, SENT),
    )


@pytest.fixture
def requester_message(header):
    return RequestingAgencyMessage(header, Action.RECEIVED)
