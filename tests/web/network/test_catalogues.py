"""The health of every library's catalogue, for the network's administrators."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.connections.targets.models import Breaker, Check, Outcome, Target
from kopru.libraries.models import Role
from web.frame.people import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(client):
    client.force_login(somebody(Role.NETWORK_ADMIN))
    client.cookies["kopru_language"] = "en"
    return client


def test_nobody_can_be_asked_yet(network):
    assert (
        "No catalogue can be asked yet" in network.get(reverse("network_targets")).content.decode()
    )


def test_each_catalogue_is_a_row(network, ash, birch, django_assert_max_num_queries):
    now = timezone.now()
    for library, address in ((ash, "a.example:210"), (birch, "b.example:210")):
        target = Target.objects.create(
            library=library, kind="z3950", address=address, user="k", password="çok gizli"
        )
        Breaker.objects.create(target=target)
        for ms in range(100, 300, 10):
            at = now - timedelta(minutes=ms)
            Check.objects.create(
                target=target, asked_at=at, answered_at=at, milliseconds=ms, outcome=Outcome.HELD
            )
    at = now - timedelta(minutes=3)
    Check.objects.create(
        target=target, asked_at=at, answered_at=at, outcome=Outcome.REFUSED, detail="109 <yok>"
    )
    Breaker.objects.filter(target=target).update(rests_until=now + timedelta(minutes=5))
    with django_assert_max_num_queries(10):
        page = network.get(reverse("network_targets")).content.decode()
    for said in ("Ash Library", "Answers", "190&nbsp;ms", "280&nbsp;ms", "100 %", "Left in peace", "95 %",
                 "It said no", "109 &lt;yok&gt;"):  # fmt: skip
        assert said in page, said
    assert "çok gizli" not in page
