"""A page in a narrow window, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.trying.sideways_scrolling import sideways_scrolling
from crawler.browser.chromium import Browser
from records.answers import Finding
from tests.crawler.browser.probing import Try, trying_with

LINE = "彰化縣政府公告" * 12


@pytest.fixture
def reflow(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("reflow", browser, runner, monkeypatch)


def test_a_page_that_follows_the_window_is_well(reflow: Try) -> None:
    seen = reflow(f"<p>{LINE}</p>")
    assert (seen.scroll_width, seen.outside) == (320, ())


def test_words_in_a_box_of_fixed_width_are_found_beyond_the_window(reflow: Try) -> None:
    seen = reflow(f"<div id=box style='width: 960px'>{LINE}</div>")
    assert seen.scroll_width > 900
    assert [spot.selector for spot in seen.outside] == ["#box"]
    assert [type(answer) for answer in sideways_scrolling.judge(seen)] == [Finding]


@pytest.mark.parametrize(
    "body",
    [
        f"<table style='width: 960px'><tr><td>{LINE}</table>",
        f"<pre style='width: 960px'>{LINE}</pre>",
        "<svg width=960 height=20><text y=15 x=700>圖</text></svg>",
    ],
)
def test_tables_code_and_pictures_may_be_wider(reflow: Try, body: str) -> None:
    assert reflow(body).outside == ()


def test_a_part_that_scrolls_by_itself_keeps_the_page_narrow(reflow: Try) -> None:
    seen = reflow(f"<div style='overflow-x: auto'><p style='width: 960px'>{LINE}</p></div>")
    assert (seen.scroll_width, seen.outside) == (320, ())


def test_the_window_is_as_wide_as_before_afterwards(reflow: Try) -> None:
    assert reflow("<p>甲").scroll_width == reflow("<p>乙").scroll_width == 320
