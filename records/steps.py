"""What is done about an issue that nobody mends: when each step was due, and when it was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import Connection, select

from records import tables
from records.rows import insert_new


class StepKind(StrEnum):
    """In the order in which they are taken, each once for each time that an issue is open."""

    REMINDER = "reminder"
    """The bureau is reminded."""
    SUPERVISOR = "supervisor"
    """Its supervisor hears."""
    ROLLUP = "rollup"
    """It stands in the monthly roll-up."""


@dataclass(frozen=True)
class Step:
    fingerprint: str
    opened_at: datetime
    """The issue's: another time that it is open has steps of its own."""
    kind: StepKind
    due: date
    """From when on it was to be taken."""
    done_at: datetime
    run_id: int


def add_steps(connection: Connection, steps: Iterable[Step]) -> None:
    """Record what was done; what is on record already stays as it is."""
    rows = [
        {"fingerprint": step.fingerprint, "opened_at": step.opened_at.timestamp(), "kind": step.kind}
        | {"due": step.due.isoformat(), "done_at": step.done_at.timestamp(), "run_id": step.run_id}
        for step in steps
    ]
    insert_new(connection, tables.step, rows)


def steps_taken(connection: Connection) -> dict[str, tuple[Step, ...]]:
    """Every step of every issue, in the order in which they were taken, by fingerprint."""
    s = tables.step.c
    found: dict[str, tuple[Step, ...]] = {}
    for row in connection.execute(select(tables.step).order_by(s.done_at, s.run_id)).mappings():
        opened_at, done_at = (datetime.fromtimestamp(row[name], UTC) for name in ("opened_at", "done_at"))
        due, kind = date.fromisoformat(row["due"]), StepKind(row["kind"])
        step = Step(row["fingerprint"], opened_at, kind, due, done_at, row["run_id"])
        found[step.fingerprint] = (*found.get(step.fingerprint, ()), step)
    return found
