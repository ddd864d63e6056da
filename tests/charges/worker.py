"""Run inside an installation of its own, by `test_kept`: `worker.py ROLE …`."""

import json
import sys
import uuid

import django

django.setup()

from decimal import Decimal  # noqa: E402

from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError, connection, transaction  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.utils import timezone  # noqa: E402

from kopru.charges import between, queries, readers  # noqa: E402
from kopru.charges.books import Made, NotBooked, Place  # noqa: E402
from kopru.charges.checks import faults  # noqa: E402
from kopru.charges.models import Account, AccountKind, Entry, Purpose, Transaction  # noqa: E402
from kopru.charges.queries import partner_owes, reader_owes  # noqa: E402
from kopru.charges.readers import Paid, Sum  # noqa: E402
from kopru.libraries.models import Library  # noqa: E402
from kopru.patrons.models import Patron  # noqa: E402

D = Decimal


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def setup():
    call_command("migrate", verbosity=0)
    ash = Library.objects.create(symbol="TR-ASH", name_tr="Ash")
    birch = Library.objects.create(symbol="TR-BIRCH", name_tr="Birch")
    patron = Patron.objects.create(library=ash, number="1", name="Işık", email="i@ash.example")
    made = Made(timezone.now(), ash)
    readers.ask_of_reader(patron, Sum(D(100), "TRY", Purpose.FINE), reference="fine", made=made)
    between.charge(ash, birch, Sum(D(100), "TRY", Purpose.FREIGHT), reference="f", made=made)


def pay(name, times):
    """Pay a lira each time, the reader and the partner, each with a proof of its own; some twice."""
    ash, birch = Library.objects.order_by("symbol")
    patron = Patron.objects.get()
    done = 0
    for n in range(int(times)):
        for _ in range(2):  # whoever did not see the answer sends it again
            try:
                number = f"{name}-{n}"
                readers.pay_by_reader(
                    patron, Paid(D(1), AccountKind.CASH, number), made=Made(timezone.now(), ash)
                )
                desk = ash if n % 2 else birch
                between.pay(
                    birch,
                    ash,
                    Paid(D(1), AccountKind.BANK, number),
                    made=Made(timezone.now(), desk),
                )
            except NotBooked as refused:
                if refused.code != "more_than_owed":
                    raise
        done += 1
        say(str(n))
    return done


def hang():
    """A payment is written and not committed when the process is killed."""
    with transaction.atomic():
        pay("never", 1)
        say("written")
        sys.stdin.read()


def refusals():
    """What the database says to those who write past the door; every name must come out."""
    row = Transaction.objects.first()
    account = Account.objects.first()
    said = {}
    tried = {
        "change a transaction": lambda: Transaction.objects.update(reason="x"),
        "delete a transaction": lambda: Transaction.objects.filter(pk=row.pk)._raw_delete("default"),
        "change an entry": lambda: Entry.objects.update(amount=1),
        "delete an entry": lambda: Entry.objects.filter(pk__gt=0)._raw_delete("default"),
        "add an entry": lambda: Entry.objects.create(transaction=row, account=account, amount=1, currency="TRY"),
        "add two that balance": lambda: [
            Entry.objects.create(transaction=row, account=account, amount=sign, currency="TRY") for sign in (1, -1)
        ],
        "a transaction without entries": lambda: _bare(account.library, 0),
        "one that does not balance": lambda: Entry.objects.create(
            transaction=_bare(account.library, 1), account=account, amount=1, currency="TRY"
        ),
        "two currencies against each other": lambda: _two_currencies(account),
        "a payment without proof": lambda: _bare(account.library, 0, kind="payment"),
        "a reversal of what was reversed": lambda: _reversed_twice(row),
    }  # fmt: skip
    for name, do in tried.items():
        try:
            with transaction.atomic():
                do()
        except DatabaseError as error:
            said[name] = str(error)
    say(json.dumps({"tried": list(tried), "refused": list(said)}))


def _bare(library, lines, kind="charge"):
    return Transaction.objects.create(
        library=library, booked_by=library, kind=kind, at=timezone.now(), day=timezone.localdate(),
        reference=uuid.uuid4().hex, lines=lines or 2,
    )  # fmt: skip


def _two_currencies(account):
    row = _bare(account.library, 2)
    for amount, currency in ((1, "TRY"), (-1, "EUR")):
        Entry.objects.create(transaction=row, account=account, amount=amount, currency=currency)


def _reversed_twice(row):
    for _ in range(2):
        back = Transaction(
            library=row.library, booked_by=row.library, kind="reversal", at=timezone.now(),
            day=timezone.localdate(), reference=uuid.uuid4().hex, lines=2, reverses=row,
        )  # fmt: skip
        back.save(force_insert=True)
        for entry in row.entries.all():
            Entry.objects.create(
                transaction=back,
                account=entry.account,
                amount=-entry.amount,
                currency=entry.currency,
            )


def old_rows():
    """Freight as it was kept before there were books: one row for a reader, one taken back, one of nobody."""
    call_command("migrate", "charges", "0001", verbosity=0)
    call_command("migrate", "libraries", verbosity=0)
    call_command("migrate", "patrons", verbosity=0)
    apps = MigrationExecutor(connection).loader.project_state(
        [("charges", "0001_initial"), ("libraries", "0005_letterhead"), ("patrons", "0001_initial")]
    ).apps  # fmt: skip
    ash = apps.get_model("libraries", "Library").objects.create(symbol="TR-ASH", name_tr="Ash")
    apps.get_model("libraries", "Library").objects.create(symbol="TR-BIRCH", name_tr="Birch")
    patron = apps.get_model("patrons", "Patron").objects.create(
        library=ash, number="1", name="Işık", email="i@ash.example"
    )
    common = {"library": ash, "request_number": "ASH-1", "kind": "freight", "at": timezone.now()}
    rows = apps.get_model("charges", "Charge").objects
    rows.create(patron=patron, amount=D("84.50"), **common)
    back = rows.create(patron=patron, amount=D("10"), **common)
    rows.create(patron=patron, amount=D("-10"), reverses=back, **common)
    rows.create(patron=None, amount=D("5.25"), **common)
    call_command("migrate", verbosity=0)


def state():
    ash, birch = Library.objects.order_by("symbol")
    owed = {
        "reader": reader_owes(Patron.objects.get()), "ours": partner_owes(ash, birch),
        "theirs": partner_owes(birch, ash),
    }  # fmt: skip
    say(json.dumps({
        **{name: str(sums.get("TRY", D(0))) for name, sums in owed.items()},
        "faults": [one.code for one in faults()], "vendor": connection.vendor,
        "accounts": Account.objects.count(), "payments": Transaction.objects.filter(kind="payment").count(),
        "cash": str(queries.balances(ash, Place(AccountKind.CASH)).get("TRY", D(0))),
    }))  # fmt: skip


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
