"""Carry issues from one run to the next.

An issue closes only when this run read its page and its check had nothing left to say of it; of what flickers, when two
runs in a row of those that could look say so. A page that was not read, a check that crashed, and an answer of "unsure"
change nothing. What people say of an issue changes its status, and never closes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from checks.registry import Check
from checks.verdicts import PASSING
from checks.waivers import Waivers
from records.answers import Answer, Finding, Unsure, Verdict, fingerprint
from records.facts import Link
from records.issues import Flip, Issue, Status
from records.kinds import SEEN_BY, Fact

A = TypeVar("A", Finding, Unsure)
NO_WAIVERS = Waivers()
GONE, NOT_FOUND = "page gone", "not found any more"


@dataclass(frozen=True)
class Heard:
    """All verdicts of a run, each answer once: the same link thrice on one page is one answer with three places."""

    found: dict[str, tuple[str, Finding]] = field(default_factory=dict)
    """(check id, finding) by fingerprint."""
    unsure: dict[str, tuple[str, Unsure]] = field(default_factory=dict)
    crashed: set[tuple[str, str]] = field(default_factory=set)
    """(check id, page) pairs."""


@dataclass(frozen=True)
class Reconciliation:
    flips: tuple[Flip, ...]
    """Each holds its issue as it is after the flip."""
    still_open: tuple[Issue, ...]
    """Known before and found again, in the same status: with this run's finding, severity and time."""
    clean_once: tuple[Issue, ...] = ()
    """Not found by this run, but of a kind that flickers: another look must agree."""

    @property
    def changed(self) -> tuple[Issue, ...]:
        """Every issue that is to be written back; all others stay as they are."""
        return (*(flip.issue for flip in self.flips), *self.still_open, *self.clean_once)


def hear(verdicts: Iterable[Verdict]) -> Heard:
    heard = Heard()
    for verdict in verdicts:
        if verdict.error is not None:
            heard.crashed.add((verdict.check_id, verdict.page_url))
        for answer in verdict.answers:
            if isinstance(answer, Finding):
                _add(heard.found, verdict.check_id, answer)
            else:
                _add(heard.unsure, verdict.check_id, answer)
    return heard


def _add(answers: dict[str, tuple[str, A]], check_id: str, answer: A) -> None:
    name = fingerprint(check_id, answer)
    if name in answers:
        first: A = answers[name][1]
        answer = replace(first, places=tuple(dict.fromkeys((*first.places, *answer.places))))
    answers[name] = check_id, answer


def reconcile(
    issues: Iterable[Issue],
    verdicts: Iterable[Verdict],
    checks: Mapping[str, Check],
    *,
    read: Mapping[type[Fact], Set[str]],
    gone: Set[str],
    at: datetime,
    run_id: int,
    waivers: Waivers = NO_WAIVERS,
    carried: Set[str] = frozenset(),
) -> Reconciliation:
    """Hold what this run found against the issues known so far, in any status.

    `checks` are those that ran. `read` says, for each kind of fact, the pages of which this run saw all facts of that
    kind: a page that was read but could not be audited is in the sets of Page and of Link, not in that of AxeResult.
    `gone` are pages whose own server says that they are no more (404, 410). `at` is when the run was judged (UTC).
    `waivers` are those that hold on its day. `carried` are pages of which the browser's last look is from an earlier
    run: what it saw then is no second look.
    """
    known = {issue.fingerprint: issue for issue in issues}
    heard = hear(verdicts)
    doubted = _doubted_targets(heard, checks)
    flips, still_open, clean_once = [], [], []
    for name, (check_id, found) in heard.found.items():
        left = waivers.left_of(check_id, found)
        severity = found.severity or checks[check_id].severity
        status = Status.WAIVED if left is None else Status.OPEN
        fresh = Issue(name, check_id, status, severity, left or found, at, at, seen_in=run_id)
        before = known.get(name)
        if before is None:
            flips.append(Flip(fresh, None, status, "found" if left else "waived"))
        elif flip := _found_again(before, fresh):
            flips.append(flip)
        else:
            still_open.append(_carried_on(before, fresh, before.status))
    for name, issue in known.items():
        if issue.status is Status.FIXED or name in heard.found:
            continue
        if _reads_links(issue.check_id, checks) and (issue.page_url, _target(issue.finding)) in doubted:
            continue
        reason = _reason_to_close(issue, heard, checks, read, gone)
        if reason == NOT_FOUND and flickers(issue, checks) and not _is_second_look(issue, checks, run_id, carried):
            if issue.clean_in is None:
                clean_once.append(replace(issue, clean_in=run_id))
        elif reason:
            fixed = replace(issue, status=Status.FIXED, fixed_at=at, clean_in=run_id)
            flips.append(Flip(fixed, issue.status, Status.FIXED, reason))
    return Reconciliation(tuple(flips), tuple(still_open), tuple(clean_once))


def _is_second_look(issue: Issue, checks: Mapping[str, Check], run_id: int, carried: Set[str]) -> bool:
    is_carried = checks[issue.check_id].reads in SEEN_BY and not pages_of(issue).isdisjoint(carried)
    return issue.clean_in not in (None, run_id) and not is_carried


def _found_again(before: Issue, now: Issue) -> Flip | None:
    """The flip of a known issue that this run found; None where its status stays."""
    old = before.status
    if now.status is Status.WAIVED:
        return Flip(_carried_on(before, now, now.status), old, now.status, "waived") if old is not now.status else None
    if old is Status.FIXED:
        if before.clean_in == now.seen_in:
            # The same run closed it, and is judged again: it was never mended.
            return Flip(_carried_on(before, now, now.status), old, now.status, "found again")
        again = replace(now, number=before.number, reopened=before.reopened + 1)
        return Flip(again, old, now.status, "found again")
    if old is Status.WAIVED:
        return Flip(replace(now, number=before.number, reopened=before.reopened), old, now.status, "no longer waived")
    if old is Status.CLAIMED:
        still = replace(_carried_on(before, now, now.status), reopened=before.reopened + 1)
        return Flip(still, old, now.status, "still found")
    return None


def _carried_on(before: Issue, now: Issue, status: Status) -> Issue:
    """As it was found now, with its number and its age."""
    return replace(now, status=status, opened_at=before.opened_at, number=before.number, reopened=before.reopened)


def flickers(issue: Issue, checks: Mapping[str, Check]) -> bool:
    """Whether one clean look may be chance: what a browser sees of moving pages, and faults of servers and networks."""
    check = checks.get(issue.check_id)
    return issue.finding.rule in PASSING or (check is not None and check.reads in SEEN_BY)


def _reason_to_close(
    issue: Issue, heard: Heard, checks: Mapping[str, Check], read: Mapping[type[Fact], Set[str]], gone: Set[str]
) -> str | None:
    pages = pages_of(issue)
    if pages <= gone:
        return GONE
    check = checks.get(issue.check_id)
    if check is None or not pages - gone <= read.get(check.reads, frozenset()):
        return None
    if not set(issue.finding.rests_on) - gone <= read.get(Link, frozenset()):
        return None
    if any((issue.check_id, page) in heard.crashed for page in (issue.page_url, *pages)):
        return None
    if issue.fingerprint in heard.unsure and (
        check.reads not in SEEN_BY or _may_mean(heard.unsure[issue.fingerprint][1], issue.finding)
    ):
        return None
    return NOT_FOUND


def pages_of(issue: Issue) -> set[str]:
    """Every page on which the issue was last found: of a template's, all the pages that had it."""
    return {place.page_url for place in issue.finding.places if place.page_url} or {issue.page_url}


def _doubted_targets(heard: Heard, checks: Mapping[str, Check]) -> set[tuple[str, str]]:
    """(page, target) of the links of which any check could not tell: nor then can another that reads the same."""
    return {
        (answer.page_url, _target(answer))
        for check_id, answer in heard.unsure.values()
        if _reads_links(check_id, checks)
    }


def _reads_links(check_id: str, checks: Mapping[str, Check]) -> bool:
    return check_id in checks and checks[check_id].reads is Link


def _target(answer: Answer) -> str:
    return answer.detail.partition("#")[0]


def _may_mean(unsure: Unsure, finding: Finding) -> bool:
    """Whether an unsure answer with a finding's fingerprint may be about the very thing that was found.

    Not when one and the same rule was asked, and only about other places: under one rule axe lists what fails and,
    apart from it, what it could not tell. Text on a picture, of which it never can, must not keep open what was mended.
    """
    if unsure.rule != finding.rule or not unsure.places or not finding.places:
        return True
    selectors = {place.selector for place in finding.places}
    snippets = {place.snippet for place in finding.places}
    return any(place.selector in selectors or place.snippet in snippets for place in unsure.places)
