"""What people say of an issue: they know of it, it is mended, it does not count, it is another bureau's.

Each word changes the issue's status, or nothing, and is added to the log of flips. None closes an issue: only our own
crawl does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from checks.waivers import what_stands_at
from records.answers import Message
from records.county import County
from records.issue_store import issue_by_number, log_flips, write_issues
from records.issues import Flip, Issue, Status
from records.ownership import Assignment
from records.ownership_store import assign
from records.waivers import Ground, Scope, Waiver, add_waiver


class CannotDo(Exception):
    """What is asked makes no sense for the issue as it stands; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def issue_numbered(connection: Connection, number: int) -> Issue:
    """Raises CannotDo where there is none."""
    issue = issue_by_number(connection, number)
    if issue is None:
        raise CannotDo(Message("There is no issue number {number}.", {"number": number}))
    return issue


def acknowledge(connection: Connection, number: int, actor: str, note: str, at: datetime) -> Issue:
    """The bureau knows of it. Raises CannotDo where the issue is not open."""
    return _flipped(connection, _open_one(connection, number), Status.ACKNOWLEDGED, "acknowledged", actor, note, at)


def claim(connection: Connection, number: int, actor: str, note: str, at: datetime) -> Issue:
    """Somebody says that it is mended; until our own crawl has looked, nobody is reminded. Raises CannotDo likewise."""
    return _flipped(connection, _open_one(connection, number), Status.CLAIMED, "said to be mended", actor, note, at)


def waive(
    connection: Connection,
    county: County,
    number: int,
    scope: Scope,
    ground: Ground,
    until: date,
    actor: str,
    note: str,
    at: datetime,
) -> Issue:
    """It does not count until a day. Given again for the same, it replaces what was given before.

    Issues that the waiver covers besides this one are waived when a run finds them. Raises CannotDo where the issue is
    fixed, or where places are to be waived and it has none that could be told apart.
    """
    issue = issue_numbered(connection, number)
    if issue.status is Status.FIXED:
        raise CannotDo(Message("Issue {number} is fixed: there is nothing to waive.", {"number": number}))
    places = tuple(what_stands_at(place) for place in issue.finding.places) if scope is Scope.PLACE else ()
    if scope is Scope.PLACE and not any(places):
        raise CannotDo(Message("Issue {number} has no place that could be waived by itself.", {"number": number}))
    site = county.site_of(issue.page_url)
    of = (issue.fingerprint, issue.check_id, issue.finding.detail, site.id if site else "")
    add_waiver(connection, Waiver(*of, scope, ground, note, actor, at, until, places))
    return _flipped(connection, issue, Status.WAIVED, "waived", actor, note, at)


def give(connection: Connection, number: int, bureau: str, actor: str, note: str, at: datetime) -> Issue:
    """It is another bureau's, which has its full time to mend it. `bureau`: its id, which must exist."""
    issue = issue_numbered(connection, number)
    if issue.status is Status.FIXED:
        raise CannotDo(Message("Issue {number} is fixed: nobody has to mend it.", {"number": number}))
    assign(connection, Assignment(issue.fingerprint, bureau, note, actor, at))
    return _flipped(connection, replace(issue, opened_at=at), issue.status, "assigned", actor, f"{bureau}: {note}", at)


def _open_one(connection: Connection, number: int) -> Issue:
    issue = issue_numbered(connection, number)
    if issue.status is Status.FIXED:
        raise CannotDo(Message("Issue {number} is fixed already.", {"number": number}))
    if issue.status is Status.WAIVED:
        raise CannotDo(Message("Issue {number} is waived; it does not count at present.", {"number": number}))
    return issue


def _flipped(
    connection: Connection, issue: Issue, status: Status, reason: str, actor: str, note: str, at: datetime
) -> Issue:
    now = replace(issue, status=status)
    write_issues(connection, [now])
    log_flips(connection, [Flip(now, issue.status, status, reason, actor=actor, note=note)], at)
    return now
