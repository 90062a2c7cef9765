"""Form fields: which of them a visitor fills in, and the words that stand at them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from records.rendering import Element, Rendering

CHOSEN = frozenset(("radio", "checkbox"))
PUSHED = frozenset(("submit", "button", "reset", "image"))
LABELLED = frozenset(("input", "select", "textarea", "button", "meter", "output", "progress"))
"""Elements that a <label> can belong to (HTML: labelable elements)."""
NEAR_NODES = 25
"""How many elements and runs of words back the words of a field are looked for."""
NEAR_PIXELS = 60
"""How far above a field, or behind the line of a box to be ticked, its words may stand."""
MOST_AROUND = 200
"""Elements and runs of words from which on what holds them is no search box."""
MARKS = re.compile(r"[\s*＊※：:;；,，.。、()（）\[\]【】「」<>＜＞\-–—_/|?？!！]+|必填|選填|required|optional", re.I)


def kind(field: Element) -> str:
    """ "text", "radio", "select", "textarea"…: the input's type, of others the tag."""
    if field.tag != "input":
        return field.tag
    return field.get("type").lower() or "text"


def is_field(element: Element) -> bool:
    """Whether a visitor types or chooses something there."""
    if element.tag not in ("input", "select", "textarea"):
        return False
    return kind(element) not in PUSHED | {"hidden"} and "disabled" not in element.attributes


def is_typed(field: Element) -> bool:
    """Whether its value is written or picked from a list, not ticked."""
    return kind(field) not in CHOSEN | {"range", "color", "file"}


def fields(page: Rendering) -> list[Element]:
    """Those of which assistive technology is told, in the order of the tree; not those in frames, whose names we do
    not know."""
    found = (one for one in page.tags("input", "select", "textarea") if is_field(one) and one.is_exposed)
    return sorted((one for one in found if not page.closest(one, "iframe", "frame")), key=lambda one: one.ordinal)


def seen_fields(page: Rendering) -> list[Element]:
    """Those that eyes can find as well."""
    return [one for one in fields(page) if one.is_visible]


def form_of(page: Rendering, element: Element) -> int:
    """The ordinal of the form that it belongs to; that of the root where there is none."""
    named = page.by_id.get(element.get("form")) if element.get("form") else None
    form = named if named and named.tag == "form" else page.closest(element, "form")
    return form.ordinal if form else 0


def labels(page: Rendering) -> dict[int, list[Element]]:
    """The <label> elements of each field, by the field's ordinal."""
    found: dict[int, list[Element]] = {}
    for label in page.tags("label"):
        if owner := labelled(page, label):
            found.setdefault(owner.ordinal, []).append(label)
    return found


def labelled(page: Rendering, label: Element) -> Element | None:
    """What a <label> belongs to."""
    if "for" in label.attributes:
        target = page.by_id.get(label.get("for"))
        return target if target and target.tag in LABELLED else None
    return next((one for one in page.inside(label) if one.tag in LABELLED and kind(one) != "hidden"), None)


def own_words(page: Rendering, field: Element, labels_of: dict[int, list[Element]]) -> str:
    """The words that eyes find in what names it: its labels, and what aria-labelledby points to."""
    named = [page.by_id[id] for id in field.get("aria-labelledby").split() if id in page.by_id]
    return " ".join(filter(None, (page.text(one) for one in (*named, *labels_of.get(field.ordinal, ())))))


def words_beside(page: Rendering, field: Element) -> str:
    """The words next to it on the page, whether they are tied to it or not; empty where there are none.

    Before it; of what is ticked, behind it as well. Marks such as an asterisk are not words, but come with them.
    """
    marks = ""
    for words in _texts(page, field, range(field.ordinal - 1, field.ordinal - 1 - NEAR_NODES, -1)):
        if plain(words):
            return f"{words}{marks}".strip()
        marks = f"{words}{marks}"
    if kind(field) not in CHOSEN:
        return ""
    behind = _texts(page, field, range(field.end, field.end + NEAR_NODES))
    return next((words.strip() for words in behind if plain(words)), "")


def _texts(page: Rendering, field: Element, ordinals: range) -> Iterator[str]:
    """What can be read near a field, as far as the next control or heading."""
    around = {one.ordinal for one in page.around(field)}
    for ordinal in ordinals:
        if not 0 < ordinal < len(page.elements):
            return
        one = page.elements[ordinal]
        if one.tag == "#text":
            holder = page.elements[one.parent]
            if holder.is_visible and holder.tag != "option" and _is_near(holder, field):
                yield one.text
        elif one.ordinal not in around and (is_field(one) or one.role in ("button", "link", "heading")):
            return


def _is_near(words: Element, field: Element) -> bool:
    above = field.box.top - words.box.bottom
    below = words.box.top - field.box.bottom
    return above < NEAR_PIXELS and below < NEAR_PIXELS / 2


def plain(words: str) -> str:
    """Words in small letters, without marks and without "required".

    >>> plain("* 聯絡 電話（必填）：")
    '聯絡電話'
    """
    return MARKS.sub("", words.lower())


def has_button_beside(page: Rendering, field: Element) -> bool:
    """Whether it is alone with a button that says what it is for, as a search box often is (technique G167)."""
    for above in page.around(field):
        if above.end - above.ordinal > MOST_AROUND:
            break
        controls = [one for one in page.inside(above) if is_field(one) or one.role == "button"]
        if len(controls) > 1:
            others = [one for one in controls if one is not field]
            return all(one.role == "button" for one in others) and any(one.name.strip() for one in others)
    return False
