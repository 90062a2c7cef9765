"""What sounds on a page by itself, in a real browser."""

from __future__ import annotations

import asyncio
import base64
import wave
from io import BytesIO

import pytest

from checks.trying.sound_that_starts_by_itself import sound_that_starts_by_itself
from crawler.browser.audit import Looking
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from records.facts import Layer
from tests.crawler.browser.conftest import OURS
from tests.crawler.browser.probing import Try, page, trying_with
from tests.crawler.web import Answer as Served
from tests.crawler.web import serving

SILENT_FILM = (
    "GkXfo59ChoEBQveBAULygQRC84EIQoKEd2VibUKHgQRChYECGFOAZwEAAAAAAAHeEU2bdLlNu4tTq4QVSalmU6yBbk27i1OrhBZUrmtTrIGTTbuLU6uE"
    "H0O2dVOsgdRNu4xTq4QcU7trU6yCAczsrgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAVSalmoCrXsYMPQkBEiYRD"
    "cJ1xTYCGQ2hyb21lV0GGQ2hyb21lFlSua7yuuteBAXPFhxqQtp9BagqDgQFV7oEBhoVWX1ZQOOCdsIEQuoEQU8CBAVWwkFWxgQFVuYECVbqBDVW7gQEf"
    "Q7Z1AQAAAAAAAOzngQCg8qGjgQAAABACAJ0BKhAAEAAABwiFhYiZhIgBJBAAYGsA/v+6/0B1ocqmyO6BAaXD8AIAnQEqEAAQAAAHCIWFiJmEiAEkEAB1"
    "AP4A7GapwNAA/vdw//RSf/RSf/98wdT/fNf/7+G/DuNI7EgtBtf8qjXoAKC6oZaBAHcA0QEAABAJIADAAMLBf6AAQAAAdaGcpprugQGlldEBAAAQCSAA"
    "wAGBQX+gAlZAwvRKAPuBAKC3oZaBAPAA0QEAABAJIADAAMLBf6AAQAAAdaGZppfugQGlktEBAAAQCSAAwADCwX+gAnZAAPuBdxxTu2uNu4uzgQC3hveB"
    "AfGB1A=="
)
"""WebM of 16 by 16 pixels, 240 milliseconds, without sound: in a loop it plays without end."""
PLAY = "<script>onload = () => document.querySelector('#it').play().catch(() => {})</script>"


def tone(seconds: float) -> Served:
    to = BytesIO()
    with wave.open(to, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(bytes(100 + 50 * (at // 10 % 2) for at in range(int(8000 * seconds))))
    return 200, {"Content-Type": "audio/wav"}, to.getvalue()


FILES = {
    "long.wav": tone(4),
    "short.wav": tone(2),
    "film.webm": (200, {"Content-Type": "video/webm"}, base64.b64decode(SILENT_FILM)),
}


@pytest.fixture
def sound(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("sound", browser, runner, monkeypatch)


@pytest.mark.parametrize(("body", "answers"), [
    ("<p>公告</p><audio id=it src=long.wav></audio>", []),
    (f"<audio id=it src=long.wav></audio>{PLAY}", [Finding]),
    (f"<audio id=it src=short.wav></audio>{PLAY}", []),
    (f"<audio id=it src=short.wav loop></audio>{PLAY}", [Finding]),
    (f"<audio id=it src=long.wav muted></audio>{PLAY}", []),
    (f"<audio id=it src=long.wav controls></audio>{PLAY}", []),
    (f"<p><audio id=it src=long.wav></audio><button>關閉音樂</button></p>{PLAY}", []),
    (f"<video id=it src=film.webm loop></video>{PLAY}", []),
    (f"<video id=it src=long.wav></video>{PLAY}", [Finding]),
    ("<script>const song = new Audio('long.wav'); song.play().catch(() => {})</script>", [Finding]),
    ("<script>const song = new Audio('gone.wav'); song.play().catch(() => {})</script>", [Unsure]),
    ("<audio autoplay src=long.wav></audio>", []),
], ids=range(12))  # fmt: skip
def test_what_scripts_play_unasked(sound: Try, body: str, answers: list[type[Answer]]) -> None:
    assert [type(answer) for answer in sound_that_starts_by_itself.judge(sound(body, **FILES))] == answers


def test_what_axe_takes_for_sound_is_taken_back_where_nothing_is_heard_or_it_can_be_stopped(
    runner: asyncio.Runner,
) -> None:
    films = (
        "<video id=silent autoplay loop src=film.webm></video>"
        "<main><div><video id=loud autoplay loop src=long.wav></video></div></main>"
        "<p><audio id=stopped autoplay src=long.wav></audio><button>暫停</button></p>"
    )
    routes = {"/": page(films), **{f"/{name}": file for name, file in FILES.items()}}

    async def audited() -> tuple[list[str], list[str]]:
        looking = Looking(frozenset({Layer.AXE, Layer.PROBES}))
        async with Browser(allowed_hosts=frozenset({OURS}), looking=looking, load_seconds=20) as browser:
            audit = await browser.audit(f"{web.address}/")
        told, left = (
            [node.selector for result in results if result.rule == "no-autoplay-audio" for node in result.nodes]
            for results in (audit.results, audit.standing)
        )
        return told, left

    with serving(routes, OURS) as web:
        told, left = runner.run(audited())
    assert sorted(told) == ["#loud", "#silent", "#stopped"]
    assert left == ["#loud"]
