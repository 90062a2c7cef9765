"""What of a page is drawn, and how much of it at most."""

from __future__ import annotations

from typing import Final

STYLES: Final = (
    "color", "background-color", "background-image", "font-size", "font-weight", "font-style", "display", "position",
    "float", "direction", "text-align", "text-decoration-line", "text-transform", "white-space", "cursor", "order",
    "flex-direction", "list-style-type", "letter-spacing", "line-height", "opacity", "overflow-x",
)  # fmt: skip
"""Properties whose computed values are kept."""
DECLARED: Final = ("font-size", "line-height", "max-width")
"""Properties that are kept as style sheets give them."""
SETTINGS: Final = {
    "styles": STYLES,
    "declared": DECLARED,
    "mostNodes": 8000,
    "mostAttributes": 30,
    "mostDeclarations": 300,
    "attributeLength": 300,
    "textLength": 1000,
}
"""What `scripts/rendering.js` is told: what to keep, and how much of it at most."""
