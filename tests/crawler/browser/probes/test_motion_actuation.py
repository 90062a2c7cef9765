"""A device that is shaken, in a real browser."""

from __future__ import annotations

import asyncio

import pytest

from crawler.browser.chromium import Browser
from tests.crawler.browser.probing import Try, trying_with

SHAKE = "addEventListener('devicemotion', event => { if (event.acceleration.x > 20) said.textContent = '已復原' })"
TILT = "ondeviceorientation = event => { if (event.gamma > 20) said.textContent = '已轉動' }"


@pytest.fixture
def shake(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("motion-actuation", browser, runner, monkeypatch)


@pytest.mark.parametrize("script", [SHAKE, TILT])
def test_a_page_that_reacts_to_movement_is_seen(shake: Try, script: str) -> None:
    seen = shake(f"<p id=said></p><a href=/a>甲</a><script>{script}</script>")
    assert (seen.reacts, seen.controls) == (True, 1)


@pytest.mark.parametrize(
    "script",
    [
        "",
        "addEventListener('devicemotion', () => 0)",
        "addEventListener('devicemotion', () => 0); setInterval(() => said.textContent = performance.now(), 5)",
    ],
)
def test_a_page_that_does_not_is_left_alone(shake: Try, script: str) -> None:
    assert not shake(f"<p id=said>0</p><script>{script}</script>").reacts
