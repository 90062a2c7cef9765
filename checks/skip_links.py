"""Which links of a page are there to skip what every page repeats."""

from __future__ import annotations

import re

from checks.targets import fragment_of
from records.rendering import Element, Rendering

SKIP = re.compile(
    r"跳[到至過往]|略過|直[達接][到至]?|主要?內容[區連]|中央內容|skip|jump\s+to|go\s+(?:directly\s+)?to\s+(?:main|content)"
    r"|(?:^|to\s)(?:the\s+)?(?:main\s+)?content$",
    re.I,
)
BRICK = re.compile(r"[:：]{3}")


def skip_links(page: Rendering) -> list[Element]:
    """Links within the page that say of themselves that they skip something, in the order of the page."""
    return [link for link in page.tags("a") if fragment_of(page, link) is not None and _says_so(page, link)]


def guide_bricks(page: Rendering) -> list[Element]:
    """The links “:::” by which Taiwanese sites mark the areas of a page, in the order of the page."""
    return [link for link in page.tags("a") if BRICK.fullmatch(page.text(link, seen=False))]


def _says_so(page: Rendering, link: Element) -> bool:
    words = link.name or page.text(link, seen=False)
    return SKIP.search(words) is not None and not BRICK.match(words)
