"""The examples of checks that read renderings, held against what a real browser makes of their HTML."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from checks.registry import Check, load_checks
from crawler.browser.audit import Looking
from crawler.browser.chromium import Browser
from crawler.browser.rendering import read_rendering
from records.answers import Answer
from records.facts import Layer
from records.rendering import Rendering
from tests.crawler.web import html, serving

OURS = "127.0.0.1"
CHECKS = [check for check in load_checks().values() if check.reads is Rendering]


@pytest.fixture(scope="module")
def browser() -> Iterator[tuple[asyncio.Runner, Browser]]:
    with asyncio.Runner() as runner:
        browser = Browser(allowed_hosts=frozenset({OURS}), looking=Looking(frozenset({Layer.STATIC})))
        runner.run(browser.__aenter__())
        yield runner, browser
        runner.run(browser.__aexit__(None, None, None))


def answers(check: Check, example: Rendering, browser: tuple[asyncio.Runner, Browser]) -> list[type[Answer]]:
    runner, chromium = browser
    with serving({f"/{check.id}": html(example.drawn_from)}, OURS) as web:
        audit = runner.run(chromium.audit(f"{web.address}/{check.id}"))
    assert audit.drawn, audit.error
    return [type(answer) for answer in check.judge(read_rendering(audit.drawn, audit.url))]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_browser_makes_of_every_example_what_the_check_was_written_for(
    check: Check, browser: tuple[asyncio.Runner, Browser]
) -> None:
    for example in (*check.passes, *check.fails, *check.unsure):
        assert isinstance(example, Rendering)
        said = [type(answer) for answer in check.judge(example)]
        assert answers(check, example, browser) == said, example.drawn_from
