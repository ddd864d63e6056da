"""The database itself keeps the books: nothing is changed or deleted, and every transaction balances.

When it commits, each transaction must have as many entries as it says, summing to nought in every
currency. PostgreSQL has deferred constraint triggers for that. SQLite has none, but it checks
deferred foreign keys when it commits: while a transaction does not balance, a row of
`charges_unbalanced` points at a transaction that cannot exist, and the commit is refused.
"""

from django.db import migrations

_KEPT_SQLITE = """
CREATE TRIGGER {table}_is_never_{verb} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, 'books are never {verb}'); END
"""

_BALANCE_SQLITE = (
    """
    CREATE TABLE charges_unbalanced (
        transaction_id integer NOT NULL PRIMARY KEY,
        never integer NOT NULL REFERENCES charges_transaction (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE TRIGGER charges_transaction_is_unbalanced AFTER INSERT ON charges_transaction
    BEGIN INSERT INTO charges_unbalanced (transaction_id, never) VALUES (NEW.id, -1); END
    """,
    """
    CREATE TRIGGER charges_entry_balances AFTER INSERT ON charges_entry
    BEGIN
        DELETE FROM charges_unbalanced WHERE transaction_id = NEW.transaction_id;
        INSERT INTO charges_unbalanced (transaction_id, never)
        SELECT NEW.transaction_id, -1
        WHERE (SELECT lines FROM charges_transaction WHERE id = NEW.transaction_id)
              <> (SELECT count(*) FROM charges_entry WHERE transaction_id = NEW.transaction_id)
           OR EXISTS (
              SELECT 1 FROM charges_entry WHERE transaction_id = NEW.transaction_id
              GROUP BY currency HAVING round(sum(amount) * 100) <> 0
           );
    END
    """,
)

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION kopru_books_are_kept() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'books are never changed or deleted'; END $$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION kopru_books_balance(which bigint) RETURNS void AS $$
BEGIN
    IF (SELECT lines FROM charges_transaction WHERE id = which)
       <> (SELECT count(*) FROM charges_entry WHERE transaction_id = which)
       OR EXISTS (SELECT 1 FROM charges_entry WHERE transaction_id = which
                  GROUP BY currency HAVING sum(amount) <> 0)
    THEN RAISE EXCEPTION 'transaction % does not balance', which
         USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END $$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION kopru_transaction_balances() RETURNS trigger AS $$
BEGIN PERFORM kopru_books_balance(NEW.id); RETURN NULL; END $$ LANGUAGE plpgsql;
CREATE OR REPLACE FUNCTION kopru_entry_balances() RETURNS trigger AS $$
BEGIN PERFORM kopru_books_balance(NEW.transaction_id); RETURN NULL; END $$ LANGUAGE plpgsql;

CREATE TRIGGER charges_transaction_is_kept BEFORE UPDATE OR DELETE ON charges_transaction
FOR EACH ROW EXECUTE FUNCTION kopru_books_are_kept();
CREATE TRIGGER charges_entry_is_kept BEFORE UPDATE OR DELETE ON charges_entry
FOR EACH ROW EXECUTE FUNCTION kopru_books_are_kept();
CREATE CONSTRAINT TRIGGER charges_transaction_balances AFTER INSERT ON charges_transaction
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kopru_transaction_balances();
CREATE CONSTRAINT TRIGGER charges_entry_balances AFTER INSERT ON charges_entry
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kopru_entry_balances();
"""

_TABLES = ("charges_transaction", "charges_entry")
_VERBS = (("changed", "UPDATE"), ("deleted", "DELETE"))


def keep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL.replace("%", "%%"))
        return
    for table in _TABLES:
        for verb, event in _VERBS:
            schema_editor.execute(_KEPT_SQLITE.format(table=table, verb=verb, event=event))
    for statement in _BALANCE_SQLITE:
        schema_editor.execute(statement)


def let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in ("is_kept", "balances"):
            for table in _TABLES:
                schema_editor.execute(f"DROP TRIGGER {table}_{name} ON {table}")
        return
    for table in _TABLES:
        for verb, _ in _VERBS:
            schema_editor.execute(f"DROP TRIGGER {table}_is_never_{verb}")
    schema_editor.execute("DROP TRIGGER charges_transaction_is_unbalanced")
    schema_editor.execute("DROP TRIGGER charges_entry_balances")
    schema_editor.execute("DROP TABLE charges_unbalanced")


class Migration(migrations.Migration):
    dependencies = [("charges", "0002_books")]
    operations = [migrations.RunPython(keep, let_go)]
