"""Feeds: RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0, Atom (RFC 4287)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from crawler.extract.xml_elements import Element, elements

MOST_ITEMS: Final = 50_000
MOST_LINKS_OF_AN_ITEM: Final = 20
LONGEST_ADDRESS: Final = 5_000
LONGEST_TITLE: Final = 200

_ROOTS = frozenset(("rss", "RDF", "feed"))
_ITEMS = frozenset(("item", "entry"))
_FOLLOWED = frozenset(("", "alternate", "enclosure", "related", "via"))
"""What Atom's `rel` may say of a link that a reader follows; "self", "edit", "replies"… are for programs."""
_TAG = re.compile(r"<[^<>]*>")


class FeedItem(NamedTuple):
    href: str
    """As written; an entry with a link and an enclosure is two of these."""
    text: str
    """The entry's title, at most 200 characters, blanks squeezed."""


class Feed(NamedTuple):
    title: str
    items: tuple[FeedItem, ...]


def read_feed(body: bytes) -> Feed | None:
    """What a feed's entries lead to; None for what is no feed. Never raises.

    Of a broken feed come the entries before the break, and 50,000 links at most.
    """
    is_feed, title, items = False, "", list[FeedItem]()
    links: list[str] = []
    words = permanent = ""
    for element in elements(body):
        is_feed = element.root in _ROOTS
        if element.parent in _ITEMS:
            if element.name == "title":
                words = words or _plain(element.text)
            elif element.name == "guid" and element.attributes.get("isPermaLink", "true").strip().lower() == "true":
                permanent = element.text.strip()
            elif address := _address(element):
                links.append(address)
        elif element.name in _ITEMS:
            found = dict.fromkeys(links[:MOST_LINKS_OF_AN_ITEM] or [permanent])
            items += (FeedItem(href, words) for href in found if 0 < len(href) <= LONGEST_ADDRESS)
            links, words, permanent = [], "", ""
            if len(items) >= MOST_ITEMS:
                break
        elif element.name == "title" and element.parent in ("channel", "feed"):
            title = title or _plain(element.text)
    return Feed(title, tuple(items[:MOST_ITEMS])) if is_feed else None


def _address(element: Element) -> str:
    if element.name == "enclosure":
        return element.attributes.get("url", "").strip()
    if element.name != "link":
        return ""
    if (href := element.attributes.get("href")) is not None:
        return href.strip() if element.attributes.get("rel", "") in _FOLLOWED else ""
    return element.text.strip()


def _plain(title: str) -> str:
    """Titles may hold HTML, escaped."""
    return " ".join(_TAG.sub("", title).split())[:LONGEST_TITLE]
