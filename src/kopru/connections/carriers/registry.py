"""Which couriers we can speak with: those built in, and those that other packages bring."""

from functools import cache
from importlib.metadata import entry_points

import structlog

from kopru.common.text import fold
from kopru.connections.carriers.ptt import Ptt
from kopru.connections.carriers.shape import Adapter

log = structlog.get_logger()

GROUP = "kopru.carriers"


@cache
def adapters() -> dict[str, Adapter]:
    """Every adapter by its key. One that cannot be loaded is named in the log and left out."""
    found: dict[str, Adapter] = {one.key: one for one in (Ptt(),)}
    for point in entry_points(group=GROUP):
        try:
            made = point.load()()
        except Exception:
            log.exception("courier adapter not loaded", entry_point=point.name)
            continue
        if not isinstance(made, Adapter):
            log.error("no courier adapter", entry_point=point.name)
            continue
        found.setdefault(made.key, made)
    return found


def adapter_for(name: str) -> Adapter | None:
    """The adapter of the firm that people call `name` ("PTT", "ptt kargo"); None: only by hand."""
    words = set(fold(name).split())
    return next((one for one in adapters().values() if fold(one.key) in words), None)
