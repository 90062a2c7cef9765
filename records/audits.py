"""One page's visit by the browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from records.facts import AxeResult, Outcome
from records.trials import Trial


@dataclass(frozen=True)
class Audit:
    """One page's visit by the browser: how it went, and what axe said."""

    url: str
    outcome: Outcome
    """ANSWERED when axe ran to its end."""
    error: str = ""
    """Why it was not audited, in one sentence for the run's page."""
    results: tuple[AxeResult, ...] = ()
    engine: str = ""
    """For instance "axe-core 4.14.1"."""
    browser: str = ""
    at: datetime | None = None
    links: tuple[tuple[str, str], ...] = ()
    """(address, text) of the links that the page has once its scripts have run. Not kept with the audit."""
    ran: tuple[str, ...] = ()
    """Names of what ran to its end; see `records.kinds.SEEN_BY`."""
    drawn: str = ""
    """The page as it stood, for `crawler.browser.rendering.read_rendering`; empty where that was not wanted."""
    trials: tuple[Trial, ...] = ()
