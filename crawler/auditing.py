"""A run's audits: what is planned, what is carried over, which pages are tried, and until when."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Collection
from datetime import timedelta
from importlib import resources

from crawler.audit_plan import PART_ELEMENTS, Plan, planned
from crawler.browser.axe import axe_source
from crawler.browser.rendering import read_rendering
from crawler.browser.template import template_of
from crawler.rounds import Rounds
from records.audit_store import AUDIT_MINUTES, add_audit, carry, last_audits, made_links, pages_to_see, parts_of
from records.audits import Audit
from records.facts import Layer
from records.issues import LimitHit


class Auditing:
    """`open_pages`: those on which issues are open; `confirming`: of these, where one was not found last time.

    Raises EngineMissing where axe-core is not there.
    """

    def __init__(self, rounds: Rounds, open_pages: Collection[str], confirming: Collection[str] = ()) -> None:
        self._rounds, self._open, self._confirming = rounds, frozenset(open_pages), frozenset(confirming)
        self._settings = rounds.county.accessibility
        said = self._settings
        browser = said.webdriver_browser if said.webdriver else "chrome"
        self._made_by = f"{generation()} {said.layers} {said.viewport} {said.dismiss} {browser}"
        self._deadline = rounds.now() + timedelta(minutes=self._settings.audit_minutes)
        self._plan = Plan((), {}, {})
        self._tried: Counter[int] = Counter()
        """Pages of each template that this run has tried, or whose trials it carries over."""
        self._templates: dict[str, int] = {}

    def plan(self) -> list[str]:
        """Addresses of the pages to be audited, in their order; what holds of earlier audits is carried over.

        Called again when further pages were read.
        """
        connection, run_id = self._rounds.store.reading(), self._rounds.store.run_id
        settings = self._settings
        self._plan = planned(
            pages_to_see(connection, run_id),
            parts_of(connection, run_id, PART_ELEMENTS),
            last_audits(connection, run_id),
            made_by=self._made_by,
            wanted={layer for layer in settings.layers if layer is not Layer.PROBES},
            open_pages=self._open,
            confirming=self._confirming,
            run_id=run_id,
            now=self._rounds.now(),
            weeks=settings.audit_weeks,
            sample=settings.sample,
        )
        carry(connection, run_id, {id: audit.run_id for id, audit in self._plan.carried.items()})
        anew = {page.id for page in self._plan.audits}
        for page in self._plan.pages.values():
            if (before := self._plan.carried.get(page.id)) is None:
                continue
            if before.version_id != page.version_id:
                self._rounds.reader.read_made(page.url, made_links(connection, before.version_id))
            if page.id not in anew and before.was_tried:
                self._tried[before.template] += 1
        return [page.url for page in self._plan.audits]

    def is_over(self) -> bool:
        """Whether the time for audits has run out."""
        return self._rounds.now() >= self._deadline

    def tries(self, url: str, drawn: str) -> bool:
        """Whether the probes try the page: home pages, the first of each template, and those tried before on which
        issues are open.
        """
        page = self._plan.pages.get(url)
        try:
            template = self._templates[url] = template_of(read_rendering(drawn, url)) if drawn else 0
        except (ValueError, KeyError, IndexError, TypeError):
            logging.getLogger(__name__).exception("template of %s", url)
            return False
        before = self._plan.last.get(page.id) if page else None
        again = url in self._open and before is not None and before.was_tried
        is_wanted = again or page is None or page.depth == 0 or self._tried[template] < self._settings.probe_pages
        self._tried[template] += is_wanted
        return is_wanted

    def keep(self, audit: Audit) -> None:
        """Store what an audit has seen, and ask for the links that scripts made."""
        page = self._plan.pages.get(audit.url)
        inputs = self._plan.inputs.get(page.id, 0) if page else 0
        connection, run_id = self._rounds.store.reading(), self._rounds.store.run_id
        add_audit(connection, run_id, audit, inputs, self._templates.pop(audit.url, 0))
        self._rounds.store.flush()
        self._rounds.reader.read_made(audit.url, audit.links)

    def note_left_out(self, urls: Collection[str]) -> None:
        """Say on the run's page which pages the time did not suffice for."""
        by_site: dict[str, list[str]] = {}
        for url in urls:
            by_site.setdefault(self._plan.pages[url].site_id, []).append(url)
        hits = [
            LimitHit(site, AUDIT_MINUTES, self._settings.audit_minutes, len(left), left[0])
            for site, left in by_site.items()
        ]
        self._rounds.store.note_hits(hits)


def generation() -> str:
    """A name for all of the program that an audit depends on: axe-core, and our own scripts and probes."""
    said = hashlib.blake2b(axe_source().script.encode(), digest_size=8)
    folder = resources.files("crawler.browser")
    for part in (folder / "probes", folder / "scripts", folder / "webdriver", folder):
        for file in sorted(part.iterdir(), key=lambda file: file.name):
            if file.is_file() and file.name.endswith((".py", ".js")):
                said.update(file.read_bytes())
    return said.hexdigest()
