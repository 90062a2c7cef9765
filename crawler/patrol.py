"""Run the crawl: read the sites, ask every address that they point at, let the browser look again and audit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from importlib import metadata

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from sqlalchemy import Engine

from crawler.browser.chromium import Browser
from crawler.extract.dates import READER as DATES_READER
from crawler.extract.dates import page_dates
from crawler.progress import Progress
from crawler.spiders.patrol import PatrolSpider
from records.answers import Message
from records.county import County
from records.crawl_store import CrawlStore, address_id
from records.facts import Outcome
from records.issues import Run, RunState
from records.judgement_store import open_pages
from records.runs import TAIPEI, begin_or_resume, note_versions, step

DOUBTFUL = frozenset({401, 403, 404, 405, 406, 410, 429, 503, 999})
"""Answers that servers give to robots and not to people, and those for which somebody would be blamed."""
DOUBTFUL_OUTCOMES = frozenset({Outcome.TLS_FAILED})
RESOLVERS = 32
BROWSER_LOOKS = 500
"""At most, in one run: what is left over stays as the two tries over HTTP saw it."""

Clock = Callable[[], datetime]


class CrawlBrokenOff(Exception):
    """The crawl ended with addresses still waiting; what it had stored stays."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def crawl(
    engine: Engine, county: County, now: Clock, progress: Progress, *, follow: bool = True, browse: bool = True
) -> Run:
    """Crawl all sites of the county and return the run; goes on with a run that was cut off.

    `follow`: false reads the start pages and asks what they point at, without robots.txt and sitemaps. `browse`: false
    leaves the browser out. Raises CrawlBrokenOff if it could not go on to its end, sqlalchemy.exc.DatabaseError where
    facts cannot be stored, BrowserMissing and EngineMissing where there is no browser or no axe-core.
    """
    with engine.begin() as connection:
        run, _is_resumed = begin_or_resume(connection, now())
        note_versions(connection, run.id, {name: metadata.version(name.lower()) for name in ("SitePatrol", "Scrapy")})
        revisit = open_pages(connection)
    store = CrawlStore(engine, run.id)
    try:
        asyncio.run(_read_sites(store, county, now, progress, follow, revisit))
        _read_dates(store, progress)
        if browse:
            asyncio.run(_browse(store, county, now, progress))
        store.note_limits(county)
        versions = store.browser_versions()
    finally:
        store.close()
    with engine.begin() as connection:
        note_versions(connection, run.id, versions)
        step(connection, run.id, RunState.CRAWLED, now())
    return run


async def _read_sites(
    store: CrawlStore, county: County, now: Clock, progress: Progress, follow: bool, revisit: Collection[str]
) -> None:
    progress.stage("crawl", 0)
    # Names are looked up in threads; by default there are too few for hosts whose name servers are slow to say no.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(RESOLVERS, "resolver"))
    settings = Settings()
    settings.setmodule("crawler.settings")
    limits = county.crawl
    settings.setdict(
        {
            "USER_AGENT": limits.user_agent,
            "ROBOTSTXT_OBEY": limits.obey_robots and follow,
            "DOWNLOAD_DELAY": limits.delay_seconds,
            "DOWNLOAD_TIMEOUT": limits.timeout_seconds,
            "DOWNLOAD_MAXSIZE": int(limits.max_body_mb * 1024 * 1024),
            "CONCURRENT_REQUESTS_PER_DOMAIN": limits.concurrency_per_host,
            "ALLOWED_HOSTS": county.allowed_hosts(),
            "DOWNLOAD_SLOTS": dict(_slots(county)),
        }
    )
    logging.getLogger("scrapy").setLevel(logging.CRITICAL)
    runner = AsyncCrawlerRunner(settings)
    crawler = runner.create_crawler(PatrolSpider)
    await runner.crawl(crawler, county=county, store=store, now=now, progress=progress, follow=follow, revisit=revisit)
    spider = crawler.spider
    assert isinstance(spider, PatrolSpider)
    if spider.broken is not None:
        raise spider.broken
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        # Ctrl-C: Scrapy's engine swallows the cancellation and returns as if all were done.
        raise asyncio.CancelledError
    if store.queue_length():
        words = "The crawl ended before its time. Run the same command again: it goes on where it was."
        raise CrawlBrokenOff(Message(words))


def _slots(county: County) -> Iterator[tuple[str, dict[str, float]]]:
    """Scrapy's download slots, by host name, for sites with limits of their own."""
    for site in county.site:
        for host, _prefix in site.prefixes():
            concurrency = site.concurrency or county.crawl.concurrency_per_host
            delay = county.crawl.delay_seconds if site.delay_seconds is None else site.delay_seconds
            yield host.rpartition(":")[0] or host, {"concurrency": concurrency, "delay": delay, "jitter": 0.0}


def _read_dates(store: CrawlStore, progress: Progress) -> None:
    progress.stage("dates", 0)
    for version_id, html, read_at in store.undated_versions(DATES_READER):
        try:
            dates = page_dates(html, today=read_at.astimezone(TAIPEI).date())
        except Exception:
            # Its dates stay unread: the judge then knows nothing of the page's age, and says so.
            logging.getLogger(__name__).exception("dates of page version %s", version_id)
            continue
        store.add_dates(version_id, DATES_READER, dates)
    store.flush()


async def _browse(store: CrawlStore, county: County, now: Clock, progress: Progress) -> None:
    suspects = store.suspects(DOUBTFUL, DOUBTFUL_OUTCOMES)[:BROWSER_LOOKS]
    pages = store.pages_to_audit()
    if not (suspects or pages):
        return
    browser = Browser(
        jobs=county.crawl.browser_pages,
        allowed_hosts=county.allowed_hosts(),
        in_scope=lambda url: county.site_of(url) is not None,
        now=now,
        load_seconds=county.crawl.timeout_seconds,
    )

    async def look(url: str, attempt: int) -> None:
        store.add_fetch(address_id(url), attempt + 1, await browser.look(url))
        store.flush()
        progress.advance()

    async with browser:
        progress.stage("look", len(suspects))
        await asyncio.gather(*(look(url, attempt) for url, attempt in suspects))
        progress.stage("audit", len(pages))
        async for audit in browser.audits(pages):
            store.add_audit(audit)
            progress.advance()
