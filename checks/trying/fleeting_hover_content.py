"""A text or menu that appears when it is pointed at, and goes when the mouse moves onto it.

## Why it matters

Who enlarges the page must move the mouse along the lines to read them, and who has an unsteady hand cannot keep it
still. What goes at that, or lies over other words and cannot be put away, cannot be read.

## How to fix it

This is the template's, so the vendor's job: let no gap be between the two, let what appears take the mouse as well (no
pointer-events: none), and let it stay as long as the mouse is on either. Let the Esc key put it away.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.hovering import HoverContent, HoverContents
from records.spots import Spot

URL = "https://county.example/"
TIP = Spot(".tip", '<span class="tip">服務時間</span>', "服務時間")


def _page(**seen: object) -> HoverContents:
    return HoverContents(URL, (HoverContent(TIP, TIP, "上班日 8 時至 17 時", **seen),))  # type: ignore[arg-type]


@check(
    title="Hover content that does not stay",
    severity=Severity.MODERATE,
    wcag=("1.4.13",),
    codes=("FA2141301E", "SC2141300E"),
    passes=(_page(), _page(covers=True, is_dismissed=True)),
    fails=(_page(is_hoverable=False),),
    unsure=(_page(covers=True),),
)
def fleeting_hover_content(page: HoverContents) -> Iterator[Answer]:
    fleeting = [one.trigger.place() for one in page.found if not one.is_hoverable]
    if fleeting:
        message = Message("What appears here under the mouse is gone when the mouse moves onto it.")
        yield Finding(page.page_url, message, places=tuple(fleeting))
    lasting = [one.trigger.place() for one in page.found if one.is_hoverable and one.covers and not one.is_dismissed]
    if lasting:
        message = Message("What appears here under the mouse lies over other words, and Esc does not put it away.")
        yield Unsure(page.page_url, message, "lasting", places=tuple(lasting))
