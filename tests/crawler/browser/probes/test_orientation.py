"""A page on a screen that is turned, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.trying.orientation_lock import orientation_lock
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from records.sizes import Shape
from tests.crawler.browser.probing import Try, trying_with

NEWS = "<main id=news><h1>公告</h1><p>本府各單位國定假日停止上班。</p></main>"
ASKS = "<p id=turn>請將您的手機轉為橫向，以便瀏覽</p>"


@pytest.fixture
def orientation(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("orientation", browser, runner, monkeypatch)


def rules(shape: str, declared: str) -> str:
    return f"<style>@media (orientation: {shape}) {{ {declared} }}</style>"


@pytest.mark.parametrize("rule", [
    "#news { transform: rotate(90deg); transition: transform 2s }",
    "body { transform: rotate(-90deg) translateX(-100%); transform-origin: top left }",
    "html { rotate: 270deg }",
    "#news { transform: matrix(0, 1, -1, 0, 0, 0) }",
])  # fmt: skip
def test_a_page_turned_back_by_its_style_sheet_is_locked(orientation: Try, rule: str) -> None:
    seen = orientation(NEWS, rules("portrait", rule))
    assert (len(seen.turned), seen.turned_share) == (1, 1)
    assert [type(answer) for answer in orientation_lock.judge(seen)] == [Finding]


def test_a_message_in_the_place_of_the_page_locks_it(orientation: Try) -> None:
    style = "<style>#turn { display: none }</style>" + rules(
        "portrait", "#news { display: none } #turn { display: block }"
    )
    seen = orientation(NEWS + ASKS, style)
    assert (seen.missing_in, seen.missing_share) == (Shape.PORTRAIT, 1)
    assert [spot.selector for spot in seen.asked] == ["#turn"]
    assert [type(answer) for answer in orientation_lock.judge(seen)] == [Finding]


@pytest.mark.parametrize(("body", "head", "answers"), [
    (NEWS, "", []),
    (NEWS, rules("portrait", "#news { display: flex; flex-direction: column }"), []),
    (NEWS, rules("portrait", "#news { transform: rotate(5deg) }"), []),
    (NEWS, "<style>#news { transform: rotate(90deg) }</style>" + rules("portrait", "p { display: block }"), []),
    (NEWS + "<p id=tag>新</p>", rules("portrait", "#tag { transform: rotate(-90deg) }"), [Unsure]),
    (NEWS + ASKS, "", [Unsure]),
    (NEWS + "<p hidden>請將您的手機轉為橫向</p>", "", []),
    (NEWS, rules("landscape", "#news { display: none }"), [Unsure]),
    ("<main><p>The survey maps are printed in landscape and in portrait, in colour.</p></main>", "", []),
], ids=range(9))  # fmt: skip
def test_near_misses(orientation: Try, body: str, head: str, answers: list[type[Answer]]) -> None:
    assert [type(answer) for answer in orientation_lock.judge(orientation(body, head))] == answers
