"""What both drivers ask of Chromium's DevTools, and how answers are read; each carries the questions its own way."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from records.rendering import Box

JPEG_QUALITY = 80


def screenshot(box: Box, kind: str) -> dict[str, Any]:
    """The values of Page.captureScreenshot for a part of the page: "png" or "jpeg"."""
    clip = {"x": box.left, "y": box.top, "width": max(1, box.width), "height": max(1, box.height), "scale": 1}
    quality = {"quality": JPEG_QUALITY} if kind == "jpeg" else {}
    return {"format": kind, "clip": clip, "optimizeForSpeed": True, **quality}


def pictures_in(tree: Mapping[str, Any], kinds: Set[str], most: int, most_bytes: int) -> list[str]:
    """Addresses of the pictures in Page.getResourceTree: of these media types, none larger, so many at most."""
    return [
        one["url"]
        for one in tree["frameTree"]["resources"]
        if one["mimeType"] in kinds and 0 < one.get("contentSize", 0) <= most_bytes
    ][:most]
