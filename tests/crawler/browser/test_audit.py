"""What one page may do to its audit, in a real Chromium."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from typing import Any

import pytest

from crawler.browser import axe, tab
from crawler.browser.chromium import Browser
from records.audits import Audit
from records.facts import AxeOutcome, AxeResult, Outcome
from tests.crawler.browser.conftest import OURS, THEIRS, chromium_processes
from tests.crawler.web import Answer, html, redirect, serving

FAULT = "<img src='data:,'>"
"""An image without alternative text: the rule image-alt."""


def page(body: str = "", head: str = "", **headers: Any) -> Answer:
    """A page without faults, but for those that `body` and `head` bring."""
    start = f"<!doctype html><html lang='zh-Hant'><head><meta charset=utf-8><title>公告</title>{head}</head>"
    return html(f"{start}<body>{body}</body></html>", **headers)


@pytest.fixture
def audit(browser: Browser, runner: asyncio.Runner) -> Callable[..., Audit]:
    def audit_one(answer: Any, **others: Any) -> Audit:
        with serving({"/": answer, **{f"/{name}": other for name, other in others.items()}}, OURS) as web:
            return runner.run(browser.audit(f"{web.address}/"))

    return audit_one


Audits = Callable[..., Audit]


def by_a_browser_of_its_own(address: str) -> Audit:
    async def audit() -> Audit:
        async with Browser(allowed_hosts=frozenset({OURS})) as browser:
            return await browser.audit(f"{address}/")

    return asyncio.run(audit())


def rules(audit: Audit) -> set[str]:
    assert audit.outcome is Outcome.ANSWERED, audit.error
    return {result.rule for result in audit.results}


def only(audit: Audit) -> AxeResult:
    assert len(audit.results) == 1, (audit.outcome, audit.error, audit.results)
    return audit.results[0]


def test_a_page_without_faults_has_no_results(audit: Audits) -> None:
    seen = audit(page("<main><h1>公告</h1></main>"))
    assert (seen.outcome, seen.error, seen.results) == (Outcome.ANSWERED, "", ())
    assert seen.engine.startswith("axe-core 4.")
    assert seen.browser.startswith("Chromium ")
    assert seen.at is not None
    assert seen.at.tzinfo


def test_a_fault_is_told_in_chinese_and_in_english_with_its_place(audit: Audits) -> None:
    seen = audit(page("<main><img id='badge' src='data:,'></main>"))
    result = only(seen)
    assert (result.page_url, result.rule, result.outcome) == (seen.url, "image-alt", AxeOutcome.VIOLATION)
    assert (result.impact, {"wcag2a", "wcag111"} <= set(result.tags)) == ("critical", True)
    assert "替代文字" in result.help
    assert "alternative text" in result.help_en
    (node,) = result.nodes
    assert (node.selector, node.html) == ("#badge", '<img id="badge" src="data:,">')
    assert "alt 屬性" in node.summary
    assert "alt attribute" in node.summary_en
    assert "\x1f" not in node.summary + node.summary_en + result.help + result.help_en


def test_where_axe_has_no_chinese_its_english_stands(audit: Audits) -> None:
    result = only(audit(page("<details><summary></summary></details>")))
    assert (result.rule, result.help) == ("summary-name", result.help_en)


def test_what_axe_cannot_tell_is_incomplete_and_no_violation(audit: Audits) -> None:
    result = only(audit(page("<p style='color: #888; background-image: linear-gradient(#fff, #000)'>公告</p>")))
    assert (result.rule, result.outcome) == ("color-contrast", AxeOutcome.INCOMPLETE)
    assert "漸" in result.nodes[0].summary


def test_best_practices_that_no_criterion_asks_for_are_left_out(audit: Audits) -> None:
    assert rules(audit(page("<h4>沒有 main，標題從第四層開始</h4>"))) == set()


def test_a_rule_of_wcag_22_is_asked(audit: Audits) -> None:
    small = "<a href='/{}' style='position:absolute;left:{}px;width:9px;height:9px' aria-label='下載{}'></a>"
    assert rules(audit(page("".join(small.format(n, n * 10, n) for n in range(5))))) >= {"target-size"}


def test_a_thousand_faults_of_one_rule_are_kept_within_bounds(audit: Audits) -> None:
    result = only(audit(page("<img src='data:,' title=''>" * 1000 + f"<img src='data:,{'x' * 9000}'>")))
    assert len(result.nodes) == 200
    assert all(len(node.html) <= 500 and len(node.selector) <= 1000 for node in result.nodes)


def test_a_page_in_big5_is_read_as_such(audit: Audits) -> None:
    text = "<!doctype html><html lang=zh-Hant><title>縣政府</title><img src='彰化縣.gif'></html>"
    result = only(audit((200, {"Content-Type": "text/html; charset=big5"}, text.encode("big5"))))
    assert "彰化縣" in result.nodes[0].html


@pytest.mark.parametrize(
    "script",
    [
        "var module = null; var exports = null; var define = null; var axe = 'mine'; var sitepatrol = 'mine';",
        "var define = () => { throw 1 }; define.amd = true; var module = {exports: {}};",
        "Array.prototype.toJSON = () => 'x'; JSON.stringify = Array.from = Object.keys = Promise = null;",
        "document.querySelectorAll = Element.prototype.getAttribute = window.getComputedStyle = () => { throw 1 };",
    ],
)
def test_what_a_page_does_to_its_own_globals_does_not_reach_the_engine(audit: Audits, script: str) -> None:
    assert rules(audit(page(FAULT, f"<script>{script}</script>"))) == {"image-alt"}


@pytest.mark.parametrize(
    "policy", ["default-src 'none'", "sandbox allow-scripts", "script-src 'self'; require-trusted-types-for 'script'"]
)
def test_a_content_security_policy_does_not_keep_the_engine_out(audit: Audits, policy: str) -> None:
    assert rules(audit(page(FAULT, **{"Content-Security-Policy": policy}))) == {"image-alt"}


def test_a_page_that_forbids_scripts_is_told_at_once(audit: Audits) -> None:
    seen = audit(page(FAULT, **{"Content-Security-Policy": "sandbox"}))
    assert (seen.outcome, seen.error) == (Outcome.CRASHED, "Our script failed on the page: Error: it forbids scripts")


def test_frames_and_shadow_roots_are_looked_into(audit: Audits) -> None:
    shadow = "<div id='host'><template shadowrootmode='open'><button></button></template></div>"
    with serving({"/": page("<select></select>")}, THEIRS) as theirs:
        frames = (
            f"<iframe id='own' title='甲' src='/frame'></iframe><iframe title='乙' src='{theirs.address}/'></iframe>"
        )
        seen = audit(page(shadow + frames), frame=page(FAULT))
    found = {result.rule: result.nodes[0].selector for result in seen.results if result.rule != "bypass"}
    assert found == {
        "button-name": "#host >>> button",
        "image-alt": "#own >>> img",
        "select-name": 'iframe[title="乙"] >>> select',
    }


@pytest.mark.parametrize(
    "frame",
    [
        "<iframe title='甲' src='http://10.0.0.1/'></iframe>",
        "<iframe title='甲' src='/missing'></iframe>",
        "<iframe title='甲' sandbox src='/frame'></iframe>",
        "<iframe title='甲' src='about:blank'></iframe>",
        "<iframe title='甲' loading='lazy' style='margin-top: 9999px' src='/frame'></iframe>",
        "<object title='甲' data='/frame' type='text/html'></object>",
    ],
)
def test_a_frame_that_cannot_be_looked_into_costs_nothing_else(audit: Audits, frame: str) -> None:
    assert "image-alt" in rules(audit(page(FAULT + frame), frame=page()))


def test_a_frame_that_goes_while_it_is_looked_into_costs_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(axe, "FRAME_SECONDS", 1)
    goes = page("<script>onmessage = event => { if (event.data.includes('axe.start')) frameElement.remove() }</script>")
    with serving({"/": page(f"{FAULT}<iframe title='甲' src='/goes'></iframe>"), "/goes": goes}, OURS) as web:
        assert rules(by_a_browser_of_its_own(web.address)) >= {"image-alt"}


@pytest.mark.parametrize(
    "script", ["alert('甲')", "confirm('乙')", "prompt('丙')", "window.onbeforeunload = () => '丁'"]
)
def test_a_dialog_is_waved_away(audit: Audits, script: str) -> None:
    assert rules(audit(page(FAULT, f"<script>{script}</script>"))) == {"image-alt"}
    assert rules(audit(page(FAULT))) == {"image-alt"}


def test_a_popup_is_not_opened(browser: Browser, runner: asyncio.Runner) -> None:
    with serving({"/": page(f"{FAULT}<script>window.open('/popup')</script>"), "/popup": page()}, OURS) as web:
        assert rules(runner.run(browser.audit(f"{web.address}/"))) == {"image-alt"}
        assert web.count("/popup") == 0


def test_a_popup_that_opens_all_the_same_is_closed(audit: Audits, browser: Browser, runner: asyncio.Runner) -> None:
    async def is_closed() -> bool:
        assert browser._chromium
        popup = await browser._chromium.contexts[0].new_page()
        await asyncio.sleep(0.5)
        return popup.is_closed()

    audit(page())
    assert runner.run(is_closed())


def test_what_a_script_fetches_after_the_page_has_loaded_is_audited_too(audit: Audits) -> None:
    def slowly(_handler: object) -> Answer:
        threading.Event().wait(0.7)
        return html(FAULT)

    script = "onload = () => fetch('/late').then(r => r.text()).then(t => { document.body.innerHTML = t })"
    assert rules(audit(page("<p>稍候</p>", f"<script>{script}</script>"), late=slowly)) == {"image-alt"}


@pytest.mark.parametrize("memory", ["localStorage.seen", "sessionStorage.seen", "document.cookie", "window.name"])
def test_every_visit_is_a_first_visit(browser: Browser, runner: asyncio.Runner, memory: str) -> None:
    script = f"const seen = {memory}; {memory} = 'x'; if (seen) document.write(`{FAULT}`)"
    with serving({"/": page(f"<p>公告</p><script>{script}</script>")}, OURS) as web:
        seen = [rules(runner.run(browser.audit(f"{web.address}/"))) for _ in range(2)]
    assert seen == [set(), set()]


# What leads elsewhere


def goes(where: str) -> list[Answer]:
    refresh = page(head=f"<meta http-equiv='refresh' content='0;url={where}'>")
    return [redirect(where), refresh, page(head=f"<script>location = '{where}'</script>")]


@pytest.mark.parametrize("way", range(3))
def test_a_page_that_leads_out_of_scope_is_not_audited_there(audit: Audits, way: int) -> None:
    with serving({"/elsewhere": page(FAULT)}, THEIRS) as theirs:
        seen = audit(goes(f"{theirs.address}/elsewhere")[way])
    assert (seen.outcome, seen.results) == (Outcome.OUT_OF_SCOPE, ())
    assert f"{theirs.address}/elsewhere" in seen.error


@pytest.mark.parametrize("way", range(3))
def test_a_page_that_leads_on_within_scope_is_audited_where_visitors_arrive(audit: Audits, way: int) -> None:
    seen = audit(goes("/index.php")[way], **{"index.php": page(FAULT)})
    assert rules(seen) == {"image-alt"}
    assert {result.page_url for result in seen.results} == {seen.url}


def test_a_page_that_leads_on_without_end_is_given_up(audit: Audits) -> None:
    seen = audit(page(head="<script>onload = () => { location = '/?' + Math.random() }</script>"))
    assert (seen.outcome, seen.error) == (
        Outcome.TOO_MANY_REDIRECTS,
        "The page leads on to another again and again.",
    )


def test_a_redirect_loop_is_told_as_such(audit: Audits) -> None:
    assert audit(redirect("/")).outcome is Outcome.TOO_MANY_REDIRECTS


@pytest.mark.parametrize(
    "where", ["about:blank", "http://10.0.0.1/", "file:///etc/passwd", "chrome://version", "tel:1999"]
)
def test_a_script_that_leads_nowhere_leaves_no_result_of_another_page(audit: Audits, where: str) -> None:
    seen = audit(page(f"{FAULT}<script>location = '{where}'</script>"))
    assert (seen.outcome, {result.rule for result in seen.results}) in [
        (Outcome.ANSWERED, {"image-alt"}),
        (Outcome.OUT_OF_SCOPE, set()),
    ]


def test_a_script_that_leads_to_a_dead_server_says_so(audit: Audits) -> None:
    with serving({}, OURS) as dead:
        pass
    seen = audit(page(FAULT, f"<script>location = '{dead.address}/'</script>"))
    assert (seen.outcome, seen.results) == (Outcome.DROPPED, ())
    assert dead.address in seen.error


@pytest.mark.parametrize("status", [404, 403, 500, 503])
@pytest.mark.parametrize("body", [b"", b"<html><img src='data:,'>"])
def test_an_error_page_is_not_audited_in_place_of_the_page(audit: Audits, status: int, body: bytes) -> None:
    seen = audit((status, {"Content-Type": "text/html"}, body))
    assert (seen.outcome, seen.results) == (Outcome.ERROR_PAGE, ())
    assert str(status) in seen.error


@pytest.mark.parametrize(
    "answer",
    [
        (200, {"Content-Type": "application/zip"}, b"PK"),
        (200, {"Content-Type": "text/html", "Content-Disposition": "attachment; filename=a.html"}, b"<p>"),
        (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4"),
        (200, {"Content-Type": "text/plain"}, b"a"),
        (200, {"Content-Type": "image/png"}, b"a"),
    ],
)
def test_a_file_is_no_page(audit: Audits, answer: Answer) -> None:
    seen = audit(answer)
    assert (seen.outcome, seen.results) == (Outcome.DOWNLOAD, ())
    assert seen.error.startswith("The server gave a file ")


def test_a_page_that_starts_a_download_says_so(audit: Audits) -> None:
    script = "<script>location = '/file.zip'</script>"
    seen = audit(page(FAULT, script), **{"file.zip": (200, {"Content-Type": "application/zip"}, b"PK")})
    assert seen.outcome is Outcome.DOWNLOAD


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "mailto:a@b", "http://", "http://[", "x", ""]
)
def test_what_is_no_web_address_is_not_gone_to(browser: Browser, runner: asyncio.Runner, url: str) -> None:
    seen = runner.run(browser.audit(url))
    assert (seen.url, seen.outcome) == (url, Outcome.MALFORMED)


def test_a_fragment_does_not_keep_the_page_from_being_read_anew(browser: Browser, runner: asyncio.Runner) -> None:
    with serving({"/": page(FAULT)}) as web:
        seen = [runner.run(browser.audit(f"{web.address}/{fragment}")) for fragment in ("#a", "#b", "")]
        assert web.count("/") == 3
    assert [only(each).page_url for each in seen] == [each.url for each in seen]


# What does not end


def hurried() -> Browser:
    return Browser(allowed_hosts=frozenset({OURS}), load_seconds=2, axe_seconds=2)


LOOPS = {
    "while it is read": "for (;;);",
    "once it has loaded": "onload = () => setTimeout(() => { for (;;); }, 1)",
    "in dialogs": "for (;;) alert('甲')",
}


@pytest.mark.parametrize("script", LOOPS.values(), ids=LOOPS)
def test_a_script_that_never_ends_costs_its_page_alone(script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tab, "LATE_RESOURCES_SECONDS", 0)

    async def both(address: str) -> tuple[list[Audit], int]:
        async with hurried() as browser:
            looping, good = await asyncio.gather(browser.audit(f"{address}/loop"), browser.audit(f"{address}/"))
            return [looping, good, await browser.audit(f"{address}/")], browser.launches

    with serving({"/": page(FAULT), "/loop": page(FAULT, f"<script>{script}</script>")}, OURS) as web:
        (looping, *good), launches = asyncio.run(both(web.address))
    assert looping.outcome is Outcome.TIMED_OUT
    assert looping.error.startswith("The page kept the browser busy for more than ")
    assert [rules(each) for each in good] == [{"image-alt"}] * 2
    assert launches == 1


def never(enough: threading.Event) -> Callable[[object], Answer]:
    """An answer that does not come before there was `enough` of waiting."""

    def answer(_handler: object) -> Answer:
        enough.wait(30)
        return html("")

    return answer


def test_a_server_that_never_answers_costs_its_page_alone() -> None:
    enough = threading.Event()

    async def both(address: str) -> list[Audit]:
        async with hurried() as browser:
            return [await browser.audit(f"{address}/silent"), await browser.audit(f"{address}/")]

    with serving({"/": page(FAULT), "/silent": never(enough)}, OURS) as web:
        silent, good = asyncio.run(both(web.address))
        enough.set()
    assert (silent.outcome, silent.error) == (Outcome.TIMED_OUT, "The page did not arrive in time.")
    assert rules(good) == {"image-alt"}


def test_an_image_that_never_comes_does_not_cost_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(axe, "LATE_RESOURCES_SECONDS", 0.5)
    enough = threading.Event()
    with serving({"/": page(f"{FAULT}<img src='/late' alt='晚到的圖'>"), "/late": never(enough)}, OURS) as web:
        seen = by_a_browser_of_its_own(web.address)
        enough.set()
    assert rules(seen) == {"image-alt"}


# What breaks


def kill(kind: str, times: int) -> Callable[[object], Answer]:
    """A part of a page that kills our Chromium's processes of this kind, the first so many times it is asked for."""
    asked: list[object] = []

    def answer(handler: object) -> Answer:
        asked.append(handler)
        if len(asked) <= times:
            for process in chromium_processes(kind):
                os.kill(process, signal.SIGKILL)
        return html("")

    return answer


def test_a_crash_is_tried_once_more_in_a_fresh_tab(audit: Audits, browser: Browser) -> None:
    seen = audit(page(f"{FAULT}<script src='/crash'></script>"), crash=kill("renderer", times=1))
    assert rules(seen) == {"image-alt"}
    assert browser.launches == 1


def test_a_page_that_crashes_again_is_told_and_costs_itself_alone(audit: Audits, browser: Browser) -> None:
    seen = audit(page(f"{FAULT}<script src='/crash'></script>"), crash=kill("renderer", times=2))
    assert (seen.outcome, seen.error) == (Outcome.CRASHED, "The page crashed in the browser.")
    assert rules(audit(page(FAULT))) == {"image-alt"}
    assert browser.launches == 1


def test_a_browser_that_died_is_started_anew_and_its_pages_are_audited() -> None:
    async def four(address: str) -> tuple[list[Audit], int]:
        async with Browser(allowed_hosts=frozenset({OURS})) as browser:
            pages = [f"{address}/{path}" for path in ("", "deadly", "a", "b")]
            return [audit async for audit in browser.audits(pages)], browser.launches

    deadly = page(f"{FAULT}<script src='/kill'></script>")
    with serving(
        {"/": page(FAULT), "/a": page(FAULT), "/b": page(FAULT), "/deadly": deadly, "/kill": kill("", 1)}
    ) as web:
        seen, launches = asyncio.run(four(web.address))
    assert [rules(each) for each in seen] == [{"image-alt"}] * 4
    assert launches == 2
