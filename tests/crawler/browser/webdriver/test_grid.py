"""A real Selenium Grid: its browsers find what ours find, may vanish, and may be fewer than asked for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from typer.testing import CliRunner

from crawler.browser.chromium import Browser
from crawler.browser.failures import BrowserMissing
from crawler.browser.webdriver import browsers
from crawler.browser.webdriver.address import check_answers, read_address
from crawler.browser.webdriver.browsers import RemoteBrowsers
from crawler.patrol import crawl
from crawler.progress import Progress
from crawler.recall_audits import audits as stored_audits
from records import tables
from records.audits import Audit
from records.facts import Outcome
from sitepatrol import app
from tests.crawler.browser.conftest import OURS
from tests.crawler.browser.test_audit import FAULT, page, rules
from tests.crawler.browser.webdriver.conftest import WITHOUT_PROBES
from tests.crawler.browser.webdriver.servers import Server, grid, in_pairs
from tests.crawler.crawled import configuration, county, now
from tests.crawler.web import Answer, html, serving

USER, PASSWORD = "robot", "geheim"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Of two browsers at once, which asks for a user and a password."""
    with grid(tmp_path_factory.mktemp("grid"), 2, USER, PASSWORD) as server:
        yield server


def audits(hub: Server, urls: list[str], **settings: Any) -> tuple[dict[str, Audit], int]:
    """The pages' audits, and how many browsers were started."""

    async def all_of() -> tuple[dict[str, Audit], int]:
        address, hosts = read_address(hub.address_with(USER, PASSWORD)), frozenset({OURS})
        async with RemoteBrowsers(address=address, allowed_hosts=hosts, looking=WITHOUT_PROBES, **settings) as remote:
            return {audit.url: audit async for audit in remote.audits(urls)}, remote.launches

    return asyncio.run(all_of())


def test_two_browsers_of_a_grid_find_what_our_own_finds(hub: Server) -> None:
    frame = "<iframe title='甲' src='/frame'></iframe>"
    routes: dict[str, Any] = {"/": in_pairs(page(FAULT + frame)), "/frame": page("<select></select>")}

    async def by_our_own(urls: list[str]) -> dict[str, Audit]:
        async with Browser(allowed_hosts=frozenset({OURS}), looking=WITHOUT_PROBES) as browser:
            return {audit.url: audit async for audit in browser.audits(urls)}

    with serving(routes, OURS) as web:
        urls = [f"{web.address}/?{number}" for number in range(4)]
        theirs, launches = audits(hub, urls)
        ours = asyncio.run(by_our_own(urls))
    assert launches == 2
    for url in urls:
        assert rules(theirs[url]) >= {"image-alt", "select-name"}
        assert (theirs[url].results, theirs[url].drawn) == (ours[url].results, ours[url].drawn)
        assert theirs[url].ran == ours[url].ran


def test_a_worker_that_vanishes_in_the_middle_costs_nothing_but_time(tmp_path: Path) -> None:
    killed: list[object] = []

    def kill(handler: object) -> Answer:
        if not killed:
            killed.append(handler)
            own.kill("chromedriver")
        return html("")

    routes: dict[str, Any] = {"/": page(FAULT), "/deadly": page(f"{FAULT}<script src='/kill'></script>"), "/kill": kill}
    # In a Grid of its own: the place of a browser that was killed stays taken for five minutes.
    with grid(tmp_path, 2, USER, PASSWORD) as own, serving(routes, OURS) as web:
        urls = [f"{web.address}/deadly", *(f"{web.address}/?{number}" for number in range(3))]
        seen, launches = audits(own, urls, jobs=1)
    assert killed
    assert [rules(seen[url]) for url in urls] == [{"image-alt"}] * 4
    assert launches == 2


def test_where_there_are_fewer_browsers_than_asked_for_those_audit_all(
    hub: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(browsers, "PAUSE_SECONDS", 1)
    with caplog.at_level(logging.WARNING), serving({"/": in_pairs(page(FAULT))}, OURS) as web:
        urls = [f"{web.address}/?{number}" for number in range(4)]
        seen, launches = audits(hub, urls, jobs=3)
    assert [rules(seen[url]) for url in urls] == [{"image-alt"}] * 4
    assert launches == 2
    assert "gives no further browser" in caplog.text
    assert PASSWORD not in caplog.text


def test_a_grid_that_is_gone_is_said_in_one_sentence_without_a_secret(
    hub: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsers, "PATIENCE_SECONDS", 1)
    monkeypatch.setattr(browsers, "PAUSE_SECONDS", 0.5)
    address = hub.address_with(USER, "wrong")
    for trying in (
        check_answers(read_address(address)),
        _audit_by(address),
        _audit_by(f"http://{USER}:wrong@127.0.0.1:9"),
    ):
        with pytest.raises(BrowserMissing) as raised:
            asyncio.run(trying)
        assert "wrong" not in str(raised.value.message)
        assert USER not in str(raised.value.message)


async def _audit_by(address: str) -> None:
    async with RemoteBrowsers(address=read_address(address)) as remote:
        await remote.check_engine()


# A whole crawl


def test_a_crawl_has_its_pages_audited_by_the_grid_that_its_configuration_names(hub: Server, engine: Engine) -> None:
    address = hub.address_with(USER, PASSWORD)
    with serving({"/": page(f"{FAULT}<a href='/b'>乙頁的內容</a>"), "/b": page("<p>公告")}, OURS) as web:
        settings = f'[accessibility]\nlayers = ["axe"]\nwebdriver = "{address}"\n'
        run = crawl(engine, county(web.address, crawl="timeout_seconds = 20", rest=settings), now, Progress())
    with engine.connect() as connection:
        seen = {audit.url: audit for audit in stored_audits(connection, run.id)}
        versions = connection.scalars(select(tables.run.c.versions)).one()
    assert {audit.outcome for audit in seen.values()} == {Outcome.ANSWERED}
    assert len(seen) == 2
    assert all(audit.browser.startswith("Chrome ") for audit in seen.values())
    assert PASSWORD not in str(versions)


def test_a_grid_that_does_not_answer_is_told_before_anything_is_asked(tmp_path: Any) -> None:
    config = tmp_path / "county.toml"
    with serving({"/": page(FAULT)}, OURS) as web, serving({}, OURS) as dead:
        dead.close()
        address = dead.address.replace("://", f"://{USER}:{PASSWORD}@")
        config.write_text(configuration(web.address, rest=f'[accessibility]\nwebdriver = "{address}"\n'), "utf-8")
        ended = CliRunner().invoke(app, ["crawl", "--config", str(config)])
        assert web.requests == []
    assert ended.exit_code == 2
    assert dead.address in ended.stderr
    assert PASSWORD not in ended.output + ended.stderr
    assert ended.stderr.count("\n") == 1
