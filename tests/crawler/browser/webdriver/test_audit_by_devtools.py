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


HERE_TOO = (
    "test_a_fault_is_told_in_chinese_and_in_english_with_its_place",
    "test_frames_and_shadow_roots_are_looked_into",
    "test_what_a_page_does_to_its_own_globals_does_not_reach_the_engine",
    "test_a_content_security_policy_does_not_keep_the_engine_out",
    "test_a_page_that_forbids_scripts_is_told_at_once",
    "test_a_dialog_is_waved_away",
    "test_a_popup_is_not_opened",
    "test_a_page_that_leads_out_of_scope_is_not_audited_there",
    "test_a_page_that_leads_on_within_scope_is_audited_where_visitors_arrive",
    "test_a_page_that_leads_on_without_end_is_given_up",
    "test_a_redirect_loop_is_told_as_such",
    "test_a_script_that_leads_nowhere_leaves_no_result_of_another_page",
    "test_a_script_that_leads_to_a_dead_server_says_so",
    "test_an_error_page_is_not_audited_in_place_of_the_page",
    "test_a_file_is_no_page",
    "test_a_page_that_starts_a_download_says_so",
    "test_what_a_script_fetches_after_the_page_has_loaded_is_audited_too",
    "test_a_fragment_does_not_keep_the_page_from_being_read_anew",
    "test_every_visit_is_a_first_visit",
)
"""What depends on the way in which this driver goes to a page, watches it and speaks to it."""

for name in HERE_TOO:
    globals()[name] = getattr(by_playwright, name)
