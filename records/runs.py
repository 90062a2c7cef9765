"""Runs: begin one, go on with one that was cut off, and step it from state to state."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import Connection, RowMapping, select, update

from records.issues import Run, RunKind, RunState
from records.tables import run as run_table

TAIPEI = timezone(timedelta(hours=8), "Asia/Taipei")
"""Taiwan has had no summer time since 1979."""


def clock_from(begin: datetime) -> Callable[[], datetime]:
    """A clock that shows `begin` now and goes on from there: for rehearsals and tests. Its times are UTC."""
    started = time.monotonic()
    return lambda: begin.astimezone(UTC) + timedelta(seconds=time.monotonic() - started)


def moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _run(row: RowMapping) -> Run:
    return Run(
        id=row["id"],
        state=RunState(row["state"]),
        started_at=datetime.fromtimestamp(row["started_at"], UTC),
        crawled_at=moment(row["crawled_at"]),
        judged_at=moment(row["judged_at"]),
        closed_at=moment(row["closed_at"]),
    )


def latest_run(
    connection: Connection, states: Collection[RunState] = tuple(RunState), before: int | None = None
) -> Run | None:
    """The newest weekly run in one of these states; older than the run `before` if that is given."""
    weekly = (run_table.c.kind == RunKind.WEEKLY) & run_table.c.state.in_(states)
    query = select(run_table).where(weekly).order_by(run_table.c.id.desc()).limit(1)
    if before is not None:
        query = query.where(run_table.c.id < before)
    row = connection.execute(query).mappings().first()
    return _run(row) if row else None


GOES_ON_FOR = timedelta(days=2)
"""A run cut off longer ago than this is not gone on with."""


def begin_or_resume(connection: Connection, now: datetime) -> tuple[Run, bool]:
    """The run that was cut off while crawling, or a new one; and whether it goes on with an old one."""
    if unfinished := latest_run(connection, [RunState.CRAWLING]):
        if now - unfinished.started_at <= GOES_ON_FOR:
            return unfinished, True
        old = run_table.c.id == unfinished.id
        connection.execute(update(run_table).where(old).values(state=RunState.ABANDONED))
    values = {"state": RunState.CRAWLING, "started_at": now.timestamp(), "versions": {}}
    connection.execute(run_table.insert(), values)
    begun = latest_run(connection, [RunState.CRAWLING])
    assert begun is not None
    return begun, False


def begin_recheck(connection: Connection, now: datetime) -> Run:
    """A new run for a look between two weekly ones. One that was cut off is not gone on with."""
    unfinished = (run_table.c.kind == RunKind.RECHECK) & (run_table.c.state == RunState.CRAWLING)
    connection.execute(update(run_table).where(unfinished).values(state=RunState.ABANDONED))
    values = {"kind": RunKind.RECHECK, "state": RunState.CRAWLING, "started_at": now.timestamp(), "versions": {}}
    [id] = connection.execute(run_table.insert(), values).inserted_primary_key or (0,)
    return Run(id, RunState.CRAWLING, now)


def step(connection: Connection, run_id: int, state: RunState, now: datetime) -> None:
    """Set the run's state and the time of the step."""
    column = {
        RunState.CRAWLED: "crawled_at",
        RunState.JUDGED: "judged_at",
        RunState.SICK: "judged_at",
        RunState.CLOSED: "closed_at",
    }[state]
    connection.execute(
        update(run_table).where(run_table.c.id == run_id).values(state=state, **{column: now.timestamp()})
    )


def note_versions(connection: Connection, run_id: int, versions: Mapping[str, str]) -> None:
    """Record by which tools the run was made."""
    known = connection.execute(select(run_table.c.versions).where(run_table.c.id == run_id)).scalar_one()
    connection.execute(update(run_table).where(run_table.c.id == run_id).values(versions={**known, **versions}))
