"""Which of a page's dates says how old it is."""

from __future__ import annotations

from records.facts import DateKind, Page, PageDate

COUNTS = frozenset({DateKind.PUBLISHED, DateKind.UPDATED, DateKind.REVIEWED})
"""Kinds of dates by which a page says that somebody has looked at it."""
SITE_WIDE = frozenset({"label:site", "label:footer"})
"""Where a date may be that of the whole site: fresh, it is believed; old, it blames nobody."""


def stated(page: Page) -> list[PageDate]:
    """Dates by which the page says how old it is, without clocks."""
    return [one for one in page.dates if one.kind in COUNTS]


def sure(page: Page) -> list[PageDate]:
    """Those on which somebody may be blamed."""
    return [one for one in stated(page) if not one.is_weak and one.source not in SITE_WIDE]


def age(page: Page, one: PageDate) -> int:
    """Days from the last day that the date's words allow to the day on which the page was read."""
    return (page.read_on - one.last_day).days


def deciding(page: Page) -> PageDate | None:
    """The newest of the sure dates; of the others only where there is no sure one."""
    return min(sure(page) or stated(page), key=lambda one: age(page, one), default=None)
