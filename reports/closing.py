"""Close a run: write its report, put its notices into the outbox, and seal it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from records.county import County
from records.issues import RunRecord, RunState
from records.judgement_store import read_record
from records.outbox import put
from records.pictures import Picture, picture_of
from records.runs import latest_run, step
from records.steps import add_steps
from records.tallies import add_tallies
from reports.escalation import steps_of_run
from reports.grouping import shares
from reports.lists import read_lists
from reports.notices import notices
from reports.overview import tallies
from reports.site import write_site


class NothingToReport(Exception):
    """No run has been judged yet."""


def close_run(engine: Engine, county: County, folder: Path, now: datetime) -> RunRecord:
    """Write the newest judged run's report into `folder`; its notices go into the outbox as the run closes.

    A run that is closed already gets its report anew, and no second notice. A sick run stays sick: only the operator
    hears. Raises NothingToReport if there is no judged run, OSError where the report cannot be written.
    """
    with engine.connect() as connection:
        run = latest_run(connection, [RunState.JUDGED, RunState.SICK, RunState.CLOSED])
        if run is None:
            raise NothingToReport
        record = read_record(connection, run)
    by_bureau = shares(record, county)

    def picture(fingerprint: str) -> Picture | None:
        with engine.connect() as connection:
            return picture_of(connection, fingerprint)

    write_site(record, county, folder, county.county.language, by_bureau, picture)
    if run.state is not RunState.CLOSED:
        lists = partial(read_lists, folder, run.id)
        steps = list(steps_of_run(record, county, by_bureau.values(), now))
        with engine.begin() as connection:
            put(
                connection,
                notices(record, county, by_bureau, lists, steps, now, picture),
                now,
            )
            if run.state is RunState.JUDGED:
                add_steps(connection, steps)
                add_tallies(connection, tallies(record, county, by_bureau.values()))
                step(connection, run.id, RunState.CLOSED, now)
    return record
