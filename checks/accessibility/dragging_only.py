"""Something that is moved by dragging, and no other way to move it can be seen.

## Why it matters

To drag, one must hold a button down, keep it down while moving exactly, and let go at the right spot. Who has a
tremor, works with a head pointer, by eye or by voice cannot do that; neither can a keyboard.

## How to fix it

Offer buttons beside it that do the same with single clicks: “上移” and “下移” for a list, “選擇檔案” for a drop zone,
+ and − for a map or a slider. It is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Events, Rendering

OTHER_WAY = re.compile(
    r"上移|下移|左移|右移|移到|移至|往上|往下|向上|向下|move|up\b|down\b|reorder|sort|置頂|順序|選擇檔案|browse|upload|上傳|\+|＋",
    re.I,
)


@check(
    title="Only by dragging",
    severity=Severity.SERIOUS,
    wcag=("2.5.7",),
    codes=("FA2250700E",),
    passes=(
        drawn('<ul><li draggable="true">甲 <button>上移</button></li><li>乙 <button>上移</button></li></ul>'),
        drawn('<div ondragstart="drag(event)">檔案 <label>選擇檔案 <input type="file"></label></div>'),
        drawn('<img src="a.png" alt="甲" draggable="false">'),
    ),
    unsure=(
        drawn('<ul><li draggable="true">甲</li><li draggable="true">乙</li></ul>'),
        drawn('<div ondragstart="drag(event)">Card</div>'),
    ),
)
def dragging_only(page: Rendering) -> Iterator[Answer]:
    for element in page.elements:
        is_dragged = element.get("draggable") == "true" or (element.events and element.events & Events.DRAG)
        if is_dragged and element.is_visible and element.tag not in ("html", "body") and not _has_way(page, element):
            message = Message("Can this be moved without dragging, with single clicks or by keyboard?")
            yield Unsure(page.page_url, message, places=(page.place(element),))


def _has_way(page: Rendering, element: Element) -> bool:
    """Whether a control in or right around it seems to do the same."""
    around = page.elements[max(0, element.parent)]
    inside = page.inside(around)[:200]
    return any(one.is_focusable and (one.get("type") == "file" or OTHER_WAY.search(one.name)) for one in inside)
