"""One spider for all sites: it reads their pages, and asks every address that they point at whether it answers."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from datetime import datetime
from typing import Any, Self
from urllib.parse import urljoin

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers, Response
from sqlalchemy.exc import DatabaseError
from twisted.python.failure import Failure

from crawler.extract.addresses import Malformed, Target, canonical, resolve
from crawler.extract.decoding import decode
from crawler.extract.links import links
from crawler.extract.pages import looks_like_login, title
from crawler.extract.sitemaps import read_sitemap
from crawler.extract.tree import parsed
from crawler.handler import outcome_of
from crawler.progress import Progress
from crawler.scheduler import FrontierScheduler
from records.county import County, Site, host_of
from records.crawl_store import CrawlStore, Kind, LinkRow, State, Task, Version, address_id
from records.facts import Fetch, Outcome

READER = 1
"""Raise it when links are read differently: pages known from earlier runs are then read anew."""
MAX_REDIRECTS = 10
MAX_TRIES = 2
COUNT_QUEUE_EVERY = 50
MAX_SITEMAPS = 100
"""Files read for each site."""
HTML = frozenset({"text/html", "application/xhtml+xml", ""})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TO_PAGES = frozenset(
    ["a", "area", "iframe", "frame", "meta", "alternate", "canonical", "next", "prev", "start", "contents", "index"]
)
"""Elements that lead to pages; what others point at is a part of a page: asked for, never read as one."""
UNASKED = frozenset({"form"})
"""A form's address without what a visitor fills in is no link."""
FINAL = frozenset({Outcome.ROBOTS, Outcome.PRIVATE_ADDRESS, Outcome.MALFORMED, Outcome.TOO_LARGE})
"""Outcomes that a second try would only repeat."""


class PatrolSpider(scrapy.Spider):
    name = "patrol"
    scheduler: FrontierScheduler

    def __init__(
        self,
        county: County,
        store: CrawlStore,
        now: Callable[[], datetime],
        progress: Progress,
        follow: bool = True,
        revisit: Collection[str] = (),
        **_: Any,
    ) -> None:
        super().__init__()
        self.county, self.store, self.now, self.progress, self.follow = county, store, now, progress, follow
        self.default_concurrency = county.crawl.concurrency_per_host
        self.concurrency = {
            host: site.concurrency or county.crawl.concurrency_per_host
            for site in county.site
            for host, _prefix in site.prefixes()
        }
        """Requests at once to each host that holds a site."""
        self.broken: DatabaseError | None = None
        """Why the crawl had to be broken off."""
        self._asked = 0
        self._revisit = [address for address in revisit if county.site_of(address)]
        self._sites = {site.id: site for site in county.site}
        self._pages_taken = store.pages_by_site()
        self._deadline = now() + county.time_limit()
        self._sitemaps_read: dict[str, set[str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.stop_at_headers, signals.headers_received)
        return spider

    # What to ask

    async def start(self) -> AsyncIterator[Request]:
        robots = set()
        for site in self.county.site:
            for address in site.start:
                self._offer(_by_rules(canonical(address), site), "a", depth=0)
                robots.add((site.id, urljoin(address, "/robots.txt")))
        for address in self._revisit:
            self._offer(address, "a", depth=1)
        if not self.follow:
            return
        for site_id, address in sorted(robots):
            yield self._side_request(address, self.read_robots, site_id)
        for site in self.county.site:
            for address in site.sitemaps:
                yield self._side_request(address, self.read_sitemap, site.id)

    def is_over_time(self) -> bool:
        return self.now() >= self._deadline

    def admits(self, task: Task) -> bool:
        """Whether the task is within its site's limit of pages; if not, it is marked as left out."""
        site = self._sites.get(task.site_id)
        if site is None or task.kind is not Kind.PAGE:
            return True
        taken = self._pages_taken.get(site.id, 0)
        if not task.tries and taken >= (site.max_pages or self.county.crawl.max_pages):
            self.store.finish(task, State.TOO_MANY)
            return False
        self._pages_taken[site.id] = taken + (not task.tries)
        return True

    def request_for(self, task: Task, url: str = "", hops: int = 0) -> Request:
        meta = {"task": task, "hops": hops, "verbatim_url": True}
        return Request(url or task.url, callback=self.parse, errback=self.failed, meta=meta, dont_filter=True)

    def _side_request(self, url: str, callback: Callable[..., Any], site_id: str) -> Request:
        meta = {"site_id": site_id}
        return Request(url, callback=callback, errback=self.side_failed, meta=meta, dont_filter=True)

    def _offer(self, url: str, element: str, depth: int) -> None:
        id = address_id(url)
        if self.store.is_recent(id):
            return
        site = self.county.site_of(url)
        kind = Kind.TARGET
        if site is not None and element in TO_PAGES and not site.excludes(url):
            kind = Kind.PAGE if depth <= self.county.crawl.max_depth else Kind.TOO_DEEP
        self.store.offer(Task(id, url, host_of(url), site.id if site else "", kind, depth))

    # What came back

    def stop_at_headers(self, headers: Headers, request: Request, **_: Any) -> None:
        """Spare the body where only the answer counts."""
        task: Task | None = request.meta.get("task")
        if task is not None and (task.kind is not Kind.PAGE or _media_type(headers) not in HTML):
            raise StopDownload(fail=False)

    def parse(self, response: Response) -> Iterator[Request]:
        assert response.request is not None
        task: Task = response.request.meta["task"]
        hops: int = response.request.meta["hops"]
        location = response.headers.get("Location")
        if response.status in REDIRECTS and location:
            target = resolve(response.url, location.decode("utf-8", "replace"))
            if isinstance(target, Target) and hops < MAX_REDIRECTS:
                yield self.request_for(task, target.url, hops + 1)
                return
            outcome = Outcome.TOO_MANY_REDIRECTS if isinstance(target, Target) else Outcome.MALFORMED
        else:
            outcome = Outcome.ANSWERED
        final = response.url if hops else ""
        fetch = Fetch(task.url, outcome, response.status, final, _media_type(response.headers), at=self.now())
        is_page = task.kind is Kind.PAGE and fetch.content_type in HTML
        self._end(task, fetch, response if is_page and outcome is Outcome.ANSWERED and response.status == 200 else None)

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        task: Task = request.meta["task"]
        error = failure.value
        assert error is not None
        outcome = outcome_of(error)
        final = request.url if request.meta["hops"] else ""
        said = "" if outcome is Outcome.ROBOTS else f"{type(error).__name__}: {error}"
        self._end(task, Fetch(task.url, outcome, final_url=final, error=said, at=self.now()))

    def _end(self, task: Task, fetch: Fetch, page: Response | None = None) -> None:
        """The task's try is over: store what came of it, and put a failure off for a second try."""
        self.scheduler.leave(task.host)
        self.progress.asked(task.site_id)
        self._asked += 1
        try:
            self._store(task, fetch, page)
            if self._asked % COUNT_QUEUE_EVERY == 0:
                self.progress.queue(self.store.queue_length())
        except DatabaseError as error:
            self.break_off(error)

    def _store(self, task: Task, fetch: Fetch, page: Response | None) -> None:
        # The mark that the task is done comes last: a batch may be written at any mark.
        assert fetch.at is not None
        self.store.add_fetch(task.id, task.tries + 1, fetch)
        if page is not None:
            self._read_page(task, page)
        is_fine = fetch.outcome is Outcome.ANSWERED and (fetch.status or 0) < 400
        if is_fine or fetch.outcome in FINAL or task.tries + 1 >= MAX_TRIES:
            self.store.finish(task)
        else:
            self.store.finish(task, State.AGAIN, fetch.at.timestamp() + self.county.crawl.retry_pause_seconds)

    def _read_page(self, task: Task, response: Response) -> None:
        try:
            self._store_page(task, response)
        except DatabaseError:
            raise
        except Exception as error:
            logging.getLogger(__name__).exception("reading %s", task.url)
            said = f"{type(error).__name__}: {error}"
            self.store.add_fetch(task.id, task.tries + 2, Fetch(task.url, Outcome.CRASHED, error=said, at=self.now()))

    def _store_page(self, task: Task, response: Response) -> None:
        assert response.request is not None
        if response.request.meta["hops"]:
            moved = self._moved_to(response.url, task)
            if moved is None:
                return
            task = moved
        body = response.body
        body_hash = hashlib.blake2b(body, digest_size=16).digest()
        named = hashlib.blake2b(task.url.encode() + b" " + body_hash, digest_size=8).digest()
        version_id = int.from_bytes(named, "big", signed=True)
        self.store.add_page(task, version_id, self.now())
        known = self.store.known_links(version_id, READER)
        if known is None:
            content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
            known = self._read_version(task, version_id, body, body_hash, content_type)
        for target_url, element in known:
            self._offer(target_url, element, task.depth + 1)
        self.progress.read(task.site_id, len(known))

    def _moved_to(self, address: str, task: Task) -> Task | None:
        """The page of ours that a redirect led to, which is read in passing; None if it is none or was read already.

        To the site's rules it may be the very page that was asked for: a server may insist on its own capitals.
        """
        site = self.county.site_of(address)
        if site is None:
            return None
        url = _by_rules(canonical(address), site)
        if url == task.url:
            return task
        moved = Task(address_id(url), url, host_of(url), site.id, Kind.PAGE, task.depth)
        if self.store.is_known(moved.id) or site.excludes(url):
            return None
        self.store.offer(moved, State.DONE)
        self.store.add_fetch(moved.id, 1, Fetch(url, Outcome.ANSWERED, 200, at=self.now()))
        return moved

    def _read_version(
        self, task: Task, version_id: int, body: bytes, body_hash: bytes, content_type: str
    ) -> list[tuple[str, str]]:
        text, encoding = decode(body, content_type)
        tree = parsed(text)
        rows, known = [], []
        for found in links(tree, task.url, encoding):
            target = found.target
            if target is None or found.element in UNASKED:
                continue
            flaw = target.flaw if isinstance(target, Malformed) else ""
            url = self._identity(target)
            seen = (found.ordinal, found.href, found.element, found.text, found.region)
            rows.append(LinkRow(address_id(url), url, *seen, flaw))
            if not flaw:
                known.append((url, found.element))
        version = Version(version_id, task.id, body, body_hash, encoding, title(tree), looks_like_login(tree), READER)
        self.store.add_version(version, rows)
        return known

    def _identity(self, target: Target | Malformed) -> str:
        if isinstance(target, Malformed):
            return target.written
        site = self.county.site_of(target.url)
        return _by_rules(target.url, site) if site else target.url

    # Robots and sitemaps

    def read_robots(self, response: Response) -> Iterator[Request]:
        if response.status != 200:
            return
        site_id = response.request.meta["site_id"]  # type: ignore[union-attr]
        for line in response.body[:500_000].decode("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip().lower() == "sitemap":
                yield from self._sitemap_request(response.url, value.strip(), site_id)

    def read_sitemap(self, response: Response) -> Iterator[Request]:
        if response.status != 200:
            return
        site_id = response.request.meta["site_id"]  # type: ignore[union-attr]
        site = self._sites[site_id]
        found = read_sitemap(response.body)
        for address in found.addresses:
            target = resolve(response.url, address)
            if isinstance(target, Target) and self.county.site_of(target.url) is site:
                self._offer(_by_rules(target.url, site), "a", depth=1)
        for address in found.sitemaps:
            yield from self._sitemap_request(response.url, address, site_id)

    def _sitemap_request(self, base: str, address: str, site_id: str) -> Iterator[Request]:
        target = resolve(base, address)
        read = self._sitemaps_read.setdefault(site_id, set())
        if isinstance(target, Target) and target.url not in read and len(read) < MAX_SITEMAPS:
            read.add(target.url)
            yield self._side_request(target.url, self.read_sitemap, site_id)

    def side_failed(self, failure: Failure) -> None:
        """No robots.txt, no sitemap: the crawl goes on without."""

    def break_off(self, error: DatabaseError) -> None:
        """Facts can no longer be stored: end the crawl, and keep what was stored."""
        self.broken = self.broken or error


def _by_rules(url: str, site: Site) -> str:
    """The address by which the site's own rules know a page."""
    if site.drop_query or site.ignore_case:
        return canonical(url, drop_query=site.drop_query, ignore_case=site.ignore_case)
    return url


def _media_type(headers: Headers) -> str:
    return (headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()
