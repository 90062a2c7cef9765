"""Draw a page for the checks: what `scripts/rendering.js` tells, as a fact."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from crawler.browser.drawing import STYLES
from crawler.browser.driver import Driver
from crawler.browser.hearing import heard
from crawler.extract.regions import CONTAINERS, nested, own_region
from records.facts import Region
from records.rendering import Box, Declaration, Element, Events, Rendering

Node = list[Any]


async def draw(page: Driver, seconds: float) -> str:
    """The page as it stands, for `read_rendering`. Raises Failure and Navigated."""
    return str(await page.evaluate(f"sitepatrol.render({await heard(page, seconds)})", seconds))


def read_rendering(drawn: str, page_url: str) -> Rendering:
    """What `sitepatrol.render()` answered, as a fact.

    Raises ValueError, KeyError, IndexError or TypeError where it is none.
    """
    page = json.loads(drawn)
    styles = [dict(zip(STYLES, values, strict=True)) for values in page["styles"]]
    nodes: list[Node] = page["nodes"]
    ends = _ends(nodes)
    regions: list[Region | None] = []
    elements = []
    for ordinal, (parent, *seen) in enumerate(nodes):
        around = regions[parent] if parent >= 0 else None
        if len(seen) == 1:
            regions.append(around)
            words = Element(ordinal, parent, "#text", text=seen[0], region=around or Region.MAIN, end=ends[ordinal])
            elements.append(words)
            continue
        tag, attributes, role, name, flags, box, style, events, generated = seen
        own = own_region(tag, attributes) if tag in CONTAINERS else None
        regions.append(nested(around, own))
        elements.append(
            Element(
                ordinal,
                parent,
                tag,
                attributes,
                role=role,
                name=name,
                is_visible=bool(flags & 1),
                is_exposed=bool(flags & 2),
                is_focusable=bool(flags & 4),
                is_tabbable=bool(flags & 8),
                box=Box(*box),
                style=styles[style] if style >= 0 else {},
                events=Events(events),
                generated=(generated[0], generated[1]) if generated else ("", ""),
                region=regions[ordinal] or Region.MAIN,
                end=ends[ordinal],
            )
        )
    return Rendering(
        page_url,
        page["title"],
        tuple(elements),
        tuple(page["viewport"]),
        page["height"],
        tuple(Declaration(*one) for one in page["declarations"]),
        page["isCut"],
        Events(page["events"]),
    )


def _ends(nodes: Sequence[Node]) -> list[int]:
    """For each node the ordinal behind its last descendant."""
    ends = [ordinal + 1 for ordinal in range(len(nodes))]
    for ordinal in range(len(nodes) - 1, 0, -1):
        parent = nodes[ordinal][0]
        ends[parent] = max(ends[parent], ends[ordinal])
    return ends
