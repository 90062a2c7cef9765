"""The demo county's pages, by our own browser and by a WebDriver's: whoever drives, the same is found."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.registry import load_checks
from checks.runner import judge
from crawler.browser.audit import Looking
from crawler.browser.audits import Audits
from crawler.browser.chromium import Browser
from crawler.browser.rendering import read_rendering
from crawler.browser.webdriver import browsers
from crawler.browser.webdriver.address import read_address
from crawler.browser.webdriver.browsers import RemoteBrowsers
from crawler.browser.webdriver.plain import PlainPage
from demo.county import County, sites
from demo.server import serve
from demo.truth import truth
from records.audits import Audit
from records.facts import Layer, Outcome
from records.interacting import Choices, Presses, Shortcuts
from records.kinds import layer_of
from records.operating import Controls
from records.rendering import Rendering
from records.sizes import Reflow
from records.trials import Trial
from tests.crawler.browser.webdriver.servers import Server

HOSTS = frozenset(site.host for site in sites())
HOME = re.compile(r"http://127\.10\.0\.[13]:\d+/00home/index\.aspx")
SETTINGS: dict[str, Any] = {
    "allowed_hosts": HOSTS,
    "load_seconds": 60,
    "looking": Looking(tries=lambda url, _: bool(HOME.match(url))),
}
"""Of all drivers: the probes try a few pages, since their own tests show what each of them sees."""


class Standing(Counter[str]):
    """Counts nothing: who comes later would see another number than who came first."""

    def __setitem__(self, key: str, value: int) -> None:
        pass


@pytest.fixture(scope="module")
def pages() -> Iterator[list[str]]:
    """Home pages, and one page for each check, and for some rules of axe-core, that must find a fault there."""
    county = County(date(2026, 11, 23))
    county._visits = Standing()
    with serve(county, port=0) as served:
        known, seen = truth(served.port), {id for id, check in load_checks().items() if layer_of(check.reads)}
        entries = (entry for entry in (*known.fault, *known.unsure) if "/node/6" not in entry.page)  # these move
        told = {entry.check + entry.rule: entry.page for entry in entries if entry.check in seen}
        homes = [f"http://{site.host}:{served.port}{next(iter(site.pages.values()))[1].path}" for site in sites()]
        yield list(dict.fromkeys((*homes, *list(told.values())[::3])))


def by(auditors: Audits, pages: Iterable[str]) -> dict[str, Audit]:
    async def all_of() -> dict[str, Audit]:
        async with auditors:  # type: ignore[attr-defined]  # both can be entered
            return {audit.url: audit async for audit in auditors.audits(pages)}

    return asyncio.run(all_of())


@pytest.fixture(scope="module")
def by_our_own(pages: list[str]) -> dict[str, Audit]:
    return by(Browser(**SETTINGS), pages)


def answers(audit: Audit) -> list[object]:
    """What all checks say that read a page as it is drawn."""
    checks = [check for check in load_checks().values() if check.reads is Rendering]
    assert checks
    return [verdict.answers for verdict in judge(checks, [read_rendering(audit.drawn, audit.url)])]


def found(audit: Audit) -> Audit:
    """What axe-core and the look found, without who made it and when."""
    return replace(audit, browser="", at=None, trials=(), ran=looks(audit))


def looks(audit: Audit) -> tuple[str, ...]:
    return tuple(name for name in audit.ran if name in (Layer.AXE, Layer.STATIC))


def tried(audit: Audit) -> dict[type, Trial]:
    return {type(trial): trial for trial in audit.trials}


def assert_tried_alike(theirs: Audit, mine: Audit) -> None:
    """A WebDriver cannot keep back requests that may change something: what presses buttons is left out there."""
    assert tried(theirs).keys() <= tried(mine).keys()
    assert tried(mine).keys() - tried(theirs).keys() <= {Choices, Controls, Presses, Shortcuts}
    assert tried(theirs).get(Reflow) == tried(mine).get(Reflow)


def test_a_chromium_of_a_webdriver_sees_just_what_our_own_sees(
    pages: list[str], by_our_own: dict[str, Audit], driver: Server
) -> None:
    by_theirs = by(RemoteBrowsers(address=read_address(driver.address), **SETTINGS), pages)
    assert {audit.outcome for audit in by_our_own.values()} == {Outcome.ANSWERED}
    assert sum(len(audit.results) for audit in by_our_own.values()) >= 8
    assert sum(Reflow in tried(audit) for audit in by_our_own.values()) == 2
    for url in pages:
        assert found(by_theirs[url]) == found(by_our_own[url])
        assert answers(by_theirs[url]) == answers(by_our_own[url])
        assert_tried_alike(by_theirs[url], by_our_own[url])


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Callable[[Server], RemoteBrowsers]:
    """A Chromium of which only that is asked which every WebDriver can do."""
    monkeypatch.setattr(browsers, "PAGES", {"chrome": PlainPage})
    return lambda driver: RemoteBrowsers(address=read_address(driver.address), **SETTINGS)


def test_in_the_pages_own_world_the_same_is_found(
    pages: list[str], by_our_own: dict[str, Audit], driver: Server, plain: Callable[[Server], RemoteBrowsers]
) -> None:
    some = pages[::3]
    by_theirs = by(plain(driver), some)
    for url in some:
        mine, theirs = by_our_own[url], by_theirs[url]
        assert (theirs.outcome, theirs.error, looks(theirs)) == (mine.outcome, mine.error, looks(mine))
        assert [(r.rule, r.outcome, r.nodes) for r in theirs.results] == [
            (r.rule, r.outcome, r.nodes) for r in mine.results
        ]
        assert answers(theirs) == answers(mine)
        assert_tried_alike(theirs, mine)
