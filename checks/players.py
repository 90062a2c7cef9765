"""Films and recordings in a page, its own and those that a service plays in a frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from records.rendering import Element, Rendering

SERVICES = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|twitch\.tv|bilibili\.com|ivod\.ly\.gov\.tw)$"
)
FACEBOOK = re.compile(r"/plugins/video|/video")
MEDIA_FILE = re.compile(
    r"\.(?:mp4|m4v|webm|ogv|mov|avi|wmv|flv|mpe?g|mp3|m4a|ogg|oga|wav|wma|aac|m3u8)(?:$|[?#])", re.I
)


def players(page: Rendering) -> Iterator[Element]:
    """Films and recordings that a visitor can play, in the page or in a frame of it."""
    for media in page.tags("video", "audio"):
        if media.is_exposed or media.is_visible:
            yield media
    for frame in page.tags("iframe", "embed", "object"):
        if (frame.is_exposed or frame.is_visible) and is_player(address(frame)):
            yield frame


def address(element: Element) -> str:
    """What a frame, an object or a player shows."""
    return element.get("src") or element.get("data") or element.get("data-src")


def is_player(url: str) -> bool:
    """Whether a known service plays a film at this address, or it is a film or a recording itself."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    if MEDIA_FILE.search(parts.path):
        return True
    if host.endswith("facebook.com"):
        return FACEBOOK.search(parts.path) is not None
    return SERVICES.search(host) is not None
