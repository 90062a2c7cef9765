"""A page on loopback, and what one probe makes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from crawler.browser import trying
from crawler.browser.chromium import Browser
from records.trials import Trial
from tests.crawler.browser.conftest import OURS
from tests.crawler.web import Answer, html, serving

PAGE = "<!doctype html><html lang=zh-Hant><meta charset=utf-8><title>公告</title>{head}<body>{body}</body></html>"
Try = Callable[..., Any]


def page(body: str, head: str = "") -> Answer:
    return html(PAGE.format(body=body, head=head))


def trying_with(name: str, browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    """A function of a body, a head, and further pages by name, which tries the page with this probe alone."""
    [probe] = [probe for probe in trying.all_probes() if probe.name == name]
    monkeypatch.setattr(trying, "all_probes", lambda: (probe,))

    def try_page(body: str, head: str = "", **others: Answer) -> Trial:
        with serving({"/": page(body, head), **{f"/{name}": other for name, other in others.items()}}, OURS) as web:
            audit = runner.run(browser.audit(f"{web.address}/"))
        assert len(audit.trials) == 1, (audit.outcome, audit.error)
        return audit.trials[0]

    return try_page
