"""Run inside an installation: libraries with catalogues (JSON on standard input) that all hold three titles."""

import json
import sys

import django

django.setup()

from kopru.catalogue.models import Edition, Holding, Record  # noqa: E402
from kopru.config.management.base import prepare_data  # noqa: E402
from kopru.connections.targets.actions import save_target  # noqa: E402
from kopru.libraries.models import Library  # noqa: E402

TITLES = (("Kar kristali", "9789750812347"), ("Şeker bayramı", "9789750802942"), ("Kar kristali", "9789750812347"))  # fmt: skip


def main():
    prepare_data()
    editions = [
        Edition.objects.create(title=title, isbns=[isbn], kind="book") for title, isbn in TITLES
    ]
    for number, settings in enumerate(json.load(sys.stdin)):
        library = Library.objects.create(
            symbol=f"TR-K{number:02}", name_tr=f"{number:02}. Kütüphane", city="Ankara"
        )
        for place, edition in enumerate(editions):
            record = Record.objects.create(
                library=library, control_number=("7", "8", "9")[place], edition=edition
            )
            Holding.objects.create(
                library=library, record=record, edition=edition, barcode=("B1", "S1", "B1")[place]
            )
        save_target(library=library, **settings)
    print(json.dumps([edition.pk for edition in editions]))  # noqa: T201


main()
