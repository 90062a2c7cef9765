"""Controls that tabindex makes the Tab key visit out of their order on the page.

## Why it matters

With tabindex="1" a control comes before everything else on the page, wherever it stands. Who follows the focus with
the eyes or by ear jumps about: from the last field to the menu, from the menu into the middle of a form.

## How to fix it

Take tabindex with a number above 0 off, and put the controls into the source in the order in which they are to be
visited: Tab then follows it by itself. It is the vendor's job.
"""

from collections.abc import Iterator
from itertools import pairwise

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Rendering

ROW = 10
"""CSS pixels by which one control must stand higher than another to stand above it."""


@check(
    title="Tab order changed by numbers",
    severity=Severity.MODERATE,
    wcag=("2.4.3",),
    codes=("GN1240300E", "GN1240301E"),
    passes=(
        drawn('<p><input title="姓名" tabindex="0"><input title="電話"></p><div tabindex="-1">內容</div>'),
        drawn(
            '<p><input title="姓名" tabindex="1"><input title="電話" tabindex="1"><button tabindex="2">查</button></p>'
        ),
    ),
    fails=(
        drawn(
            '<form><p><input title="姓名" tabindex="1"></p><p><input title="電話" tabindex="3"></p>'
            '<p><input title="地址" tabindex="2"></p></form>'
        ),
    ),
    unsure=(drawn('<p><a href="/a">甲</a> <a href="/b" tabindex="5">乙</a></p>'),),
)
def positive_tabindex(page: Rendering) -> Iterator[Answer]:
    tabbable = [one for one in page.elements if one.is_tabbable and one.is_visible]
    numbered = [one for one in tabbable if _number(one) > 0]
    visited = sorted(numbered, key=lambda one: (_number(one), one.ordinal))
    jumps = [later for earlier, later in pairwise(visited) if _goes_back(earlier, later)]
    for element in jumps:
        message = Message("Tab does not visit these controls in the order in which they stand.")
        said = Message("It comes only after one that stands behind it: take tabindex off.")
        yield Finding(page.page_url, message, places=(page.place(element, said),))
    if not jumps and numbered and tabbable[: len(numbered)] != numbered:
        for element in numbered:
            message = Message("Does Tab visit the controls in an order that makes sense? Numbers change it here.")
            yield Unsure(page.page_url, message, places=(page.place(element),))


def _number(element: Element) -> int:
    written = element.get("tabindex")
    return int(written) if written.isdecimal() and len(written) < 6 else 0


def _goes_back(earlier: Element, later: Element) -> bool:
    """Whether what is visited later stands before the other, in the source and to the eye, in the same part."""
    if later.ordinal > earlier.ordinal or later.region is not earlier.region:
        return False
    is_below = later.box.top > earlier.box.top + ROW
    return not is_below and later.box.left < earlier.box.right
