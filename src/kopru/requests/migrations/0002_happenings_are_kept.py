"""The database itself refuses to change or delete a happening."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER happening_is_never_{verb} BEFORE {event} ON requests_happening
BEGIN SELECT RAISE(ABORT, 'a happening is never {verb}'); END
"""

POSTGRESQL = """
CREATE OR REPLACE FUNCTION kopru_happening_is_kept() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'a happening is never changed or deleted'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER happening_is_kept BEFORE UPDATE OR DELETE ON requests_happening
FOR EACH ROW EXECUTE FUNCTION kopru_happening_is_kept();
"""


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for verb, event in (("changed", "UPDATE"), ("deleted", "DELETE")):
        schema_editor.execute(SQLITE.format(verb=verb, event=event))


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER happening_is_kept ON requests_happening")
        return
    for verb in ("changed", "deleted"):
        schema_editor.execute(f"DROP TRIGGER happening_is_never_{verb}")


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
