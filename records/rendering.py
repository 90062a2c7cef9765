"""A page as the browser shows it: its elements, what assistive technology is told of them, and how they are drawn."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntFlag
from functools import cached_property
from typing import NamedTuple

from records.answers import Message, Place
from records.facts import Region
from records.lines import Line, lines_of

SNIPPET_LENGTH = 300
VOID = frozenset("area br col embed hr img input meta param source track wbr".split())  # noqa: SIM905


class Events(IntFlag):
    """What scripts listen to at an element."""

    CLICK = 1
    PRESS = 2
    """mousedown, pointerdown, touchstart, and their ends."""
    DOUBLE_CLICK = 4
    HOVER = 8
    KEY = 16
    FOCUS = 32
    DRAG = 64
    CHANGE = 128
    PASTE = 256
    MOTION = 512
    """devicemotion, deviceorientation."""


NO_EVENTS = Events(0)


class Box(NamedTuple):
    """In CSS pixels, from the page's upper left corner."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height


NOWHERE = Box(0, 0, 0, 0)


class Declaration(NamedTuple):
    """One property in a style sheet of the page, as far as its origin lets it be read."""

    selector: str
    property: str
    value: str
    source: str
    """Address of the style sheet; empty for one in the page."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element, or with the tag "#text" a run of words between tags."""

    ordinal: int
    """Its place among the rendering's elements, which stand in the order of the tree."""
    parent: int
    """The ordinal of the element around it; -1 for the root."""
    tag: str
    """In small letters."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    """Of "#text" alone, HTML's white space squeezed, but for that in `pre`."""
    role: str = ""
    """ARIA role, explicit or implied; empty where there is none, and in frames."""
    name: str = ""
    """Accessible name (accname-1.2), of what usually has one; empty in frames."""
    is_visible: bool = True
    """Whether eyes can find it."""
    is_exposed: bool = True
    """Whether assistive technology can find it."""
    is_focusable: bool = False
    is_tabbable: bool = False
    """Whether the Tab key reaches it."""
    box: Box = NOWHERE
    style: Mapping[str, str] = field(default_factory=dict)
    """Computed values, of what is visible; see `crawler.browser.rendering.STYLES`."""
    events: Events = NO_EVENTS
    generated: tuple[str, str] = ("", "")
    """Words that the style sheet puts before and after it."""
    region: Region = Region.MAIN
    end: int = 0
    """The ordinal behind its last descendant."""

    def get(self, attribute: str) -> str:
        """The attribute's value, white space trimmed; empty where it is not there."""
        return self.attributes.get(attribute, "").strip()


@dataclass(frozen=True)
class Rendering:
    """What the browser showed of one page when it had come to rest."""

    page_url: str
    title: str = ""
    elements: tuple[Element, ...] = ()
    viewport: tuple[int, int] = (1280, 800)
    """Width and height in CSS pixels."""
    height: int = 800
    """Of the whole page, in CSS pixels."""
    declarations: tuple[Declaration, ...] = ()
    is_cut: bool = False
    """Whether the page has more elements than are kept."""
    events: Events = NO_EVENTS
    """What scripts listen to at the document or the window as a whole."""
    drawn_from: str = ""
    """The HTML of an example; empty for a page that was read."""

    @cached_property
    def lang(self) -> str:
        """As the root element declares it, in small letters."""
        return self.elements[0].get("lang").lower() if self.elements else ""

    @cached_property
    def _by_tag(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.tag, []).append(element)
        return found

    @cached_property
    def _by_role(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            if element.role:
                found.setdefault(element.role, []).append(element)
        return found

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        """The first element of each id."""
        found: dict[str, Element] = {}
        for element in self.elements:
            if id := element.attributes.get("id"):
                found.setdefault(id, element)
        return found

    @cached_property
    def headings(self) -> tuple[Element, ...]:
        """Those that assistive technology can find, in the order of the tree."""
        return tuple(element for element in self.roles("heading") if element.is_exposed)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What eyes can read, line by line, in the order of the tree."""
        return tuple(lines_of(self.elements))

    @cached_property
    def listening(self) -> tuple[Element, ...]:
        """Elements at which scripts listen to something."""
        return tuple(element for element in self.elements if element.events)

    def tags(self, *names: str) -> list[Element]:
        """Elements with these tags; of several, tag by tag."""
        return [element for name in names for element in self._by_tag.get(name, ())]

    def roles(self, *names: str) -> list[Element]:
        """Elements with these roles; of several, role by role."""
        return [element for name in names for element in self._by_role.get(name, ())]

    def inside(self, element: Element) -> tuple[Element, ...]:
        """Its descendants, in the order of the tree."""
        return self.elements[element.ordinal + 1 : element.end]

    def children(self, element: Element) -> Iterator[Element]:
        at = element.ordinal + 1
        while at < element.end:
            child = self.elements[at]
            yield child
            at = max(child.end, at + 1)

    def around(self, element: Element) -> Iterator[Element]:
        """Its ancestors, from the nearest to the root."""
        at = element.parent
        while at >= 0:
            above = self.elements[at]
            yield above
            at = above.parent

    def closest(self, element: Element, *tags: str) -> Element | None:
        """The element itself or its nearest ancestor with one of these tags."""
        if element.tag in tags:
            return element
        return next((above for above in self.around(element) if above.tag in tags), None)

    def text(self, element: Element, *, seen: bool = True) -> str:
        """The words in it, white space squeezed; `seen`: only those that eyes can find."""
        words = [
            one.text
            for one in (element, *self.inside(element))
            if one.tag == "#text" and (not seen or self.elements[one.parent].is_visible)
        ]
        return " ".join("".join(words).split())

    def snippet(self, element: Element) -> str:
        """Its HTML, as far as a reader needs it to find it in the source."""
        attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in element.attributes.items())
        start = f"<{element.tag}{attributes}>"
        if element.tag in VOID:
            return start[:SNIPPET_LENGTH]
        return f"{start}{html.escape(self.text(element, seen=False), quote=False)}</{element.tag}>"[:SNIPPET_LENGTH]

    def selector(self, element: Element) -> str:
        """A CSS path to it: from the nearest ancestor with an id of its own, else from the root."""
        steps = []
        for one in (element, *self.around(element)):
            id = one.attributes.get("id", "")
            if PLAIN_ID.fullmatch(id) and self.by_id[id] is one:
                steps.append(f"#{id}")
                break
            steps.append(self._step(one))
            if one.tag in ("html", "body"):
                break
        return " > ".join(reversed(steps))

    def _step(self, element: Element) -> str:
        nth, count = self._places_among_siblings[element.ordinal]
        return element.tag if count == 1 else f"{element.tag}:nth-of-type({nth})"

    @cached_property
    def _places_among_siblings(self) -> list[tuple[int, int]]:
        """Of each element: which of its siblings of the same tag it is, from 1, and how many of them there are."""
        counts: dict[tuple[int, str], int] = {}
        nth = []
        for element in self.elements:
            kin = element.parent, element.tag
            counts[kin] = counts.get(kin, 0) + 1
            nth.append(counts[kin])
        return [(nth[one.ordinal], counts[one.parent, one.tag]) for one in self.elements]

    def place(
        self,
        element: Element,
        said: Message | None = None,
        *,
        cause: str = "",
        measured: tuple[tuple[str, str], ...] = (),
    ) -> Place:
        """Where it stands, for an answer; see Place."""
        return Place(
            self.selector(element),
            self.snippet(element),
            region=element.region.value,
            said=said,
            cause=cause,
            measured=measured,
        )


PLAIN_ID = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
