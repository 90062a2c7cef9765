"""The dated entries of a list: a link with a title, and its date beside it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from crawler.extract.addresses import Target, resolve
from crawler.extract.date_forms import FIRST_BARE_ROC, date_at, fold
from crawler.extract.visible import HARD, Element, VisibleText
from records.facts import Entry, Precision, Region

FEWEST: Final = 3
"""Fewer are no list."""
MOST: Final = 50
MOST_LINKS: Final = 1_000
"""Links of a page that are looked at."""
SHORTEST_TITLE: Final = 4
LONGEST_ITEM: Final = 500
"""Characters; what is longer is an article and not an entry."""
LONGEST_TEXT: Final = 200

_MAIN = (None, Region.MAIN)
_DATE = re.compile(r"(?<![\d#@-])(?:中華)?(?:民國|西元)? ?\d{2,4} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}")
_PUBLISHED = re.compile(
    r"(?:發[布佈]|公告|張貼|刊登|上架|更新|修正|公布|公發布|post(?:ed)?|publish(?:ed)?|updated?)[^\d]{0,8}$", re.I
)
_RANGE = re.compile(r"(?:~|至|到|迄|起|-)\s*$")
_UTILITY = re.compile(
    r"(?:第? ?\d+ ?頁?|上一[頁則]|下一[頁則]|更多.{0,4}|more|read more|詳(?:細|全).{0,4}|列印|轉寄|回.{1,6})", re.I
)


def page_entries(shown: VisibleText, url: str, today: date) -> tuple[Entry, ...]:
    """The newest fifty dated entries of the page's main part, the newest first; none where it is no list.

    An entry with several dates has the one that is labelled as its publication, else the latest: nobody is blamed for
    an old one. `today` (in Taipei) bounds what years can be meant. Never raises.
    """
    by_item: dict[int, tuple[Element, Element]] = {}
    for link in shown.links[:MOST_LINKS]:
        if link.region not in _MAIN or link.is_other or "href" not in link.attributes:
            continue
        item = _item_of(shown, link)
        if item is not None:
            _, longest = by_item.get(id(item), (item, link))
            by_item[id(item)] = item, max(link, longest, key=_length)
    found: dict[Entry, None] = {}
    for item, link in by_item.values():
        title = shown.of(link)
        if len(title) < SHORTEST_TITLE or _UTILITY.fullmatch(title):
            continue
        day = _day_of(shown, item, today)
        if day is not None:
            found[Entry(day, _title(title), _address(url, link))] = None
    if len(found) < FEWEST:
        return ()
    return tuple(sorted(found, key=_day, reverse=True)[:MOST])


def _day(entry: Entry) -> date:
    return entry.date


def _length(link: Element) -> int:
    return link.end - link.start


def _item_of(shown: VisibleText, link: Element) -> Element | None:
    """The entry that a link stands in: a row, an item, a card; else the block around it, with what stands beside it."""
    element: Element | None = link
    nearest = None
    for _ in range(8):
        if element is None or element.tag in ("body", "main", "form"):
            break
        if element.end - element.start > LONGEST_ITEM:
            break
        if element.is_item:
            return element
        if nearest is None and _DATE.search(shown.text, element.start, element.end):
            nearest = element
        element = element.parent
    return nearest


def _day_of(shown: VisibleText, item: Element, today: date) -> date | None:
    text = fold(shown.text[item.start : item.end])
    found: list[tuple[bool, date]] = []
    for match in _DATE.finditer(text):
        reading = date_at(text, match.start(), today)
        if reading is None or reading.precision is not Precision.DAY or len(found) > 5:
            continue
        before = text[max(match.start() - 16, 0) : match.start()]
        if reading.value.year >= FIRST_BARE_ROC + 1911 and not _RANGE.search(before.rpartition(HARD)[2]):
            found.append((_PUBLISHED.search(before) is not None, reading.value))
    labelled = [day for is_labelled, day in found if is_labelled]
    return max(labelled or [day for _, day in found], default=None)


def _title(text: str) -> str:
    return " ".join(text.replace(HARD, " ").split())[:LONGEST_TEXT]


def _address(url: str, link: Element) -> str:
    target = resolve(url, link.attributes.get("href") or "")
    return target.url if isinstance(target, Target) else ""
