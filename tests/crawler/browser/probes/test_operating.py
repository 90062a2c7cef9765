"""The controls of a page operated by key and pointer, in a real browser."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest

from checks.registry import Check
from checks.trying.silent_message import silent_message
from checks.trying.unanswered_key import unanswered_key
from checks.trying.untold_state import untold_state
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from records.operating import Controls
from tests.crawler.browser.conftest import OURS
from tests.crawler.browser.probing import Try, page, trying_with
from tests.crawler.web import Web, serving

PANEL = "<p id=panel hidden>申請人須設籍本縣滿一年。</p>"
OPEN = "panel.hidden = !panel.hidden"
KEYS = "if (event.key == 'Enter' || event.key == ' ') { event.preventDefault(); this.click() }"


@pytest.fixture
def operate(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("operating", browser, runner, monkeypatch)


def judged(check: Check, seen: Controls) -> list[type[Answer]]:
    return [type(answer) for answer in check.judge(seen)]


def selectors(answers: Iterable[Answer]) -> list[str]:
    return [place.selector for answer in answers for place in answer.places]


@pytest.mark.parametrize(
    "control",
    [
        f"<div id=it onclick='{OPEN}'>展開</div>",
        f"<span id=it role=button onclick='{OPEN}'>展開</span>",
        f"<div id=it role=button tabindex=0 onclick='{OPEN}'>展開</div>",
        f"<a id=it onclick='{OPEN}'>展開</a>",
        f"<img id=it alt=展開 width=30 height=30 src='data:,' onclick='{OPEN}'>",
        "<div id=it>展開</div><script>it.addEventListener('mousedown', () => panel.hidden = !panel.hidden)</script>",
        "<div style='cursor: pointer' id=it>展開</div><script>document.addEventListener('click', event => "
        "{ if (event.target.id == 'it') panel.hidden = !panel.hidden })</script>",
        "<div id=it onclick=\"location = '/b'\">前往</div>",
        "<div id=it onclick=\"window.open('/b')\">前往</div>",
    ],
)
def test_what_only_a_click_operates_is_found(operate: Try, control: str) -> None:
    seen = operate(control + PANEL)
    [answer] = unanswered_key.judge(seen)
    assert (type(answer), selectors([answer])) == (Finding, ["#it"])


@pytest.mark.parametrize(
    "control",
    [
        f"<button onclick='{OPEN}'>展開</button>",
        f"<div role=button tabindex=0 onclick='{OPEN}' onkeydown=\"{KEYS}\">展開</div>",
        f"<div onclick='{OPEN}'><button>展開</button></div>",
        f"<label onclick='{OPEN}'><input type=checkbox> 展開</label>",
        f"<a href='#' onclick='{OPEN}'>展開</a>",
        f"<a href='javascript:void({OPEN})'>展開</a>",
        "<div onclick='0'>沒有事發生</div>",
        "<div id=a onclick=\"location = '/b'\">縣政新聞</div><a href=/b>縣政新聞</a>",
        "<div onclick='box.focus()'>查詢</div><input id=box>",
        f"<div onmouseenter='{OPEN}' onclick='0'>說明</div>",
    ],
)
def test_what_keys_operate_too_or_nothing_does_is_well(operate: Try, control: str) -> None:
    assert judged(unanswered_key, operate(control + PANEL)) == []


def test_a_button_that_space_does_not_press_is_left_to_a_person(operate: Try) -> None:
    enter = "if (event.key == 'Enter') this.click()"
    seen = operate(f"<div role=button tabindex=0 onclick='{OPEN}' onkeydown=\"{enter}\">展開</div>{PANEL}")
    assert judged(unanswered_key, seen) == [Unsure]


def test_a_switch_that_does_not_tell_its_state_is_found(operate: Try) -> None:
    style = "<style>.on { background: #060 }</style>"
    switch = "<button role=switch aria-checked=false onclick=\"this.classList.toggle('on'){}\">通知</button>"
    assert judged(untold_state, operate(switch.format(""), style)) == [Finding]
    told = "; this.ariaChecked = this.ariaChecked != 'true'"
    assert judged(untold_state, operate(switch.format(told), style)) == []


def test_a_disclosure_that_does_not_tell_its_state_is_found(operate: Try) -> None:
    button = f"<button aria-expanded=false onclick='{OPEN}{{}}'>說明</button>{PANEL}"
    assert judged(untold_state, operate(button.format(""))) == [Finding]
    assert judged(untold_state, operate(button.format("; this.ariaExpanded = !panel.hidden"))) == []


def test_a_disclosure_without_any_state_is_left_to_a_person(operate: Try) -> None:
    assert judged(untold_state, operate(f"<button onclick='{OPEN}'>說明</button>{PANEL}")) == [Unsure]
    worded = f'{OPEN}; this.textContent = panel.hidden ? "展開" : "收合"'
    assert judged(untold_state, operate(f"<button onclick='{worded}'>展開</button>{PANEL}")) == []


def test_a_tab_that_is_not_said_to_be_chosen_is_found(operate: Try) -> None:
    tabs = """<div role=tablist><button role=tab aria-selected=true>甲</button>
        <button role=tab aria-selected=false id=two>乙</button></div>
        <p id=a>甲的內容</p><p id=b hidden>乙的內容</p>
        <script>two.onclick = () => { a.hidden = true; b.hidden = false; %s }</script>"""
    assert judged(untold_state, operate(tabs % "")) == [Finding]
    assert judged(untold_state, operate(tabs % "two.ariaSelected = 'true'")) == []


def test_a_message_outside_live_regions_is_left_to_a_person(operate: Try) -> None:
    button = "<button onclick=\"said.textContent = '找到 12 筆'\">篩選</button>"
    assert judged(silent_message, operate(f"{button}<p id=said></p>")) == [Unsure]
    assert judged(silent_message, operate(f"{button}<p id=said>找到 30 筆</p>")) == [Unsure]
    assert judged(silent_message, operate(f"{button}<p id=said role=status></p>")) == []
    assert (
        judged(
            silent_message,
            operate(
                f"{button}<p id=said tabindex=-1></p><script>"
                "said.addEventListener('DOMNodeInserted', () => 0); document.querySelector('button').addEventListener("
                "'click', () => said.focus())</script>"
            ),
        )
        == []
    )


def test_a_clock_is_no_message_and_no_change(operate: Try) -> None:
    clock = "<p id=clock>0</p><script>setInterval(() => clock.textContent = performance.now(), 20)</script>"
    seen = operate(f"{clock}<div onclick='0'>沒有事</div><button onclick='0'>也沒有</button>")
    assert [(control.message, control.outcome) for control in seen.controls] == [(None, None), (None, None)]


def test_many_alike_are_tried_twice(operate: Try) -> None:
    rows = "".join(f"<button class=more onclick='0'>第 {n} 則</button>" for n in range(30))
    assert len(operate(rows).controls) == 2


@pytest.mark.parametrize("words", ["登出", "刪除", "Log out", "Delete", "Submit", "送出"])
def test_what_may_change_something_for_good_is_left_alone(operate: Try, words: str) -> None:
    assert operate(f"<button onclick='{OPEN}'>{words}</button>{PANEL}").controls == ()


def test_forms_are_not_sent_and_nothing_is_written(browser: Browser, runner: asyncio.Runner, operate: Try) -> None:
    body = """<form action=/sent method=post><button onclick='0'>查詢</button></form>
        <button onclick="fetch('/written', {method: 'POST'}); fetch('/read')">甲</button>
        <button onclick="document.forms[0].submit()">乙</button>
        <button onclick="navigator.sendBeacon('/written', 'x')">丙</button>"""
    web: Web
    with serving({"/": page(body), "/read": page("")}, OURS) as web:
        [seen] = runner.run(browser.audit(f"{web.address}/")).trials
        assert isinstance(seen, Controls)
        assert len(seen.controls) == 3
        assert {path for _, path in web.asked} - {"/favicon.ico"} == {"/", "/read"}
