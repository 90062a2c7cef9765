"""A page with known faults, which every layer must find before it is believed: its silence would mean nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import suppress
from urllib.parse import quote

from crawler.browser.axe import read_results
from crawler.browser.driver import Visitor
from crawler.browser.probes import keyboard_walk, reflow
from crawler.browser.rendering import draw, read_rendering
from records.facts import Layer
from records.rendering import Rendering

FAULTS = {
    "html-has-lang": "",
    "image-alt": "<img src='data:,'>",
    "color-contrast": "<p style='color: #ccc; background: #fff'>縣政府公告</p>",
    "button-name": "<div><template shadowrootmode='open'><button></button></template></div>",
    "select-name": "<iframe title='縣' srcdoc='<html lang=zh><title>縣</title><select></select>'></iframe>",
    "label": f"<iframe title='府' src='data:text/html,{quote('<html lang=zh><title>府</title><input>')}'></iframe>",
}
"""By the rule of axe-core that must find each: in the page, drawn on it, in a shadow root, in a frame, in one of
another origin.
"""
WIDE = 900
"""CSS pixels: a part of the page that no narrow window holds."""
OURS = f"<div style='width: {WIDE}px' onclick='0'>禾湖縣</div><a href='#a'>更多</a>"
"""What our own look and the probes must see: a listener, a link, what scrolls sideways, two stops of the Tab key."""

LEAST_STOPS = 2
WALK_SECONDS = 5

ADDRESS = "data:text/html;charset=utf-8," + quote(f"<!doctype html><title>縣</title>{''.join(FAULTS.values())}{OURS}")


async def missed(page: Visitor, load_seconds: float, axe_seconds: float, layers: Collection[Layer]) -> list[str]:
    """What the first of these layers that misses something should have found and did not: rules of axe-core, or names
    of what was not seen. Raises Failure and Navigated.
    """
    await page.go(ADDRESS, load_seconds)
    await page.settle(load_seconds)
    missing: list[str] = []
    if Layer.AXE in layers:
        found = read_results(await page.evaluate("sitepatrol.audit()", axe_seconds), ADDRESS)
        missing = sorted(FAULTS.keys() - {result.rule for result in found})
    if Layer.STATIC in layers and not missing:
        missing = list(_unseen(read_rendering(await draw(page, axe_seconds), ADDRESS)))
    if Layer.PROBES in layers and not missing:
        missing = [name async for name in _untried(page)]
    return missing


async def _untried(page: Visitor) -> AsyncIterator[str]:
    if (await reflow.probe(page, ADDRESS)).scroll_width < WIDE:
        yield "reflow"
    stops = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(WALK_SECONDS):
            stops = len((await keyboard_walk.probe(page, ADDRESS)).stops)
    if stops < LEAST_STOPS:
        yield "keyboard-walk"


def _unseen(drawn: Rendering) -> Iterator[str]:
    """Names, roles, styles, boxes and listeners, each where it must be."""
    box = next((one for one in drawn.listening if one.tag == "div"), None)
    if box is None or box.box.width != WIDE:
        yield "listeners"
    if not any(link.name == "更多" for link in drawn.roles("link")):
        yield "names"
    if not any("204" in one.style.get("color", "") for one in drawn.tags("p")):
        yield "styles"
