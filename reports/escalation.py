"""What is to be done about an overdue issue after a run: at most one step more, and each step once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from records.county import County
from records.issues import RunRecord, Status
from records.steps import Step, StepKind
from reports.due import day_in_taipei, working_day_after
from reports.grouping import OwnedIssue, Share, Standing, day_of


def steps_of_run(record: RunRecord, county: County, shares: Iterable[Share], at: datetime) -> Iterator[Step]:
    """The steps that this run takes, by way of the notices that are written with it.

    None of a sick run, and none for an issue that this run did not see with its own eyes: its page was out of reach, or
    it is being confirmed that it is mended. So a bureau is always reminded before its supervisor hears, with a run in
    between, however late a run may be.
    """
    if record.illnesses:
        return
    for share in shares:
        for one in share.issues[Standing.OVERDUE]:
            if step := _next_step(one, record, county, at):
                yield step


def _next_step(one: OwnedIssue, record: RunRecord, county: County, at: datetime) -> Step | None:
    taken = {step.kind for step in one.steps}
    kind = next((kind for kind in steps_for(one, county) if kind not in taken), None)
    if kind is None or (kind is StepKind.ROLLUP and not is_first_of_month(record)):
        return None
    due = step_due(one.due, kind, county)
    issue = one.issue
    if due > day_of(record) or issue.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        return None
    return Step(issue.fingerprint, issue.opened_at, kind, due, at, record.run.id)


def steps_for(one: OwnedIssue, county: County) -> tuple[StepKind, ...]:
    """Those that there are for an issue: no supervisor hears where none is configured."""
    has_supervisor = one.owner.bureau.supervisor_mail is not None
    return tuple(kind for kind in StepKind if kind is not StepKind.SUPERVISOR or has_supervisor)


def step_due(due: date, kind: StepKind, county: County) -> date:
    """From when on a step is to be taken: so many working days after the issue was due."""
    days: int = getattr(county.escalation, kind.value)
    return working_day_after(due, days)


def is_first_of_month(record: RunRecord) -> bool:
    """Whether no run was closed earlier in the same month (Asia/Taipei)."""
    if record.previous is None:
        return True
    before = day_in_taipei(record.previous.crawled_at or record.previous.started_at)
    return (before.year, before.month) != (day_of(record).year, day_of(record).month)
