"""What does not end, and what breaks, in a browser that chromedriver drives."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from crawler.browser.webdriver import browsers, devtools
from crawler.browser.webdriver.address import read_address
from crawler.browser.webdriver.browsers import RemoteBrowsers
from records.audits import Audit
from records.facts import Outcome
from tests.crawler.browser.conftest import OURS
from tests.crawler.browser.test_audit import FAULT, LOOPS, never, page, rules
from tests.crawler.browser.webdriver.conftest import WITHOUT_PROBES
from tests.crawler.browser.webdriver.servers import Server, in_pairs
from tests.crawler.web import Answer, html, serving

pytestmark = pytest.mark.alone


def audits(driver: Server, urls: list[str], **settings: Any) -> tuple[dict[str, Audit], int]:
    """The pages' audits by the ends of their addresses, and how many browsers were started."""

    async def all_of() -> tuple[dict[str, Audit], int]:
        address, hosts = read_address(driver.address), frozenset({OURS})
        async with RemoteBrowsers(address=address, allowed_hosts=hosts, looking=WITHOUT_PROBES, **settings) as remote:
            found = {audit.url.rpartition("/")[2]: audit async for audit in remote.audits(urls)}
            return found, remote.launches

    return asyncio.run(all_of())


@pytest.mark.parametrize("script", LOOPS.values(), ids=LOOPS)
def test_a_script_that_never_ends_costs_its_page_alone(
    driver: Server, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devtools, "LATE_RESOURCES_SECONDS", 1)
    with serving({"/a": page(FAULT), "/b": page(FAULT), "/loop": page(FAULT, f"<script>{script}</script>")}) as web:
        urls = [f"{web.address}/{path}" for path in ("a", "loop", "b")]
        seen, _ = audits(driver, urls, jobs=1, load_seconds=2, axe_seconds=20)
    assert seen["loop"].outcome is Outcome.TIMED_OUT
    assert seen["loop"].error in (
        "The page kept the browser busy for more than 2 s.",
        "The page did not arrive in time.",
    )
    assert [rules(seen[path]) for path in "ab"] == [{"image-alt"}] * 2
    assert not driver.descendants("chromium"), "the browser that was busy is still there"


def test_a_server_that_never_answers_costs_its_page_alone(driver: Server) -> None:
    enough = threading.Event()
    with serving({"/a": page(FAULT), "/silent": never(enough)}) as web:
        seen, _ = audits(driver, [f"{web.address}/silent", f"{web.address}/a"], jobs=1, load_seconds=3)
        enough.set()
    assert (seen["silent"].outcome, seen["silent"].error) == (Outcome.TIMED_OUT, "The page did not arrive in time.")
    assert rules(seen["a"]) == {"image-alt"}


def test_an_image_that_never_comes_does_not_cost_the_page(driver: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devtools, "LATE_RESOURCES_SECONDS", 1)
    enough = threading.Event()
    with serving({"/a": page(f"{FAULT}<img src='/late' alt='晚到的圖'>"), "/late": never(enough)}) as web:
        seen, _ = audits(driver, [f"{web.address}/a"], jobs=1)
        enough.set()
    assert rules(seen["a"]) == {"image-alt"}


def breaks(driver: Server, kind: str, times: int) -> Callable[[object], Answer]:
    """A part of a page that kills a browser, or one of its parts, the first so many times that it is asked for."""
    asked: list[object] = []

    def answer(handler: object) -> Answer:
        asked.append(handler)
        if len(asked) <= times:
            driver.kill("chromium", kind)
        return html("")

    return answer


@pytest.mark.parametrize("kind", ["", "renderer"], ids=["browser", "tab"])
def test_a_browser_that_vanishes_costs_nothing_but_time(driver: Server, kind: str) -> None:
    deadly = page(f"{FAULT}<script src='/kill'></script>")
    with serving({"/a": page(FAULT), "/deadly": deadly, "/kill": breaks(driver, kind, 1)}) as web:
        seen, launches = audits(driver, [f"{web.address}/deadly", f"{web.address}/a"], jobs=1)
    assert [rules(each) for each in seen.values()] == [{"image-alt"}] * 2
    assert launches == 2


def test_a_page_that_crashes_every_time_is_told_and_costs_itself_alone(driver: Server) -> None:
    deadly = page(f"{FAULT}<script src='/kill'></script>")
    with serving({"/a": page(FAULT), "/deadly": deadly, "/kill": breaks(driver, "renderer", 9)}) as web:
        seen, _ = audits(driver, [f"{web.address}/deadly", f"{web.address}/a"], jobs=1)
    assert (seen["deadly"].outcome, seen["deadly"].error) == (Outcome.CRASHED, "The page crashed in the browser.")
    assert rules(seen["a"]) == {"image-alt"}


def test_browsers_are_ended_after_some_pages_lest_memory_grow(driver: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "VISITS_PER_SESSION", 3)
    with serving({"/": page(FAULT)}) as web:
        seen, launches = audits(driver, [f"{web.address}/?{n}" for n in range(4)], jobs=1)
    assert {(audit.outcome, len(audit.results)) for audit in seen.values()} == {(Outcome.ANSWERED, 1)}
    assert launches == 2, "its canary counts as a visit"
    assert not driver.descendants("chromium")


def test_each_browser_audits_one_page_at_a_time(driver: Server) -> None:
    with serving({"/": in_pairs(page(FAULT))}) as web:
        seen, launches = audits(driver, [f"{web.address}/?{n}" for n in range(4)], jobs=2)
    assert {audit.outcome for audit in seen.values()} == {Outcome.ANSWERED}
    assert launches == 2
