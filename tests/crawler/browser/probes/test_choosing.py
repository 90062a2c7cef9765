"""Fields whose value is changed by key, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.trying.change_on_input import change_on_input
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from records.interacting import Choices
from tests.crawler.browser.conftest import OURS
from tests.crawler.browser.probing import Try, page, trying_with
from tests.crawler.web import serving

OPTIONS = "<option>請選擇<option value=/b>縣府<option value=/c>議會</select>"
GO = "location = this.value"


@pytest.fixture
def choose(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("choosing", browser, runner, monkeypatch)


def judged(seen: Choices) -> list[type[Answer]]:
    return [type(answer) for answer in change_on_input.judge(seen)]


@pytest.mark.parametrize(
    "field",
    [
        f"<select aria-label=網站 onchange='{GO}'>{OPTIONS}",
        f"<select aria-label=網站 onchange='window.open(this.value)'>{OPTIONS}",
        f"<select aria-label=網站 onchange='setTimeout(() => {GO}, 100)'>{OPTIONS}",
        f"<form action=/b><select aria-label=網站 onchange='this.form.submit()'>{OPTIONS}</form>",
        f"<form action=/b method=post><select aria-label=網站 onchange='this.form.submit()'>{OPTIONS}</form>",
        f"<select aria-label=網站 onchange='next.focus()'>{OPTIONS}<input id=next>",
        f"<select aria-label=網站 id=list>{OPTIONS}<script>document.onchange = () => location = list.value</script>",
        "<form action=/b onchange='this.submit()'><input type=checkbox aria-label=甲></form>",
        "<form action=/b><input type=radio name=a aria-label=甲 checked>"
        "<input type=radio name=a aria-label=乙 onchange='this.form.submit()'></form>",
    ],
)
def test_a_choice_that_leads_on_by_itself_is_found_and_the_page_stays(choose: Try, field: str) -> None:
    assert judged(choose(f"<p>{field}")) == [Finding]


@pytest.mark.parametrize(
    "field",
    [
        f"<select aria-label=網站>{OPTIONS}",
        f"<select aria-label=網站 onchange='said.textContent = this.value'>{OPTIONS}<p id=said>",
        f"<select aria-label=網站 id=list>{OPTIONS}<button onclick='location = list.value'>前往</button>",
        f"<select aria-label=網站 onchange='{GO}'><option>只有一個</select>",
        f"<select aria-label=網站 hidden onchange='{GO}'>{OPTIONS}",
        "<input type=radio name=a aria-label=甲 onchange='0'><input type=radio name=a aria-label=乙 onchange='0'>",
        "<input maxlength=2 aria-label=日 oninput='0'>",
    ],
)
def test_a_choice_that_waits_for_a_button_is_well(choose: Try, field: str) -> None:
    assert choose(f"<p>{field}").found == ()


def test_a_choice_that_is_announced_is_left_to_a_person(choose: Try) -> None:
    assert judged(choose(f"<label>選擇後自動前往 <select onchange='{GO}'>{OPTIONS}</label>")) == [Unsure]


def test_a_field_that_moves_on_when_it_is_full_is_left_to_a_person(choose: Try) -> None:
    field = "<input maxlength=4 aria-label=年 oninput='if (this.value.length == 4) next.focus()'><input id=next>"
    assert judged(choose(field)) == [Unsure]


def test_the_fields_are_as_before_afterwards(browser: Browser, runner: asyncio.Runner, choose: Try) -> None:
    fields = """<select id=list onchange='0'><option>甲<option>乙</select><input id=box type=checkbox onchange='0'>
        <input id=text maxlength=3 oninput='0' value=ab>
        <select id=last class=last onchange='0'><option>丙<option>丁</select>
        <script>setInterval(() => fetch(
            `/now?${list.selectedIndex}-${box.checked}-${text.value}-${last.selectedIndex}`), 20)</script>"""
    with serving({"/": page(fields), "/now": page("")}, OURS) as web:
        [seen] = runner.run(browser.audit(f"{web.address}/")).trials
        assert seen == Choices(seen.page_url)
        told = [path for _, path in web.asked if path.startswith("/now")]
    assert {"/now?0-true-ab-0", "/now?0-false-111-0", "/now?0-false-ab-1"} <= set(told)
