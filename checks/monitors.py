"""Judge the run itself before anyone hears of it: a sick run tells the operator, and no bureau.

Each monitor looks at one thing that goes wrong on our own side, or that makes a whole site look like another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from records.answers import Message
from records.issues import Illness, SiteFigures


@dataclass(frozen=True)
class RunFigures:
    """What the monitors know of a run."""

    sites: tuple[SiteFigures, ...]
    """Those configured now. `pages_failed` are pages that gave no usable answer: no answer at all, 403, 429 or 5xx."""
    pages_before: Mapping[str, int] = field(default_factory=dict)
    """Pages read of each site, by its id, in the last healthy run; empty when there was none."""
    login_sites: Set[str] = frozenset()
    """Sites whose start page is a login."""
    hosts_asked: int = 0
    """Hosts asked for anything at all, those of external links too."""
    hosts_silent: int = 0
    """Of those, hosts that never gave an HTTP answer."""
    pages_to_audit: int = 0
    """Pages that the browser was to look at."""
    is_network_lost: bool = False
    """Whether from some moment on no host answered any more, not even those of the sites themselves."""


@dataclass(frozen=True)
class Thresholds:
    """When to call a run sick; the defaults are ours, no rule's."""

    pages_kept: float = 0.5
    """Of the pages of the last healthy run, at least this share."""
    fetches_failed: float = 0.3
    """Of the pages asked for, at most this share."""
    audited: float = 0.5
    """Of the pages that the browser was to look at, at least this share."""
    enough_pages: int = 10
    """Below this many a share says nothing."""
    enough_hosts: int = 3


Monitor = Callable[[RunFigures, Thresholds], Iterator[Illness]]


def diagnose(figures: RunFigures, limits: Thresholds = Thresholds()) -> list[Illness]:
    """Every reason not to trust the run; empty when it is healthy. No name comes twice."""
    return [illness for monitor in MONITORS for illness in monitor(figures, limits)]


def no_network(run: RunFigures, limits: Thresholds) -> Iterator[Illness]:
    if limits.enough_hosts <= run.hosts_asked == run.hosts_silent:
        words = Message("None of {asked} hosts answered. Is our own network down?", {"asked": run.hosts_asked})
        yield Illness("no-network", words)


def network_lost(run: RunFigures, limits: Thresholds) -> Iterator[Illness]:
    if run.is_network_lost:
        words = "In the middle of the run no host answered any more, not even our own. Was our own network down?"
        yield Illness("network-lost", Message(words))


def nothing_read(run: RunFigures, limits: Thresholds) -> Iterator[Illness]:
    if not any(site.pages_read for site in run.sites):
        yield Illness("nothing-read", Message("Not one page of any site was read."))


def fetches_failed(run: RunFigures, limits: Thresholds) -> Iterator[Illness]:
    failed = sum(site.pages_failed for site in run.sites)
    asked = failed + sum(site.pages_read for site in run.sites)
    if asked >= limits.enough_pages and failed > asked * limits.fetches_failed:
        words = Message(
            "{failed} of {asked} pages asked for gave no usable answer.", {"failed": failed, "asked": asked}
        )
        yield Illness("fetches-failed", words)


def pages_lost(run: RunFigures, limits: Thresholds) -> Iterator[Illness]:
    read, before = sum(site.pages_read for site in run.sites), sum(_before(run, site) for site in run.sites)
    if before >= limits.enough_pages and read < before * limits.pages_kept:
        words = Message("{read} pages were read in all; last time it was {before}.", {"read": read, "before": before})
        yield Illness("pages-lost", words)


def site_pages_lost(run: RunFigures, limits: Thresholds) -> Iterator[Illness]:
    for site in run.sites:
        before = _before(run, site)
        if before >= limits.enough_pages and 0 < site.pages_read < before * limits.pages_kept:
            values: dict[str, str | int] = {"site": site.site_id, "read": site.pages_read, "before": before}
            words = Message("Of the site “{site}” {read} pages were read; last time it was {before}.", values)
            yield Illness(f"pages-lost:{site.site_id}", words)


def site_not_read(run: RunFigures, limits: Thresholds) -> Iterator[Illness]:
    for site in run.sites:
        if _before(run, site) and not site.pages_read:
            values: dict[str, str | int] = {"site": site.site_id, "before": _before(run, site)}
            words = Message("Of the site “{site}” no page was read; last time it was {before}.", values)
            yield Illness(f"not-read:{site.site_id}", words)


def login_instead(run: RunFigures, limits: Thresholds) -> Iterator[Illness]:
    for name in sorted(run.login_sites):
        words = Message(
            "The start page of the site “{site}” asks for a login: the site behind it was not seen.", {"site": name}
        )
        yield Illness(f"login:{name}", words)


def audits_failed(run: RunFigures, limits: Thresholds) -> Iterator[Illness]:
    audited = sum(site.pages_audited for site in run.sites)
    if run.pages_to_audit and audited < run.pages_to_audit * limits.audited:
        values = {"audited": audited, "wanted": run.pages_to_audit}
        yield Illness("audits-failed", Message("The browser audited only {audited} of {wanted} pages.", values))


def _before(run: RunFigures, site: SiteFigures) -> int:
    return run.pages_before.get(site.site_id, 0)


MONITORS: tuple[Monitor, ...] = (
    no_network,
    network_lost,
    nothing_read,
    fetches_failed,
    pages_lost,
    site_pages_lost,
    site_not_read,
    login_instead,
    audits_failed,
)
