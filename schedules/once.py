"""Check pages now: no configuration, nothing left behind."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from checks.judgement import spoken
from checks.ledger import hear
from checks.registry import load_checks
from checks.runner import judge
from crawler.patrol import crawl
from crawler.progress import Progress
from crawler.recall import Visit, facts, visits
from records.answers import Answer, Place, Severity, Verdict
from records.county import Accessibility, Bureau, County, CountySection, Crawl, Mail, Site, Store, host_of
from records.database import open_database
from records.facts import Layer
from reports.words import Words

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERY_PAGE = 1_000_000
NOBODY = "nobody@sitepatrol.example"
"""Where a bureau must be named and none hears: nothing is mailed."""


@dataclass(frozen=True)
class Checked:
    """What a check now has seen and said."""

    visits: tuple[Visit, ...]
    """The pages, each with how its fetch ended."""
    findings: tuple[tuple[str, Severity, Answer], ...]
    """(check id, severity, answer)."""
    unsure: tuple[tuple[str, Severity, Answer], ...]
    crashes: tuple[Verdict, ...]

    @property
    def pages_read(self) -> int:
        return sum(visit.is_read for visit in self.visits)


def check_now(
    urls: Sequence[str],
    now: Callable[[], datetime],
    progress: Progress,
    *,
    depth: int = 0,
    jobs: int = 2,
    layers: Collection[Layer] = tuple(Layer),
) -> Checked:
    """Read these pages, and with `depth` those that they lead to on the same hosts; judge them.

    `jobs`: how many pages the browser has open at once. `layers`: ways of looking for barriers; the probes try every
    page. The hosts named may be private or loopback ones.
    Raises ValueError where an address is not a web address, BrowserMissing and EngineMissing as the browser does.
    """
    county = county_for(urls, depth, jobs, layers)
    with tempfile.TemporaryDirectory(prefix="sitepatrol-") as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'check.db'}")
        try:
            run = crawl(engine, county, now, progress, follow=depth > 0, audit=bool(layers))
            checks = load_checks()
            with engine.connect() as connection:
                verdicts = list(
                    spoken(judge(checks.values(), facts(connection, county, run.id, starts_at_homes=False)))
                )
                seen = tuple(visits(connection, run.id))
        finally:
            engine.dispose()

    def told(answers: Iterable[tuple[str, Answer]]) -> tuple[tuple[str, Severity, Answer], ...]:
        return tuple((check_id, answer.severity or checks[check_id].severity, answer) for check_id, answer in answers)

    heard = hear(verdicts)
    crashes = tuple(verdict for verdict in verdicts if verdict.error is not None)
    return Checked(seen, told(heard.found.values()), told(heard.unsure.values()), crashes)


def county_for(urls: Sequence[str], depth: int, jobs: int, layers: Collection[Layer]) -> County:
    """A county of just these addresses: one site a host."""
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(host_of(url), []).append(url)
    is_local = any((urlsplit(url).hostname or "") in LOOPBACK for url in urls)
    sites = tuple(
        Site(id=f"site-{n}", name=host, start=tuple(found)) for n, (host, found) in enumerate(by_host.items())
    )
    return County(
        county=CountySection(name="-", catch_all="nobody", contact_mail=NOBODY),
        crawl=Crawl(delay_seconds=0, concurrency_per_host=min(32, max(4, jobs)), max_depth=depth, browser_pages=jobs,
                    retry_pause_seconds=2, obey_robots=depth > 0, allow_private=LOOPBACK if is_local else ()),
        accessibility=Accessibility(layers=tuple(layers), probe_pages=EVERY_PAGE),
        mail=Mail(sender=NOBODY),
        store=Store(),
        site=sites,
        bureau=(Bureau(id="nobody", name="-", mail=NOBODY),),
    )  # fmt: skip


def document(checked: Checked, words: Words) -> dict[str, Any]:
    """The public JSON document of `sitepatrol check --json`; its shape is documented in docs/check-json.md."""
    return {
        "version": metadata.version("sitepatrol"),
        "pages": [_page(visit) for visit in checked.visits],
        "findings": [row for answer in checked.findings for row in _rows(*answer, words)],
        "unsure": [row for answer in checked.unsure for row in _rows(*answer, words)],
    }


def _page(visit: Visit) -> dict[str, Any]:
    return {
        "url": visit.url,
        "final_url": visit.final_url or visit.url,
        "outcome": visit.outcome,
        "status": visit.status,
        "dates": [
            {
                "kind": date.kind,
                "value": date.value.isoformat(),
                "precision": date.precision,
                "source": date.source,
                "text": date.text,
                "until": date.until.isoformat() if date.until else None,
                "line": date.line,
                "is_weak": date.is_weak,
            }
            for date in visit.dates
        ],
        "links": visit.links,
        "ran": list(visit.ran),
    }


def _rows(check_id: str, severity: Severity, answer: Answer, words: Words) -> Iterable[dict[str, Any]]:
    """One row for each place of an answer."""
    for place in answer.places or (Place(),):
        message = words.say(answer.message)
        note = words.note(place)
        yield {
            "check": check_id,
            "rule": answer.rule,
            "severity": severity,
            "url": place.page_url or answer.page_url,
            "message": f"{message}\n{note}" if note else message,
            "selector": place.selector,
            "snippet": place.snippet,
            "line": place.line,
            "region": place.region,
            "detail": answer.detail,
            "measured": dict(place.measured),
            "notes": [words.say(note) for note in answer.notes],
            "mends": [words.say(mend) for mend in answer.mends],
            "wcag": list(answer.wcag),
            "codes": {edition: list(codes) for edition, codes in answer.codes.items()},
        }
