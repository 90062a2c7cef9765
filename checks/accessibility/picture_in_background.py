"""A picture in the background of an area without words that likely says something: a map, a chart, a poster.

## Why it matters

A background has no alternative text: who cannot see it is not even told that there is a picture.

## How to fix it

Put the picture into the page as a picture, with an alternative text; only ornaments belong into the background. It is
the vendor's job.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from checks.drawn import drawn
from checks.pictures import SHOWS_SOMETHING, SHOWS_TEXT
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

SOURCE = re.compile(r"url\([\"']?([^\"')]{1,2000})")
LEAST_SIZE = (80, 40)


def _area(source: str, inside: str = "", attributes: str = "") -> Rendering:
    style = f"width: 300px; height: 200px; background-image: url({source})"
    return drawn(f'<h1>交通</h1><div {attributes} style="{style}">{inside}</div>')


@check(
    title="Picture in the background",
    severity=Severity.MODERATE,
    wcag=("1.1.1",),
    codes=("HM1110105E",),
    passes=(
        _area("/images/wave.png"),
        _area("/images/map.png", "<p>縣府位於市中心，近火車站。</p>"),
        _area("/images/map.png", attributes='role="img" aria-label="縣府位置：火車站東側"'),
    ),
    unsure=(_area("/images/traffic-map.png"), _area("/images/summer-poster.png")),
)
def picture_in_background(page: Rendering) -> Iterator[Answer]:
    places = []
    for element in page.elements:
        found = SOURCE.search(element.style.get("background-image", ""))
        if not (found and element.is_visible) or element.tag in ("html", "body"):
            continue
        name = unquote(found[1].split("?", 1)[0].rpartition("/")[2])
        if (SHOWS_SOMETHING.search(name) or SHOWS_TEXT.search(name)) and _says_nothing(page, element):
            said = Message("Its file is called “{name}”.", {"name": name[:60]})
            places.append(page.place(element, said, cause=name[:60]))
    if places:
        message = Message("Does the picture in the background say something?")
        yield Unsure(page.page_url, message, places=tuple(places))


def _says_nothing(page: Rendering, element: Element) -> bool:
    is_large = element.box.width >= LEAST_SIZE[0] and element.box.height >= LEAST_SIZE[1]
    is_named = element.name or element.get("title") or element.get("aria-label")
    return is_large and not is_named and not page.text(element) and not any(one.name for one in page.inside(element))
