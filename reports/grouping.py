"""What one run means to each bureau: its issues sorted by standing and folded for reading."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import TypeVar

from checks.registry import pretest_ids
from checks.verdicts import PASSING, TargetVerdict
from records.answers import Answer, Severity, Unsure
from records.audits import Audit
from records.county import Bureau, County, Site
from records.facts import Fetch
from records.issues import Flip, Issue, RunRecord, Status
from records.steps import Step
from reports.due import day_in_taipei, due_date
from reports.owners import Owners, Ownership, owners_of
from reports.places import pages_of

WORST_FIRST = {severity: rank for rank, severity in enumerate(Severity)}


class Standing(StrEnum):
    """Where an issue stands after a run. Each issue has exactly one."""

    NEW = "new"
    """Found for the first time, found again after it had been fixed or waived, or given to its bureau since the run
    before."""
    OVERDUE = "overdue"
    OPEN = "open"
    """Known before, and still in time."""
    CONFIRMING = "confirming"
    """Somebody says that it is mended, or one look has found it so: another look is to confirm it."""
    UNSEEN = "unseen"
    """Known before, and this run could not look."""
    FIXED = "fixed"
    """Fixed since the last run."""
    WAIVED = "waived"


UNFIXED = (Standing.NEW, Standing.OVERDUE, Standing.OPEN, Standing.CONFIRMING, Standing.UNSEEN)
"""Those that count as open issues."""


class Doubt(StrEnum):
    """What to do where the program could not tell."""

    LOOK = "look"
    """A person must judge."""
    CLICK = "click"
    """It turns programs away, or wants a login: a click tells more than we can."""
    WAIT = "wait"
    """It could not be checked this time: a fault that may pass, or a limit of our own. The next run looks again."""


DOUBTS: Mapping[str, Doubt] = {
    **dict.fromkeys((TargetVerdict.REFUSES_ROBOTS, TargetVerdict.LOGIN_WANTED, TargetVerdict.ROBOTS), Doubt.CLICK),
    **dict.fromkeys((*PASSING, TargetVerdict.NOT_ASKED), Doubt.WAIT),
}
"""By the rule of an unsure answer; all others are for a person to judge."""


@dataclass(frozen=True)
class OwnedIssue:
    """An issue with all that a report adds to it."""

    issue: Issue
    standing: Standing
    due: date
    owner: Ownership
    flip: Flip | None = None
    """This run's, if it changed status in it."""
    steps: tuple[Step, ...] = ()
    """What has been done about it since it is open."""

    @property
    def worst_first(self) -> tuple[int, str, str, str]:
        issue = self.issue
        return WORST_FIRST[issue.severity], issue.opened_at.isoformat(), issue.page_url, issue.fingerprint

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Every page that it stands on."""
        return pages_of(self.issue.finding)


@dataclass(frozen=True)
class Entry:
    """One problem as a reader sees it: the same target or rule on any number of pages."""

    check_id: str
    issues: tuple[OwnedIssue, ...]
    """Worst and oldest first; at least one."""

    @property
    def first(self) -> OwnedIssue:
        return self.issues[0]

    @property
    def due(self) -> date:
        return min(one.due for one in self.issues)

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Every page that any of them stands on, the first issue's first."""
        return tuple(dict.fromkeys(chain.from_iterable(one.pages for one in self.issues)))

    @property
    def more_pages(self) -> tuple[str, ...]:
        """Pages besides those of the first issue."""
        return self.pages[len(self.first.pages) :]


@dataclass(frozen=True)
class UnsureEntry:
    check_id: str
    doubt: Doubt
    answers: tuple[Unsure, ...]
    """At least one."""

    @cached_property
    def pages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(map(pages_of, self.answers))))


@dataclass
class Share:
    """A bureau's share of one run."""

    bureau: Bureau
    issues: Mapping[Standing, list[OwnedIssue]] = field(default_factory=lambda: {standing: [] for standing in Standing})
    """Worst and oldest first."""
    pretest: list[OwnedIssue] = field(default_factory=list)
    """What the badge pre-test found on sites whose templates it keeps, and what is not mended: none of it counts."""
    unsure: list[tuple[str, Unsure]] = field(default_factory=list)
    not_read: list[Fetch] = field(default_factory=list)
    not_audited: list[Audit] = field(default_factory=list)

    def count(self, *standings: Standing) -> int:
        return sum(len(self.issues[standing]) for standing in standings)

    @property
    def unfixed(self) -> int:
        return self.count(*UNFIXED)

    @property
    def next_due(self) -> date | None:
        return min((one.due for standing in UNFIXED for one in self.issues[standing]), default=None)

    def entries(self, standing: Standing) -> list[Entry]:
        """Folded, worst and oldest first."""
        return [Entry(one[0].issue.check_id, tuple(one)) for one in folded(self.issues[standing], _issue_key)]

    def by_check(self, standing: Standing) -> list[tuple[str, list[Entry]]]:
        """(check id, entries) pairs, the check with the worst and oldest entry first."""
        checks: dict[str, list[Entry]] = {}
        for entry in self.entries(standing):
            checks.setdefault(entry.check_id, []).append(entry)
        return list(checks.items())

    def unsure_by_check(self) -> list[tuple[Doubt, str, list[UnsureEntry]]]:
        """(what to do, check id, entries), what a person must judge first."""
        entries: dict[tuple[Doubt, str], list[UnsureEntry]] = {}
        for one in folded(self.unsure, lambda pair: (doubt_of(pair[1]), *fold_key(*pair))):
            check_id, answer = one[0]
            entry = UnsureEntry(check_id, doubt_of(answer), tuple(answer for _, answer in one))
            entries.setdefault((entry.doubt, check_id), []).append(entry)
        order = list(Doubt)
        return [(*key, entries[key]) for key in sorted(entries, key=lambda key: (order.index(key[0]), key[1]))]

    def pretest_sites(self, county: County) -> list[Site]:
        """The sites on which the badge pre-test found something, as the configuration has them."""
        found = {site.id for one in self.pretest if (site := county.site_of(one.issue.page_url))}
        return [site for site in county.site if site.id in found]

    def count_doubts(self) -> Mapping[Doubt, int]:
        """How many answers there are of each kind of doubt."""
        counts = Counter(doubt_of(answer) for _, answer in self.unsure)
        return {doubt: counts[doubt] for doubt in Doubt}


def shares(record: RunRecord, county: County) -> dict[str, Share]:
    """Each configured bureau's share, by bureau id, in the configuration's order; empty shares are there too."""
    found = {bureau.id: Share(bureau) for bureau in county.bureau}
    owners = owners_of(record, county)
    for one in owned_issues(record, county, owners):
        share = found[one.owner.bureau.id]
        if one.issue.check_id not in pretest_ids():
            share.issues[one.standing].append(one)
        elif one.standing not in (Standing.FIXED, Standing.WAIVED):
            share.pretest.append(one)
    for share in found.values():
        for issues in share.issues.values():
            issues.sort(key=lambda one: one.worst_first)

    def share_of(url: str) -> Share:
        return found[owners.of_page(url).bureau.id]

    for check_id, answer in record.unsure:
        found[owners.of_answer(check_id, answer).bureau.id].unsure.append((check_id, answer))
    for fetch in record.not_read:
        share_of(fetch.url).not_read.append(fetch)
    for audit in record.not_audited:
        share_of(audit.url).not_audited.append(audit)
    return found


def owned_issues(record: RunRecord, county: County, owners: Owners) -> Iterator[OwnedIssue]:
    today = day_of(record)
    flips = {flip.issue.fingerprint: flip for flip in record.flips}
    for issue in record.issues:
        due = due_date(issue.opened_at, issue.severity, county)
        flip = flips.get(issue.fingerprint)
        owner = owners.of_answer(issue.check_id, issue.finding)
        steps = tuple(step for step in record.steps.get(issue.fingerprint, ()) if step.opened_at == issue.opened_at)
        yield OwnedIssue(issue, _standing(issue, flip, record, owner, due, today), due, owner, flip, steps)


def day_of(record: RunRecord) -> date:
    """The day (Asia/Taipei) a run stands for: on the day after `due`, an issue is overdue."""
    return day_in_taipei(record.run.crawled_at or record.run.started_at)


def doubt_of(answer: Unsure) -> Doubt:
    return DOUBTS.get(answer.rule, Doubt.LOOK)


def fold_key(check_id: str, answer: Answer) -> tuple[str, ...]:
    """What makes two answers one problem to a reader: the same target or rule; where there is none, the same words."""
    said = answer.detail or repr((answer.message.text, sorted(answer.message.values.items())))
    return check_id, said


T = TypeVar("T")


def folded(things: Iterable[T], key: Callable[[T], tuple[str, ...]]) -> Sequence[Sequence[T]]:
    """Things of one key together, each group where its first member stood."""
    groups: dict[tuple[str, ...], list[T]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return list(groups.values())


def _issue_key(one: OwnedIssue) -> tuple[str, ...]:
    return fold_key(one.issue.check_id, one.issue.finding)


def _standing(issue: Issue, flip: Flip | None, record: RunRecord, owner: Ownership, due: date, today: date) -> Standing:
    if issue.status is Status.FIXED:
        return Standing.FIXED
    if issue.status is Status.WAIVED:
        return Standing.WAIVED
    if issue.status is Status.CLAIMED or issue.clean_in is not None:
        return Standing.CONFIRMING
    if flip and flip.old in (None, Status.FIXED, Status.WAIVED):
        return Standing.NEW
    if issue.seen_in < record.run.id and not record.illnesses:
        return Standing.UNSEEN
    if owner.given_at and record.previous and owner.given_at > record.previous.started_at:
        return Standing.NEW
    return Standing.OVERDUE if due < today else Standing.OPEN
