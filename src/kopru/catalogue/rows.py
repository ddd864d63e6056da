"""Many rows at once, without a model instance for each: what loading thousands of records a second needs.

Everything else goes through the models. Works alike on SQLite and PostgreSQL; to be
called inside a transaction that no other loader is in.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db import connection, models

#: rows of plain values, such as both databases' drivers take
Rows: TypeAlias = Sequence[Sequence[Any]]


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Rows,
    *,
    unless_there: bool = False,
) -> None:
    """Insert rows of plain values; JSON columns as text, moments by `as_moment`.

    With `unless_there` a row that breaks a unique constraint is left out.
    """
    if not rows:
        return
    table, names = _quoted(model._meta.db_table), ", ".join(map(_quoted, columns))
    places = ", ".join(["%s"] * len(columns))
    tail = " ON CONFLICT DO NOTHING" if unless_there else ""
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places}){tail}", rows)  # noqa: S608 - our own names


def update(model: type[models.Model], columns: Sequence[str], rows: Rows) -> None:
    """Set `columns` of the rows whose id is each row's last value."""
    if not rows:
        return
    table = _quoted(model._meta.db_table)
    places = ", ".join(f"{_quoted(name)} = %s" for name in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {places} WHERE id = %s", rows)  # noqa: S608 - our own names


def delete(model: type[models.Model], columns: Sequence[str], rows: Rows) -> None:
    """Delete the rows whose `columns` have these values."""
    if not rows:
        return
    table = _quoted(model._meta.db_table)
    condition = " AND ".join(f"{_quoted(name)} = %s" for name in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {table} WHERE {condition}", rows)  # noqa: S608 - our own names


def select(
    model: type[models.Model],
    columns: Sequence[str],
    by: str,
    values: Collection[int] | Collection[str],
    *,
    where: str = "",
    more: Sequence[Any] = (),
) -> list[tuple[Any, ...]]:
    """The columns of rows whose column `by` is one of `values`, however many those are.

    `where` is a further condition in SQL with its own values in `more`.
    """
    if not values:
        return []
    table, names = _quoted(model._meta.db_table), ", ".join(map(_quoted, columns))
    one_of = "= ANY(%s)" if _is_postgresql() else "IN (SELECT value FROM json_each(%s))"
    wanted: object = list(values) if _is_postgresql() else json.dumps(list(values))
    and_where = f" AND {where}" if where else ""
    params: list[Any] = [wanted, *more]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names} FROM {table} WHERE {_quoted(by)} {one_of}{and_where}",  # noqa: S608 - our own names
            params,
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def take_ids(model: type[models.Model], count: int) -> Iterable[int]:
    """Numbers for `count` new rows, ascending; what is not used of them is lost or given again."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if _is_postgresql():
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    start = (last[0] if last else 0) + 1
    return range(start, start + count)


def as_moment(moment: datetime) -> object:
    """A moment as its column holds it."""
    return connection.ops.adapt_datetimefield_value(moment)


def as_day(day: date | None) -> object:
    """A day as its column holds it."""
    return connection.ops.adapt_datefield_value(day)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
