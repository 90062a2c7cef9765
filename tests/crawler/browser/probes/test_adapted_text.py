"""A page whose words are enlarged and set further apart, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from crawler.browser.chromium import Browser
from records.sizes import Loss, Lost
from tests.crawler.browser.probing import Try, trying_with

LINE = "彰化縣政府公告" * 12
SHORT = "彰化縣政府公告" * 8
"""Fits into one line of the window as it is, and into none of half the width."""
Where = list[tuple[str, Lost]]


@pytest.fixture
def adapted(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("adapted-text", browser, runner, monkeypatch)


def where(losses: tuple[Loss, ...]) -> Where:
    return [(loss.spot.selector, loss.how) for loss in losses]


def test_a_page_that_makes_room_loses_nothing(adapted: Try) -> None:
    seen = adapted(f"<h1>公告</h1><p>{LINE}</p><a href='/'>首頁</a>")
    assert (seen.doubled, seen.zoomed, seen.spaced, seen.unscaled) == ((), (), (), ())


def test_a_box_of_fixed_height_cuts_words_in_every_way(adapted: Try) -> None:
    seen = adapted(
        f"<div style='width: 72%; height: 30px; overflow: hidden'><p id=words style='margin: 0'>{SHORT}</p></div>"
    )
    assert where(seen.zoomed) == where(seen.spaced) == [("#words", Lost.CUT)]
    assert seen.zoomed[0].by == "html > body > div"


def test_a_line_of_fixed_height_cuts_only_words_that_are_themselves_larger(adapted: Try) -> None:
    seen = adapted("<div id=line style='height: 20px; overflow: hidden; line-height: 20px'>最新消息</div>")
    assert (where(seen.doubled), seen.zoomed) == ([("#line", Lost.CUT)], ())


def test_words_laid_on_others_by_their_fixed_places_are_found(adapted: Try) -> None:
    seen = adapted(
        "<div style='position: relative; height: 80px'>"
        f"<p id=upper style='position: absolute; top: 0; width: 90%; margin: 0'>{SHORT}</p>"
        "<p id=lower style='position: absolute; top: 26px; margin: 0'>承辦單位：社會處</p></div>"
    )
    assert where(seen.zoomed) == [("#upper", Lost.OVERLAID)]
    assert seen.zoomed[0].by == "#lower"


@pytest.mark.parametrize(
    "body",
    [
        f"<div style='height: 30px; overflow: hidden'><p style='margin: 0; width: 300px'>{LINE}</p></div>",
        f"<div style='height: 60px; overflow: auto'>{LINE}<p>{LINE}</p></div><p>公告</p><p>公告</p>",
        f"<p style='position: absolute; left: -9999px; width: 30px; height: 30px; overflow: hidden'>{LINE}</p>",
        f"<div aria-hidden=true style='height: 3em; overflow: hidden'>{LINE}</div>",
        f"<p title='{SHORT}' style='overflow: hidden; text-overflow: ellipsis; white-space: nowrap'>{SHORT}</p>",
        "<div class=carousel style='width: 90%; overflow: hidden; white-space: nowrap'>"
        + "<div style='display: inline-block; width: 300px'>最新消息</div>" * 3
        + "</div>",
    ],
    ids=["cut before", "scrolls", "for ears alone", "hidden from all", "title says it", "one after another"],
)
def test_what_is_no_loss_is_not_told(adapted: Try, body: str) -> None:
    seen = adapted(body)
    assert (seen.doubled, seen.zoomed, seen.spaced) == ((), (), ())


def test_an_ellipsis_without_a_title_is_told_apart(adapted: Try) -> None:
    seen = adapted(f"<p id=short style='overflow: hidden; text-overflow: ellipsis; white-space: nowrap'>{SHORT}</p>")
    assert where(seen.zoomed) == [("#short", Lost.ELIDED)]


def test_what_a_narrow_window_hides_is_gone_unless_a_button_opens_it(adapted: Try) -> None:
    style = (
        "<style>@media (width < 700px) { .wide { display: none } }"
        "@media (width >= 700px) { .narrow { display: none } }</style>"
    )
    menu = "<nav class=wide><a id=tax href='/tax'>稅務服務</a></nav>"
    assert where(adapted(menu, style).zoomed) == [("#tax", Lost.GONE)]
    assert adapted(f"{menu}<button class=narrow>選單</button>", style).zoomed == ()
    assert adapted(f"{menu}<div class=narrow><a href='/tax'>稅務服務</a></div>", style).zoomed == ()


def test_words_sized_by_the_window_cannot_be_enlarged(adapted: Try) -> None:
    seen = adapted("<p id=stuck style='font-size: 2vw'>公告</p><p style='font-size: calc(8px + 1vw)'>公告</p>")
    assert [spot.selector for spot in seen.unscaled] == ["#stuck"]
    halved = "<style>@media (max-width: 700px) { p { font-size: 12px } } p { font-size: 24px }</style>"
    assert adapted("<p>公告</p>", halved).unscaled == ()


def test_the_page_is_as_it_was_afterwards(adapted: Try) -> None:
    watch = """<p style='color: red'>甲</p><script>setInterval(() => {
        const style = [...document.querySelectorAll('p')].map(p => p.getAttribute('style')).join();
        document.title = style + document.adoptedStyleSheets.length + innerWidth;
    }, 20)</script><p>乙"""
    assert adapted(watch, "<style>p { transition: all 1s }</style>").doubled == ()
