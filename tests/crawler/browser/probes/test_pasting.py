"""Pasting into fields of a login, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from checks.trying.blocked_paste import blocked_paste
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from records.interacting import Pastings
from tests.crawler.browser.probing import Try, trying_with


@pytest.fixture
def paste(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("pasting", browser, runner, monkeypatch)


def judged(seen: Pastings) -> list[type[Answer]]:
    return [type(answer) for answer in blocked_paste.judge(seen)]


@pytest.mark.parametrize(
    "field",
    [
        "<input type=password onpaste='return false'>",
        "<input type=password id=a><script>a.addEventListener('paste', event => event.preventDefault())</script>",
        "<input type=password><script>document.addEventListener('paste', event => event.preventDefault())</script>",
        "<input type=password onkeydown=\"return !(event.ctrlKey && event.key == 'v')\">",
        "<label>簡訊驗證碼 <input onpaste='return false'></label>",
        "<input autocomplete=one-time-code onpaste='return false'>",
    ],
)
def test_a_field_that_keeps_out_what_is_pasted_is_found(paste: Try, field: str) -> None:
    assert judged(paste(f"<form>{field}</form>")) == [Finding]


@pytest.mark.parametrize(
    "field",
    [
        "<input type=password>",
        "<input type=password onpaste='0'>",
        "<input type=password onkeydown=\"if (event.key == 'Enter') event.preventDefault()\">",
        "<input type=search onpaste='return false'>",
        "<input autocomplete=one-time-code id=a><input id=b><script>a.addEventListener('paste', event => {"
        " event.preventDefault(); b.value = event.clipboardData.getData('text/plain').slice(1) })</script>",
    ],
)
def test_a_field_that_takes_it_is_well(paste: Try, field: str) -> None:
    assert judged(paste(f"<form>{field}</form>")) == []


def test_a_password_to_be_chosen_is_left_to_a_person(paste: Try) -> None:
    field = "<input type=password onpaste='return false'>"
    assert judged(paste(f"<form>{field}{field}</form>")) == [Unsure]
    assert judged(paste(f"<form>{field}</form><a href=/card>自然人憑證登入</a>")) == [Unsure]
