"""A firm on this machine, Birch's contract with it, and a parcel of Birch's for Ash."""

import pytest

from kopru.connections.carriers import contracts
from kopru.requests.actions import packing
from kopru.requests.actions.packing import Chosen
from kopru.requests.actions.parcels import Way
from kopru.requests.models import LendingRequest
from ptt_stand_in import CUSTOMER, PASSWORD, ptt_serving


@pytest.fixture(autouse=True)
def _this_machine(settings):
    settings.KOPRU_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def served():
    with ptt_serving() as both:
        yield both


@pytest.fixture
def firm(served):
    return served[1]


@pytest.fixture
def contract(served, birch):
    return contracts.save_contract(
        library=birch, carrier="ptt", customer=CUSTOMER, password=PASSWORD, address=served[0],
        block_first=279172790000, block_last=279172790009,
    )  # fmt: skip


@pytest.fixture
def parcel(sent, birch, ash, birch_staff, clock):
    """One book on its way from Birch to Ash, no number yet."""
    clock.later(minutes=1)
    loan = LendingRequest.objects.get(request_id=sent.request_id)
    return packing.post_together(
        birch, ash, Chosen([loan.pk]), way=Way(), act=clock.staff(birch_staff)
    )
