"""Z39.50 (ISO 23950) as a client, through libyaz and its ZOOM interface.

libyaz is C and hears strangers, so it never runs in our process: `asker` keeps a process
of its own for it (docs/decisions/0006), which speaks `questions` line by line. Only that
process imports `yaz`. Nothing here needs more than Python itself, but for `opacxml`.
"""

from .asker import Asker
from .pqf import any_of, attributes_fit, term
from .questions import Answer, Question, Trouble

__all__ = ["Answer", "Asker", "Question", "Trouble", "any_of", "attributes_fit", "term"]
