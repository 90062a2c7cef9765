"""A field whose edge hardly stands out, so that it is hard to see where to write.

## Why it matters

Who sees contrasts badly finds a label with nothing beside it, and does not know that there is a field, or where to
click.

## How to fix it

Give the field's border a colour with a contrast of 3:1 or more to what is around it, for instance rgb(118, 118, 118) on
white. That is mostly the template's, so the vendor's job. Where something else shows plainly where the field is,
nothing is wrong.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Message, Place, Severity, Unsure
from records.contrast import ControlContrast, Faint
from records.spots import Spot

URL = "https://county.example/"
NAME = Spot("#name", '<input id="name">')


@check(
    title="Faint edge of a field",
    severity=Severity.MINOR,
    wcag=("1.4.11",),
    codes=("GN2141102E",),
    passes=(ControlContrast(URL), ControlContrast(URL, icons=(Faint(NAME, 1.4, "#dddddd", "#ffffff"),))),
    unsure=(ControlContrast(URL, fields=(Faint(NAME, 1.4, "#dddddd", "#ffffff"),)),),
)
def faint_field(page: ControlContrast) -> Iterator[Answer]:
    if page.fields:
        message = Message("The edge of a field hardly stands out: is it plain in another way where to write?")
        yield Unsure(page.page_url, message, places=tuple(map(_place, page.fields)))


def _place(field: Faint) -> Place:
    said = Message("Its contrast is {ratio}:1; 3:1 is needed.", {"ratio": f"{field.ratio:g}"})
    return field.spot.place(said, fgColor=field.colour, bgColor=field.ground, contrastRatio=field.ratio)
