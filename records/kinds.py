"""The kinds of facts that checks read: the type of a check's argument is one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from records.facts import AxeResult, Layer, Link, Page, Sitemap
from records.rendering import Rendering
from records.trials import NAMES, Trial

Fact = Page | Link | AxeResult | Sitemap | Rendering | Trial

SEEN_BY: Final[Mapping[type, str]] = {AxeResult: Layer.AXE, Rendering: Layer.STATIC, **NAMES}
"""What the browser brings of a page, by the name of what looks for it: a layer, or a probe."""


def layer_of(kind: type[Fact]) -> Layer | None:
    """The layer that brings facts of this kind; None where it is not the browser."""
    return Layer.PROBES if kind in NAMES else Layer(SEEN_BY[kind]) if kind in SEEN_BY else None
