"""A page named after a year that is over, still shown as current, or the newest of its kind for two years.

## Why it matters

Amounts, dates and conditions change from year to year. Residents who find the page of an earlier year apply by rules
that no longer hold.

## How to fix it

Lead links to the page of this year, and mark the older one as history, or move it to an archive. If there is none for
this year yet, write it; if the old one still holds, take the year out of its title.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Content, Page, PageKind, Passage, Review, Sign, YearPage

ROC = 1911
"""Years by which the calendar of the Republic is behind: 民國 1 is 1912."""
YEARS = 2
"""Ours, not a rule's text."""
SCHOOL_YEAR = "{year}學年"
FIRST_MONTH = 8
"""Of a school year."""
KEPT = frozenset({PageKind.NEWS, PageKind.NEWS_LIST, PageKind.ARCHIVE, PageKind.LAW})
SERIES = frozenset({PageKind.BUDGET, PageKind.STATISTICS})
"""Kept year by year, as the law on government information wants it: a newer one makes no older one wrong."""
EXPECTED = frozenset({PageKind.PLAN, PageKind.BUDGET, PageKind.STATISTICS, PageKind.SERVICE, PageKind.FORM})
HOME = ("https://county.example/",)


def _page(year: int, kind: PageKind, *newer: int, text: str = "{year}年度補助", shown: tuple[str, ...] = HOME) -> Page:
    passage = Passage(Sign.YEAR_LABEL, text, str(year))
    years = tuple(YearPage(f"https://county.example/{one}", one) for one in newer)
    heading = text.replace("{year}", str(year - ROC))
    url, content = "https://county.example/aid", Content(heading=heading, passages=(passage,))
    return Page(url, read_on=date(2026, 11, 23), content=content, kind=kind, years=years, on_show_at=shown)


@check(
    title="Page of an earlier year",
    severity=Severity.MODERATE,
    passes=(
        _page(2026, PageKind.SERVICE, 2024),
        _page(2024, PageKind.NEWS, 2026),
        _page(2024, PageKind.BUDGET, 2026),
        _page(2025, PageKind.PLAN),
        _page(2024, PageKind.OTHER),
        _page(2026, PageKind.SERVICE, 2027),
        _page(2025, PageKind.SERVICE, text="{year}學年度補助"),
        replace(_page(2024, PageKind.PLAN), review=Review("社會處", date(2026, 9, 1), date(2027, 9, 1))),
    ),
    fails=(
        _page(2024, PageKind.SERVICE, 2026),
        _page(2025, PageKind.SERVICE, 2026, text="{year}學年度補助"),
        _page(2024, PageKind.PLAN),
    ),
    unsure=(_page(2024, PageKind.SERVICE, 2026, shown=()), _page(2024, PageKind.BUDGET)),
)  # fmt: skip
def old_year_page(page: Page) -> Iterator[Answer]:
    if page.kind in KEPT or page.signs(Sign.ARCHIVED):
        return
    for passage in page.signs(Sign.YEAR_LABEL)[:1]:
        year = int(passage.value)
        current = page.read_on.year - (SCHOOL_YEAR in passage.text and page.read_on.month < FIRST_MONTH)
        begun = [one for one in page.years if one.is_read and year < one.year <= current]
        is_newest = not any(year < one.year <= current for one in page.years)
        name = page.content.heading or page.title
        values: dict[str, str | int] = {"text": name, "year": year - ROC, "year_en": year}
        places = (Place(snippet=name, line=passage.line),)
        if begun and page.kind not in SERIES:
            yield _newer_there(page, max(begun, key=_year), values, places)
        elif is_newest and page.kind in EXPECTED and year <= current - YEARS and page.review is None:
            values |= {"age": current - year, "limit": YEARS}
            if page.kind in SERIES:
                words = (
                    "This page, “{text}”, is of {year}, {age} years ago, and seems to be the newest of its kind. "
                    "Please look whether there is a newer one."
                )
                yield Unsure(page.url, Message(words, values), "two-years", "two-years", places=places)
                continue
            words = (
                "This page, “{text}”, is of {year}, {age} years ago, and is the newest of its kind; "
                "within {limit} years there should be a newer one."
            )
            yield Finding(page.url, Message(words, values), "two-years", "two-years", places=places)


def _newer_there(page: Page, newer: YearPage, values: dict[str, str | int], places: tuple[Place, ...]) -> Answer:
    values = {**values, "newer": newer.year - ROC, "newer_en": newer.year, "url": newer.url}
    if page.on_show_at:
        words = (
            "This page, “{text}”, is of {year}; {url} is the same for {newer}. It is still shown at {shown}: "
            "only the newest year should be shown as current."
        )
        message = Message(words, {**values, "shown": page.on_show_at[0]})
        rests_on = (newer.url, *page.on_show_at)
        return Finding(page.url, message, "newer-there", "newer-there", places=places, rests_on=rests_on)
    words = (
        "This page, “{text}”, is of {year}; {url} is the same for {newer}, and nothing here says that this one is "
        "history. Please look whether residents may take it for current."
    )
    return Unsure(page.url, Message(words, values), "newer-there", "newer-there", places=places)


def _year(page: YearPage) -> int:
    return page.year
