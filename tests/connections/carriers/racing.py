"""Eight presses at once on a database of its own; prints the numbers taken, one a line.

Run with the address of a stand-in: `python racing.py http://127.0.0.1:1234`.
"""

import os
import sys
import threading

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "kopru.config.settings"
django.setup()

from django.conf import settings  # noqa: E402 - Django first
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from kopru.connections.carriers import announcing, contracts  # noqa: E402
from kopru.connections.carriers.models import Announcement  # noqa: E402
from kopru.libraries.models import Branch, Library  # noqa: E402
from kopru.requests.actions.steps import Act, Actor  # noqa: E402
from kopru.shipping.models import Parcel  # noqa: E402
from ptt_stand_in import CUSTOMER, PASSWORD  # noqa: E402

AT_ONCE = 8


def _library(symbol):
    made = Library.objects.create(symbol=symbol, name_tr=symbol, city="Ankara")
    Branch.objects.create(library=made, code="M", name_tr="M", address="x", is_ill_address=True)
    return made


def main(address):
    settings.KOPRU_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    call_command("migrate", verbosity=0)
    birch, ash, now = _library("TR-B"), _library("TR-A"), timezone.now()
    contracts.save_contract(
        library=birch, carrier="ptt", customer=CUSTOMER, password=PASSWORD, address=address,
        block_first=279172790000, block_last=279172790099,
    )  # fmt: skip
    rows = [
        Parcel.objects.create(library=birch, partner=ash, payer="sender", sent_at=now, code=f"K{n}")
        for n in range(AT_ONCE)
    ]
    begin = threading.Barrier(AT_ONCE)

    def go(pk):
        begin.wait(20)
        try:
            announcing.announce(pk, act=Act(Actor.system(), now))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(row.pk,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, state in Announcement.objects.order_by("number").values_list("number", "state"):
        sys.stdout.write(f"{number} {state}\n")


if __name__ == "__main__":
    main(sys.argv[1])
