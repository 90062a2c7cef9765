"""What each bureau had on each site when a run was closed: counted once, and kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from records import tables
from records.rows import insert_new


@dataclass(frozen=True)
class Tally:
    run_id: int
    bureau: str
    site_id: str
    """Empty for what no site holds."""
    open: int
    """Not fixed and not waived, the overdue ones too."""
    overdue: int
    new: int
    fixed: int
    in_time: int
    """Of the fixed ones."""
    reopened: int
    """Of the open ones: how often they were found after they had been fixed, or after a person had said so."""
    waived: int


def add_tallies(connection: Connection, tallies: Iterable[Tally]) -> None:
    insert_new(connection, tables.tally, [asdict(tally) for tally in tallies])


def tallies_of(connection: Connection, run_ids: Iterable[int]) -> tuple[Tally, ...]:
    c = tables.tally.c
    query = select(tables.tally).where(c.run_id.in_(list(run_ids))).order_by(c.run_id, c.bureau, c.site_id)
    return tuple(Tally(**row) for row in connection.execute(query).mappings())


def closed_runs(connection: Connection, up_to: int, count: int) -> dict[int, datetime]:
    """When the last weekly runs were crawled that were tallied, the oldest first, by their ids."""
    r, t = tables.run.c, tables.tally.c
    tallied = select(t.run_id).where(t.run_id == r.id).exists()
    query = select(r.id, r.crawled_at, r.started_at).where(r.id <= up_to, tallied).order_by(r.id.desc()).limit(count)
    rows = connection.execute(query).all()
    return {id: datetime.fromtimestamp(crawled or started, UTC) for id, crawled, started in reversed(rows)}
