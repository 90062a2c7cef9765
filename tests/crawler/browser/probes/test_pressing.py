"""The pointer's button pressed in one place and let go of in another, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.registry import Check
from checks.trying.action_on_press import action_on_press
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from records.interacting import Presses
from tests.crawler.browser.probing import Try, trying_with

PANEL = "<p id=panel hidden>內容</p>"


@pytest.fixture
def press(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("pressing", browser, runner, monkeypatch)


def judged(check: Check, seen: Presses) -> list[type[Answer]]:
    return [type(answer) for answer in check.judge(seen)]


@pytest.mark.parametrize("event", ["mousedown", "pointerdown"])
def test_what_leads_elsewhere_when_it_is_pressed_is_found(press: Try, event: str) -> None:
    seen = press(f"<button on{event}=\"location = '/b'\">前往</button>")
    assert judged(action_on_press, seen) == [Finding]


@pytest.mark.parametrize(
    "button",
    [
        "<button onclick=\"location = '/b'\">前往</button>",
        "<button onmouseup=\"location = '/b'\">前往</button>",
        "<button onmousedown='this.className = 1' onmouseup='this.className = 2'>前往</button>",
        "<button onmousedown='panel.hidden = false'>鈕</button><script>onmouseup = () => panel.hidden = true</script>",
        "<div class=slider onmousedown='panel.hidden = false'>拉桿</div>",
        "<p onmousedown='0'>文<p id=clock><script>setInterval(() => clock.textContent = performance.now(), 9)</script>",
    ],
)
def test_what_waits_or_is_taken_back_is_well(press: Try, button: str) -> None:
    assert judged(action_on_press, press(button + PANEL)) == []


def test_what_shows_when_it_is_pressed_and_stays_is_left_to_a_person(press: Try) -> None:
    seen = press(f"<button onmousedown='panel.hidden = false'>展開</button>{PANEL}")
    assert judged(action_on_press, seen) == [Unsure]
