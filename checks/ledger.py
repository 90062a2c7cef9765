"""Carry issues from one run to the next.

An issue closes only when this run read its page and its check had nothing left to say of it. A page that was not read,
a check that crashed, and an answer of "unsure" change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from checks.registry import Check
from records.answers import Answer, Finding, Unsure, Verdict, fingerprint
from records.facts import Link
from records.issues import Flip, Issue, Status
from records.kinds import SEEN_BY, Fact

A = TypeVar("A", Finding, Unsure)


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
    """Open before and found again: with this run's finding, severity and time."""

    @property
    def changed(self) -> tuple[Issue, ...]:
        """Every issue that is to be written back; all others stay as they are."""
        return (*(flip.issue for flip in self.flips), *self.still_open)


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
) -> Reconciliation:
    """Hold what this run found against the issues known so far, open and fixed.

    `checks` are those that ran. `read` says, for each kind of fact, the pages of which this run saw all facts of that
    kind: a page that was read but could not be audited is in the sets of Page and of Link, not in that of AxeResult.
    `gone` are pages whose own server says that they are no more (404, 410). `at` is when the run was judged (UTC).
    """
    known = {issue.fingerprint: issue for issue in issues}
    heard = hear(verdicts)
    doubted = _doubted_targets(heard, checks)
    flips, still_open = [], []
    for name, (check_id, finding) in heard.found.items():
        severity = finding.severity or checks[check_id].severity
        fresh = Issue(name, check_id, Status.OPEN, severity, finding, opened_at=at, last_seen_at=at)
        if name not in known:
            flips.append(Flip(fresh, None, Status.OPEN, "found"))
        elif known[name].status is Status.FIXED:
            flips.append(Flip(fresh, Status.FIXED, Status.OPEN, "found again"))
        else:
            still_open.append(replace(fresh, opened_at=known[name].opened_at))
    for name, issue in known.items():
        if issue.status is not Status.OPEN or name in heard.found:
            continue
        if _reads_links(issue.check_id, checks) and (issue.page_url, _target(issue.finding)) in doubted:
            continue
        if reason := _reason_to_close(issue, heard, checks, read, gone):
            fixed = replace(issue, status=Status.FIXED, fixed_at=at)
            flips.append(Flip(fixed, Status.OPEN, Status.FIXED, reason))
    return Reconciliation(tuple(flips), tuple(still_open))


def _reason_to_close(
    issue: Issue, heard: Heard, checks: Mapping[str, Check], read: Mapping[type[Fact], Set[str]], gone: Set[str]
) -> str | None:
    pages = pages_of(issue)
    if pages <= gone:
        return "page gone"
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
    return "not found any more"


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
