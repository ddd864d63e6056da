"""How each sort of catalogue is asked: Z39.50, SRU, Koha's REST. None of them touches the database."""

from collections.abc import Callable, Mapping

from kopru.connections.targets.dialects import koha, sru, z3950
from kopru.connections.targets.looked_for import LookedFor
from kopru.connections.targets.models import Target, TargetKind
from kopru.connections.targets.told import Told

#: (catalogue, edition, seconds there are in all) to what it told; raises nothing
Dialect = Callable[[Target, LookedFor, float], Told]
DIALECTS: Mapping[str, Dialect] = {
    TargetKind.KOHA: koha.ask,
    TargetKind.SRU: sru.ask,
    TargetKind.Z3950: z3950.ask,
}
_CAN: Mapping[str, Callable[[Target, LookedFor], bool]] = {
    TargetKind.KOHA: koha.can_ask,
    TargetKind.SRU: sru.can_ask,
    TargetKind.Z3950: z3950.can_ask,
}


def can_ask(target: Target, wanted: LookedFor) -> bool:
    """Whether the catalogue can be asked for the edition by what is known of both."""
    return target.kind in _CAN and _CAN[target.kind](target, wanted)
