"""Something that acts as soon as the mouse's button goes down, so that nothing can be taken back.

## Why it matters

Who has an unsteady hand often hits the wrong place. They notice, move away before letting go, and nothing happens:
unless it acts at once.

## How to fix it

This is the vendor's job: act on click, which comes when the button is let go of, and not on mousedown, pointerdown or
touchstart. Buttons and links of HTML do so by themselves.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.interacting import Press, Presses
from records.spots import Spot

URL = "https://county.example/"
BOX = Spot("#go", '<div id="go" onmousedown="go()">前往</div>', "前往")


def _page(**did: object) -> Presses:
    return Presses(URL, (Press(BOX, **did),))  # type: ignore[arg-type]


@check(
    title="Action on press",
    severity=Severity.MODERATE,
    wcag=("2.5.2",),
    codes=("FA1250202E", "GN1250201E"),
    passes=(Presses(URL), _page(acts=True, is_undone=True)),
    fails=(_page(led_to=URL),),
    unsure=(_page(acts=True),),
)
def action_on_press(page: Presses) -> Iterator[Answer]:
    leading = [press.spot.place() for press in page.found if press.led_to]
    if leading:
        message = Message("The page leads elsewhere as soon as the mouse's button goes down here.")
        yield Finding(page.page_url, message, places=tuple(leading))
    acting = [press.spot.place() for press in page.found if press.acts and not (press.led_to or press.is_undone)]
    if acting:
        message = Message("This acts as soon as the mouse's button goes down. Can it be taken back?")
        yield Unsure(page.page_url, message, "acting", places=tuple(acting))
