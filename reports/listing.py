"""Issues as IT asks for them: filtered, with owner and due date; as rows, and as the public JSON document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from checks.registry import load_checks
from records.answers import Message
from records.county import County
from records.issue_store import history, issues_in
from records.issues import Flip, Issue, Status
from records.ownership_store import assignments, owner_marks
from records.steps import Step, steps_taken
from records.waivers import Waiver, waivers_on
from reports.due import due_date
from reports.owners import Owners, Ownership, site_of
from reports.past import STEPS, flip_words
from reports.places import pages_of
from reports.sheets import Cell
from reports.standings import STATUSES
from reports.words import Words

UNFIXED = tuple(status for status in Status if status is not Status.FIXED)
COLUMNS = (
    Message("Issue number"),
    Message("Status"),
    Message("Severity"),
    Message("Bureau"),
    Message("Check"),
    Message("What is wrong"),
    Message("Address of the page"),
    Message("Found on"),
    Message("Due on"),
    Message("Found again"),
)
SPARE = tuple(COLUMNS[place] for place in (9, 4, 7, 2, 1))
"""Columns that a reader misses least, the least first: the rest says what is wrong, where, whose it is, until when."""


@dataclass(frozen=True)
class Asked:
    """Which issues are wanted; what is empty matches all."""

    statuses: tuple[Status, ...] = UNFIXED
    bureau: str = ""
    check: str = ""
    site: str = ""


@dataclass(frozen=True)
class Listed:
    issue: Issue
    owner: Ownership
    due: date

    def is_overdue(self, today: date) -> bool:
        return self.issue.status is not Status.FIXED and self.due < today


def listed(connection: Connection, county: County, asked: Asked) -> list[Listed]:
    """The issues that are wanted, by their due date, then by number."""
    issues = issues_in(connection, asked.statuses, asked.check)
    pages = {page for issue in issues for page in pages_of(issue.finding)}
    owners = Owners(county, owner_marks(connection, pages), assignments(connection))
    found = (_listed(issue, county, owners) for issue in issues if _is_on(issue, asked.site, county))
    wanted = (one for one in found if asked.bureau in ("", one.owner.bureau.id))
    return sorted(wanted, key=lambda one: (one.due, one.issue.number))


def listed_one(connection: Connection, county: County, issue: Issue) -> Listed:
    owners = Owners(county, owner_marks(connection, pages_of(issue.finding)), assignments(connection))
    return _listed(issue, county, owners)


def _listed(issue: Issue, county: County, owners: Owners) -> Listed:
    owner = owners.of_answer(issue.check_id, issue.finding)
    return Listed(issue, owner, due_date(issue.opened_at, issue.severity, county))


def _is_on(issue: Issue, site_id: str, county: County) -> bool:
    site = site_of(issue.page_url, county)
    return not site_id or (site is not None and site.id == site_id)


def rows(found: Sequence[Listed], words: Words) -> list[list[Cell]]:
    """A heading, and a row for each issue."""
    checks = load_checks()
    table: list[list[Cell]] = [[words.say(column) for column in COLUMNS]]
    for one in found:
        issue, check = one.issue, checks.get(one.issue.check_id)
        table.append(
            [
                issue.number,
                words.say(STATUSES[issue.status]),
                words.severity(issue.severity),
                words.name(one.owner.bureau),
                words.source(check.title) if check else issue.check_id,
                words.say(issue.finding.message),
                issue.page_url,
                words.short_date(issue.opened_at),
                words.short_date(one.due),
                issue.reopened,
            ]
        )
    return table


def document(found: Iterable[Listed], words: Words) -> list[dict[str, Any]]:
    """The public JSON document of `sitepatrol issues --format json`."""
    return [
        {
            "number": one.issue.number,
            "status": one.issue.status,
            "severity": one.issue.severity,
            "bureau": one.owner.bureau.id,
            "owner_rule": one.owner.rule,
            "check": one.issue.check_id,
            "rule": one.issue.finding.rule,
            "message": words.say(one.issue.finding.message),
            "page": one.issue.page_url,
            "pages": len(pages_of(one.issue.finding)),
            "detail": one.issue.finding.detail,
            "opened_at": one.issue.opened_at.isoformat(),
            "due": one.due.isoformat(),
            "fixed_at": one.issue.fixed_at.isoformat() if one.issue.fixed_at else None,
            "reopened": one.issue.reopened,
        }
        for one in found
    ]


@dataclass(frozen=True)
class Story:
    """All that happened to one issue."""

    one: Listed
    flips: tuple[Flip, ...]
    steps: tuple[Step, ...]
    waivers: tuple[Waiver, ...]
    """Those given for this very issue that hold today."""


def story(connection: Connection, county: County, issue: Issue, today: date) -> Story:
    waivers = tuple(one for one in waivers_on(connection, today) if one.fingerprint == issue.fingerprint)
    flips = history(connection, [issue], least=1).get(issue.fingerprint, ())
    steps = steps_taken(connection).get(issue.fingerprint, ())
    return Story(listed_one(connection, county, issue), flips, steps, waivers)


def story_lines(said: Story, words: Words) -> list[str]:
    """What is wrong, where, whose it is and why, and what happened so far, line by line."""
    issue, owner = said.one.issue, said.one.owner
    lines = [
        f"#{issue.number} {words.say(STATUSES[issue.status])}: {words.say(issue.finding.message)}",
        *pages_of(issue.finding)[:5],
        words.say(Message("Severity: {severity}. Due {day}.", {"severity": words.severity(issue.severity),
                                                               "day": words.short_date(said.one.due)})),
        f"{words.name(owner.bureau)} <{owner.bureau.mail}>",
        words.say(owner.why),
    ]  # fmt: skip
    for waiver in said.waivers:
        values = {"date": waiver.until.isoformat(), "actor": waiver.actor, "reason": waiver.reason}
        lines.append(words.say(Message("Waived until {date}. {actor}: {reason}", values)))
    told = [(flip.at, flip_words(flip, words)) for flip in said.flips if flip.at is not None]
    for step in said.steps:
        told.append(
            (step.done_at, words.say(Message(STEPS[step.kind].text, {"date": step.done_at.date().isoformat()})))
        )
    return lines + [line for _, line in sorted(told, key=lambda pair: pair[0])]
