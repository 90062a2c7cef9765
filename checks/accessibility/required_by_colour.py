"""Fields whose labels are told from the others by a red colour alone.

## Why it matters

Red is meant to say that the field must be filled in. Who cannot tell red from black, prints the form in grey or hears
it read aloud gets none of that.

## How to fix it

Write “必填” into the label, or put an asterisk there whose meaning is explained above the form; the colour may stay.
It is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import form_of, labels, seen_fields
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

COLOUR = re.compile(r"rgba?\((\d+), (\d+), (\d+)")
SIGN = re.compile(r"[*＊✱∗※!！]|必填|選填|required|optional|mandatory|錯誤|error", re.I)
RED, DARK = 150, 100
"""Of 255: from where on a colour's red, and up to where its green and blue, make it red."""


@check(
    title="Required fields told by colour",
    severity=Severity.MODERATE,
    wcag=("1.4.1",),
    codes=("GN1140102E", "GN1330206E"),
    passes=(
        drawn('<form><label style="color: rgb(200, 0, 0)">姓名*<input></label><label>備註<input></label></form>'),
        drawn(
            '<form><label style="color: rgb(200, 0, 0)">姓名<input></label>'
            '<label style="color: rgb(200, 0, 0)">備註<input></label></form>'
        ),
    ),
    unsure=(
        drawn('<form><label style="color: rgb(200, 0, 0)">姓名<input></label><label>備註<input></label></form>'),
        drawn(
            '<form><label><span style="color: rgb(204, 0, 0)">Name</span><input></label>'
            "<label>Note<input></label><label>Town<input></label></form>"
        ),
    ),
)
def required_by_colour(page: Rendering) -> Iterator[Answer]:
    labels_of = labels(page)
    forms: dict[int, list[tuple[Element, bool]]] = {}
    for field in seen_fields(page):
        for label in labels_of.get(field.ordinal, ())[:1]:
            forms.setdefault(form_of(page, field), []).append((label, _is_red(page, label)))
    for found in forms.values():
        red = [label for label, is_red in found if is_red]
        if 0 < len(red) < len(found):
            for label in red:
                if not SIGN.search(page.text(label)):
                    message = Message("Does the red of this label mean something that no word or sign says?")
                    yield Unsure(page.page_url, message, places=(page.place(label),))


def _is_red(page: Rendering, label: Element) -> bool:
    """Whether the first words of a label are red."""
    words = next((one for one in page.inside(label) if one.tag == "#text"), None)
    found = COLOUR.match(page.elements[words.parent].style.get("color", "")) if words else None
    return found is not None and int(found[1]) >= RED and max(int(found[2]), int(found[3])) <= DARK
