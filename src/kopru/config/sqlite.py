"""A SQLite that can be trusted with a loan.

Debian 12's Python carries SQLite 3.40, whose WAL can be corrupted (fixed in 3.51.3).
Importing this module puts the newer one of the `pysqlite3` wheel in its place; it
must happen before Django imports `sqlite3`.
"""

import sys

try:
    import pysqlite3
except ImportError:  # not Linux: the platform's own SQLite has to do
    pass
else:
    sys.modules.setdefault("sqlite3", pysqlite3)
    sys.modules.setdefault("sqlite3.dbapi2", pysqlite3.dbapi2)
