"""One page's visit by the browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from records.facts import AxeResult, Outcome
from records.trials import Trial, settled


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

    @property
    def standing(self) -> Iterator[AxeResult]:
        """What axe said, less what a probe has measured and knows better."""
        known = settled(self.trials)
        for result in self.results:
            nodes = tuple(node for node in result.nodes if (result.rule, node.selector) not in known)
            if nodes:
                yield replace(result, nodes=nodes)


@dataclass(frozen=True)
class AuditsOfRun:
    """Which looks of the browser count for a run."""

    anew: int = 0
    """Pages that it audited itself."""
    carried: tuple[tuple[datetime, int], ...] = ()
    """(when, how many pages) of the audits of earlier runs that still hold, the oldest first."""
    rechecked: int = 0
    """Pages that it audited itself though nothing had changed: the sample, and those whose weeks were over."""
    differing: tuple[str, ...] = ()
    """Of these, the pages on which axe-core found something else than the time before."""
