"""Issues: findings remembered over weeks. Flips: one issue changing status in one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from records.answers import Finding, Message, Severity, Unsure, Verdict
from records.audits import Audit, AuditsOfRun
from records.facts import Fetch, Review
from records.ownership import Assignment, OwnerMark
from records.steps import Step
from records.tallies import Tally
from records.waivers import Waiver


class Status(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    """Open, and its bureau says that it knows."""
    CLAIMED = "claimed"
    """Somebody says that it is mended; our own crawl has still to look."""
    WAIVED = "waived"
    """It does not count, until its waiver ends."""
    FIXED = "fixed"
    """Our own crawl has looked, and it is gone."""


@dataclass(frozen=True, slots=True)
class Issue:
    fingerprint: str
    check_id: str
    status: Status
    severity: Severity
    finding: Finding
    """As it was last found."""
    opened_at: datetime
    """When it was first found, or found again after it had been fixed or waived, or given to another bureau (UTC): the
    day of its due date's beginning."""
    last_seen_at: datetime
    fixed_at: datetime | None = None
    number: int = 0
    """What people call it by; 0 until it is stored."""
    reopened: int = 0
    """How often it was found after it had been fixed, or after a person had said so."""
    seen_in: int = 0
    """The run that last found it."""
    clean_in: int | None = None
    """The run that has last looked and not found it, since it was last found."""

    @property
    def page_url(self) -> str:
        return self.finding.page_url


@dataclass(frozen=True, slots=True)
class Flip:
    """One issue changing status. Reports and mails are made of these; the log of all is never changed."""

    issue: Issue
    old: Status | None
    new: Status
    reason: str = ""
    """"found", "found again", "still found", "not found any more", "page gone", "waived",
    "no longer waived", "acknowledged", "said to be mended", "assigned"."""
    at: datetime | None = None
    run_id: int | None = None
    """None for what a person did between two runs."""
    actor: str = ""
    """Who did it; empty for the program itself."""
    note: str = ""
    """Why, in the actor's words."""


class RunState(StrEnum):
    CRAWLING = "crawling"
    CRAWLED = "crawled"
    JUDGED = "judged"
    CLOSED = "closed"
    """Its reports and notices are written; nothing of it changes any more."""
    SICK = "sick"
    """A sanity monitor failed: the operator is told, no bureau is, and no issue flipped."""
    ABANDONED = "abandoned"
    """Cut off while crawling, and not gone on with in time: its facts are too old to be judged with new ones."""


class RunKind(StrEnum):
    WEEKLY = "weekly"
    RECHECK = "recheck"
    """A look at one issue's pages and target alone, between two weekly runs."""


@dataclass(frozen=True)
class Run:
    id: int
    state: RunState
    started_at: datetime
    crawled_at: datetime | None = None
    judged_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Illness:
    """Why a run cannot be trusted: the name of the sanity monitor that failed, and what it saw."""

    name: str
    message: Message


@dataclass(frozen=True)
class LimitHit:
    """A limit of the crawl that bit."""

    site_id: str
    limit: str
    """The setting's name: "max_pages", "max_depth", "max_body_mb", "max_minutes", "trap_pages"; "host_failures" for
    hosts that were given up; "network", of no site, where no host answered any more."""
    value: float
    count: int
    """Addresses that were left out because of it."""
    example: str
    """One of them."""


@dataclass(frozen=True)
class SiteFigures:
    site_id: str
    pages_read: int
    pages_failed: int
    links: int
    pages_audited: int
    seen: Mapping[str, int] = field(default_factory=dict)
    """Pages that each layer and each probe has seen, by the names of `records.kinds.SEEN_BY`."""


@dataclass(frozen=True)
class RunRecord:
    """All that reports need to know of one run, read from the database in one go."""

    run: Run
    previous: Run | None
    """The last closed run before it."""
    sites: tuple[SiteFigures, ...]
    issues: tuple[Issue, ...]
    """Every issue that is not fixed, or that was fixed since the run before."""
    flips: tuple[Flip, ...]
    """The program's since the run before, at most one of an issue: from its status then to its status now."""
    unsure: tuple[tuple[str, Unsure], ...]
    """(check id, answer) pairs of this run."""
    crashes: tuple[Verdict, ...]
    """Checks that crashed: verdicts with an error."""
    not_read: tuple[Fetch, ...]
    """Pages of the sites that were not read, each with its last attempt."""
    not_audited: tuple[Audit, ...]
    """Pages that were read but that the browser could not audit, and why."""
    limits: tuple[LimitHit, ...]
    illnesses: tuple[Illness, ...]
    """Empty for a healthy run."""
    titles: Mapping[str, str]
    """Page title by address, for the pages that issues and answers stand on."""
    versions: Mapping[str, str]
    """By which tools: {"SitePatrol": "0.1.0", "axe-core": "4.14.1", "Chromium": "…"}."""
    marks: Mapping[str, tuple[OwnerMark, ...]] = field(default_factory=dict)
    """What those pages say of who keeps them, by address."""
    assigned: Mapping[str, Assignment] = field(default_factory=dict)
    """What people have given to bureaus: by page, or by an issue's fingerprint."""
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    """What was done about issues before this run, by fingerprint."""
    history: Mapping[str, tuple[Flip, ...]] = field(default_factory=dict)
    """Every flip of the issues that have had more than one, the oldest first, by fingerprint."""
    waivers: tuple[Waiver, ...] = ()
    """Those that held on the day of the run."""
    told: Mapping[str, datetime] = field(default_factory=dict)
    """When each bureau's last weekly notice before this run was written, by its id."""
    trend: tuple[Tally, ...] = ()
    """Of the runs before this one, the oldest first."""
    trend_days: Mapping[int, datetime] = field(default_factory=dict)
    """When those runs were crawled."""
    mended: tuple[Issue, ...] = ()
    """Issues that were fixed in the quarter before the run."""
    audits: AuditsOfRun = field(default_factory=AuditsOfRun)
    reviews: tuple[tuple[str, Review], ...] = ()
    """(address, review) of pages that bureaus have confirmed, as far as that counted on the day of the run."""


@dataclass(frozen=True)
class Notice:
    """One mail to one bureau (or to the operator) about one run."""

    run_id: int
    recipient: str
    """Bureau id, or "operator"."""
    kind: str
    """"weekly", "operator", "sick"."""
    to: tuple[str, ...]
    """Mail addresses, each of which gets it."""
    message_id: str
    eml: bytes
    """The mail as it goes out, RFC 5322."""
    cc: tuple[str, ...] = ()
    not_before: datetime | None = None
    """When it may go out, at the earliest; None: at once."""
