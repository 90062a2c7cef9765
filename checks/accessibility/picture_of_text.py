"""A picture that likely shows words: a banner, a poster, a scanned notice.

## Why it matters

Words in a picture blur when they are enlarged, keep their colours when somebody needs others, and cannot be searched,
copied or translated. Who cannot see them depends on an alternative text that is seldom complete.

## How to fix it

Write the words into the page as text. Keep the poster for those who like it, with a short alternative text that says
where the words stand. Logos may stay pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.pictures import SHOWS_TEXT, file_name
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.lines import columns
from records.rendering import Element, Rendering

LEAST_SIZE = (180, 50)
SAYS_SO = re.compile("海報|傳單|懶人包|掃描|banner|poster|flyer|infographic|leaflet|slogan", re.I)
LONG = 160
"""Columns of an alternative text: so much is seldom said of a picture without words."""


def _picture(src: str, alt: str, size: str = 'width="600" height="200"') -> Rendering:
    return drawn(f'<img src="/{src}" alt="{alt}" {size}>')


@check(
    title="Picture of words",
    severity=Severity.MODERATE,
    wcag=("1.4.5",),
    codes=("CS2140500E",),
    passes=(
        _picture("walk.jpg", "隊伍走過湖邊"),
        _picture("banner.png", "禾湖縣政府", 'width="88" height="31"'),
        _picture("logo-banner.svg", "Logo of Hehu County"),
    ),
    unsure=(
        _picture("健走海報.jpg", "健走活動"),
        _picture("a.jpg", "禾湖健走 10 月 25 日上午八時於湖濱公園集合，備有茶水，完成者可得紀念毛巾一條。" * 3),
        _picture("summer-sale-banner.png", "Summer sale"),
    ),
)
def picture_of_text(page: Rendering) -> Iterator[Answer]:
    places = []
    for picture in page.tags("img"):
        if not picture.is_visible or picture.box.width < LEAST_SIZE[0] or picture.box.height < LEAST_SIZE[1]:
            continue
        if said := _hint(picture):
            places.append(page.place(picture, said))
    if places:
        yield Unsure(page.page_url, Message("Does this picture show words?"), places=tuple(places))


def _hint(picture: Element) -> Message | None:
    name, alt = file_name(picture), picture.get("alt")
    if "logo" in name.lower() or "logo" in alt.lower():
        return None
    if columns(alt) > LONG:
        return Message("Its alternative text is very long: such text belongs into the page.")
    if found := SHOWS_TEXT.search(name) or SAYS_SO.search(alt):
        return Message("It is called “{text}”: if it shows words, write them into the page.", {"text": found[0]})
    return None
