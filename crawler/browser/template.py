"""Which template a page was made from: probes try a few pages of each."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from records.facts import Region
from records.rendering import Element, Events, Rendering

_NUMBER: Final = re.compile(r"\d+")
_CONTROLS: Final = ("form", "input", "select", "textarea", "button", "table", "iframe", "video", "audio", "dialog")
_WIDGETS: Final = frozenset(("menu", "menubar", "tablist", "dialog", "slider", "tree", "grid", "combobox", "button"))


def template_of(page: Rendering) -> int:
    """A signed 64-bit number, the same for pages with the same menu, header, footer and kinds of controls.

    What a page says does not count, only by what it is framed, and what there is to be tried in its main part.
    """
    frame = {_named(element) for element in page.elements if element.tag != "#text" and element.region != Region.MAIN}
    main = [element for element in page.elements if element.region is Region.MAIN]
    tried = {element.tag for element in main if element.tag in _CONTROLS}
    tried |= {element.role for element in main if element.role in _WIDGETS}
    tried |= {"listens" for element in main if element.events & (Events.CLICK | Events.PRESS | Events.HOVER)}
    body = next(iter(page.tags("body")), None)
    whole = repr((body and _named(body), sorted(frame), sorted(tried))).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(whole, digest_size=8).digest(), "big", signed=True)


def _named(element: Element) -> str:
    return f"{element.tag}.{_NUMBER.sub('#', element.get('class'))}"
