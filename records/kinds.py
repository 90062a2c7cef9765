"""The kinds of facts that checks read: the type of a check's argument is one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from records.facts import AxeResult, Layer, Link, Page, Sitemap
from records.rendering import Rendering

Fact = Page | Link | AxeResult | Sitemap | Rendering

LAYERS: Final[Mapping[type[Fact], Layer]] = {AxeResult: Layer.AXE, Rendering: Layer.STATIC}
"""What the browser brings of a page, and by which layer."""
