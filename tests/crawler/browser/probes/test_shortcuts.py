"""Single characters pressed while nothing has the focus, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.trying.single_key_shortcut import single_key_shortcut
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from records.interacting import Effect, Shortcuts
from tests.crawler.browser.probing import Try, trying_with

BODY = """<input id=q><p id=help hidden>說明</p><p id=clock>0</p>
    <script>document.addEventListener('keydown', event => {{ {} }})</script>"""


@pytest.fixture
def press(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("shortcuts", browser, runner, monkeypatch)


def judged(seen: Shortcuts) -> list[type[Answer]]:
    return [type(answer) for answer in single_key_shortcut.judge(seen)]


@pytest.mark.parametrize(
    ("script", "key", "effect"),
    [
        ("if (event.key == '/') { event.preventDefault(); q.focus() }", "/", Effect.FOCUS),
        ("if (event.key == 'h') help.hidden = !help.hidden", "h", Effect.SHOWS),
        ("if (event.code == 'KeyN') location = '/next'", "n", Effect.LEADS),
        ("if (event.keyCode == 80) setTimeout(() => help.hidden = !help.hidden, 30)", "p", Effect.SHOWS),
    ],
)
def test_a_single_key_that_does_something_is_found(press: Try, script: str, key: str, effect: Effect) -> None:
    seen = press(BODY.format(script))
    assert (key, effect) in seen.found
    assert judged(seen) == [Finding]


@pytest.mark.parametrize(
    "script",
    [
        "",
        "if (event.ctrlKey && event.key == 'h') help.hidden = false",
        "if (event.target == q && event.key == 'h') help.hidden = false",
        "if (event.key == 'Escape') help.hidden = true",
        "setInterval(() => clock.textContent = performance.now(), 5)",
    ],
)
def test_keys_that_do_nothing_by_themselves_are_well(press: Try, script: str) -> None:
    assert press(BODY.format(script)).found == ()


def test_a_key_that_is_taken_without_a_trace_is_left_to_a_person(press: Try) -> None:
    seen = press(BODY.format("if (event.key == 'm') event.preventDefault()"))
    assert seen.found == (("m", Effect.TAKEN),)
    assert judged(seen) == [Unsure]


def test_a_setting_for_shortcuts_leaves_it_to_a_person(press: Try) -> None:
    setting = "<label><input type=checkbox checked> 使用快捷鍵</label>"
    assert judged(press(setting + BODY.format("if (event.key == 'h') help.hidden = !help.hidden"))) == [Unsure]
