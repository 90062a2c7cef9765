"""One browser for the tests of a file, which tries pages and does nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from crawler.browser.audit import Looking
from crawler.browser.chromium import Browser
from records.facts import Layer
from tests.crawler.browser.conftest import OURS


@pytest.fixture(scope="module")
def browser(runner: asyncio.Runner) -> Iterator[Browser]:
    browser = Browser(allowed_hosts=frozenset({OURS}), looking=Looking(frozenset({Layer.PROBES})), load_seconds=20)
    runner.run(browser.__aenter__())
    yield browser
    runner.run(browser.__aexit__(None, None, None))
