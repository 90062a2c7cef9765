"""A button or something like it that works for the mouse, and not for the keyboard.

## Why it matters

Who cannot use a mouse cannot do here what others can, however often they press Tab and Enter. Screen readers mostly
operate a page by keyboard as well.

## How to fix it

This is the vendor's job: make it a real button (<button>) or link (<a href>), which keys operate by themselves. Where
that cannot be, give it role="button" and tabindex="0", and let Enter and Space do what a click does.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.operating import Control, Controls, Reaction
from records.spots import Spot

URL = "https://county.example/"
BOX = Spot("#more", '<div id="more" onclick="more()">展開</div>', "展開")
NOTHING = Reaction()
OPENS = Reaction(appeared=1, is_noticed=True)


def _page(role: str = "", *, is_native: bool = False, **did: object) -> Controls:
    return Controls(URL, (Control(BOX, role, is_native=is_native, **did),))  # type: ignore[arg-type]


@check(
    title="A click does what no key does",
    severity=Severity.CRITICAL,
    wcag=("2.1.1",),
    codes=("GN1210100E", "GN1210101E", "FA1210102E"),
    echoes=("mouse-only-control", "keyless-control"),
    passes=(
        _page("button", enter=OPENS, space=OPENS),
        _page("link", enter=OPENS),
        _page(enter=Reaction(is_noticed=True), space=NOTHING),
        _page(enter=NOTHING, space=NOTHING, click=Reaction(is_noticed=True)),
        _page(is_reachable=False, click=Reaction(led_to=URL, is_noticed=True), is_repeated=True),
        _page("option", click=OPENS),
        _page(is_native=True, enter=NOTHING, space=NOTHING),
    ),
    fails=(_page(is_reachable=False, click=OPENS), _page("button", enter=NOTHING, space=NOTHING, click=OPENS)),
    unsure=(_page("button", enter=OPENS, space=NOTHING), _page("button", enter=NOTHING, space=OPENS)),
)
def unanswered_key(page: Controls) -> Iterator[Answer]:
    found = [control.spot.place(_said(control)) for control in page.controls if _is_for_the_mouse(control)]
    if found:
        yield Finding(page.page_url, Message("A click does something here that no key does."), places=tuple(found))
    halved = [control.spot.place() for control in page.controls if _is_half_keyed(control)]
    if halved:
        message = Message("Do both Enter and Space press this button? Only one of them did.")
        yield Unsure(page.page_url, message, "half", places=tuple(halved))


def _is_for_the_mouse(control: Control) -> bool:
    """What Tab may reach by the arrow keys of a menu or list, but has no focus of its own, was not tried by key."""
    if control.is_native or control.is_repeated or not (control.click and control.click.is_plain):
        return False
    return not control.is_reachable if not control.by_key else not any(one.is_noticed for one in control.by_key)


def _is_half_keyed(control: Control) -> bool:
    if control.is_native or control.role != "button" or not (control.enter and control.space):
        return False
    return (control.enter.is_plain and not control.space.is_noticed) or (
        control.space.is_plain and not control.enter.is_noticed
    )


def _said(control: Control) -> Message:
    if control.by_key:
        return Message("Tab reaches it, but neither Enter nor Space does what a click does.")
    return Message("Tab does not reach it.")
