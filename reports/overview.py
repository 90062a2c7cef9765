"""How bureaus and sites are doing: counts of this run, what was mended in a quarter and how soon, and the trend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median_low

from records.county import County
from records.issues import Issue, RunRecord
from records.tallies import Tally
from reports.due import day_in_taipei, due_date
from reports.grouping import UNFIXED, OwnedIssue, Share, Standing, day_of
from reports.owners import owners_of, site_of


@dataclass
class Work:
    """What a bureau, or a site, has to do and has done."""

    open: int = 0
    overdue: int = 0
    reopened: int = 0
    """Of the open ones: how often they were found after they had been fixed, or after a person had said so."""
    fixed: int = 0
    """In the quarter before the run."""
    in_time: int = 0
    """Of these, by their due date."""
    days: list[int] = field(default_factory=list)
    """Of these, how many days each was open."""

    @property
    def median_days(self) -> int | None:
        return median_low(self.days) if self.days else None

    def add(self, other: Work) -> None:
        self.open += other.open
        self.overdue += other.overdue
        self.reopened += other.reopened
        self.fixed += other.fixed
        self.in_time += other.in_time
        self.days += other.days


@dataclass(frozen=True)
class Point:
    """One run of a trend."""

    run_id: int
    day: date
    open: int
    overdue: int


def works(record: RunRecord, county: County, shares: Iterable[Share]) -> dict[tuple[str, str], Work]:
    """What each bureau has on each site, by (bureau id, site id); the site's is empty where none holds the page."""
    found: dict[tuple[str, str], Work] = defaultdict(Work)
    for share in shares:
        for standing in UNFIXED:
            for one in share.issues[standing]:
                work = found[share.bureau.id, _site(one.issue, county)]
                work.open += 1
                work.overdue += standing is Standing.OVERDUE
                work.reopened += one.issue.reopened
    owners = owners_of(record, county)
    for issue in record.mended:
        if issue.fixed_at is not None:
            bureau = owners.of_answer(issue.check_id, issue.finding).bureau
            work = found[bureau.id, _site(issue, county)]
            work.fixed += 1
            work.in_time += is_in_time(issue, county)
            work.days.append((day_in_taipei(issue.fixed_at) - day_in_taipei(issue.opened_at)).days)
    return dict(found)


def together(found: Mapping[tuple[str, str], Work], key: Callable[[tuple[str, str]], str]) -> dict[str, Work]:
    """The same by bureau alone, or by site alone."""
    sums: dict[str, Work] = defaultdict(Work)
    for both, work in found.items():
        sums[key(both)].add(work)
    return dict(sums)


def is_in_time(issue: Issue, county: County) -> bool:
    """Whether a fixed issue was fixed by its due date."""
    due = due_date(issue.opened_at, issue.severity, county)
    return issue.fixed_at is not None and day_in_taipei(issue.fixed_at) <= due


def tallies(record: RunRecord, county: County, shares: Iterable[Share]) -> tuple[Tally, ...]:
    """This run's counts, to be kept for the trend."""
    found: dict[tuple[str, str], Tally] = {}
    for share in shares:
        for standing, issues in share.issues.items():
            for one in issues:
                key = share.bureau.id, _site(one.issue, county)
                before = found.get(key) or Tally(record.run.id, *key, 0, 0, 0, 0, 0, 0, 0)
                found[key] = _with(before, standing, one, county)
    return tuple(found.values())


def _with(tally: Tally, standing: Standing, one: OwnedIssue, county: County) -> Tally:
    is_open, is_fixed = standing in UNFIXED, standing is Standing.FIXED
    return replace(
        tally,
        open=tally.open + is_open,
        overdue=tally.overdue + (standing is Standing.OVERDUE),
        new=tally.new + (standing is Standing.NEW),
        fixed=tally.fixed + is_fixed,
        in_time=tally.in_time + (is_fixed and is_in_time(one.issue, county)),
        reopened=tally.reopened + (one.issue.reopened if is_open else 0),
        waived=tally.waived + (standing is Standing.WAIVED),
    )


def trend(
    record: RunRecord, now: Iterable[Tally], counts: Callable[[Tally], bool] = lambda _: True
) -> tuple[Point, ...]:
    """The runs before this one, the oldest first, and this one: of the tallies that count, for instance a bureau's."""
    days = {id: day_in_taipei(at) for id, at in record.trend_days.items()} | {record.run.id: day_of(record)}
    found = {run_id: [0, 0] for run_id in days}
    for tally in filter(counts, (*record.trend, *now)):
        found[tally.run_id][0] += tally.open
        found[tally.run_id][1] += tally.overdue
    return tuple(Point(run_id, days[run_id], *counted) for run_id, counted in found.items())


def _site(issue: Issue, county: County) -> str:
    site = site_of(issue.page_url, county)
    return site.id if site else ""
