"""Words over pictures and gradients, in a real browser."""

from __future__ import annotations

import asyncio
from io import BytesIO

import pytest
from PIL import Image

from checks.trying.faint_words import faint_words
from crawler.browser.audit import Looking
from crawler.browser.chromium import Browser
from records.answers import Answer, Finding, Unsure
from records.facts import AxeOutcome, Layer
from tests.crawler.browser.conftest import OURS
from tests.crawler.browser.probing import Try, page, trying_with
from tests.crawler.web import Answer as Served
from tests.crawler.web import serving

TO_WHITE = "background: linear-gradient(90deg, {}, white)"
FIELD = """<input placeholder='輸入關鍵字' style='background: white' {more}>
    <style>::placeholder {{ color: {colour} }}</style>"""
TALL = "<div style='height: 3000px'></div>"


def picture(*shades: int, width: int = 4) -> Served:
    """Columns of these greys, narrower than letters if nothing else is said."""
    image = Image.new("L", (width * len(shades), 200))
    for at, shade in enumerate(shades):
        image.paste(shade, (width * at, 0, width * (at + 1), 200))
    to = BytesIO()
    image.save(to, "PNG")
    return 200, {"Content-Type": "image/png"}, to.getvalue()


FILES = {
    "dark.png": picture(10, 60),
    "bright.png": picture(190, 255),
    "mixed.png": picture(0, 255),
    "half.png": picture(0, 255, width=100),
}


@pytest.fixture
def contrast(browser: Browser, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Try:
    return trying_with("word-contrast", browser, runner, monkeypatch)


def over(image: str, colour: str, more: str = "") -> str:
    words = f"<span id=it style='color: {colour}; {more}'>彰化縣政府全球資訊網</span>"
    return f"<p style='font-size: 20px; background: url({image}.png)'>{words}</p>"


@pytest.mark.parametrize(("body", "answers"), [
    ("<p>彰化縣政府</p>", []),
    (over("dark", "white"), []),
    (over("dark", "black"), [Finding]),
    (over("bright", "white"), [Finding]),
    (over("mixed", "white"), [Unsure]),
    (over("half", "white"), [Finding]),
    (over("dark", "#999"), [Unsure]),
    (over("bright", "white", f"text-shadow: {', '.join(['0 0 3px black'] * 4)}"), []),
    (f"<p style='{TO_WHITE.format('black')}; color: white; width: 320px'>{'彰化縣政府全球資訊網' * 2}</p>", [Finding]),
    (f"<p style='{TO_WHITE.format('#eee')}; color: black'>彰化縣政府</p>", []),
    (over("bright", "white", "opacity: 0.5"), [Finding]),
    (over("bright", "black", "opacity: 0.5"), [Finding]),
    (over("dark", "rgb(255 255 255 / 0.2)"), [Finding]),
    (over("dark", "white", "filter: invert(1)"), [Unsure]),
    (FIELD.format(more="", colour="#aaa"), [Finding]),
    (FIELD.format(more="", colour="#666"), []),
    (FIELD.format(more="value=表單", colour="#aaa"), []),
    (FIELD.format(more="disabled", colour="#aaa"), []),
    (TALL + over("bright", "white") + TALL + over("bright", "white"), [Finding]),
    (over("dark", "black", "font-size: 30px; visibility: hidden"), []),
], ids=range(20))  # fmt: skip
def test_what_is_behind_the_letters_decides(contrast: Try, body: str, answers: list[type[Answer]]) -> None:
    seen = contrast(body, **FILES)
    assert [type(answer) for answer in faint_words.judge(seen)] == answers, seen.measured


def test_ratios_are_those_of_the_pixels(contrast: Try) -> None:
    [one] = contrast(over("dark", "white"), **FILES).measured
    assert (one.target, one.needed, one.colour, one.is_certain) == ("#it", 4.5, "#ffffff", True)
    assert (one.lowest, one.highest, one.below, one.illegible) == (11.03, 19.8, 0, 0)  # against #3c3c3c and #0a0a0a


def test_what_moves_behind_the_words_is_left_to_a_person(contrast: Try) -> None:
    moving = (
        "<style>@keyframes pan { to { background-position: 400px } } p { animation: pan 1s linear infinite }</style>"
    )
    assert contrast(over("mixed", "white"), moving, **FILES).measured == ()


def test_axe_cannot_tell_and_the_measurement_takes_its_place(runner: asyncio.Runner) -> None:
    routes = {"/": page(over("dark", "white") + "<p>公告</p>"), **{f"/{name}": file for name, file in FILES.items()}}

    async def audited() -> tuple[list[str], list[str]]:
        looking = Looking(frozenset({Layer.AXE, Layer.PROBES}))
        async with Browser(allowed_hosts=frozenset({OURS}), looking=looking, load_seconds=20) as browser:
            audit = await browser.audit(f"{web.address}/")
        told, left = (
            [node.selector for result in results if result.outcome is AxeOutcome.INCOMPLETE for node in result.nodes]
            for results in (audit.results, audit.standing)
        )
        return told, left

    with serving(routes, OURS) as web:
        assert runner.run(audited()) == (["#it"], [])
