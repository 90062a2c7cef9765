"""How fields and icons stand out, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from crawler.browser.chromium import Browser
from tests.crawler.browser.probing import Try, trying_with

ICON = "<svg width=24 height=24 viewBox='0 0 24 24' aria-hidden=true><circle cx=12 cy=12 r=9 fill='{colour}'/></svg>"
UNSEEN = "<span style='position: absolute; width: 1px; height: 1px; overflow: hidden'>搜尋</span>"
SIGN = "<style>.sign::before {{ content: '\\2315'; color: {colour}; font-size: 20px }}</style>"


@pytest.fixture
def contrast(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("control-contrast", browser, runner, monkeypatch)


def button(inside: str, more: str = "") -> str:
    return f"<button id=it aria-label=搜尋 style='background: white; border: 0; padding: 4px' {more}>{inside}</button>"


@pytest.mark.parametrize(("body", "is_faint"), [
    (button(ICON.format(colour="#ccc")), True),
    (button(ICON.format(colour="#767676")), False),
    (button(ICON.format(colour="currentColor")), False),
    (button(ICON.format(colour="rgb(0 0 0 / 0.2)")), True),
    (button(ICON.format(colour="#ccc"), "disabled"), False),
    (button(ICON.format(colour="#ccc") + "搜尋"), False),
    (button(ICON.format(colour="#ccc") + UNSEEN), True),
    (button(SIGN.format(colour="#ccc") + "<i class=sign></i>"), True),
    (button(SIGN.format(colour="#333") + "<i class=sign></i>"), False),
    (button(ICON.format(colour="#ccc") + ICON.format(colour="#333")), False),
    (f"<div style='height: 3000px'></div>{button(ICON.format(colour='#ccc'))}", True),
    (button("", "title=空"), False),
], ids=range(12))  # fmt: skip
def test_icons_alone(contrast: Try, body: str, is_faint: bool) -> None:
    assert [icon.spot.selector for icon in contrast(body).icons] == (["#it"] if is_faint else [])


def test_the_measured_colours_are_told(contrast: Try) -> None:
    [icon] = contrast(button(ICON.format(colour="#ccc"))).icons
    assert (icon.ratio, icon.colour, icon.ground) == (1.61, "#cccccc", "#ffffff")


@pytest.mark.parametrize(("style", "more", "is_faint"), [
    ("", "", False),
    ("border: 1px solid #ccc", "", True),
    ("border: 1px solid #767676", "", False),
    ("border: 0; border-bottom: 1px solid #333", "", False),
    ("border: 0; background: #eee", "", True),
    ("border: 0; background: #555", "", False),
    ("border: 1px solid #ccc; box-shadow: 0 0 2px black", "", False),
    ("border: 1px solid #ccc", "disabled", False),
], ids=range(8))  # fmt: skip
def test_edges_of_fields(contrast: Try, style: str, more: str, is_faint: bool) -> None:
    body = f"<div style='background: white'><label>姓名 <input id=it style='{style}' {more}></label></div>"
    assert [field.spot.selector for field in contrast(body).fields] == (["#it"] if is_faint else [])


def test_fields_of_one_look_are_told_once(contrast: Try) -> None:
    assert len(contrast("<input style='border: 1px solid #ccc'>" * 5).fields) == 1
