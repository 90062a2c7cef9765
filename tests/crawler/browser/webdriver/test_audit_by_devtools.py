"""What one page may do to its audit, in a Chromium that chromedriver drives: the same as in our own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from crawler.browser.webdriver.browsers import RemoteBrowsers
from records.audits import Audit
from tests.crawler.browser import test_audit as by_playwright
from tests.crawler.browser.conftest import OURS
from tests.crawler.web import serving


@pytest.fixture
def audit(browser: RemoteBrowsers, runner: asyncio.Runner) -> Callable[..., Audit]:
    def audit_one(answer: Any, **others: Any) -> Audit:
        with serving({"/": answer, **{f"/{name}": other for name, other in others.items()}}, OURS) as web:
            return runner.run(browser.audit(f"{web.address}/"))

    return audit_one


NOT_HERE = {
    "test_a_page_without_faults_has_no_results",
    "test_a_popup_that_opens_all_the_same_is_closed",
    "test_a_frame_that_goes_while_it_is_looked_into_costs_nothing_else",
    "test_an_image_that_never_comes_does_not_cost_the_page",
    "test_a_script_that_never_ends_costs_its_page_alone",
    "test_a_server_that_never_answers_costs_its_page_alone",
    "test_a_crash_is_tried_once_more_in_a_fresh_tab",
    "test_a_page_that_crashes_again_is_told_and_costs_itself_alone",
    "test_a_browser_that_died_is_started_anew_and_its_pages_are_audited",
}
"""They reach for our own browser's inside."""

for name in dir(by_playwright):
    if name.startswith("test_") and name not in NOT_HERE:
        globals()[name] = getattr(by_playwright, name)
