"""The log cannot be changed, and one changed byte is found."""

import pytest
from django.db import DatabaseError, connection, transaction

from kopru.requests.models import Happening
from kopru.requests.queries import broken_chains

pytestmark = pytest.mark.django_db


def test_the_database_refuses_to_change_a_happening(asked):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Happening.objects.update(action="nothing")


def test_the_database_refuses_to_delete_a_happening(asked):
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        Happening.objects.filter(pk__gt=0)._raw_delete("default")


def test_one_changed_byte_behind_the_databases_back_is_found(asked, sent):
    assert broken_chains() == []
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER happening_is_never_changed")
        cursor.execute(
            "UPDATE requests_happening SET facts = '{\"door\": \"portak\"}' WHERE action = 'ask'"
        )
    assert broken_chains() == [f"patron_request {asked.pk}"]


def test_a_state_without_its_happening_is_found(asked):
    asked.state = "completed"
    asked.save(update_fields=["state"])
    assert broken_chains() == [f"patron_request {asked.pk}"]
