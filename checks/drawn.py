"""Examples of renderings out of a few words of HTML, for the checks that read them.

Roles and names are told as plainly as a first look tells them. A test holds every example against a real browser, so
what is too plain here is found out there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import reduce
from operator import or_

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.regions import CONTAINERS, nested, own_region
from records.facts import Region
from records.rendering import NO_EVENTS, Box, Declaration, Element, Events, Rendering

URL = "https://county.example/"
PAGE = '<!doctype html><html lang="zh-Hant-TW"><head><title>公告</title></head><body>{}</body></html>'
ROLES = {
    "a": "link", "area": "link", "button": "button", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    "h5": "heading", "h6": "heading", "img": "img", "input": "textbox", "textarea": "textbox", "select": "combobox",
    "nav": "navigation", "main": "main", "ul": "list", "ol": "list", "li": "listitem", "table": "table",
    "th": "columnheader", "td": "cell", "tr": "row", "fieldset": "group", "form": "form", "article": "article",
    "aside": "complementary", "p": "paragraph", "dialog": "dialog", "summary": "summary", "optgroup": "group",
    "option": "option", "header": "banner", "footer": "contentinfo",
}  # fmt: skip
INPUT_ROLES = {
    "checkbox": "checkbox", "radio": "radio", "submit": "button", "button": "button", "reset": "button",
    "image": "button", "search": "searchbox", "number": "spinbutton", "range": "slider", "hidden": "",
}  # fmt: skip
NAMED_BY_CONTENT = frozenset(("a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "option", "summary", "th"))
BOLD = "font-weight: 700"
STYLES = {
    "body": "font-weight: 400; font-size: 16px", "b": BOLD, "strong": BOLD, "th": BOLD, "h4": BOLD,
    "h1": f"{BOLD}; font-size: 32px", "h2": f"{BOLD}; font-size: 24px", "h3": f"{BOLD}; font-size: 18.72px",
    "i": "font-style: italic", "em": "font-style: italic",
}  # fmt: skip
"""What a browser's own style sheet says."""
INHERITED = ("color", "direction", "font-size", "font-style", "font-weight", "text-align", "white-space")
GENERATED = re.compile(r"([^{}:]+)::?(before|after)\s*\{[^{}]*content:\s*\"([^\"]*)\"")
HANDLERS = {
    "onclick": Events.CLICK, "onmousedown": Events.PRESS, "onpointerdown": Events.PRESS, "ontouchstart": Events.PRESS,
    "ondblclick": Events.DOUBLE_CLICK, "onmouseover": Events.HOVER, "onmouseenter": Events.HOVER,
    "onkeydown": Events.KEY, "onkeyup": Events.KEY, "onkeypress": Events.KEY, "onfocus": Events.FOCUS,
    "ondragstart": Events.DRAG, "onchange": Events.CHANGE, "oninput": Events.CHANGE, "onpaste": Events.PASTE,
}  # fmt: skip
LEFT_OUT = frozenset(("script", "style", "template", "noscript", "base", "link"))


def drawn(body: str, *, page: str = PAGE, url: str = URL, declarations: tuple[Declaration, ...] = ()) -> Rendering:
    """The rendering of a page with this body. `page`: the whole document, with {} in the body's place."""
    source = page.format(body)
    tree = LexborHTMLParser(source)
    nodes = list(_nodes(tree.root, -1, [])) if tree.root is not None else []
    said = _generated(tree)
    elements: list[Element] = []
    regions: list[Region | None] = []
    for ordinal, (node, parent, is_seen) in enumerate(nodes):
        around = elements[parent].style if parent >= 0 else {}
        generated = said.get(node.mem_id, ("", ""))
        element = _element(ordinal, node, parent, is_seen, tree, around, generated)
        own = own_region(element.tag, element.attributes) if element.tag in CONTAINERS else None
        regions.append(nested(regions[parent] if parent >= 0 else None, own))
        elements.append(replace(element, region=regions[-1] or Region.MAIN))
    for ordinal in range(len(elements) - 1, -1, -1):
        end = max((one.end for one in elements[ordinal + 1 :] if one.parent == ordinal), default=ordinal + 1)
        elements[ordinal] = replace(elements[ordinal], end=end)
    title = tree.css_first("title")
    return Rendering(
        url,
        " ".join(title.text().split()) if title else "",
        tuple(elements),
        declarations=declarations,
        drawn_from=source,
    )


def _nodes(node: LexborNode, parent: int, found: list[int]) -> Iterator[tuple[LexborNode, int, bool]]:
    """(node, ordinal of its parent, whether it can be seen) in the order of the tree."""
    if node.tag in LEFT_OUT or (node.tag == "-text" and not (node.text_content or "").strip()):
        return
    if node.tag not in ("-text",) and (node.tag or "").startswith(("-", "!")):
        return
    ordinal = len(found)
    found.append(ordinal)
    yield node, parent, _is_seen(node)
    for child in node.iter(include_text=True):
        yield from _nodes(child, ordinal, found)


def _is_seen(node: LexborNode) -> bool:
    at: LexborNode | None = node
    while at is not None and at.tag not in ("html", "-document", None):
        attributes = at.attributes if at.tag != "-text" else {}
        if at.tag == "head" or "hidden" in attributes or _style(attributes).get("display") == "none":
            return False
        at = at.parent
    return True


def _generated(tree: LexborHTMLParser) -> dict[int, tuple[str, str]]:
    """By the node's id in memory, the words that the page's style sheet puts before and after it."""
    found: dict[int, tuple[str, str]] = {}
    for selector, side, words in GENERATED.findall(" ".join(sheet.text() for sheet in tree.css("style"))):
        for node in tree.css(selector.strip()) if any(map(str.isalpha, words)) else ():
            before, after = found.get(node.mem_id, ("", ""))
            found[node.mem_id] = (words, after) if side == "before" else (before, words)
    return found


def _element(
    ordinal: int,
    node: LexborNode,
    parent: int,
    is_seen: bool,
    tree: LexborHTMLParser,
    around: Mapping[str, str],
    generated: tuple[str, str],
) -> Element:
    if node.tag == "-text":
        return Element(ordinal, parent, "#text", text=_words(node), is_visible=is_seen)
    tag = node.tag or ""
    attributes = {name: value or "" for name, value in node.attributes.items()}
    is_focusable = is_seen and _is_focusable(tag, attributes)
    style = _inherited(around) | _style({"style": STYLES.get(tag, "")}) | _style(attributes)
    return Element(
        ordinal,
        parent,
        tag,
        attributes,
        role=_role(tag, attributes),
        name=_name(node, tag, attributes, tree),
        is_visible=is_seen,
        is_exposed=is_seen and attributes.get("aria-hidden") != "true",
        is_focusable=is_focusable,
        is_tabbable=is_focusable and not attributes.get("tabindex", "").startswith("-"),
        box=_box(attributes, style),
        style=style if is_seen else {},
        generated=generated,
        events=reduce(or_, (HANDLERS.get(name, NO_EVENTS) for name in attributes), NO_EVENTS),
    )


def _words(node: LexborNode) -> str:
    at = node.parent
    while at is not None and at.tag != "pre":
        at = at.parent
    words = node.text_content or ""
    return words if at is not None else re.sub(r"[ \t\n\r\f]+", " ", words)


def _inherited(around: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in around.items() if name in INHERITED}


def _box(attributes: Mapping[str, str], style: Mapping[str, str]) -> Box:
    """As far as its own style or attributes give it in pixels."""
    left, top, width, height = (_pixels(style.get(side, "")) for side in ("left", "top", "width", "height"))
    width, height = (size or _pixels(attributes.get(side, "")) for size, side in ((width, "width"), (height, "height")))
    return Box(left or 0, top or 0, 100 if width is None else width, 20 if height is None else height)


def _pixels(value: str) -> int | None:
    found = re.fullmatch(r"(\d{1,5})(?:px)?", value)
    return int(found[1]) if found else None


def _role(tag: str, attributes: Mapping[str, str]) -> str:
    if role := attributes.get("role"):
        return role
    if tag == "a" and "href" not in attributes:
        return ""
    if tag == "img" and attributes.get("alt") == "":
        return "presentation"
    if tag == "input":
        return INPUT_ROLES.get(attributes.get("type", "text"), "textbox")
    return ROLES.get(tag, "")


def _name(node: LexborNode, tag: str, attributes: Mapping[str, str], tree: LexborHTMLParser) -> str:
    if label := attributes.get("aria-label"):
        return label
    if ids := attributes.get("aria-labelledby", "").split():
        return " ".join(_text(found) for id in ids if (found := tree.css_first(f'[id="{id}"]')))
    said = ""
    if tag in ("img", "area") or attributes.get("type") == "image":
        said = attributes.get("alt", "")
    elif tag in ("input", "select", "textarea"):
        said = _label(node, attributes, tree)
    elif tag in NAMED_BY_CONTENT or attributes.get("role") in ("button", "link"):
        said = _text(node)
    elif tag == "fieldset":
        legend = node.css_first("legend")
        said = _text(legend) if legend else ""
    return said or attributes.get("placeholder", "") or attributes.get("title", "")


def _label(node: LexborNode, attributes: Mapping[str, str], tree: LexborHTMLParser) -> str:
    if attributes.get("type") in ("submit", "button", "reset"):
        return attributes.get("value", "")
    id = attributes.get("id")
    if id and (label := tree.css_first(f'label[for="{id}"]')):
        return _text(label)
    at = node.parent
    while at is not None:
        if at.tag == "label":
            return _text(at)
        at = at.parent
    return ""


def _text(node: LexborNode) -> str:
    """What is said of it, images by their alternative texts."""
    words = []
    for one in node.traverse(include_text=True):
        if one.tag == "-text":
            words.append(one.text_content or "")
        elif one.tag == "img":
            words.append(one.attributes.get("alt") or "")
    return " ".join("".join(words).split())


def _is_focusable(tag: str, attributes: Mapping[str, str]) -> bool:
    if "tabindex" in attributes:
        return True
    if tag in ("a", "area"):
        return "href" in attributes
    usable = tag in ("button", "select", "textarea") or (tag == "input" and attributes.get("type") != "hidden")
    return (usable and "disabled" not in attributes) or tag in ("iframe", "summary")


def _style(attributes: Mapping[str, str | None]) -> dict[str, str]:
    pairs = (part.partition(":") for part in (attributes.get("style") or "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}
