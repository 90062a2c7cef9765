"""Rows in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from records import tables

AT_ONCE: Final = 500
"""Rows written, or values in one IN (…), at once."""
PLAIN_TABLES = frozenset({tables.address, tables.frontier, tables.link, tables.page})
"""Those with most of the rows: numbers and words alone, which need no translation."""

T = TypeVar("T")


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all with the same columns; leave alone those whose key is there."""
    if not rows:
        return
    if connection.dialect.name == "sqlite" and table in PLAIN_TABLES:
        # Of the time that a row takes through SQLAlchemy, nine tenths are spent before SQLite hears of it.
        columns = list(rows[0])
        places = ", ".join("?" * len(columns))
        sql = f"INSERT OR IGNORE INTO {table.name} ({', '.join(columns)}) VALUES ({places})"
        connection.exec_driver_sql(sql, [tuple(row.values()) for row in rows])
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def batches(things: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The same things, so many at a time."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some
