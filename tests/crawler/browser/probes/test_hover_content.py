"""What appears when it is pointed at, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from crawler.browser.chromium import Browser
from records.hovering import HoverContent
from tests.crawler.browser.probing import Try, trying_with

MENU = "<ul class=menu><li><a href=/unit>單位介紹</a><ul><li><a href=/a>組織</a><li><a href=/b>首長</a></ul></ul>"
HIDDEN = ".menu ul { display: none } "
OPACITY = ".menu ul { opacity: 0; position: absolute } "
SHOWN = ".menu li{} > ul {{ display: block; opacity: 1 }}"


@pytest.fixture
def hover(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("hover-content", browser, runner, monkeypatch)


def style(*rules: str) -> str:
    return f"<style>{' '.join(rules)}</style>"


def test_a_menu_that_only_the_pointer_opens_is_found(hover: Try) -> None:
    [menu] = hover(MENU, style(HIDDEN, SHOWN.format(":hover"))).found
    assert (menu.words, menu.has_controls, menu.is_repeated) == ("組織 首長", True, False)
    assert (menu.by_keyboard, menu.is_hoverable, menu.is_dismissed) == (False, True, False)
    assert menu.trigger.html.startswith("<li>")


@pytest.mark.parametrize(
    "rules",
    [
        (HIDDEN, SHOWN.format(":hover"), SHOWN.format(":focus-within")),
        (HIDDEN, SHOWN.format(":is(:hover, :focus-within)")),
        (OPACITY, SHOWN.format(":hover"), SHOWN.format(":focus-within")),
    ],
)
def test_a_menu_that_the_focus_opens_as_well_is_well(hover: Try, rules: tuple[str, ...]) -> None:
    [menu] = hover(MENU, style(*rules)).found
    assert menu.by_keyboard is True


def test_a_menu_that_a_button_beside_opens_is_well(hover: Try) -> None:
    button = MENU.replace("</a><ul>", "</a><button aria-expanded=false onclick='toggle(this)'>展開</button><ul>", 1)
    script = "<script>function toggle(button) { button.parentElement.classList.toggle('open') }</script>"
    [menu] = hover(button + script, style(HIDDEN, SHOWN.format(":hover"), SHOWN.format(".open"))).found
    assert menu.by_keyboard is True


def test_a_menu_that_a_script_opens_after_a_while_is_found(hover: Try) -> None:
    script = """<script>
        const item = document.querySelector('li'), list = item.querySelector('ul');
        item.addEventListener('mouseenter', () => setTimeout(() => list.style.display = 'block', 200));
        item.addEventListener('mouseleave', () => list.style.display = '');
    </script>"""
    [menu] = hover(MENU + script, style(HIDDEN)).found
    assert (menu.has_controls, menu.by_keyboard) == (True, False)


def test_links_that_stand_elsewhere_too_are_repeated(hover: Try) -> None:
    [menu] = hover(f"{MENU}<p><a href=/a>組織</a> <a href=/b>首長</a>", style(HIDDEN, SHOWN.format(":hover"))).found
    assert menu.is_repeated


def test_a_tip_that_a_style_sheet_writes_is_found(hover: Try) -> None:
    rules = ".tip:hover::after { content: attr(data-tip); position: absolute; background: #ff8 }"
    tip = "<p><span class=tip data-tip='上班日 8 時至 17 時'>服務時間</span>"
    [found] = hover(tip, style(rules)).found
    assert (found.words, found.by_keyboard) == ("上班日 8 時至 17 時", False)
    [found] = hover(tip.replace("<span", "<span tabindex=0"), style(rules, rules.replace("hover", "focus"))).found
    assert found.by_keyboard is True


TIP = "<p style='margin: 100px'><span class=tip tabindex=0>服務時間<b>上班日 8 時至 17 時</b></span>"
TIP_RULES = (
    ".tip b {{ position: absolute; visibility: hidden; {} }} .tip:hover b, .tip:focus b {{ visibility: visible }}"
)


def found_tip(hover: Try, rules: str, body: str = TIP) -> HoverContent:
    found: HoverContent
    [found] = hover(body, style(TIP_RULES.format(rules))).found
    return found


def test_a_tip_that_the_pointer_cannot_reach_over_a_gap_is_found(hover: Try) -> None:
    assert not found_tip(hover, "margin-top: 60px").is_hoverable


def test_a_tip_that_lets_the_pointer_through_is_found(hover: Try) -> None:
    assert not found_tip(hover, "pointer-events: none; margin-top: 20px").is_hoverable


def test_a_tip_right_beside_stays_under_the_pointer(hover: Try) -> None:
    found = found_tip(hover, "")
    assert (found.is_hoverable, found.is_dismissed, found.covers) == (True, False, False)


def test_a_tip_over_other_words_covers_them_and_escape_may_hide_it(hover: Try) -> None:
    below = f"{TIP}<p style='margin: -80px 100px 0'>申請書表下載"
    found = found_tip(hover, "background: #fff; margin: 15px 0 0 -90px; padding: 20px; width: 300px", below)
    assert (found.covers, found.is_repeated) == (True, False)
    script = """<script>
        addEventListener('keydown', event => { if (event.key == 'Escape') document.querySelector('b').remove() });
    </script>"""
    assert found_tip(hover, "", TIP + script).is_dismissed


@pytest.mark.parametrize(
    "rules",
    [
        "a:hover { background: #000; opacity: .8; transform: scale(1.1) }",
        "li:hover a { opacity: .5; top: 1px }",
        ".menu:not(:hover) li { opacity: .9 }",
        "a::after { content: '' } a:hover::after { content: ''; width: 100% }",
    ],
)
def test_what_only_changes_its_look_shows_nothing_more(hover: Try, rules: str) -> None:
    assert hover(MENU, style(rules)).found == ()


def test_a_page_whose_words_change_by_themselves_shows_nothing_more(hover: Try) -> None:
    script = "<script>setInterval(() => clock.textContent = performance.now(), 20)</script>"
    body = f"<p onmouseenter='0'>公告</p><p id=clock>0</p>{script}"
    assert hover(body).found == ()
