"""Skip links: which work, which do not, and what is no skip link at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.accessibility.broken_skip_link import broken_skip_link
from checks.drawn import drawn
from records.answers import Finding, Unsure
from records.rendering import Rendering

MAIN = '<main id="AC"><h1>公告</h1></main>'


def kinds(page: Rendering) -> list[type]:
    return [type(answer) for answer in broken_skip_link.judge(page)]


@pytest.mark.parametrize("target", ["#AC", "#%41C", "https://county.example/#AC", "/#AC"])
def test_a_target_may_be_written_in_many_ways(target: str) -> None:
    assert kinds(drawn(f'<a href="{target}">跳到主要內容區塊</a>{MAIN}')) == []


def test_an_anchor_of_old_is_a_target_too() -> None:
    assert kinds(drawn('<a href="#main">Skip navigation</a><p>1</p><a name="main"></a><p>公告</p>')) == []


@pytest.mark.parametrize("words", ["跳到主要內容區塊", "Skip to content", "直接到主要內容", "Jump to main content"])
def test_a_target_that_is_not_there_is_a_finding(words: str) -> None:
    assert kinds(drawn(f'<a href="#nowhere">{words}</a>{MAIN}')) == [Finding]


@pytest.mark.parametrize("words", ["回頁面頂端", ":::", "第三章", "Chapter 3"])
def test_other_links_within_the_page_are_no_skip_links(words: str) -> None:
    assert kinds(drawn(f'<a href="#nowhere">{words}</a>{MAIN}')) == []


def test_a_page_that_was_cut_short_may_have_the_target_in_its_rest() -> None:
    page = drawn(f'<a href="#nowhere">跳到主要內容區塊</a>{MAIN}')
    assert kinds(replace(page, is_cut=True)) == []


def test_a_link_that_a_script_answers_needs_no_target() -> None:
    assert kinds(drawn(f'<a href="#main" onclick="go()">Skip to content</a>{MAIN}')) == []


def test_a_second_skip_link_that_works_does_not_mend_the_first() -> None:
    page = drawn(f'<a href="#nowhere">跳到選單</a><a href="#AC">跳到主要內容區塊</a>{MAIN}')
    assert kinds(page) == [Finding]


def test_a_hidden_link_that_leads_nowhere_is_told_once() -> None:
    assert kinds(drawn(f'<a href="#nowhere" hidden>Skip to content</a>{MAIN}')) == [Finding]
    assert kinds(drawn(f'<a href="#AC" hidden>Skip to content</a>{MAIN}')) == [Unsure]
