"""Dialogs that a button opens, used by key in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.trying.dialog_without_focus import dialog_without_focus
from checks.trying.leaky_dialog import leaky_dialog
from checks.trying.lost_place import lost_place
from checks.trying.unclosable_dialog import unclosable_dialog
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from records.operating import Controls, Dialog
from tests.crawler.browser.probing import Try, trying_with

CHECKS = (dialog_without_focus, leaky_dialog, unclosable_dialog, lost_place)

STYLE = """<style>
    #box { position: fixed; inset: 0; background: rgba(0, 0, 0, .6) }
    #box > div { margin: 20vh 20vw; background: #fff; padding: 30px }
    #box[hidden] { display: none }
</style>"""
OPENER = "<p><a href=/1>一</a> <button id=asks>說明</button> <a href=/2>二</a> <a href=/3>三</a>"
BOX = "<div id=box hidden><div {role}><h2>說明</h2><a href=/x id=first>法規</a> {closer}</div></div>"
CLOSER = "<button id=closer>關閉</button>"
CROSS = "<span id=closer>×</span>"
NAMED = "role=dialog aria-modal=true aria-label=說明"

SHOW = "box.hidden = false;"
HIDE = "box.hidden = true;"
FETCH = "first.focus();"
BACK = "asks.focus();"
ESCAPE = "addEventListener('keydown', event => {{ if (event.key == 'Escape') {{ {} }} }});"
KEEP = """box.addEventListener('keydown', event => {
    if (event.key != 'Tab') return;
    event.preventDefault();
    (document.activeElement == first ? closer : first).focus();
});"""


@pytest.fixture
def operate(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("operating", browser, runner, monkeypatch)


def page(show: str, hide: str, *more: str, closer: str = CLOSER, role: str = NAMED) -> str:
    script = f"asks.onclick = () => {{ {show} }}; closer.onclick = () => {{ {hide} }}; {' '.join(more)}"
    return f"{OPENER}{BOX.format(role=role, closer=closer)}<script>{script}</script>"


def dialog_of(seen: Controls) -> Dialog:
    [dialog] = [control.dialog for control in seen.controls if control.dialog]
    return dialog


def judged(seen: Controls) -> dict[str, list[type[Answer]]]:
    said = {check.id: [type(answer) for answer in check.judge(seen)] for check in CHECKS}
    return {check_id: answers for check_id, answers in said.items() if answers}


def test_a_dialog_that_does_all_it_should_is_well(operate: Try) -> None:
    seen = operate(page(SHOW + FETCH, HIDE + BACK, KEEP, ESCAPE.format(HIDE + BACK)), STYLE)
    dialog = dialog_of(seen)
    assert (dialog.is_named, dialog.is_modal, dialog.takes_focus, dialog.left_to) == (True, True, True, None)
    assert judged(seen) == {}


def test_the_browsers_own_dialog_is_well(operate: Try) -> None:
    body = f"{OPENER}<dialog id=box><a href=/x>法規</a> <button onclick='box.close()'>關閉</button></dialog>"
    seen = operate(f"{body}<script>asks.onclick = () => box.showModal()</script>")
    assert dialog_of(seen).is_modal
    assert judged(seen) == {}


@pytest.mark.parametrize("role", [NAMED, ""])
def test_a_dialog_that_leaves_the_focus_behind_is_found(operate: Try, role: str) -> None:
    seen = operate(page(SHOW, HIDE + BACK, ESCAPE.format(HIDE + BACK), role=role), STYLE)
    assert dialog_of(seen).is_named == bool(role)
    assert judged(seen) == {"dialog-without-focus": [Finding]}


def test_a_dialog_that_fetches_the_focus_a_moment_later_is_well(operate: Try) -> None:
    seen = operate(
        page(f"{SHOW} setTimeout(() => first.focus(), 250)", HIDE + BACK, KEEP, ESCAPE.format(HIDE + BACK)), STYLE
    )
    assert judged(seen) == {}


def test_a_dialog_that_lets_the_focus_out_is_found(operate: Try) -> None:
    seen = operate(page(SHOW + FETCH, HIDE + BACK, ESCAPE.format(HIDE + BACK)), STYLE)
    assert dialog_of(seen).left_to is not None
    assert judged(seen) == {"leaky-dialog": [Finding]}


def test_a_dialog_that_only_a_click_closes_is_found(operate: Try) -> None:
    seen = operate(page(SHOW + FETCH, HIDE + BACK, KEEP.replace("closer", "first"), closer=CROSS), STYLE)
    assert judged(seen) == {"unclosable-dialog": [Finding]}


def test_a_dialog_that_escape_does_not_close_is_left_to_a_person(operate: Try) -> None:
    assert judged(operate(page(SHOW + FETCH, HIDE + BACK, KEEP), STYLE)) == {"unclosable-dialog": [Unsure]}


def test_a_dialog_after_which_the_focus_is_nowhere_is_found(operate: Try) -> None:
    seen = operate(page(SHOW + FETCH, HIDE, KEEP, ESCAPE.format(HIDE)), STYLE)
    assert judged(seen) == {"lost-place": [Finding]}


def test_a_small_note_that_appears_is_no_dialog(operate: Try) -> None:
    note = "<p id=note hidden style='position: fixed; bottom: 0; right: 0'>已複製</p>"
    seen = operate(f"{OPENER}{note}<script>asks.onclick = () => note.hidden = false</script>")
    assert [control.dialog for control in seen.controls] == [None]


def test_after_a_dialog_that_stays_open_nothing_more_is_tried(operate: Try) -> None:
    more = "<button onclick='0' class=other>其他</button>"
    seen = operate(page(SHOW + FETCH, "", KEEP) + more, STYLE)
    assert len(seen.controls) == 1
