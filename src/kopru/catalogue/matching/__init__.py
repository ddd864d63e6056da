"""When two records describe the same edition, and why; which editions are of one work. Pure.

A record's facts become `Features`; `block_keys` find what may be the same; `compare` decides
and says why, of those that `is_hopeless` leaves. `work_keys` join editions of one work above that. Blocking, scoring and
vetoes as in search-lab.md D.
"""

from kopru.catalogue.matching.features import Features, features_of, pack, together, unpack
from kopru.catalogue.matching.judging import Verdict, compare
from kopru.catalogue.matching.keys import block_keys, work_keys
from kopru.catalogue.matching.names import name_key
from kopru.catalogue.matching.numerals import volume_key
from kopru.catalogue.matching.sifting import is_hopeless

__all__ = [
    "Features", "Verdict", "block_keys", "compare", "features_of", "is_hopeless", "name_key", "pack",
    "together", "unpack", "volume_key", "work_keys",
]  # fmt: skip
