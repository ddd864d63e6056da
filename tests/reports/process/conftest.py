"""Rules as different as libraries are: the defaults, the demo's, the published examples."""

import pytest

from kopru.libraries.policy.examples import examples
from kopru.libraries.policy.terms import Terms
from kopru.simulation.demo.content.terms import TERMS

MANY = {
    "defaults": Terms(),
    "no copies": Terms(gives_copies=False),
    "copies only": Terms(lends=False),
    **{symbol: Terms.model_validate(stated) for symbol, stated in TERMS.items()},
    **{
        f"{which} {n}": one.terms
        for which in ("suppliers", "requesters")
        for n, one in enumerate(examples(which))
    },
}


#: as the drawings depend on them: who sends, copies, renewals, words
DRAWN = ("defaults", "no copies", "copies only", "TR-CAMLIDERE", "TR-KORFEZ", "TR-DICLEKIYISI")


@pytest.fixture(params=DRAWN, scope="session")
def drawn_terms(request):
    return MANY[request.param]


@pytest.fixture(params=MANY, scope="session")
def terms(request):
    return MANY[request.param]
