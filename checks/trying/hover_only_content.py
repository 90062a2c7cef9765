"""A menu or text that appears when it is pointed at, and not for the keyboard.

## Why it matters

Who cannot use a mouse never sees it: a menu's further pages, an explanation, a button. On a telephone there is nothing
to point with either.

## How to fix it

This is the template's, so the vendor's job: show it as well when something in it has the focus (:focus-within), or let
a button open it that Tab reaches and Enter presses. A text that everybody needs should simply stand there. In texts
that clerks write: do not put into a tooltip what is said nowhere else.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.hovering import HoverContent, HoverContents
from records.spots import Spot

URL = "https://county.example/"
ITEM = Spot("#unit", '<li id="unit"><a href="/unit">單位介紹</a></li>', "單位介紹")
LINK = Spot("#card", '<a id="card" href="/card">活動照片</a>', "活動照片")
LIST = Spot("#unit > ul", '<ul><li><a href="/a">組織</a></li></ul>', "組織")
LEAST_WORDS = 8
"""Characters: less is hardly more than a mark."""


def _page(trigger: Spot = ITEM, *, keyboard: bool | None = False, **seen: object) -> HoverContents:
    return HoverContents(URL, (HoverContent(trigger, LIST, by_keyboard=keyboard, **seen),))  # type: ignore[arg-type]


@check(
    title="Content for the mouse alone",
    severity=Severity.SERIOUS,
    wcag=("2.1.1",),
    codes=("GN1210100E", "GN1210101E", "FA1210102E"),
    passes=(
        _page(keyboard=True, has_controls=True),
        _page(has_controls=True, is_repeated=True),
        _page(keyboard=None, has_controls=True),
    ),
    fails=(_page(has_controls=True), _page(words="上班日 8 時至 17 時")),
    unsure=(_page(words="新增"), _page(LINK, words="閱讀這則活動報導")),
)
def hover_only_content(page: HoverContents) -> Iterator[Answer]:
    unreached = [one for one in page.found if one.by_keyboard is False and not one.is_repeated]
    certain = [one for one in unreached if _is_certain(one)]
    doubtful = [one for one in unreached if not _is_certain(one)]
    if certain:
        message = Message("What appears here under the mouse cannot be had by keyboard.")
        yield Finding(page.page_url, message, places=_places(certain))
    if doubtful:
        message = Message("Is what appears here under the mouse needed, and can it be had by keyboard?")
        yield Unsure(
            page.page_url, message, "doubtful", places=tuple(one.trigger.place(_said(one)) for one in doubtful)
        )


def _is_certain(one: HoverContent) -> bool:
    """A few words over a link, such as a caption over a picture, may be said by the link itself."""
    return one.has_controls or (len(one.words) >= LEAST_WORDS and not one.trigger.html.startswith("<a "))


def _places(found: list[HoverContent]) -> tuple[Place, ...]:
    return tuple(one.trigger.place(_said(one)) for one in found)


def _said(one: HoverContent) -> Message:
    return Message("It is “{words}”.", {"words": one.words[:60] or one.content.text[:60] or one.content.selector})
