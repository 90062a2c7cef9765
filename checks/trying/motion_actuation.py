"""A page that does something when the device is shaken or tilted.

## Why it matters

Who has a trembling hand sets it off without meaning to; whose telephone is fixed to a wheelchair cannot move it at all.

## How to fix it

This is the vendor's job: let a button do the same, and let visitors turn the reaction to movement off.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.interacting import MotionActuation

URL = "https://county.example/"


@check(
    title="Operated by motion",
    severity=Severity.MODERATE,
    wcag=("2.5.4",),
    codes=("FA1250401E", "GN1250400E"),
    passes=(MotionActuation(URL), MotionActuation(URL, controls=3)),
    fails=(MotionActuation(URL, reacts=True),),
    unsure=(MotionActuation(URL, reacts=True, controls=3),),
)
def motion_actuation(page: MotionActuation) -> Iterator[Answer]:
    if page.reacts and not page.controls:
        message = Message("The page does something when the device is moved, and has no control that does the same.")
        yield Finding(page.page_url, message)
    elif page.reacts:
        message = Message("The page does something when the device is moved. Can a control do it, and turn it off?")
        yield Unsure(page.page_url, message)
