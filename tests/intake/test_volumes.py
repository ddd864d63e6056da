"""Volumes of one work in one mail become a set; different works do not."""

import dataclasses

import pytest

from kopru.intake.drafts import CameIn, take_items
from kopru.intake.kunye.draft import ReadItem
from kopru.requests.models import PatronRequest, RequestSet

pytestmark = pytest.mark.django_db


def _items(cited, *volumes):
    return [
        ReadItem(dataclasses.replace(cited, volume=volume), {"title": 1.0}, "3. ve 4. ciltlerini")
        for volume in volumes
    ]


def test_two_volumes_of_one_mail_are_one_set(ash, reader, edition, cited, now):
    came = CameIn(library=ash, patron=reader, sender=reader.email)
    outcome = take_items(came, _items(cited, "3", "4"), now=now)
    assert not outcome.waiting
    whole = RequestSet.objects.get()
    assert [p.part for p in whole.parts.order_by("pk")] == ["3", "4"]


def test_the_same_book_twice_in_one_mail_waits_for_a_person(ash, reader, edition, cited, now):
    came = CameIn(library=ash, patron=reader, sender=reader.email)
    outcome = take_items(came, _items(cited, "", ""), now=now)
    assert (len(outcome.requests), len(outcome.waiting)) == (1, 1)
    assert not RequestSet.objects.exists()
    assert PatronRequest.objects.count() == 1
