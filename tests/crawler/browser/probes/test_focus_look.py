"""What shows the focus, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.trying.invisible_focus import invisible_focus
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from records.keyboard import FocusLooks
from tests.crawler.browser.probing import Try, trying_with

BARE = "<style>*:focus { outline: none } a { color: #00e }</style>"
HIDDEN = "position: absolute; left: -9999px"


@pytest.fixture
def focus_look(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("focus-look", browser, runner, monkeypatch)


def judged(seen: FocusLooks) -> list[type[Answer]]:
    return [type(answer) for answer in invisible_focus.judge(seen)]


def test_the_browsers_own_outline_is_seen(focus_look: Try) -> None:
    seen = focus_look("<a href=/a>甲</a> <button>乙</button>")
    assert [look.contrast for look in seen.looks] == [21, 21]
    assert judged(seen) == []


def test_links_without_an_outline_are_found_each_and_tried_once(focus_look: Try) -> None:
    seen = focus_look("<p>" + "<a href=/a>連結</a> " * 30, BARE)
    [look] = seen.looks
    assert (look.changes, look.contrast, len(look.spots)) == ((), 0, 20)
    assert (look.pixels.changed, look.pixels.contrasting) == (0, 0)
    assert judged(seen) == [Finding]


@pytest.mark.parametrize(
    "style",
    [
        "a:focus { background: #003; color: #fff }",
        "a:focus { text-decoration: underline } a { text-decoration: none }",
        "a:focus { box-shadow: 0 0 0 3px #000 }",
        "a { border: 2px solid #fff } a:focus { border-color: #000 }",
        "a:focus::after { content: ''; display: block; height: 3px; background: #000 }",
        "a { transition: all 3s } a:focus { outline: 3px solid #000 }",
        "a:focus-within { outline: 3px solid #000 }",
        "li:focus-within { background: #003 } a { color: #c00 }",
    ],
)
def test_whatever_shows_the_focus_plainly_is_seen(focus_look: Try, style: str) -> None:
    seen = focus_look("<ul><li><a href=/a>甲</a><li><a href=/b>乙</a></ul>", BARE + f"<style>{style}</style>")
    assert judged(seen) == []


def test_a_hint_of_a_shadow_is_left_to_a_person(focus_look: Try) -> None:
    seen = focus_look("<a href=/a>甲</a>", BARE + "<style>a:focus { box-shadow: 0 0 2px 2px #eee }</style>")
    assert seen.looks[0].pixels.changed > 0
    assert judged(seen) == [Unsure]


def test_a_pale_outline_is_left_to_a_person_without_a_picture(focus_look: Try) -> None:
    seen = focus_look("<a href=/a>甲</a>", "<style>a:focus { outline: 3px solid #aaa }</style>")
    assert (seen.looks[0].pixels, seen.looks[0].contrast) == (None, 2.32)
    assert judged(seen) == [Unsure]


def test_an_outline_in_the_colour_of_the_page_is_none(focus_look: Try) -> None:
    seen = focus_look("<a href=/a>甲</a>", "<style>a:focus { outline: 3px solid #fff }</style>")
    assert judged(seen) == [Finding]


def test_a_ring_that_a_script_draws_elsewhere_in_the_page_is_seen(focus_look: Try) -> None:
    ring = "<div id=ring style='position: absolute; border: 3px solid #000; pointer-events: none' hidden></div>"
    script = """<script>
        const ring = document.getElementById('ring');
        addEventListener('focusout', () => ring.hidden = true);
        addEventListener('focusin', event => {
            const {left, top, width, height} = event.target.getBoundingClientRect();
            ring.hidden = false;
            ring.style.cssText += `;left: ${left - 4}px; top: ${top - 4}px; width: ${width}px; height: ${height}px`;
        });
    </script>"""
    assert judged(focus_look(f"<p><a href=/a>甲</a><p><a href=/b>乙</a>{ring}{script}", BARE)) == []


def test_a_caret_shows_where_one_is(focus_look: Try) -> None:
    assert judged(focus_look("<input><textarea></textarea><div contenteditable>字</div>", BARE)) == []


def test_a_link_out_of_sight_that_does_not_come_into_sight_is_found(focus_look: Try) -> None:
    seen = focus_look(f"<a href=/a style='{HIDDEN}'>跳到主要內容</a><p>文")
    assert [look.is_seen for look in seen.looks] == [False]
    assert judged(seen) == [Finding]


def test_a_skip_link_that_comes_into_sight_is_well(focus_look: Try) -> None:
    style = f"<style>a {{ {HIDDEN} }} a:focus {{ left: 0 }}</style>"
    assert judged(focus_look("<a href=#a>跳到主要內容</a><p id=a>文", style)) == []


def test_a_hidden_box_shows_its_focus_by_its_label(focus_look: Try) -> None:
    box = "<input type=checkbox id=a style='position: absolute; opacity: 0'><label for=a>同意</label>"
    style = "<style>input:focus + label { outline: 2px solid #000 }</style>"
    assert judged(focus_look(box, BARE + style)) == []
    assert judged(focus_look(box, BARE)) == [Finding]


def test_links_of_a_closed_drawer_are_found(focus_look: Try) -> None:
    drawer = "<nav style='position: fixed; left: -300px; width: 250px'><a href=/a>甲</a> <a href=/b>乙</a></nav>"
    assert judged(focus_look(f"{drawer}<p><a href=/c>丙</a>")) == [Finding]


def test_what_moves_by_itself_shows_no_focus(focus_look: Try) -> None:
    style = "<style>a { animation: blink .1s infinite steps(2) } @keyframes blink { to { background: #000 } }</style>"
    assert judged(focus_look("<a href=/a>甲</a>", BARE + style)) == [Finding]


def test_a_guard_of_a_dialog_is_no_fault(focus_look: Try) -> None:
    assert judged(focus_look("<div tabindex=0></div><a href=/a>甲</a>", "<style>div { outline: 0 }</style>")) == []


def test_a_page_that_leads_away_on_focus_stays_where_it_is(focus_look: Try) -> None:
    seen = focus_look("<a href=/a onfocus=\"location = '/b'\">甲</a><a href=/c>丙</a>")
    assert [len(look.spots) for look in seen.looks] == [2]
