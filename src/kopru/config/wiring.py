"""Who is told of what: the one place that knows all counterparts."""

from kopru.connections.errands.running import Counterpart, names
from kopru.connections.iso18626.client import ISO18626
from kopru.connections.notices.client import NOTICES

COUNTERPARTS: dict[str, Counterpart] = names([ISO18626, NOTICES])
