"""A selection list that leads to another page as soon as something is chosen in it.

## Why it matters

By keyboard one goes through a list choice by choice. If each choice leads away at once, only the first can ever be
reached; and who uses a screen reader suddenly is on another page without having asked for it.

## How to fix it

Put a button “前往” beside the list and let only the button lead on; or turn the list into plain links. It is the
vendor's job.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import form_of
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Events, Rendering

LEADS_AWAY = re.compile(r"location|\.submit\s*\(|window\.open|\bgoto|jump|redirect|navigate|__doPostBack|\.href", re.I)
ADDRESS = re.compile(r"(?:https?:)?//|/[\w.-]|[\w./-]{1,80}\.(?:aspx?|php|html?|jsp|do)\b", re.I)


@check(
    title="List that leads away",
    severity=Severity.SERIOUS,
    wcag=("3.2.2",),
    codes=("GN1320201E", "GN1320200E"),
    passes=(
        drawn(
            '<form><label>類別<select onchange="show(this.value)"><option>甲</option></select></label>'
            "<button>前往</button></form>"
        ),
        drawn(
            '<form><label>相關網站<select><option value="https://a.example/">甲</option>'
            '<option value="https://b.example/">乙</option></select></label><button>前往</button></form>'
        ),
    ),
    unsure=(
        drawn('<label>網站<select onchange="window.open(this.value)"><option>甲</option></select></label>'),
        drawn(
            '<form><label>Year<select onchange="this.form.submit()"><option>2025</option><option>2026</option></select>'
            "</label></form>"
        ),
        drawn(
            '<label>相關網站<select onchange="go(this)"><option value="/a.html">甲</option>'
            '<option value="/b.html">乙</option></select></label>'
        ),
    ),
)
def navigating_select(page: Rendering) -> Iterator[Answer]:
    for select in page.tags("select"):
        if select.is_visible and select.is_focusable and (_leads_away(select) or _holds_addresses(page, select)):
            message = Message("Does choosing something in this list lead away at once, without a button?")
            yield Unsure(page.page_url, message, places=(page.place(select),))


def _leads_away(select: Element) -> bool:
    return LEADS_AWAY.search(select.get("onchange")) is not None


def _holds_addresses(page: Rendering, select: Element) -> bool:
    """Whether a script listens to it, its choices are addresses, and no button stands by."""
    if not select.events & Events.CHANGE:
        return False
    values = [one.get("value") for one in page.inside(select) if one.tag == "option" and one.get("value")]
    form = page.elements[form_of(page, select)]
    around = form if form.ordinal else page.elements[select.parent]
    has_button = any(one.role == "button" and one.is_visible for one in page.inside(around))
    return len(values) > 1 and all(ADDRESS.match(value) for value in values) and not has_button
