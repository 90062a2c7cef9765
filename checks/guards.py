"""Guards: empty elements around a dialog, by which its scripts see the focus leave. They are no control."""

from __future__ import annotations

import re

from records.spots import Spot

EMPTY_BOX = re.compile(r"<(?:div|span|i|p)\b", re.I)


def is_guard(spot: Spot) -> bool:
    """Whether an element in the Tab key's way is no more than a guard.

    >>> is_guard(Spot("div", '<div tabindex="0"></div>')), is_guard(Spot("div", '<div tabindex="0">公告</div>', "公告"))
    (True, False)
    """
    return not (spot.text or spot.role) and EMPTY_BOX.match(spot.html) is not None
