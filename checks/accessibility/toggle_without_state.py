"""A button that opens and closes something, and does not tell which of the two it is.

## Why it matters

Who sees the page sees the menu open. A screen reader says “選單，按鈕” before and after, and the visitor does not
know whether anything has happened.

## How to fix it

Let the script set aria-expanded="true" or "false" on the button as it opens and closes. It is the vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

TOGGLES = frozenset(("collapse", "dropdown", "accordion"))
TOLD = ("aria-expanded", "aria-pressed", "aria-checked", "aria-selected")


@check(
    title="Open or closed is not told",
    severity=Severity.MODERATE,
    wcag=("4.1.2",),
    codes=("HM1410200C", "GN1410200E"),
    passes=(
        drawn(
            '<button aria-expanded="false" aria-controls="m" data-bs-toggle="collapse">選單</button><ul id="m"></ul>'
        ),
        drawn('<button aria-haspopup="dialog" data-bs-toggle="modal">查詢</button>'),
        drawn('<div role="tablist"><button role="tab" aria-selected="true" aria-controls="p">甲</button></div>'),
        drawn("<button>送出</button>"),
    ),
    unsure=(
        drawn('<button data-bs-toggle="collapse" data-bs-target="#m">選單</button>'),
        drawn('<a href="#" class="dropdown-toggle" data-toggle="dropdown">Menu</a>'),
        drawn('<button aria-haspopup="menu">Menu</button>'),
    ),
)
def toggle_without_state(page: Rendering) -> Iterator[Answer]:
    for control in page.roles("button", "link"):
        is_silent = not any(name in control.attributes for name in TOLD)
        if control.is_exposed and control.is_visible and is_silent and _is_toggle(control):
            message = Message("Does this button tell screen readers whether it is open or closed?")
            yield Unsure(page.page_url, message, places=(page.place(control),))


def _is_toggle(control: Element) -> bool:
    toggled = (control.get("data-bs-toggle") or control.get("data-toggle")).lower()
    return toggled in TOGGLES or control.get("aria-haspopup") in ("true", "menu", "listbox")
