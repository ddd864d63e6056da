"""What a provider may not do to us: lead elsewhere, never end, drip."""

import threading

import pytest

from kopru.connections.harvest.fetching import Fetcher, Later, Never


@pytest.mark.parametrize("to", ["ftp://x.example/", "file:///etc/passwd", "/oai?again"])
def test_redirections_lead_to_no_other_place(provider, to):
    provider.give("", (302, {"Location": to}, b""))
    with pytest.raises(Never):
        Fetcher(provider.address).fetch({"verb": "ListRecords"})


def test_an_endless_answer_and_a_slow_one_are_given_up(provider):
    provider.give("", b"x" * 100_000)
    with pytest.raises(Never, match="more than"):
        Fetcher(provider.address, most_bytes=10_000).fetch({"verb": "ListRecords"})
    over = threading.Event()
    provider.give("", lambda: over.wait(10) and b"")
    with pytest.raises(Later, match="in time"):
        Fetcher(provider.address, seconds=0.3).fetch({"verb": "ListRecords"})
    over.set()
