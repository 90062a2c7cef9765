"""Fields that were put together as a group, and the group has no name.

## Why it matters

A screen reader announces each group by its name: “通訊地址，群組，縣市，編輯區”. A group without one says only that
something begins, and the visitor does not learn what the fields have in common.

## How to fix it

Begin the <fieldset> with a <legend> that says what the fields are about; one that only draws a frame is better a
<div>. It is the vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import CHOSEN, is_field, kind
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

LEAST_FIELDS = 2


@check(
    title="Group of fields without a name",
    severity=Severity.MINOR,
    wcag=("1.3.1",),
    codes=("HM1130105C", "HM1130103C@110.07", "HM1130111E"),
    passes=(
        drawn("<fieldset><legend>通訊地址</legend><label>縣市<input></label><label>路名<input></label></fieldset>"),
        drawn('<fieldset aria-label="Address"><label>Town<input></label><label>Street<input></label></fieldset>'),
        drawn("<fieldset><label>關鍵字<input></label></fieldset>"),
        drawn("<form><fieldset><label>姓名<input></label><label>電話<input></label></fieldset></form>"),
    ),
    unsure=(
        drawn(
            "<form><fieldset><label>縣市<input></label><label>路名<input></label></fieldset>"
            "<label>姓名<input></label></form>"
        ),
        drawn(
            "<div><fieldset><legend> </legend><label>Town<input></label><label>Street<input></label></fieldset></div>"
        ),
    ),
)
def nameless_fieldset(page: Rendering) -> Iterator[Answer]:
    for fieldset in page.tags("fieldset"):
        asked = [one for one in page.inside(fieldset) if is_field(one) and kind(one) not in CHOSEN]
        is_group = len(asked) >= LEAST_FIELDS and fieldset.is_visible and not fieldset.name.strip()
        if is_group and not _is_whole_form(page, fieldset, len(asked)):
            message = Message("Do these fields belong together, and does a screen reader say what they are about?")
            yield Unsure(page.page_url, message, places=(page.place(fieldset),))


def _is_whole_form(page: Rendering, fieldset: Element, count: int) -> bool:
    """Whether a form has nothing else to fill in: its own heading then says what it is about."""
    form = page.closest(fieldset, "form")
    return form is not None and sum(is_field(one) and kind(one) not in CHOSEN for one in page.inside(form)) == count
