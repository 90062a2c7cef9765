"""A link or button that was taken out of the order of the Tab key.

## Why it matters

Who works with the keyboard goes from control to control with Tab. What has tabindex="-1" is passed over: it can be
seen, and cannot be used.

## How to fix it

Take tabindex="-1" off the link, button or field. It belongs only on what a script moves the focus to, such as the
items of a menu that is steered by arrow keys. It is the vendor's job, unless it was written into the page's own text.
"""

from collections.abc import Iterator

from checks.controls import OPERATED, beside, is_off, is_part, words_of
from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Rendering

MOVING = ("swiper", "slick", "carousel", "slide", "owl-", "splide", "flickity")
"""Classes of what turns its pages by itself."""
FIELDS = frozenset(("textbox", "combobox", "spinbutton"))
SENDS = ("search", "submit", "send", "搜尋", "查詢", "送出")


@check(
    title="Passed over by the Tab key",
    severity=Severity.SERIOUS,
    wcag=("2.1.1",),
    codes=("FA1210102E", "GN1210100E"),
    passes=(
        drawn('<a href="/news">最新消息</a> <button>查詢</button>'),
        drawn('<a href="/news" tabindex="-1"><img src="n.png" alt=""></a><a href="/news">最新消息</a>'),
        drawn('<div role="tablist"><button role="tab">甲</button><button role="tab" tabindex="-1">乙</button></div>'),
        drawn('<ul><li class="page-item disabled"><a href="#" tabindex="-1">上一頁</a></li></ul>'),
        drawn('<h2 tabindex="-1" id="a">公告</h2>'),
        drawn('<a href="/news" tabindex="-1" aria-hidden="true">最新消息</a>'),
    ),
    fails=(
        drawn('<a href="/news" tabindex="-1">最新消息</a>'),
        drawn('<p><label>Word <input></label><button tabindex="-1">Search</button></p>'),
        drawn('<div role="button" tabindex="-1">Send</div>'),
    ),
    unsure=(
        drawn('<div class="swiper-slide"><a href="/news" tabindex="-1">最新消息</a></div>'),
        drawn('<p><input title="日期"><button tabindex="-1" class="calendar">選日期</button></p>'),
    ),
)
def control_out_of_tab_order(page: Rendering) -> Iterator[Answer]:
    reached = {_target(one) for one in page.tags("a") if one.is_tabbable} - {""}
    for element in page.elements:
        if not _counts(page, element) or _target(element) in reached:
            continue
        words, near = words_of(page, element), beside(page, element)
        if any(one.is_tabbable and words_of(page, one) == words for one in near):
            continue
        said = Message('Take tabindex="-1" off “{text}”.', {"text": words or element.tag})
        if _may_be_meant(page, element, near):
            message = Message("The Tab key passes over this. Can the keyboard do the same in another way?")
            yield Unsure(page.page_url, message, places=(page.place(element, said),))
        else:
            message = Message("The Tab key passes over a control.")
            yield Finding(page.page_url, message, places=(page.place(element, said),))


def _counts(page: Rendering, element: Element) -> bool:
    if not element.get("tabindex").startswith("-") or not (element.is_visible and element.is_exposed):
        return False
    is_control = element.role in OPERATED or element.tag in ("select", "textarea", "summary")
    return is_control and not is_part(page, element) and not is_off(page, element)


def _target(link: Element) -> str:
    """The page that a link leads to; empty where it is another place of this one, or a script's."""
    page_of_it = link.get("href").partition("#")[0]
    return "" if page_of_it.lower().startswith("javascript:") else page_of_it


def _may_be_meant(page: Rendering, element: Element, near: list[Element]) -> bool:
    """Whether it stands beside a field that may do the same, or in what turns its pages by itself."""
    fields = [one for one in near if one.parent == element.parent and one.role in FIELDS]
    if element.role == "button" and fields:
        return not any(word in words_of(page, element) for word in SENDS)
    classes = " ".join(above.get("class").lower() for above in page.around(element))
    return any(word in classes for word in MOVING)
