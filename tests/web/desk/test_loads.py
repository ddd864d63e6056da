"""Deliveries at the desk: what became of each, and one that is running moves by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from kopru.catalogue.models import Load

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(ash):
    def make(library=ash, **more):
        began = timezone.now() - timedelta(seconds=100)
        values = {
            "library": library, "files": ["ash.mrc"], "started_at": began, "heard_at": timezone.now(),
            "state": "running", "bytes_total": 1_000_000, "bytes_done": 250_000, "read": 5_000, **more,
        }  # fmt: skip
        return Load.objects.create(**values)

    return make


def test_a_running_delivery_says_how_far_it_is_and_asks_again(desk, made):
    load = made()
    row = html.fromstring(desk.get(reverse("desk_loads")).content).get_element_by_id(
        f"load-{load.pk}"
    )
    assert row.get("hx-get") == reverse("desk_load_row", args=[load.pk])
    assert row.get("hx-trigger") == "every 2s"
    said = " ".join(row.text_content().split())
    assert "25 % · 50 records a second · about 5 minutes left" in said
    assert row.find(".//progress").get("value") == "25"


def test_what_is_done_stands_still(desk, made):
    load = made(state="done", seconds=12.4, read=62_000, clusters=7, missing=3, mode="full")
    answer = desk.get(reverse("desk_load_row", args=[load.pk])).content.decode()
    assert "hx-get" not in answer
    assert "12 seconds · 5000 records a second" in answer
    assert "and 3 no longer delivered" in answer
    assert "everything" in answer


@pytest.mark.parametrize(
    "more", [{"state": "stopped"}, {"heard_at": timezone.now() - timedelta(hours=1)}]
)
def test_what_was_broken_off_says_how_to_go_on(desk, made, more):
    load = made(**more)
    answer = desk.get(reverse("desk_load_row", args=[load.pk])).content.decode()
    assert "Broken off" in answer
    assert "it goes on from there" in answer
    assert "hx-get" not in answer


def test_only_ones_own(desk, birch_desk, reader_client, made):
    load = made()
    assert b"ash.mrc" not in birch_desk.get(reverse("desk_loads")).content
    assert birch_desk.get(reverse("desk_load_row", args=[load.pk])).status_code == 404
    assert reader_client.get(reverse("desk_loads")).status_code == 403
    assert b"ash.mrc" in desk.get(reverse("desk_catalogue")).content


def test_many_deliveries_take_few_queries(desk, made, django_assert_max_num_queries):
    for _ in range(30):
        made(state="done", quarantined=2)
    with django_assert_max_num_queries(10):
        assert desk.get(reverse("desk_loads")).status_code == 200
