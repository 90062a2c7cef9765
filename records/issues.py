"""Issues: findings remembered over weeks. Flips: one issue changing status in one run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from records.answers import Finding, Severity


class Status(StrEnum):
    OPEN = "open"
    FIXED = "fixed"


@dataclass(frozen=True)
class Issue:
    fingerprint: str
    check_id: str
    status: Status
    severity: Severity
    finding: Finding
    """As it was last found."""
    opened_at: datetime
    """When it was first found, or found again after it had been fixed (UTC)."""
    last_seen_at: datetime
    fixed_at: datetime | None = None

    @property
    def page_url(self) -> str:
        return self.finding.page_url


@dataclass(frozen=True)
class Flip:
    """One issue changing status in one run. Reports and mails are made of these."""

    issue: Issue
    old: Status | None
    new: Status
    reason: str = ""
    """"found", "found again", "not found any more", "page gone"."""


class RunState(StrEnum):
    CRAWLING = "crawling"
    CRAWLED = "crawled"
    JUDGED = "judged"
    CLOSED = "closed"
    """Its reports and notices are written; nothing of it changes any more."""
    SICK = "sick"
    """A sanity monitor failed: the operator is told, no bureau is, and no issue flipped."""


@dataclass(frozen=True)
class Run:
    id: int
    state: RunState
    started_at: datetime
    crawled_at: datetime | None = None
    judged_at: datetime | None = None
    closed_at: datetime | None = None
