"""Issues over all runs, and the log of their flips, of which nothing is ever changed or deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, func, insert, select, update

from records import tables
from records.answer_json import from_json, to_json
from records.answers import Finding, Severity
from records.issues import Flip, Issue, Run, Status
from records.rows import AT_ONCE, batches
from records.runs import moment


def known_issues(connection: Connection, found: Mapping[str, Finding] | None = None) -> list[Issue]:
    """Every issue ever found, in any status.

    `found`: the findings of a run by fingerprint, to be held against them. Then those that it found come with its
    finding in place of their own, and fixed ones that it did not find are left out: there may be a hundred thousand.
    """
    i = tables.issue.c
    if found is None:
        return [_issue(row, row["finding"]) for row in connection.execute(select(tables.issue)).mappings()]
    without = select(*(column for column in i if column is not i.finding))
    issues, others = [], []
    for row in connection.execute(without).mappings():
        if row["fingerprint"] in found:
            issues.append(_issue(row, found[row["fingerprint"]]))
        elif row["status"] != Status.FIXED:
            others.append(row["fingerprint"])
    for some in batches(others):
        rows = connection.execute(select(tables.issue).where(i.fingerprint.in_(some))).mappings()
        issues += [_issue(row, row["finding"]) for row in rows]
    return issues


def issues_told(connection: Connection, run: Run, previous: Run | None) -> dict[str, Issue]:
    """Issues that are not fixed, and those that flipped after the run `previous`, by fingerprint."""
    i, f = tables.issue.c, tables.flip.c
    flipped = select(f.fingerprint).where(f.run_id > (previous.id if previous else 0), f.run_id <= run.id)
    told = select(tables.issue).where((i.status != Status.FIXED) | i.fingerprint.in_(flipped))
    rows = connection.execute(told.execution_options(yield_per=AT_ONCE)).mappings()
    return {row["fingerprint"]: _issue(row, row["finding"]) for row in rows}


def mended_since(connection: Connection, since: datetime) -> tuple[Issue, ...]:
    """Issues that are fixed, and were since then."""
    i = tables.issue.c
    query = select(tables.issue).where(i.status == Status.FIXED, i.fixed_at >= since.timestamp())
    return tuple(_issue(row, row["finding"]) for row in connection.execute(query).mappings())


def issues_in(connection: Connection, statuses: Collection[Status], check_id: str = "") -> list[Issue]:
    """Issues in these statuses, of one check or of all."""
    i = tables.issue.c
    query = select(tables.issue).where(i.status.in_(statuses))
    if check_id:
        query = query.where(i.check_id == check_id)
    return [_issue(row, row["finding"]) for row in connection.execute(query).mappings()]


def issue_by_number(connection: Connection, number: int) -> Issue | None:
    row = connection.execute(select(tables.issue).where(tables.issue.c.number == number)).mappings().first()
    return _issue(row, row["finding"]) if row else None


def _issue(row: RowMapping, finding: Finding | Mapping[str, Any]) -> Issue:
    return Issue(
        fingerprint=row["fingerprint"],
        check_id=row["check_id"],
        status=Status(row["status"]),
        severity=Severity(row["severity"]),
        finding=finding if isinstance(finding, Finding) else from_json(Finding, finding),
        opened_at=datetime.fromtimestamp(row["opened_at"], UTC),
        last_seen_at=datetime.fromtimestamp(row["last_seen_at"], UTC),
        fixed_at=moment(row["fixed_at"]),
        number=row["number"],
        reopened=row["reopened"],
        seen_in=row["seen_in"],
        clean_in=row["clean_in"],
    )


def write_issues(connection: Connection, changed: Sequence[Issue]) -> None:
    """Write issues as they are now; those that are not known yet get the next numbers, in their order."""
    known = set(connection.scalars(select(tables.issue.c.fingerprint)))
    last = connection.scalar(select(func.max(tables.issue.c.number))) or 0
    new = (issue for issue in changed if issue.fingerprint not in known)
    for some in batches(_row(issue) | {"number": number} for number, issue in enumerate(new, last + 1)):
        connection.execute(insert(tables.issue), some)
    old = (issue for issue in changed if issue.fingerprint in known)
    change = update(tables.issue).where(tables.issue.c.fingerprint == bindparam("name"))
    for some in batches(_row(issue) | {"name": issue.fingerprint} for issue in old):
        connection.execute(change.values({name: bindparam(name) for name in some[0] if name != "name"}), some)


def _row(issue: Issue) -> dict[str, Any]:
    return {
        "fingerprint": issue.fingerprint,
        "check_id": issue.check_id,
        "status": issue.status,
        "severity": issue.severity,
        "finding": to_json(issue.finding),
        "opened_at": issue.opened_at.timestamp(),
        "last_seen_at": issue.last_seen_at.timestamp(),
        "fixed_at": issue.fixed_at.timestamp() if issue.fixed_at else None,
        "reopened": issue.reopened,
        "seen_in": issue.seen_in,
        "clean_in": issue.clean_in,
    }


def log_flips(connection: Connection, flips: Iterable[Flip], at: datetime, run_id: int | None = None) -> None:
    """Add flips to the log. Their issues must have been written before."""
    rows = (
        {"run_id": run_id, "fingerprint": flip.issue.fingerprint, "old": flip.old, "new": flip.new}
        | {"reason": flip.reason, "actor": flip.actor, "note": flip.note, "at": at.timestamp()}
        for flip in flips
    )
    for some in batches(rows):
        connection.execute(insert(tables.flip), some)


def flips_since(
    connection: Connection, run: Run, previous: Run | None, issues: Mapping[str, Issue]
) -> tuple[Flip, ...]:
    """What the program did to each issue after the run `previous`, up to this one, joined into one flip.

    A run that is judged twice, or a recheck between two runs, may flip an issue more than once. What led back to where
    it was is left out, and so is what was found and mended before anybody heard of it.
    """
    f = tables.flip.c
    since = previous.id if previous else 0
    query = select(tables.flip).where(f.actor == "", f.run_id > since, f.run_id <= run.id).order_by(f.id)
    first: dict[str, Status | None] = {}
    last: dict[str, Flip] = {}
    for row in connection.execute(query).mappings():
        flip = _flip(row, issues[row["fingerprint"]])
        first.setdefault(flip.issue.fingerprint, flip.old)
        last[flip.issue.fingerprint] = flip
    joined = ((first[name], flip) for name, flip in last.items())
    return tuple(
        Flip(flip.issue, old, flip.new, flip.reason, flip.at, flip.run_id)
        for old, flip in joined
        if old is not flip.new and not (old is None and flip.new is Status.FIXED)
    )


def history(connection: Connection, issues: Collection[Issue], least: int = 2) -> dict[str, tuple[Flip, ...]]:
    """Every flip, the oldest first, of those issues that have had at least so many, by fingerprint."""
    by_name = {issue.fingerprint: issue for issue in issues}
    several = select(tables.flip.c.fingerprint).group_by(tables.flip.c.fingerprint).having(func.count() >= least)
    found: dict[str, list[Flip]] = {}
    for some in batches(name for name in connection.scalars(several).all() if name in by_name):
        query = select(tables.flip).where(tables.flip.c.fingerprint.in_(some)).order_by(tables.flip.c.id)
        for row in connection.execute(query).mappings():
            found.setdefault(row["fingerprint"], []).append(_flip(row, by_name[row["fingerprint"]]))
    return {name: tuple(flips) for name, flips in found.items()}


def _flip(row: RowMapping, issue: Issue) -> Flip:
    old = Status(row["old"]) if row["old"] else None
    at = datetime.fromtimestamp(row["at"], UTC)
    return Flip(issue, old, Status(row["new"]), row["reason"], at, row["run_id"], row["actor"], row["note"])


def open_pages(connection: Connection) -> list[str]:
    """Pages that issues which are not fixed stand or rest on: to be looked at again, even if nothing links to them."""
    return sorted(_pages_of(connection.scalars(_unfixed())))


def pages_to_confirm(connection: Connection) -> list[str]:
    """Those of issues that one look has not found any more: a browser is to look again, changed or not."""
    return sorted(_pages_of(connection.scalars(_unfixed().where(tables.issue.c.clean_in.is_not(None)))))


def _unfixed() -> Select[Any]:
    return select(tables.issue.c.finding).where(tables.issue.c.status != Status.FIXED)


def _pages_of(findings: Iterable[Mapping[str, Any]]) -> set[str]:
    pages = set()
    for finding in findings:
        pages.add(finding["page_url"])
        pages |= {place["page_url"] for place in finding["places"] if place.get("page_url")}
        pages |= set(finding.get("rests_on", ()))
    return pages
