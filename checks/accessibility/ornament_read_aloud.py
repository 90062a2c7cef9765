"""An ornament with an alternative text: a spacer, a line, a bullet that is read out.

## Why it matters

“Spacer, spacer, divider”: what only fills a gap on the screen interrupts whoever listens to the page, and makes them
wonder what they are missing.

## How to fix it

Leave the alternative text of ornaments empty (alt=""), or let the style sheet draw them. In templates that is the
vendor's job.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.pictures import SPACER
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Rendering

ORNAMENT = re.compile(
    r"(?:spacer|blank|divider|separator|decorat(?:ive|ion)(?: image| line| border)?|ornament|horizontal (?:rule|line)"
    r"|background(?: image| picture)?|(?:empty|transparent) (?:image|pixel)|tracking pixel"
    r"|分隔線|分隔|裝飾(?:圖|圖片|線|用圖)?|空白圖?|間隔圖?|背景圖?片?|底圖)[\W_]*\d{0,3}",
    re.I,
)
"""The whole of an alternative text."""
LIKELY = re.compile(
    r"(?:bullets?(?: point)?|line|dot|border|corner|shadow|pattern|項目符號|圓點|線條|邊框|陰影|花邊)[\W_]*\d{0,3}",
    re.I,
)
TINY = 3
"""CSS pixels: no eye finds what is smaller."""
TEXT_LENGTH = 60


def _picture(alt: str, src: str = "a.gif", size: str = 'width="300" height="20"') -> Rendering:
    return drawn(f'<p>公告</p><img src="/{src}" alt="{alt}" {size}>')


@check(
    title="Ornament that is read out",
    severity=Severity.MINOR,
    wcag=("1.1.1",),
    codes=("HM1110112E", "CS1110114E"),
    passes=(
        _picture("", "spacer.gif"),
        _picture("湖岸的一排柳樹"),
        drawn('<a href="/map"><img src="/dot.gif" alt="地圖" width="2" height="2"></a>'),
    ),
    fails=(
        _picture("spacer"),
        _picture("分隔線"),
        _picture("公告區", "images/spacer.gif"),
        _picture("瀏覽統計", "count.png", 'width="1" height="1"'),
    ),
    unsure=(_picture("bullet"), _picture("花邊")),
)
def ornament_read_aloud(page: Rendering) -> Iterator[Answer]:
    found, doubtful = [], []
    for picture in page.tags("img"):
        alt = picture.get("alt")
        if picture.role != "img" or not (alt and picture.is_exposed) or page.closest(picture, "a", "button"):
            continue
        said = Message("Leave the alternative text empty in place of “{text}”.", {"text": alt[:TEXT_LENGTH]})
        if ORNAMENT.fullmatch(alt) or SPACER.search(picture.get("src").split("?", 1)[0]) or _is_tiny(picture):
            found.append(page.place(picture, said))
        elif LIKELY.fullmatch(alt):
            doubtful.append(page.place(picture, said))
    if found:
        yield Finding(page.page_url, Message("An ornament is read out."), places=tuple(found))
    if doubtful:
        yield Unsure(page.page_url, Message("Is this picture only an ornament?"), places=tuple(doubtful))


def _is_tiny(picture: Element) -> bool:
    return 0 < picture.box.width <= TINY and 0 < picture.box.height <= TINY
