"""Links that promise to skip, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.trying.idle_skip_link import idle_skip_link
from crawler.browser import trying
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding
from records.keyboard import SkipLinks
from tests.crawler.browser.conftest import OURS
from tests.crawler.browser.probing import Try, page, trying_with
from tests.crawler.web import serving

MENU = "<nav>" + "".join(f"<p><a href=/{n}>選單 {n}</a>" for n in range(30)) + "</nav>"
CONTENT = "<p>{}</p><p><a href=/first>第一則</a></p>"


@pytest.fixture
def skip_link(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("skip-link", browser, runner, monkeypatch)


def judged(seen: SkipLinks) -> list[type[Answer]]:
    return [type(answer) for answer in idle_skip_link.judge(seen)]


@pytest.mark.parametrize(
    "target", ["<main id=a>{}</main>", "<a name=a></a>{}", "<div id=a tabindex=-1>{}</div>", "<h1 id=a>題</h1>{}"]
)
def test_after_a_skip_link_tab_leads_into_the_content(skip_link: Try, target: str) -> None:
    seen = skip_link(f"<a href=#a>跳到主要內容區塊</a>{MENU}{target.format(CONTENT)}")
    [link] = seen.links
    assert (link.has_target, link.is_behind_target, link.is_in_view, link.next.text) == (True, True, True, "第一則")
    assert judged(seen) == []


@pytest.mark.parametrize(
    "link",
    [
        "<a href=#none>Skip to content</a>",
        "<a href=#a onclick='return false'>Skip to content</a>",
        "<a href='#'>Skip to content</a>",
        "<a href='javascript:void(0)'>Skip to content</a>",
        "<a href=#a onclick='event.preventDefault(); a.scrollIntoView()'>Skip to content</a>",
    ],
)
def test_a_skip_link_after_which_tab_goes_on_as_before_is_found(skip_link: Try, link: str) -> None:
    seen = skip_link(f"{link}{MENU}<main id=a>{CONTENT}</main>")
    assert [link.next.text for link in seen.links] == ["選單 0"]
    assert judged(seen) == [Finding]


def test_a_script_that_moves_the_focus_is_as_good(skip_link: Try) -> None:
    link = "<a href='#' onclick='event.preventDefault(); a.focus()'>跳到主要內容</a>"
    seen = skip_link(f"{link}{MENU}<main id=a tabindex=-1>{CONTENT}</main>")
    assert [link.moves_focus for link in seen.links] == [True]
    assert judged(seen) == []


def test_content_without_anything_to_reach_is_well(skip_link: Try) -> None:
    assert judged(skip_link(f"<a href=#a>跳到主要內容</a>{MENU}<main id=a>公告</main>")) == []


def test_a_skip_link_on_a_page_with_a_base_leads_elsewhere_and_is_left_alone(skip_link: Try) -> None:
    assert skip_link(f"<a href=#a>跳到主要內容</a>{MENU}<main id=a></main>", "<base href=/other/>").links == ()


def test_other_links_and_marks_of_a_place_are_left_alone(skip_link: Try) -> None:
    body = "<a href=#b id=b title='主要內容區'>:::</a><a href=#c>第一章</a><p id=c>"
    assert skip_link(body).links == ()


def test_the_page_is_as_before_afterwards(skip_link: Try) -> None:
    first = skip_link(f"<a href=#a>跳到主要內容</a>{MENU}<main id=a>公告</main>")
    assert "#" not in first.page_url


def test_a_page_whose_keys_were_tried_before_is_followed_all_the_same(
    browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = tuple(probe for probe in trying.all_probes() if probe.name in ("shortcuts", "skip-link"))
    monkeypatch.setattr(trying, "all_probes", lambda: both)
    listening = "<script>document.addEventListener('keydown', event => { event.altKey && alert() })</script>"
    body = f"<a href=#a>跳到主要內容區塊</a>{MENU}<h1 id=a>題</h1>{CONTENT}{listening}"
    with serving({"/": page(body)}, OURS) as web:
        audit = runner.run(browser.audit(f"{web.address}/"))
    [links] = [trial for trial in audit.trials if isinstance(trial, SkipLinks)]
    assert judged(links) == []
