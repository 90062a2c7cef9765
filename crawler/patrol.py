"""Run the crawl: read the sites, ask every address that they point at, let the browser look again and audit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import metadata

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from crawler import browsing
from crawler.asking import Want
from crawler.auditing import Auditing
from crawler.contents import names_for, read_contents, set_clocks
from crawler.extract.anchors import anchors, has_anchor, names_a_place
from crawler.extract.decoding import decode
from crawler.extract.tree import parsed
from crawler.lookalikes import Lookalikes, front_page
from crawler.politeness import SILENT, GivenUp, Hosts
from crawler.progress import Progress
from crawler.reading import Reader
from crawler.rounds import Rounds
from records.answers import Message
from records.county import County, host_of
from records.crawl_store import CrawlStore, Kind, Task, address_id
from records.facts import Fetch, Mark, Outcome
from records.issue_store import open_pages, pages_to_confirm
from records.issues import Run, RunState
from records.runs import begin_or_resume, begin_recheck, note_versions, step

RESOLVERS = 32
HTTPS_TRIES = 500
"""At most, in one run."""
PLACES_AT_ONCE = 8

Clock = Callable[[], datetime]


class CrawlBrokenOff(Exception):
    """The crawl ended with addresses still waiting; what it had stored stays."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def crawl(
    engine: Engine,
    county: County,
    now: Clock,
    progress: Progress,
    *,
    follow: bool = True,
    browse: bool = True,
    audit: bool = True,
) -> Run:
    """Crawl all sites of the county and return the run; goes on with a run that was cut off.

    `follow`: false reads the start pages and asks what they point at, without sitemaps. `browse`: false leaves the
    browser out; `audit`: false lets it look at doubtful links alone.
    Raises ConfigurationError where the county's file of names cannot be used, CrawlBrokenOff if it could not go on to
    its end, sqlalchemy.exc.DatabaseError where facts cannot be stored, BrowserMissing and EngineMissing where there is
    no browser, no WebDriver that the configuration names, or no axe-core.
    """
    names_for(county)  # A file of names that cannot be read is told before the crawl, not hours later.
    if browse and audit:
        browsing.check_webdriver(county)
    with engine.begin() as connection:
        run, _is_resumed = begin_or_resume(connection, now())
        note_versions(connection, run.id, {name: metadata.version(name.lower()) for name in ("SitePatrol", "aiohttp")})
        revisit, confirming = open_pages(connection), pages_to_confirm(connection)
    fresh_since = (run.started_at - timedelta(days=county.crawl.fresh_days)).timestamp()
    errand = Errand(revisit, confirming, follow=follow, browse=browse, audit=audit)
    return _run(engine, county, now, progress, CrawlStore(engine, run.id, fresh_since), run, errand)


def crawl_again(
    engine: Engine,
    county: County,
    pages: Collection[str],
    targets: Collection[str],
    now: Clock,
    progress: Progress,
    *,
    audit: bool,
) -> Run:
    """Read just these pages, ask for just these targets of their links, and return the run that holds what was seen.

    `audit`: whether the browser audits the pages. Raises as `crawl` does.
    """
    names_for(county)
    with engine.begin() as connection:
        run = begin_recheck(connection, now())
    errand = Errand(pages, pages, frozenset((*pages, *targets)), follow=False, audit=audit)
    return _run(engine, county, now, progress, CrawlStore(engine, run.id), run, errand)


@dataclass(frozen=True)
class Errand:
    """What one crawl is to do."""

    revisit: Collection[str]
    """Pages to be read though nothing may lead to them."""
    confirming: Collection[str]
    """Pages to be audited though they may not have changed."""
    only: Set[str] | None = None
    """Addresses that are followed, where not all are."""
    follow: bool = True
    """Whether sitemaps are read."""
    browse: bool = True
    audit: bool = True


def _run(
    engine: Engine, county: County, now: Clock, progress: Progress, store: CrawlStore, run: Run, errand: Errand
) -> Run:
    try:
        asyncio.run(_patrol(store, county, now, progress, errand))
        store.note_limits(county)
        versions = store.browser_versions()
    finally:
        store.close()
    with engine.begin() as connection:
        note_versions(connection, run.id, versions)
        step(connection, run.id, RunState.CRAWLED, now())
    return run


async def _patrol(store: CrawlStore, county: County, now: Clock, progress: Progress, errand: Errand) -> None:
    # Names are looked up in threads; by default there are too few for hosts whose name servers are slow to say no.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(RESOLVERS, "resolver"))
    hosts = Hosts(county.host_limits, county.crawl.retry_pause_seconds)
    reader = Reader(county, store, now, progress, renders=errand.browse, only=errand.only)
    rounds = Rounds(county, store, reader, hosts, now, progress, follow=errand.follow)
    async with rounds.asker:
        progress.stage("crawl", 0)
        rounds.begin(list(errand.revisit))
        await _ask_all(rounds)
        await _doubt_lookalikes(rounds)
        await _try_https(rounds)
        missing = await _look_for_places(rounds)
        progress.stage("dates", 0)
        read_contents(store, county)
        await set_clocks(rounds)
        if rounds.is_network_lost:
            store.note_network_lost()
        elif errand.browse:
            auditing = Auditing(rounds, errand.revisit, errand.confirming) if errand.audit else None
            await browsing.browse(rounds, missing, auditing, lambda: _ask_all(rounds))


async def _ask_all(rounds: Rounds) -> None:
    await rounds.run()
    if rounds.broken is not None:
        raise rounds.broken
    if rounds.store.queue_length():
        words = "The crawl ended before its time. Run the same command again: it goes on where it was."
        raise CrawlBrokenOff(Message(words))


async def _doubt_lookalikes(rounds: Rounds) -> None:
    """Have asked again what was answered just as an address of the same host that cannot exist."""
    store = rounds.store
    for control, _led_to, _seen in store.controls():
        rounds.reader.offer(front_page(control), "img", 0)
    if store.has_waiting():
        await _ask_all(rounds)
    rounds.lookalikes = Lookalikes(store)
    suspects = rounds.lookalikes.suspects()
    store.ask_again(suspects)
    if store.has_waiting():
        await _ask_all(rounds)
    left_out = store.left_out()
    for task in suspects:
        if task.id in left_out:
            # No second look: what looked lost must not pass for well.
            seen = Fetch(task.url, Outcome.NOT_REACHED, at=rounds.now(), marks=(Mark.AS_IF_LOST,))
            store.add_fetch(task.id, task.tries + 1, seen)


async def _try_https(rounds: Rounds) -> None:
    """Ask whether what failed by http answers by https: that is what may be proposed in its place.

    One address of each host goes first, and the others where that one had an answer. So a host without https is spared
    the rest, and how many are asked does not depend on when a host is given up, which a killed crawl forgets.
    """
    store = rounds.store
    tries = ["https" + address.removeprefix("http") for address in store.failed_without_tls()[:HTTPS_TRIES]]
    first_of_host = {host_of(url): url for url in reversed(tries)}
    await _propose(rounds, first_of_host.values())
    answering = store.hosts_with_tls(but_for=SILENT)
    await _propose(rounds, (url for url in tries if host_of(url) in answering))


async def _propose(rounds: Rounds, urls: Iterable[str]) -> None:
    for url in urls:
        rounds.store.offer(Task(address_id(url), url, host_of(url), "", Kind.PROPOSAL, 0))
    if rounds.store.has_waiting():
        await _ask_all(rounds)


async def _look_for_places(rounds: Rounds) -> dict[str, set[str]]:
    """Look whether pages have the places that links mean; returns those, by address, that only scripts could make."""
    store, missing = rounds.store, dict[str, set[str]]()
    turns = asyncio.Semaphore(PLACES_AT_ONCE)

    async def look(id: int, url: str, fragments: set[str]) -> None:
        fragments = {fragment for fragment in fragments if names_a_place(fragment)}
        html, is_whole = store.html_of_page(url), True
        if fragments and not html:
            try:
                async with turns:
                    answer = await rounds.ask(url, Want.PAGE)
            except GivenUp:
                return
            if answer.fetch.status != 200:
                return
            html, is_whole = decode(answer.body, answer.headers.get("Content-Type") or "")[0], answer.is_whole
        tree = parsed(html)
        there = anchors(tree)
        for fragment in fragments:
            if has_anchor(there, fragment):
                store.add_place(id, fragment, is_there=True)
            elif is_whole and tree.css_first("script") is None:
                store.add_place(id, fragment, is_there=False)
            else:
                missing.setdefault(url, set()).add(fragment)

    async def look_or_leave(id: int, url: str, fragments: set[str]) -> None:
        try:
            await look(id, url, fragments)
        except DatabaseError:
            raise
        except Exception:
            # Whether it has those places stays unknown.
            logging.getLogger(__name__).exception("places in %s", url)

    await asyncio.gather(*(look_or_leave(id, url, meant) for (id, url), meant in store.places_meant().items()))
    store.flush()
    return missing
