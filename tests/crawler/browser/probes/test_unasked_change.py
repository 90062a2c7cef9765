"""What changes on a page while nobody does anything, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.trying.content_that_changes_by_itself import content_that_changes_by_itself
from checks.trying.time_limit import time_limit
from checks.trying.vanishing_words import vanishing_words
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from records.motion import Changed
from tests.crawler.browser.probing import Try, trying_with

TURNING = """<div id=news>{more}<ul id=slides><li>防疫資訊<li hidden>招標公告<li hidden>活動訊息</ul></div><script>
    let at = 0;
    {when}(function turn() {{
        slides.children[at].hidden = true;
        at = (at + 1) % 3;
        slides.children[at].hidden = false;
        {again}
    }}, 700)</script>"""
CAROUSEL = TURNING.format(more="", when="setInterval", again="")


@pytest.fixture
def unasked(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("unasked-change", browser, runner, monkeypatch)


def test_a_page_that_waits_for_nothing_is_not_watched(unasked: Try) -> None:
    seen = unasked("<p>公告</p><script>setTimeout(() => {}, 1); setTimeout(() => {}, 600000)</script>")
    assert (seen.seconds, seen.changes, seen.limits) == (0, (), ())


TRACK = """<div style='overflow: hidden; width: 300px'><div id=track>防疫資訊</div></div><script>
    let x = 0; (function step() { track.style.marginLeft = `${++x % 99}px`; requestAnimationFrame(step) })()</script>"""
WORDS = """<p id=it></p><script>
    let n = 0; setInterval(() => { it.textContent = '甲乙丙'[++n % 3] }, 500)</script>"""
LATE = """<p id=late>{at_first}</p><p>公告</p><script>
    setTimeout(() => {{ late.innerHTML = '<p>最新消息' }}, 800); setInterval(() => {{}}, 900)</script>"""


@pytest.mark.parametrize(("body", "answers"), [
    (CAROUSEL, [Finding]),
    (TURNING.format(more="", when="setTimeout", again="setTimeout(turn, 700)"), [Finding]),
    (TURNING.format(more="<button>暫停</button>", when="setInterval", again=""), []),
    (TURNING.format(more="<button>下一則</button>", when="setInterval", again=""), [Finding]),
    (TRACK, [Finding]),
    (WORDS, [Finding]),
    ("<p id=clock></p><script>setInterval(() => { clock.textContent = Date.now() }, 200)</script>", []),
    (LATE.format(at_first="載入中"), []),
    (LATE.format(at_first=""), []),
    ("<p style='color: red' id=it>公告</p><script>setInterval(() => { it.classList.toggle('odd') }, 500)</script>", []),
], ids=range(10))  # fmt: skip
def test_what_turns_again_and_again_is_found(unasked: Try, body: str, answers: list[type[Answer]]) -> None:
    assert [type(answer) for answer in content_that_changes_by_itself.judge(unasked(body))] == answers


def test_a_carousel_is_told_as_one_part(unasked: Try) -> None:
    [change] = unasked(CAROUSEL).changes
    assert (change.spot.selector, change.how, change.alike) == ("#slides", Changed.TURNED, 3)


def test_a_message_that_goes_is_told(unasked: Try) -> None:
    toast = "<p>公告</p><p id=toast>本站將於今晚停機維護</p><script>setTimeout(() => { toast.remove() }, 1200)</script>"
    assert [type(answer) for answer in vanishing_words.judge(unasked(toast))] == [Unsure]


def test_a_countdown_and_a_session_that_ends_are_told(unasked: Try) -> None:
    counting = (
        "<p id=left></p><script>let n = 90; setInterval(() => { left.textContent = `剩餘 ${n--} 秒` }, 300)</script>"
    )
    assert [answer.detail for answer in time_limit.judge(unasked(counting))] == ["countdown"]
    ends = "<script>setTimeout(() => { location.href = '/logout' }, 1200 * 1000); setTimeout(() => {}, 900000)</script>"
    seen = unasked(ends)
    assert [answer.detail for answer in time_limit.judge(seen)] == ["script"]
    assert [round(limit, -1) for limit in seen.limits] == [1200]


def test_a_page_that_lies_about_its_timers_breaks_nothing(unasked: Try) -> None:
    seen = unasked("<p>公告</p><script>Date.now = performance.now = () => 'x'; Map.prototype.values = () => 7</script>")
    assert seen.changes == ()
