"""A page in the manner of every WebDriver, tried with a Chromium: no world of our own, no sight of the network."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image

from crawler.browser.audit import at_rest
from crawler.browser.failures import BrowserMissing
from crawler.browser.webdriver import browsers
from crawler.browser.webdriver.address import read_address
from crawler.browser.webdriver.browsers import RemoteBrowsers
from crawler.browser.webdriver.plain import PlainPage
from records.audits import Audit
from records.facts import Outcome
from records.rendering import Box, Events
from tests.crawler.browser import test_audit as by_playwright
from tests.crawler.browser.conftest import OURS, THEIRS
from tests.crawler.browser.test_audit import FAULT, page, rules
from tests.crawler.browser.webdriver.conftest import WITHOUT_PROBES
from tests.crawler.browser.webdriver.servers import Server
from tests.crawler.web import serving


@pytest.fixture(scope="module")
def browser(driver: Server, runner: asyncio.Runner) -> Iterator[RemoteBrowsers]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(browsers, "PAGES", {"chrome": PlainPage})
        address, hosts = read_address(driver.address), frozenset({OURS, THEIRS})
        remote = RemoteBrowsers(
            address=address,
            allowed_hosts=hosts,
            in_scope=lambda url: OURS in url,
            load_seconds=20,
            axe_seconds=20,
            looking=WITHOUT_PROBES,
        )
        runner.run(remote.__aenter__())
        yield remote
        runner.run(remote.__aexit__(None, None, None))


@pytest.fixture
def audit(browser: RemoteBrowsers, runner: asyncio.Runner) -> Callable[..., Audit]:
    def audit_one(answer: Any, **others: Any) -> Audit:
        with serving({"/": answer, **{f"/{name}": other for name, other in others.items()}}, OURS) as web:
            return runner.run(browser.audit(f"{web.address}/"))

    return audit_one


HERE_TOO = (
    "test_a_fault_is_told_in_chinese_and_in_english_with_its_place",
    "test_frames_and_shadow_roots_are_looked_into",
    "test_a_dialog_is_waved_away",
    "test_a_page_that_leads_out_of_scope_is_not_audited_there",
    "test_a_page_that_leads_on_within_scope_is_audited_where_visitors_arrive",
    "test_a_script_that_leads_to_a_dead_server_says_so",
    "test_an_error_page_is_not_audited_in_place_of_the_page",
    "test_what_a_script_fetches_after_the_page_has_loaded_is_audited_too",
    "test_every_visit_is_a_first_visit",
)
for name in HERE_TOO:
    globals()[name] = getattr(by_playwright, name)


@pytest.mark.parametrize(
    "script",
    [
        "var module = null; var exports = null; var define = null; var axe = 'mine'; var sitepatrol = 'mine';",
        "var define = () => { throw 1 }; define.amd = true; var module = {exports: {}};",
    ],
)
def test_names_that_a_page_uses_do_not_clash_with_ours(audit: Callable[..., Audit], script: str) -> None:
    checking = "setInterval(() => { if (window.axe !== 'mine' && window.axe) document.body.innerHTML = '<p>axe' }, 1)"
    assert rules(audit(page(FAULT, f"<script>{script}{checking}</script>"))) == {"image-alt"}


def test_what_listens_is_heard_here_too(audit: Callable[..., Audit]) -> None:
    listening = "<script>document.querySelector('p').addEventListener('click', () => 1)</script>"
    seen = audit(page(f"<p>公告</p>{listening}"))
    assert f",{int(Events.CLICK)},0]" in seen.drawn


def test_keys_pointer_pictures_and_the_windows_size_work(browser: RemoteBrowsers, runner: asyncio.Runner) -> None:
    body = "<style>body { margin: 0 } div { height: 50px; background: #00f }</style><div></div><input id=a><input id=b>"

    async def try_all(url: str) -> tuple[Any, ...]:
        async with browser._page() as tab:

            async def do() -> tuple[Any, ...]:
                await tab.press("Tab")
                await tab.press("Tab")
                focused = await tab.evaluate("document.activeElement.id", 5)
                await tab.press("Shift+Tab")
                back = await tab.evaluate("document.activeElement.id", 5)
                await tab.point(10, 10)
                hovered = await tab.evaluate("document.querySelector('div').matches(':hover')", 5)
                picture = Image.open(io.BytesIO(await tab.shoot(Box(0, 40, 20, 20)))).convert("RGB")
                await tab.resize(320, 500)
                inside = await tab.evaluate("[innerWidth, innerHeight]", 5)
                return focused, back, hovered, picture.size, picture.getpixel((5, 5)), picture.getpixel((5, 15)), inside

            try:
                return await at_rest(tab, url, lambda _: True, 10, do)
            finally:
                await tab.resize(1280, 800)

    with serving({"/": page(body)}, OURS) as web:
        seen = runner.run(try_all(f"{web.address}/"))
    assert seen == ("b", "a", True, (20, 20), (0, 0, 255), (255, 255, 255), [320, 500])


def test_a_file_is_no_page(audit: Callable[..., Audit]) -> None:
    assert audit((200, {"Content-Type": "text/plain"}, b"a")).outcome is Outcome.DOWNLOAD


def test_a_driver_that_lets_no_script_in_first_is_turned_away(driver: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    class Deaf(PlainPage):
        @staticmethod
        def prepare(options: Any) -> None:
            """Ask for no BiDi."""

    monkeypatch.setattr(browsers, "PAGES", {"chrome": Deaf})

    async def audit() -> None:
        async with RemoteBrowsers(address=read_address(driver.address)) as remote:
            await remote.check_engine()

    with pytest.raises(BrowserMissing, match="gives no browser: It lets no script in before a page's own"):
        asyncio.run(audit())
