"""Run inside the installation of `make_network`: what two libraries have of each other at once."""

import json

import django

django.setup()

from django.utils import timezone  # noqa: E402

from kopru.catalogue.models import Edition, Holding, Record  # noqa: E402
from kopru.common.citation import Citation  # noqa: E402
from kopru.config.wiring import COUNTERPARTS  # noqa: E402
from kopru.connections.errands.running import tell_all  # noqa: E402
from kopru.libraries.models import Library, Membership, Role, User  # noqa: E402
from kopru.patrons.models import Patron  # noqa: E402
from kopru.requests.actions import arrivals, requester, supplier  # noqa: E402
from kopru.requests.actions.steps import Act, Actor  # noqa: E402
from kopru.requests.models import LendingRequest  # noqa: E402

PASSWORD = "ihlamur-2026"


def staff(library):
    return Act(Actor.staff(User.objects.get(email=f"staff@{library}.example")), timezone.now())


def main():
    ash, birch = Library.objects.get(symbol="TR-ASH"), Library.objects.get(symbol="TR-BIRCH")
    own = {ash: {"loan_price": "15", "lost_fee": "50"}, birch: {"reader_pays": "half"}}
    for library, stated in own.items():
        library.policies.create(
            valid_from="2020-01-01", stated={"posts_back_at_once": False, **stated}
        )
    user = User.objects.create_user("reader@birch.example", PASSWORD, name="Ömer Şık")
    Membership.objects.create(user=user, library=birch, role=Role.READER)
    patron = Patron.objects.create(
        library=birch, user=user, number="B-1", name="Ömer Şık", email=user.email, group="graduate"
    )
    loans = []
    for n, title in enumerate(("Nutuk", "Kayıp Zamanın İzinde")):
        edition = Edition.objects.create(title=title, year=1990, kind="book")
        record = Record.objects.create(library=ash, control_number=f"a{n}", edition=edition)
        Holding.objects.create(
            library=ash, record=record, edition=edition, branch_code="MRK", call_number="9 K1",
            barcode=f"A{n}", status=Holding.Status.AVAILABLE,
        )  # fmt: skip
        asked = requester.ask(
            patron=patron, citation=Citation(title=title), door="staff", edition=edition,
            act=staff("birch"),
        )  # fmt: skip
        loans.append(requester.send(asked.pk, act=staff("birch")).request_id)
    held = Edition.objects.get(title="Saatleri Ayarlama Enstitüsü")
    mine = requester.ask(
        patron=Patron.objects.get(number="K-77041"), citation=Citation(title=held.title),
        door="staff", edition=held, act=staff("ash"),
    )  # fmt: skip
    home = requester.send(mine.pk, act=staff("ash"))
    tell_all(COUNTERPARTS, now=timezone.now())
    theirs = LendingRequest.objects.get(library=birch, request_id=home.request_id)
    for do in (supplier.promise, supplier.pack, supplier.ship):
        do(theirs.pk, act=staff("birch"))
    tell_all(COUNTERPARTS, now=timezone.now())
    arrivals.arrive(home.pk, act=staff("ash"))
    arrivals.hand_over(mine.pk, act=staff("ash"))
    arrivals.take_back(mine.pk, act=staff("ash"))
    tell_all(COUNTERPARTS, now=timezone.now())
    print(json.dumps({"loans": loans, "home": home.request_id}))  # noqa: T201


main()
