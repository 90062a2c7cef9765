"""Where a WebDriver is, whether it answers, and what is never said of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from crawler.browser.failures import BrowserMissing
from crawler.browser.webdriver.address import check_answers, read_address
from crawler.browser.webdriver.browsers import RemoteBrowsers
from records.facts import Outcome
from tests.crawler.web import Answer, Web, html, serving

READY = b'{"value": {"ready": true, "message": "ready"}}'
EMPTY = b'{"value": {"ready": false, "message": "not ready", "nodes": []}}'
BUSY = b'{"value": {"ready": false, "message": "not ready", "nodes": [{}]}}'


def json(body: bytes, status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json"}, body


def complaint(web: Web) -> str:
    address = web.address.replace("://", "://robot:geheim%40@")
    with pytest.raises(BrowserMissing) as raised:
        asyncio.run(check_answers(read_address(address)))
    return str(raised.value.message)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (html("<p>公告"), "is no WebDriver"),
        (json(b"[]"), "is no WebDriver"),
        (json(b'{"value": null}'), "is no WebDriver"),
        (json(b"", 401), "does not take its user and password"),
        (json(EMPTY), "has no machine yet"),
    ],
)
def test_what_is_of_no_use_is_said_in_one_sentence_without_a_secret(answer: Answer, words: str) -> None:
    with serving({"/wd/status": answer}) as web:
        web.address += "/wd"
        said = complaint(web)
    assert words in said
    assert web.address in said
    assert "geheim" not in said and "robot" not in said


def test_where_nothing_answers_that_is_said() -> None:
    with serving({}) as dead:
        pass
    assert complaint(dead).startswith(f"No WebDriver answers at {dead.address}: ")


@pytest.mark.parametrize("status", [READY, BUSY])
def test_a_webdriver_may_be_busy_and_is_told_who_asks(status: bytes) -> None:
    with serving({"/status": json(status)}) as web:
        asyncio.run(check_answers(read_address(web.address.replace("://", "://robot:geheim%40@") + "/")))
        (asked,) = web.requests
    assert asked.headers["authorization"] == "Basic cm9ib3Q6Z2VoZWltQA=="  # robot:geheim@


@pytest.mark.parametrize(
    ("text", "url", "is_near"),
    [
        ("http://grid.example:4444", "http://grid.example:4444", False),
        ("https://a:b@grid.example/wd/hub/", "https://grid.example/wd/hub", False),
        ("http://[::1]:4444", "http://[::1]:4444", True),
        ("http://localhost:9515", "http://localhost:9515", True),
        ("http://127.3.0.1:9515", "http://127.3.0.1:9515", True),
    ],
)
def test_addresses_are_read_and_shown_without_their_secrets(text: str, url: str, is_near: bool) -> None:
    address = read_address(text)
    assert (str(address), address.is_on_loopback) == (url, is_near)
    assert "password" not in repr(address)


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://127.0.0.1:1/", "http://localhost/", "file:///etc/passwd"])
def test_no_browser_elsewhere_is_sent_to_a_private_address(url: str) -> None:
    async def audit() -> Any:
        async with RemoteBrowsers(address=read_address("http://grid.invalid:4444")) as remote:
            return await remote.audit(url)

    seen = asyncio.run(audit())
    assert seen.outcome in (Outcome.PRIVATE_ADDRESS, Outcome.MALFORMED)
