"""Where a link leads, as far as checks need to tell one target from another."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from records.rendering import Element, Rendering

INDEX = re.compile(r"(?:/(?:index|default|home)\.[a-z]{3,5})?/?$", re.I)
OF_A_VISIT = re.compile(r"utm_\w+|fbclid|gclid|session\w*|sid|phpsessid|jsessionid", re.I)
"""Names of parameters that say who comes, not what is wanted."""
FILE = re.compile(r"\.([a-z0-9]{2,5})$", re.I)
NO_PAGE = re.compile(r"(?:javascript|mailto|tel|sms|fax|data|about|blob|file):", re.I)
"""What leads to no address on the web."""


class Target(NamedTuple):
    host: str
    """Without "www."; of other schemes than http, the scheme."""
    path: str
    query: tuple[tuple[str, str], ...] = ()
    fragment: str = ""

    @property
    def extension(self) -> str:
        """Of the file's name, in small letters; empty where there is none."""
        found = FILE.search(self.path)
        return found[1].lower() if found else ""

    @property
    def stem(self) -> str:
        """The file's name without its extension."""
        return FILE.sub("", self.path.rpartition("/")[2])


def target_of(page: Rendering, link: Element) -> Target | None:
    """None where the address cannot be read. Two addresses that are written differently may be one target."""
    return _target(page, link.get("href"))


def _target(page: Rendering, href: str) -> Target | None:
    try:
        parts = urlsplit(href if NO_PAGE.match(href) else urljoin(page.page_url, href))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return Target(parts.scheme, parts.path, fragment=parts.fragment)
    query = sorted(pair for pair in parse_qsl(parts.query, True) if not OF_A_VISIT.fullmatch(pair[0]))
    return Target(host, unquote(INDEX.sub("", parts.path)), tuple(query), unquote(parts.fragment))


def fragment_of(page: Rendering, link: Element) -> str | None:
    """The place within the page that it leads to, "" for its top; None where it leads elsewhere."""
    href = link.get("href")
    if href.startswith("#"):
        return unquote(href[1:])
    target = target_of(page, link) if "#" in href else None
    own = _target(page, page.page_url) if target else None
    return target.fragment if target and own and target[:3] == own[:3] else None


def stands_at(page: Rendering, fragment: str) -> Element | None:
    """The element that a fragment names, by its id or as an anchor of old."""
    found = page.by_id.get(fragment)
    return found or next((one for one in page.tags("a") if one.get("name") == fragment), None)
