"""A picture that is there for what it shows, and is marked as an ornament.

## Why it matters

Its alternative text is empty, so a screen reader passes it over without a word. If it is a map, a chart or the notice
itself, what it says is lost.

## How to fix it

Write into the alternative text what the picture says. If that is long, write it into the page below the picture, and
name the picture shortly: “組織圖，說明如下”.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from checks.drawn import drawn
from checks.pictures import SHOWS_SOMETHING, file_name, is_marked_decorative
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.facts import Region
from records.rendering import Element, Rendering

POINTS_TO_IT = re.compile(
    r"(?:如|見|參閱|參考|詳如|依)[下上附]?圖|[下上附右左]圖(?:為|是|顯示|所示|標示)"
    r"|\b(?:see|shown in|as in)\s+the\s+(?:chart|figure|diagram|map|image|picture|graph|photo)\b"
    r"|\bthe\s+(?:chart|figure|diagram|map|image|picture|graph)\s+(?:below|above|shows)\b"
    r"|\b(?:following|below)\s+(?:chart|figure|diagram|map|image|picture|graph)\b",
    re.I,
)
LEAST_SIZE = (80, 50)
LARGE = 120_000
"""Square pixels from which on a picture may be the content of a page of few words."""
FEW_WORDS = 60


def _picture(before: str, src: str = "a.png", around: str = "{}") -> Rendering:
    return drawn(f"<p>{before}</p>" + around.format(f'<img src="/{src}" alt="" width="300" height="200">') + LONG)


LONG = f"<p>{'受理時間為週一至週五上午八時至下午五時。' * 5}</p>"


@check(
    title="Picture passed over",
    severity=Severity.SERIOUS,
    wcag=("1.1.1",),
    codes=("HM1110100E",),
    passes=(
        _picture("本處位於縣府三樓。"),
        drawn('<p>位置如下圖：</p><img src="/a.png" alt="縣府三樓平面圖，社會處在東側" width="300" height="200">'),
        drawn('<p>如下圖</p><a href="/map"><img src="/a.png" alt="" width="300" height="200">交通位置</a>' + LONG),
    ),
    fails=(
        _picture("本處位置如下圖："),
        _picture("The chart below shows how spending grew."),
    ),
    unsure=(
        _picture("本處位於縣府三樓。", "組織圖.png"),
        _picture("開幕典禮", around="<figure>{}<figcaption>圖一：剪綵</figcaption></figure>"),
        drawn('<h1>公告</h1><img src="/a.png" alt="" width="600" height="400">'),
    ),
)
def overlooked_picture(page: Rendering) -> Iterator[Answer]:
    found, doubtful = [], []
    is_bare = sum(len(line.text) for line in page.lines if line.block.region is Region.MAIN) < FEW_WORDS
    for picture in page.tags("img"):
        box = picture.box
        if not (picture.is_visible and is_marked_decorative(picture)) or page.closest(picture, "a", "button"):
            continue
        if box.width < LEAST_SIZE[0] or box.height < LEAST_SIZE[1]:
            continue
        if POINTS_TO_IT.search(_words_before(page, picture)):
            found.append(page.place(picture, Message("The words before it point to it: write what it shows.")))
        elif said := _doubt(page, picture, is_bare and box.width * box.height >= LARGE):
            doubtful.append(page.place(picture, said))
    if found:
        message = Message("A picture that the text speaks of has no alternative text.")
        yield Finding(page.page_url, message, places=tuple(found))
    if doubtful:
        message = Message("Is this picture only an ornament?")
        yield Unsure(page.page_url, message, places=tuple(doubtful))


def _words_before(page: Rendering, picture: Element) -> str:
    """The line before it, and what stands before it in its own."""
    at = bisect_left(page.lines, picture.ordinal, key=lambda line: line.texts[0].ordinal)
    return page.lines[at - 1].text if at else ""


def _doubt(page: Rendering, picture: Element, is_all_there_is: bool) -> Message | None:
    figure = page.closest(picture, "figure")
    if figure and any(one.tag == "figcaption" for one in page.children(figure)):
        return Message("It stands in a figure with a caption.")
    if SHOWS_SOMETHING.search(file_name(picture)):
        return Message("Its file is called “{name}”.", {"name": file_name(picture)[:60]})
    if is_all_there_is and picture.region is Region.MAIN:
        return Message("It is large, and the page says little else.")
    return None
