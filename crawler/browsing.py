"""The browser's part of a run: pages that only scripts fill, audits, and a second look at doubtful links."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from datetime import datetime
from typing import TYPE_CHECKING

from crawler.auditing import Auditing
from crawler.contents import read_contents, set_clocks
from crawler.politeness import GivenUp, Hosts
from crawler.rounds import Rounds
from records.county import County, host_of
from records.crawl_store import State, address_id
from records.facts import Fetch, Outcome

if TYPE_CHECKING:
    from crawler.browser.audits import Audits
    from crawler.browser.chromium import Browser

DOUBTFUL = frozenset({401, 403, 404, 405, 406, 410, 429, 503, 999})
"""Answers that servers give to robots and not to people, and those for which somebody would be blamed."""
DOUBTFUL_OUTCOMES = frozenset({Outcome.TLS_FAILED, Outcome.TOO_MANY_REDIRECTS, Outcome.DROPPED})
BROWSER_LOOKS = 500
"""At most, in one run: what is left over stays as the tries over HTTP saw it."""
ROUNDS_OF_THE_BROWSER = 5
"""Pages that the browser found lead to further pages, and so on."""


async def browse(
    rounds: Rounds, missing: dict[str, set[str]], auditing: Auditing | None, ask_all: Callable[[], Awaitable[None]]
) -> None:
    """Have the browser do all that only it can do; it is not started where that is nothing.

    `missing`: by page, the places that links mean and that only scripts could make. `ask_all`: asks what waits.
    """
    store = rounds.store
    pages = auditing.plan() if auditing else []
    if store.has_waiting():
        await ask_all()
    if not (pages or missing or store.shells() or store.suspects(DOUBTFUL, DOUBTFUL_OUTCOMES)):
        return
    async with _browser(rounds, auditing) as browser, _auditors(rounds.county, browser) as auditors:
        for _ in range(ROUNDS_OF_THE_BROWSER):
            await _fill_shells(rounds, browser)
            if auditing:
                await _audit(rounds, auditors, auditing)
            if not store.has_waiting():
                break
            rounds.progress.stage("crawl", 0)
            await ask_all()
            read_contents(store, rounds.county)
            await set_clocks(rounds)
        await _look_again(rounds, browser, missing)


def _browser(rounds: Rounds, auditing: Auditing | None) -> Browser:
    # Playwright takes a second to import, and half of what starts here never needs it.
    from crawler.browser.audit import Looking
    from crawler.browser.chromium import Browser

    county = rounds.county
    return Browser(
        jobs=county.crawl.browser_pages,
        allowed_hosts=county.allowed_hosts(),
        in_scope=lambda url: county.site_of(url) is not None,
        now=rounds.now,
        load_seconds=county.crawl.timeout_seconds,
        viewport=county.accessibility.viewport,
        looking=Looking(
            layers=frozenset(county.accessibility.layers),
            tries=auditing.tries if auditing else lambda url, drawn: False,
            dismiss=county.accessibility.dismiss,
        ),
        turn=_turns(rounds.hosts),
    )


def _turns(hosts: Hosts) -> Callable[[str], AbstractAsyncContextManager[None]]:
    """Visits wait for their host's turn."""
    from crawler.browser.failures import Failure

    @asynccontextmanager
    async def turn(url: str) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(hosts.visit(host_of(url)))
            except GivenUp:
                raise Failure(Outcome.NOT_REACHED, "Its host had failed too often to be asked further.") from None
            yield

    return turn


def plain_browser(county: County, now: Callable[[], datetime]) -> Browser:
    """A browser for the county's own pages, for what is no part of a crawl."""
    from crawler.browser.chromium import Browser

    return Browser(
        jobs=county.crawl.browser_pages,
        allowed_hosts=county.allowed_hosts(),
        in_scope=lambda url: county.site_of(url) is not None,
        now=now,
        load_seconds=county.crawl.timeout_seconds,
        viewport=county.accessibility.viewport,
        turn=_turns(Hosts(county.host_limits, county.crawl.retry_pause_seconds)),
    )


def _auditors(county: County, browser: Browser) -> AbstractAsyncContextManager[Audits]:
    """What audits: the browser itself, or those of the WebDriver that the configuration names."""
    settings = county.accessibility
    if not settings.webdriver:
        return nullcontext(browser)
    from crawler.browser.webdriver.address import read_address
    from crawler.browser.webdriver.browsers import RemoteBrowsers

    return RemoteBrowsers(
        address=read_address(settings.webdriver),
        name=settings.webdriver_browser,
        jobs=settings.webdriver_sessions,
        allowed_hosts=browser.allowed_hosts,
        in_scope=browser.in_scope,
        now=browser.now,
        load_seconds=browser.load_seconds,
        viewport=browser.viewport,
        looking=browser.looking,
        turn=browser.turn,
    )


def check_webdriver(county: County) -> None:
    """Raise BrowserMissing where the configuration names a WebDriver that does not answer."""
    if county.accessibility.webdriver:
        from crawler.browser.webdriver.address import check_answers, read_address

        asyncio.run(check_answers(read_address(county.accessibility.webdriver)))


async def _fill_shells(rounds: Rounds, browser: Browser) -> None:
    store, progress = rounds.store, rounds.progress
    shells = store.shells()
    progress.stage("look", len(shells))
    for task in shells:
        html = await browser.rendered(task.url)
        if html:
            rounds.reader.read_rendered(task, html)
        else:
            said = "The page is empty until its scripts run, and the browser could not read it."
            store.add_fetch(task.id, task.tries + 1, Fetch(task.url, Outcome.CRASHED, error=said, at=rounds.now()))
        store.finish(task, State.DONE)
        progress.advance()
    if shells:
        read_contents(store, rounds.county)


async def _audit(rounds: Rounds, auditors: Audits, auditing: Auditing) -> None:
    pages = auditing.plan()
    left_out: list[str] = []

    def in_time() -> Iterator[str]:
        for url in pages:
            if auditing.is_over():
                left_out.append(url)
            else:
                yield url

    rounds.progress.stage("audit", len(pages))
    if pages:
        async for audit in auditors.audits(in_time()):
            auditing.keep(audit)
            rounds.progress.advance()
    auditing.note_left_out(left_out)


async def _look_again(rounds: Rounds, browser: Browser, missing: dict[str, set[str]]) -> None:
    store, progress = rounds.store, rounds.progress

    async def look(url: str, attempt: int) -> None:
        store.add_fetch(address_id(url), attempt + 1, await browser.look(url))
        store.flush()
        progress.advance()

    async def look_for_places(url: str, fragments: set[str]) -> None:
        there = await browser.places(url, fragments)
        for fragment in fragments if there is not None else ():
            store.add_place(address_id(url), fragment, fragment in (there or ()))
        store.flush()

    suspects = store.suspects(DOUBTFUL, DOUBTFUL_OUTCOMES)[:BROWSER_LOOKS]
    progress.stage("look", len(suspects))
    await asyncio.gather(*(look(url, attempt) for url, attempt in suspects))
    await asyncio.gather(*(look_for_places(url, meant) for url, meant in sorted(missing.items())[:BROWSER_LOOKS]))
