"""What is stored of who owns what: the pages' own words, and what people have assigned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from records import tables
from records.crawl_store import address_id
from records.ownership import Assignment, MarkKind, OwnerMark
from records.rows import batches


def owner_marks(connection: Connection, urls: Iterable[str]) -> dict[str, tuple[OwnerMark, ...]]:
    """What pages said of their owners when they were last read, by address; only those that say anything."""
    k, a, c = tables.clock.c, tables.address.c, tables.content.c
    query = (
        select(a.url, c.owner)
        .join_from(tables.clock, tables.address, a.id == k.address_id)
        .join(tables.content, c.version_id == k.version_id)
        .where(c.owner.is_not(None))
    )
    found = {}
    for ids in batches(sorted({address_id(url) for url in urls})):
        for url, marks in connection.execute(query.where(k.address_id.in_(ids))):
            found[url] = tuple(OwnerMark(MarkKind(kind), label, name) for kind, label, name in marks)
    return found


def assign(connection: Connection, assignment: Assignment) -> None:
    row = {"subject": assignment.subject, "bureau": assignment.bureau, "reason": assignment.reason}
    at = assignment.at.timestamp()
    connection.execute(insert(tables.assignment), row | {"actor": assignment.actor, "at": at})


def assignments(connection: Connection) -> dict[str, Assignment]:
    """Those that hold, by subject: of each the newest."""
    found = {}
    for row in connection.execute(select(tables.assignment).order_by(tables.assignment.c.id)).mappings():
        at = datetime.fromtimestamp(row["at"], UTC)
        found[row["subject"]] = Assignment(row["subject"], row["bureau"], row["reason"], row["actor"], at)
    return {subject: assignment for subject, assignment in found.items() if assignment.bureau}
