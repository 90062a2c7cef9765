"""The browser and its engine: found, started once, checked before they are believed, and gone when they should be."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from crawler.browser import chromium, tab
from crawler.browser.axe import axe_source
from crawler.browser.chromium import Browser, BrowserMissing, EngineMissing, EngineSilent, find_chromium
from crawler.browser.tab import Tab
from records.audits import Audit
from records.facts import Outcome
from tests.crawler.browser.conftest import OURS, chromium_processes
from tests.crawler.web import Answer, html, serving

pytestmark = pytest.mark.alone

PAGE = html("<!doctype html><html lang=zh-Hant><title>公告</title><img src='data:,'></html>")
AXE = Path(__file__).parents[3] / "node_modules" / "axe-core"


async def enter(browser: Browser) -> None:
    async with browser:
        pass


def test_the_browser_that_the_environment_names_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("chromium", "mine"):
        (tmp_path / name).touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SITEPATROL_CHROMIUM", raising=False)
    assert find_chromium() == tmp_path / "chromium"
    monkeypatch.setenv("SITEPATROL_CHROMIUM", str(tmp_path / "mine"))
    assert find_chromium() == tmp_path / "mine"


def test_without_a_system_browser_playwright_uses_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SITEPATROL_CHROMIUM", raising=False)
    assert find_chromium() is None


def test_a_named_browser_that_is_not_there_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITEPATROL_CHROMIUM", "/no/such/chromium")
    with pytest.raises(BrowserMissing, match="SITEPATROL_CHROMIUM names /no/such/chromium, which is no program"):
        asyncio.run(enter(Browser()))


def test_where_no_browser_starts_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho 'please install a snap'\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.delenv("SITEPATROL_CHROMIUM", raising=False)
    with pytest.raises(BrowserMissing, match=r"^No Chromium starts here: run make setup, or install"):
        asyncio.run(enter(Browser()))


def test_a_stub_does_not_keep_a_browser_from_starting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = find_chromium()
    if real is None:
        pytest.skip("the only browser here is Playwright's own")
    (tmp_path / "chromium").symlink_to("/bin/false")
    (tmp_path / "google-chrome").symlink_to(real)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.delenv("SITEPATROL_CHROMIUM", raising=False)
    browser = Browser()
    asyncio.run(enter(browser))
    assert browser.launches == 1


def test_a_missing_engine_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SITEPATROL_AXE", str(tmp_path))
    with pytest.raises(EngineMissing, match=r"is not whole in .*: run make setup"):
        asyncio.run(enter(Browser()))


def engine_with(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Let axe-core be this script instead."""
    shutil.copytree(AXE / "locales", folder / "locales")
    shutil.copy(AXE / "package.json", folder)
    (folder / "axe.min.js").write_text(script)
    monkeypatch.setenv("SITEPATROL_AXE", str(folder))


SILENT = "window.axe = {configure() {}, run: async () => ({violations: [], incomplete: []})};"


@pytest.mark.parametrize(
    ("script", "words"),
    [(SILENT, "html-has-lang"), ("throw new Error('broken')", "sitepatrol|forbids"), ("nonsense (", "sitepatrol")],
)
def test_an_engine_that_finds_nothing_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, words: str
) -> None:
    engine_with(monkeypatch, tmp_path, script)

    async def audit() -> list[Audit]:
        async with Browser(allowed_hosts=frozenset({OURS})) as browser:
            return [audit async for audit in browser.audits(["http://127.0.0.1/"])]

    with pytest.raises(EngineSilent, match=words) as raised:
        asyncio.run(audit())
    assert str(raised.value.message).startswith("The accessibility engine misses faults that it should find (")


@pytest.mark.parametrize(("broken", "words"), [("listeners", "listeners"), ("keys", "keyboard-walk")])
def test_a_look_or_a_probe_that_sees_nothing_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, broken: str, words: str
) -> None:
    async def press(self: Tab, *keys: str) -> None:
        """As if no key ever arrived."""

    if broken == "listeners":
        monkeypatch.setattr(tab, "HOOKS", "")
    else:
        monkeypatch.setattr(Tab, "press", press)

    async def check() -> None:
        async with Browser() as browser:
            await browser.check_engine()

    with pytest.raises(EngineSilent, match=words):
        asyncio.run(check())


def test_nearly_every_message_of_the_engine_is_there_in_chinese() -> None:
    settings = json.loads(axe_source().script.partition("const settings = ")[2].partition(";\n")[0])
    helps = [rule["help"] for rule in settings["locale"]["rules"].values()]
    assert len(helps) > 100
    assert sum(text.startswith("\x1f") for text in helps) <= 3


def test_however_many_pages_and_tabs_it_takes_one_browser_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "VISITS_PER_TAB", 10)
    seen: list[Audit] = []
    started: set[int] = set()

    async def all_of(urls: list[str]) -> int:
        async with Browser(allowed_hosts=frozenset({OURS}), jobs=2) as browser:
            async for audit in browser.audits(urls):
                seen.append(audit)
                if len(seen) % 10 == 0:
                    started.update(chromium_processes())
            return browser.launches

    with serving({"/": PAGE}, OURS) as web:
        urls = [f"{web.address}/?data_id={number}" for number in range(60)]
        assert asyncio.run(all_of(urls)) == 1
    assert sorted(audit.url for audit in seen) == sorted(urls)
    assert {(audit.outcome, len(audit.results)) for audit in seen} == {(Outcome.ANSWERED, 1)}
    assert len(started) == 1
    assert chromium_processes() == []


def test_as_many_pages_are_open_at_once_as_asked_for_and_no_more() -> None:
    together, open_now, most = threading.Barrier(3), 0, 0

    def wait_for_the_others(_handler: object) -> Answer:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        together.wait(20)
        open_now -= 1
        return PAGE

    async def all_of(urls: list[str]) -> set[Outcome]:
        async with Browser(allowed_hosts=frozenset({OURS}), jobs=3) as browser:
            return {audit.outcome async for audit in browser.audits(urls)}

    with serving({"/": wait_for_the_others}, OURS) as web:
        assert asyncio.run(all_of([f"{web.address}/?{number}" for number in range(6)])) == {Outcome.ANSWERED}
    assert most == 3


def test_addresses_are_taken_only_as_they_are_needed() -> None:
    async def some(address: str) -> int:
        taken: list[int] = []

        def urls() -> Any:
            for number in range(1000):
                taken.append(number)
                yield f"{address}/?{number}"

        async with Browser(allowed_hosts=frozenset({OURS}), jobs=2) as browser:
            audits = browser.audits(urls())
            for _ in range(3):
                await anext(audits)
            await audits.aclose()  # type: ignore[attr-defined]
            assert (await browser.audit(f"{address}/")).outcome is Outcome.ANSWERED
        return len(taken)

    with serving({"/": PAGE}, OURS) as web:
        assert asyncio.run(some(web.address)) <= 6


INTERRUPTED = """
import asyncio, sys
from crawler.browser.chromium import Browser

async def main():
    async with Browser(allowed_hosts=frozenset({"127.0.0.1"})) as browser:
        async for audit in browser.audits(f"{sys.argv[1]}/?{n}" for n in range(1000)):
            print(audit.outcome, flush=True)

try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL])
def test_the_browser_does_not_outlive_us(blow: signal.Signals) -> None:
    with serving({"/": PAGE}, OURS) as web:
        command = [sys.executable, "-c", INTERRUPTED, web.address]
        ours = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0)
        assert ours.stdout
        assert ours.stdout.readline() == "answered\n"
        (process,) = chromium_processes()
        if blow is signal.SIGINT:
            os.killpg(ours.pid, blow)  # as a terminal does for Ctrl-C
        else:
            ours.kill()
        said, complained = ours.communicate(timeout=20)
        if blow is signal.SIGINT:
            assert said.splitlines()[-1] == "interrupted"
            assert complained == ""
        for _ in range(100):
            if not is_alive(process):
                return
            time.sleep(0.1)
        pytest.fail("Chromium is still there")


def is_alive(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
