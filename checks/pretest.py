"""What the official tool looks at: elements that are in the source, but for those that are plainly hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from records.answers import Place
from records.rendering import Element, Rendering

HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
MOST_PLACES = 20
"""Places of one kind on a page that are named: all of them are mended in the same way."""


def looked_at(page: Rendering, *tags: str) -> Iterator[Element]:
    """Elements with these tags that it does not pass over."""
    return (one for one in page.tags(*tags) if not any(map(_is_hidden, (one, *page.around(one)))))


def places(page: Rendering, elements: Iterable[Element]) -> tuple[Place, ...]:
    return tuple(page.place(element) for element, _ in zip(elements, range(MOST_PLACES), strict=False))


def _is_hidden(element: Element) -> bool:
    return element.get("aria-hidden") == "true" or HIDDEN.search(element.get("style")) is not None
