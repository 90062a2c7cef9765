"""What the readers of passages share: how words are cut to what they say, and how a passage is made."""

from __future__ import annotations

import re
from typing import Final

from crawler.extract.main_part import LONGEST
from crawler.extract.visible import HARD, Element
from records.facts import Passage, Region, Sign

MOST: Final = 20
"""Passages of one sign, but for contacts."""
SHORT_LINE: Final = 60
"""Characters of a line that may be a mark; a longer one is prose."""
_MAIN = (None, Region.MAIN)

EDGES = " .。!！?？…~～*※＊-—–_'\"“”"
DIVIDERS = re.compile(r"\s*[|｜»›>＞]\s*|\s+[-–—_:：]+\s*|\s*::+\s*|(?<=[\u3400-\u9fff])[-–—_](?=[\u3400-\u9fff])")
CLAUSES = re.compile(r"[,，。；;！!()（）、]")
"""Between two clauses."""
HAN = re.compile(r"[\u3400-\u9fff]")
SITE_NAME = re.compile(r"政府|公所|[局處所網]$|[縣市鄉鎮]|government|county|bureau|office", re.IGNORECASE)
"""In a part of a title that names the site."""


def passage(sign: Sign, text: str, value: str = "") -> Passage:
    """With its words in one line, at most 200 characters of them."""
    return Passage(sign, " ".join(text.replace(HARD, " ").split())[:LONGEST], value)


def parts_of(name: str) -> list[str]:
    """The parts of a title, which often names its site as well."""
    return [part.strip(EDGES) for part in DIVIDERS.split(name) if part.strip(EDGES)]


def bare(text: str) -> str:
    """Words without the marks, brackets and ornaments around them."""
    return text.strip(EDGES + "★☆[]【】()（）<>〈〉《》「」●◎■◆▲")


def is_own(owner: Element) -> bool:
    """Whether what stands in the element is the page's own: no menu, header or footer, no link, no other article."""
    return owner.region in _MAIN and not owner.is_aside
