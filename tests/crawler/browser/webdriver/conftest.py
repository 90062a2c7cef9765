"""A chromedriver for the tests of a file, and what audits through it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from crawler.browser.audit import Looking
from crawler.browser.webdriver.address import read_address
from crawler.browser.webdriver.browsers import RemoteBrowsers
from records.facts import Layer
from tests.crawler.browser.conftest import OURS, THEIRS
from tests.crawler.browser.webdriver.servers import Server, chromedriver

WITHOUT_PROBES = Looking(layers=frozenset({Layer.AXE, Layer.STATIC}))


@pytest.fixture(scope="module")
def driver() -> Iterator[Server]:
    with chromedriver() as server:
        yield server


@pytest.fixture(scope="module")
def browser(driver: Server, runner: asyncio.Runner) -> Iterator[RemoteBrowsers]:
    """As the browser of the tests beside this folder, but driven by chromedriver."""
    browsers = RemoteBrowsers(
        address=read_address(driver.address),
        allowed_hosts=frozenset({OURS, THEIRS}),
        in_scope=lambda url: urlsplit(url).hostname == OURS,
        load_seconds=20,
        axe_seconds=20,
        looking=WITHOUT_PROBES,
    )
    runner.run(browsers.__aenter__())
    yield browsers
    runner.run(browsers.__aexit__(None, None, None))
