"""Editions, their holders, and catalogues to ask."""

import pytest

from kopru.catalogue.models import Edition, Holding, Record
from kopru.connections.targets.models import Breaker, Target
from target_servers import ISBN


@pytest.fixture(autouse=True)
def _this_machine(settings):
    settings.KOPRU_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def kar(db):
    """A novel."""
    return Edition.objects.create(
        title="Kar kristali", author="Gökçe, Işık", authors=["Gökçe, Işık"], year=2011, kind="book",
        isbns=[ISBN],
    )  # fmt: skip


@pytest.fixture
def hold():
    """`hold(library, edition, "B1", …)`: the library's record with copies of these barcodes."""

    def holding(library, edition, *barcodes, number="k1", call_number="813 G64", branch="MRK"):
        record = Record.objects.create(library=library, control_number=number, edition=edition)
        return [
            Holding.objects.create(
                library=library, record=record, edition=edition, barcode=barcode,
                call_number=call_number, branch_code=branch,
            )
            for barcode in barcodes or ("",)
        ]  # fmt: skip

    return holding


@pytest.fixture
def target_of():
    """`target_of(library, "z3950", port)`: its catalogue on this machine."""

    def target(library, kind, port, **more):
        usual = {
            "z3950": {"address": f"127.0.0.1:{port}", "database": "Default", "isbn": "1=7",
                      "title": "1=4", "author": "1=1003"},
            "sru": {"address": f"http://127.0.0.1:{port}/Default", "isbn": "bath.isbn",
                    "title": "dc.title", "author": "dc.creator"},
            "koha": {"address": f"http://127.0.0.1:{port}"},
            "link": {"page": "https://katalog.example/?isbn={isbn}"},
        }[kind]  # fmt: skip
        made = Target.objects.create(library=library, kind=kind, **{**usual, **more})
        Breaker.objects.create(target=made)
        return made

    return target
