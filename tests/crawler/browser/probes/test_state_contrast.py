"""Words under the pointer and with the focus, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from crawler.browser.chromium import Browser
from records.contrast import State
from tests.crawler.browser.probing import Try, trying_with

LINK = "<p><a id=it href='/tax'>稅務服務</a></p>"
BEHIND = """a { position: relative; z-index: 0 }
    a:hover::before { content: ''; position: absolute; inset: 0; z-index: -1; background: #036 }"""


@pytest.fixture
def states(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("state-contrast", browser, runner, monkeypatch)


@pytest.mark.parametrize(("body", "rules", "faded"), [
    (LINK, "a:hover { color: #aaa }", [State.HOVER]),
    (LINK, "a:hover { color: #aaa; transition: color 2s }", [State.HOVER]),
    (LINK, "a:focus { color: #aaa }", [State.FOCUS]),
    (LINK, "a:hover, a:focus { background: #00e }", [State.HOVER, State.FOCUS]),
    (LINK, "a:hover { opacity: 0.3 }", []),
    (LINK, "a:hover { color: #036 }", []),
    (LINK, "a:hover { color: white; background: #036 }", []),
    (LINK, "a:hover { color: white } " + BEHIND, []),
    (LINK, "a { color: #aaa } a:hover { color: #bbb }", []),
    (LINK, "a { --shade: #aaa } a:hover { color: var(--shade) }", [State.HOVER]),
    (LINK, "@media print { a:hover { color: #aaa } }", []),
    ("<button id=it disabled>送出</button>", "button:hover { color: #aaa }", []),
    (f"<div style='height: 3000px'></div>{LINK}", "p:hover a { color: #aaa }", [State.HOVER]),
], ids=range(13))  # fmt: skip
def test_what_fades(states: Try, body: str, rules: str, faded: list[State]) -> None:
    seen = states(body, f"<style>{rules}</style>").faded
    assert [(one.spot.selector, one.state) for one in seen] == [("#it", state) for state in faded]


def test_the_measured_ratio_is_told(states: Try) -> None:
    [one] = states(LINK, "<style>a:hover { color: #aaa }</style>").faded
    assert (one.ratio, one.needed, one.colour, one.ground) == (2.32, 4.5, "#aaaaaa", "#ffffff")
