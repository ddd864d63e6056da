"""Freight that was kept as plain rows goes into the books: paid in cash, and asked of the reader."""

from datetime import timedelta, timezone

from django.db import migrations

_ISTANBUL = timezone(timedelta(hours=3))


def _account(apps, charge, kind, *, purpose="", patron=None):
    key = f"{charge.library_id}:{kind}:{purpose}:{patron or ''}"
    return apps.get_model("charges", "Account").objects.get_or_create(
        key=key,
        defaults={
            "library_id": charge.library_id, "kind": kind, "purpose": purpose, "patron_id": patron,
        },
    )[0]  # fmt: skip


def _booked(apps, charge, reference, kind, accounts, reverses):
    row = apps.get_model("charges", "Transaction").objects.create(
        library_id=charge.library_id, kind="reversal" if reverses else kind, purpose="freight",
        at=charge.at, day=charge.at.astimezone(_ISTANBUL).date(), reference=reference,
        request_number=charge.request_number, booked_by_id=charge.library_id, lines=2,
        reason="", facts={"charge": charge.pk}, reverses=reverses,
    )  # fmt: skip
    debit, credit = accounts
    entries = apps.get_model("charges", "Entry").objects
    for account, amount in ((debit, charge.amount), (credit, -charge.amount)):
        entries.create(
            transaction=row, account=account, amount=amount, currency=charge.currency
        )
    return row


def into_books(apps, schema_editor):
    booked = {}
    for charge in apps.get_model("charges", "Charge").objects.order_by("pk"):
        if not charge.amount:
            continue
        before = booked.get(charge.reverses_id, (None, None))
        out = (_account(apps, charge, "expense", purpose="freight"), _account(apps, charge, "cash"))
        spent = _booked(apps, charge, f"door:{charge.pk}", "spent", out, before[0])
        asked = None
        if charge.patron_id:
            owed = (
                _account(apps, charge, "reader", patron=charge.patron_id),
                _account(apps, charge, "income", purpose="freight"),
            )
            asked = _booked(apps, charge, f"freight:{charge.pk}", "charge", owed, before[1])
        booked[charge.pk] = (spent, asked)


class Migration(migrations.Migration):
    dependencies = [("charges", "0003_books_are_kept")]
    operations = [migrations.RunPython(into_books, migrations.RunPython.noop)]
