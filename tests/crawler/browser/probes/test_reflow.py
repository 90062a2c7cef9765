"""A page in a narrow window, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.trying.part_that_covers_narrow_window import part_that_covers_narrow_window
from checks.trying.sideways_scrolling import sideways_scrolling
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from records.sizes import Lost
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


def test_a_table_that_lays_out_the_page_may_not_be_wider(reflow: Try) -> None:
    seen = reflow(f"<table style='width: 960px'><tr><td><h1>公告</h1><td id=words>{LINE}</table>")
    assert [spot.selector for spot in seen.outside] == ["#words"]


def test_what_the_window_hides_at_its_edge_is_lost(reflow: Try) -> None:
    seen = reflow(f"<p id=words style='width: 900px'>{LINE}</p>", "<style>body { overflow-x: hidden }</style>")
    assert seen.scroll_width == 320
    assert [(loss.spot.selector, loss.how) for loss in seen.losses] == [("#words", Lost.CUT)]


def test_a_column_that_a_narrow_window_leaves_out_is_gone(reflow: Try) -> None:
    column = "<style>@media (max-width: 500px) { #side { display: none } }</style>"
    seen = reflow("<p>甲</p><p id=side>重要通知</p>", column)
    assert [(loss.spot.selector, loss.how) for loss in seen.losses] == [("#side", Lost.GONE)]


TALL = "<div style='height: 3000px'>公告</div>"


@pytest.mark.parametrize(("body", "answers"), [
    (f"<header style='position: sticky; top: 0; height: 230px; background: white'>縣政府</header>{TALL}", [Finding]),
    (f"<header style='position: fixed; top: 0; height: 150px; width: 100%'>縣政府</header>{TALL}", [Unsure]),
    (f"<p style='position: fixed; bottom: 0; width: 100%; height: 230px'><button>關閉</button></p>{TALL}", [Unsure]),
    (f"<div style='position: fixed; inset: 0; background: white'>載入中</div>{TALL}", []),
    (f"<nav style='position: fixed; top: 0; width: 310px; height: 100%; background: white'>選單</nav>{TALL}", []),
    (f"<header style='position: sticky; top: 0; height: 60px'>縣政府</header>{TALL}", []),
    (f"<header style='height: 230px'>縣政府</header>{TALL}", []),
    (f"<div role=dialog style='position: fixed; inset: 0; background: white'>公告</div>{TALL}", []),
])  # fmt: skip
def test_parts_that_stay_in_place_are_measured_in_a_low_window(
    reflow: Try, body: str, answers: list[type[Answer]]
) -> None:
    assert [type(answer) for answer in part_that_covers_narrow_window.judge(reflow(body))] == answers
