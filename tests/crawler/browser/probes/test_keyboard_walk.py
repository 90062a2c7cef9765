"""Where the Tab key leads, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.trying.change_on_focus import change_on_focus
from checks.trying.jumping_focus_order import jumping_focus_order
from checks.trying.keyboard_trap import keyboard_trap
from checks.trying.lost_focus import lost_focus
from crawler.browser.chromium import Browser
from records.answers import Finding, Unsure
from records.keyboard import Fate, KeyboardWalk
from tests.crawler.browser.probing import Try, page, trying_with

pytestmark = pytest.mark.alone

LINKS = "<p><a href=/1>一</a><p><a href=/2>二</a><p><a href=/3>三</a>"
LONG = "".join(f"<p style='margin: 60px 0'><a href=/{n}>第 {n} 則公告</a></p>" for n in range(30))


@pytest.fixture
def walk(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("keyboard-walk", browser, runner, monkeypatch)


def texts(walked: KeyboardWalk) -> list[str]:
    return [stop.spot.text for stop in walked.stops]


def test_the_walk_meets_every_stop_once_in_their_order(walk: Try) -> None:
    walked = walk(f"{LINKS}<button tabindex=1>前</button><input placeholder=欄><a>無</a><button disabled>停</button>")
    assert texts(walked) == ["前", "一", "二", "三", "欄"]
    assert (walked.traps, walked.is_whole) == ((), True)


def test_the_walk_begins_at_the_beginning_wherever_the_focus_was(walk: Try) -> None:
    assert texts(walk(f"{LINKS}<input autofocus placeholder=欄>")) == ["一", "二", "三", "欄"]


def test_a_page_without_stops_is_walked_at_once(walk: Try) -> None:
    walked = walk("<p>公告")
    assert (walked.stops, walked.is_whole) == ((), True)


def test_shadow_roots_are_walked_through(walk: Try) -> None:
    walked = walk(f"<div><template shadowrootmode=open>{LINKS}</template></div><a href=/4>四</a>")
    assert texts(walked) == ["一", "二", "三", "四"]
    assert {stop.fate for stop in walked.stops} == {Fate.KEPT}


@pytest.mark.parametrize(
    "trap",
    [
        "<input onkeydown=\"if (event.key == 'Tab') event.preventDefault()\">",
        "<input onblur='this.focus()'>",
        "<input onblur='setTimeout(() => this.focus(), 10)'>",
        "<input onblur='setTimeout(() => this.focus(), 100)'>",
        "<button id=a onblur='setTimeout(() => b.focus(), 10)'>甲</button>"
        "<button id=b onblur='setTimeout(() => a.focus(), 10)'>乙</button>",
    ],
)
def test_a_trap_that_no_key_leads_out_of_is_found(walk: Try, trap: str) -> None:
    walked = walk(f"{LINKS}{trap}<a href=/4>四</a><a href=/5>五</a><a href=/6>六</a><a href=/7>七</a>")
    assert [kept.way_out for kept in walked.traps] == [""]
    assert [type(answer) for answer in keyboard_trap.judge(walked)] == [Finding]
    assert list(change_on_focus.judge(walked)) == []


@pytest.mark.parametrize(
    "field",
    [
        "<input onkeydown=\"if (event.key == 'Tab' && !event.shiftKey) event.preventDefault()\">",
        "<button id=a>甲</button><button id=b onblur='setTimeout(() => a.focus(), 1)'>乙</button>",
    ],
)
def test_a_field_that_lets_go_of_the_focus_backwards_alone_is_left_to_a_person(walk: Try, field: str) -> None:
    walked = walk(f"{LINKS}{field}<a href=/4>四</a>")
    assert [kept.way_out for kept in walked.traps] == ["Shift+Tab"]
    assert [type(answer) for answer in keyboard_trap.judge(walked)] == [Unsure]


def test_a_trap_at_the_end_of_the_page_is_one_too(walk: Try) -> None:
    walked = walk(f"{LINKS}<input onkeydown=\"if (event.key == 'Tab') event.preventDefault()\">")
    assert [(kept.way_out, kept.unreached) for kept in walked.traps] == [("", 0)]


def test_an_editor_that_lets_go_on_escape_says_so_and_the_walk_goes_on(walk: Try) -> None:
    editor = """<textarea aria-label=欄></textarea><script>
        let isFree = false;
        document.querySelector('textarea').addEventListener('keydown', event => {
            if (event.key == 'Escape') isFree = true;
            if (event.key == 'Tab' && !isFree) event.preventDefault();
        });
    </script>"""
    walked = walk(f"{LINKS}{editor}<a href=/4>四</a>")
    assert [kept.way_out for kept in walked.traps] == ["Escape"]
    assert (texts(walked)[-1], walked.is_whole) == ("四", True)


def test_a_dialog_that_is_open_from_the_start_keeps_the_focus_as_it_should(walk: Try) -> None:
    dialog = """<div role=dialog aria-modal=true aria-label=提醒 style='position: fixed; inset: 20%; background: #fff'>
        <a href=/x>說明</a> <button id=close>關閉</button></div><script>
        const [first, last] = document.querySelectorAll('[role=dialog] > *');
        last.addEventListener('keydown', event => {
            if (event.key == 'Tab' && !event.shiftKey) { event.preventDefault(); first.focus(); }
        });
        first.addEventListener('keydown', event => {
            if (event.key == 'Tab' && event.shiftKey) { event.preventDefault(); last.focus(); }
        });
        first.focus();
    </script>"""
    [kept] = walk(f"{dialog}{LINKS}").traps
    assert (kept.is_in_dialog, kept.has_button, kept.way_out, kept.unreached) == (True, True, "", 3)


def test_a_field_that_keeps_the_focus_in_a_fixed_header_is_no_dialog(walk: Try) -> None:
    field = "<input onkeydown=\"if (event.key == 'Tab') event.preventDefault()\">"
    [kept] = walk(f"<header style='position: fixed; top: 0'>{field}<button>搜尋</button></header>{LINKS}").traps
    assert not kept.is_in_dialog


def test_a_sentence_on_how_to_leave_is_told(walk: Try) -> None:
    trap = "<input onkeydown=\"if (event.key == 'Tab') event.preventDefault()\">"
    [kept] = walk(f"{LINKS}<p>按 F6 鍵離開編輯區。</p>{trap}").traps
    assert kept.help == "按 F6 鍵離開編輯區"


def test_a_frame_is_no_trap(walk: Try) -> None:
    walked = walk(f"<iframe src=/frame title=地圖></iframe>{LINKS}", frame=page("<a href=/a>甲</a>" * 12))
    assert (walked.traps, walked.is_whole) == ((), True)
    assert texts(walked)[1:] == ["一", "二", "三"]


@pytest.mark.parametrize("act", ["this.blur()", "setTimeout(() => this.blur(), 20)"])
def test_focus_that_is_lost_is_found(walk: Try, act: str) -> None:
    walked = walk(f"{LINKS}<button onfocus='{act}'>鈕</button><a href=/4>四</a><a href=/5>五</a>")
    assert [stop.spot.html[:7] for stop in walked.stops if stop.fate is Fate.LOST] == ["<button"]
    assert [type(answer) for answer in lost_focus.judge(walked)] == [Finding]


@pytest.mark.parametrize("act", ["this.remove()", "this.hidden = true"])
def test_what_goes_away_with_the_focus_is_left_to_a_person(walk: Try, act: str) -> None:
    walked = walk(f"{LINKS}<button onfocus='{act}'>鈕</button><a href=/4>四</a><a href=/5>五</a>")
    assert [type(answer) for answer in lost_focus.judge(walked)] == [Unsure]


def test_focus_that_a_script_moves_on_is_told_with_where_to(walk: Try) -> None:
    walked = walk(f"{LINKS}<button onfocus='after.focus()'>鈕</button><a href=/4>四</a><a href=/5 id=after>五</a>")
    [moved] = [stop for stop in walked.stops if stop.fate is Fate.MOVED]
    assert (moved.spot.text, moved.moved_to.selector if moved.moved_to else "") == ("鈕", "#after")


@pytest.mark.parametrize("act", ["location = '/b'", "document.forms[0].submit()", "window.open('/b')"])
def test_a_page_that_goes_elsewhere_on_focus_is_found_and_stays(walk: Try, act: str) -> None:
    walked = walk(f'{LINKS}<form action=/b></form><a href=/c onfocus="{act}">丙</a><a href=/4>四</a>')
    assert [stop.spot.text for stop in walked.stops if stop.led_to] == ["丙"]
    assert walked.is_whole


def test_what_leads_elsewhere_by_itself_is_not_laid_to_the_focus(walk: Try) -> None:
    script = "addEventListener('keydown', () => setTimeout(() => location = '/b', 20), {once: true})"
    walked = walk(f"{LINKS}<script>{script}</script>{LONG}")
    assert [stop.spot.text for stop in walked.stops if stop.led_to] == []


HEADER = "<header style='position: sticky; top: 0; height: 120px; background: {}; z-index: 1'>縣政府</header>"
FOOTER = "<footer style='position: fixed; bottom: 0; left: 0; right: 0; height: 90px; background: {}'>同意</footer>"


def covered(walked: KeyboardWalk) -> list[str]:
    return [stop.cover.text for stop in walked.stops if stop.cover and stop.is_cover_fixed]


def test_what_lies_under_a_fixed_footer_is_found(walk: Try) -> None:
    assert set(covered(walk(LONG + FOOTER.format("#eee")))) == {"同意"}


def test_what_lies_under_a_sticky_header_is_found_on_the_way_back(walk: Try) -> None:
    assert set(covered(walk(HEADER.format("#eee") + LONG))) == {"縣政府"}


@pytest.mark.parametrize("colour", ["rgba(0, 0, 0, .5)", "transparent"])
def test_what_shines_through_is_not_hidden(walk: Try, colour: str) -> None:
    assert covered(walk(LONG + FOOTER.format(colour))) == []


def test_room_that_is_kept_for_the_footer_hides_nothing(walk: Try) -> None:
    style = "<style>html { scroll-padding: 130px 0 100px } body { padding-bottom: 100px }</style>"
    assert covered(walk(HEADER.format("#eee") + LONG + FOOTER.format("#eee"), style)) == []


def test_links_in_the_footer_itself_are_seen(walk: Try) -> None:
    footer = "<footer style='position: fixed; bottom: 0; height: 90px; background: #fff'><a href=/x>說明</a></footer>"
    walked = walk(footer + LINKS)
    assert covered(walked) == []
    assert [stop.spot.text for stop in walked.stops if stop.is_fixed] == ["說明"]


def test_what_is_no_control_and_is_listened_to_by_nobody_is_idle(walk: Try) -> None:
    walked = walk(
        "<h2 tabindex=0>標題</h2><div tabindex=0 onclick='0'>鈕</div><div tabindex=0 role=button>鈕</div>"
        "<div tabindex=0 style='height: 20px; overflow: auto'>文<br>文<br>文</div><a href=/a>甲</a>"
    )
    assert [stop.spot.text for stop in walked.stops if stop.is_idle] == ["標題"]


def test_an_order_that_style_sheets_turn_around_jumps(walk: Try) -> None:
    style = "<style>main { display: flex; flex-direction: column-reverse } p { height: 150px }</style>"
    [answer] = jumping_focus_order.judge(walk(f"<main>{LINKS}</main>", style))
    assert [place.snippet for place in answer.places] == ['<a href="/2">二</a>', '<a href="/3">三</a>']


def test_columns_side_by_side_do_not_jump(walk: Try) -> None:
    style = "<style>main { columns: 2 } p { height: 150px; margin: 0 }</style>"
    assert list(jumping_focus_order.judge(walk(f"<main>{LINKS}<p><a href=/4>四</a></main>", style))) == []
