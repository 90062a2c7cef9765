"""Pages are hostile: whatever stands in one, every check comes to its end."""

from __future__ import annotations

import html

import pytest

from checks.drawn import drawn
from checks.registry import Check, load_checks
from records.rendering import Rendering

CHECKS = [check for check in load_checks().values() if check.reads is Rendering]
every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
LONG = 1000
UNITS = (
    " ", "\u3000", "\xa0", "a", "a ", "A b ", "1", "1.", "一", "一 ", "公　", ":", "::", "/", "//a", ".", "a.", "-",
    "- ", "(", ")", "^", "_", "\\", "|", "%", "%41", "[", "{", "<", "=", "@", "a@", "0a", "the ", "red ", "see ",
    "click the ", "按紅色", "http://", "www.a.", "image ", "\u05d0 ", "\n", "\t", "a\t", "x'", '"', "\u202e",
    "\U0001f600",
)  # fmt: skip
"""Repeated, they are what loses an expression that tries all ways to part a text."""
SHAPE = (
    '<p lang="{0}">{0}</p><a href="/{0}">{0}</a><a href="#{0}" target="x" accesskey="{0}">{0}</a><h2>{0}</h2>'
    '<img src="{0}" alt="{0}" title="{0}"><pre>{0}\n{0}\n{0}</pre><label>{0}<input></label><p>{0}<br>{0}<br>{0}</p>'
    '<table summary="{0}"><tr><th colspan="{0}">{0}<td rowspan="99999">{0}<tr><td>{0}<td>{0}<tr><td>{0}</table>'
)


@pytest.fixture(scope="module")
def long_texts() -> list[Rendering]:
    return [drawn(SHAPE.format(html.escape((unit * LONG)[:LONG]))) for unit in UNITS]


@pytest.fixture(scope="module")
def odd_shapes() -> list[Rendering]:
    deep = drawn("<div>" * 300 + "公告" + "</div>" * 300)
    return [deep, drawn("<table><tr><td>" * 100 + "公告"), Rendering("https://county.example/")]


@every_check
def test_no_check_loses_itself_in_a_long_text(check: Check, long_texts: list[Rendering]) -> None:
    for page in long_texts:
        list(check.judge(page))


@every_check
def test_no_check_loses_itself_in_a_deep_or_an_empty_page(check: Check, odd_shapes: list[Rendering]) -> None:
    for page in odd_shapes:
        list(check.judge(page))
