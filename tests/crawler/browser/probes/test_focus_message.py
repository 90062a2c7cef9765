"""Words that appear with the focus, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from crawler.browser.chromium import Browser
from tests.crawler.browser.probing import Try, trying_with

FIELD = (
    "<input aria-label=字號 onfocus='tip.hidden = false; {}' onblur='tip.hidden = true'><p id=tip hidden>請輸入 10 碼"
)


@pytest.fixture
def focus(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("focus-message", browser, runner, monkeypatch)


@pytest.mark.parametrize("milliseconds", [300, 1500])
def test_a_message_that_goes_while_the_focus_stays_is_found(focus: Try, milliseconds: int) -> None:
    [found] = focus(FIELD.format(f"setTimeout(() => tip.hidden = true, {milliseconds})")).found
    assert (found.message.selector, found.fades) == ("#tip", True)


def test_a_message_that_stays_is_well(focus: Try) -> None:
    [found] = focus(FIELD.format("")).found
    assert not found.fades


def test_a_field_that_nothing_appears_at_is_left_alone(focus: Try) -> None:
    assert focus("<input aria-label=字號 onfocus='0'><a href=/a>甲</a>").found == ()
