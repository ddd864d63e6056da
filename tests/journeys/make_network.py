"""Run inside an installation: two libraries, their people and one book; prints who they are as JSON."""

import json
import sys

import django
from django.conf import settings

django.setup()

from django.utils import timezone  # noqa: E402

from kopru.catalogue.models import Edition, Holding, Record  # noqa: E402
from kopru.common.citation import Citation  # noqa: E402
from kopru.config.management.base import prepare_data  # noqa: E402
from kopru.connections.mailbox.models import Account  # noqa: E402
from kopru.libraries.models import Branch, Library, Membership, Role, User  # noqa: E402
from kopru.patrons.models import Patron  # noqa: E402
from kopru.requests.actions import requester  # noqa: E402
from kopru.requests.actions.steps import Act, Actor  # noqa: E402

PASSWORD = "ihlamur-2026"


def library(symbol, name, city):
    made = Library.objects.create(
        symbol=symbol, name_tr=f"{name} Kütüphanesi", name_en=f"{name} Library", city=city,
        email=f"odunc@{name.lower()}.example",
    )  # fmt: skip
    Branch.objects.create(
        library=made,
        code="MRK",
        name_tr="Merkez",
        address="Ihlamur Sok. 3",
        city=city,
        is_ill_address=True,
    )
    user = User.objects.create_user(
        f"staff@{name.lower()}.example", PASSWORD, name=f"{name} masası"
    )
    Membership.objects.create(user=user, library=made, role=Role.STAFF)
    (settings.KOPRU_DATA / "mail" / name.lower() / "new").mkdir(parents=True)
    Account.objects.create(library=made, address=f"maildir:mail/{name.lower()}")
    return made, user


def main(requests):
    prepare_data()
    (ash, ash_staff), (birch, _) = (
        library("TR-ASH", "Ash", "Ankara"),
        library("TR-BIRCH", "Birch", "İzmir"),
    )
    user = User.objects.create_user("isik@ash.example", PASSWORD, name="Işık Gökçe")
    Membership.objects.create(user=user, library=ash, role=Role.READER)
    patron = Patron.objects.create(
        library=ash,
        user=user,
        number="K-77041",
        name="Işık Gökçe",
        email="isik@ash.example",
        group="graduate",
    )
    edition = Edition.objects.create(
        title="Saatleri Ayarlama Enstitüsü", author="Ahmet Hamdi Tanpınar", authors=["Ahmet Hamdi Tanpınar"],
        year=2019, kind="book", isbns=["9789759955854"],
    )  # fmt: skip
    record = Record.objects.create(library=birch, control_number="b1", edition=edition)
    for n in range(50):
        Holding.objects.create(
            library=birch, record=record, edition=edition, branch_code="MRK", call_number="813 T36",
            barcode=f"B{n}", status=Holding.Status.AVAILABLE,
        )  # fmt: skip
    codes = []
    for n in range(requests):
        cited = Citation(
            title=edition.title, author=edition.author, isbn="9789759955854", pages=str(n)
        )
        asked = requester.ask(
            patron=patron, citation=cited, door="portal", edition=edition,
            act=Act(Actor.reader(user), timezone.now()),
        )  # fmt: skip
        sent = requester.send(asked.pk, act=Act(Actor.staff(ash_staff), timezone.now()))
        codes.append(sent.request_id)
    print(json.dumps({"codes": codes, "password": PASSWORD}))  # noqa: T201


main(int(sys.argv[1]))
