"""Kinds that are never lent are those of citations; reference works are a sort of items."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_KINDS = {"journal": "issue"}
_GONE = {"reference"}


def kinds_as_cited(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    policy: Any = apps.get_model("libraries", "Policy")
    for one in policy.objects.all():
        kinds = one.stated.get("excluded_kinds")
        if kinds is not None:
            named = [_KINDS.get(kind, kind) for kind in kinds if kind not in _GONE]
            one.stated["excluded_kinds"] = list(dict.fromkeys(named))
            one.save(update_fields=["stated"])


class Migration(migrations.Migration):
    dependencies = [("libraries", "0001_initial")]

    operations = [migrations.RunPython(kinds_as_cited, migrations.RunPython.noop)]
