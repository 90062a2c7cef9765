"""Controls: what is operated natively, what belongs to a composite widget, what does the same elsewhere."""

from __future__ import annotations

import re

from records.rendering import Element, Rendering

NATIVE = frozenset(("button", "input", "select", "textarea", "summary", "option", "iframe", "frame", "embed", "object"))
COMPOSITES = frozenset((
    "menu", "menubar", "listbox", "grid", "treegrid", "tree", "tablist", "radiogroup", "toolbar", "combobox",
    "spinbutton", "slider", "application",
))  # fmt: skip
"""Widgets that are one stop of the Tab key; arrow keys move inside them."""
PARTS = frozenset((
    "menuitem", "menuitemcheckbox", "menuitemradio", "option", "tab", "treeitem", "gridcell", "row", "rowheader",
    "columnheader", "radio", "scrollbar", "separator",
))  # fmt: skip
"""Roles of what composite widgets are made of."""
OPERATED = frozenset(
    ("button", "link", "checkbox", "switch", "textbox", "searchbox", "combobox", "slider", "spinbutton")
)
"""Roles of what a visitor operates and the Tab key must reach by itself."""
NEAR = 30
"""Elements and runs of words before and behind a control that still stand beside it."""
OFF = re.compile(r"(?:^|[\s_-])(?:disabled|inactive)(?:$|[\s_-])", re.I)


def is_native(element: Element) -> bool:
    """Whether browsers let the keyboard operate it without any script."""
    return element.tag in NATIVE or (element.tag in ("a", "area") and "href" in element.attributes)


def is_part(page: Rendering, element: Element) -> bool:
    """Whether it belongs to a widget that moves the focus inside itself."""
    return element.role in PARTS or any(above.role in COMPOSITES for above in page.around(element))


def is_off(page: Rendering, element: Element) -> bool:
    """Whether it, or the item that it fills, says that it cannot be operated at the moment."""
    near = (element, page.elements[element.parent])
    return any(
        one.get("aria-disabled") == "true" or "disabled" in one.attributes or OFF.search(one.get("class"))
        for one in near
    )


def words_of(page: Rendering, element: Element) -> str:
    """What people call it: its name, else the words in it."""
    return " ".join((element.name or page.text(element)).lower().split())


def beside(page: Rendering, element: Element) -> list[Element]:
    """What stands near it in the element around it, and is neither in it nor around it."""
    around = page.elements[element.parent]
    first, last = (
        max(around.ordinal + 1, element.ordinal - NEAR),
        min(around.end, max(element.end, element.ordinal) + NEAR),
    )
    return [one for one in page.elements[first:last] if not element.ordinal <= one.ordinal < element.end]
