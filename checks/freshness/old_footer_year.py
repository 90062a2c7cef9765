"""A copyright line in a site's footer whose newest year lies two years back or more.

## Why it matters

It stands on every page, and is the first sign by which visitors judge that nobody looks after the site.

## How to fix it

Change the year in the site's template, or leave it out: a copyright needs no year to hold.
"""

from collections.abc import Iterator
from datetime import date

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity
from records.facts import Content, Page, PageKind, Passage, Sign

YEARS = 2
"""Ours, not a rule's text: last year's may stand until somebody thinks of it."""


def _page(year: int, kind: PageKind = PageKind.HOME) -> Page:
    passage = Passage(Sign.COPYRIGHT, f"Copyright © {year} 禾湖縣政府", str(year))
    content = Content(passages=(passage,))
    return Page("https://county.example/", read_on=date(2026, 11, 23), content=content, kind=kind)


@check(
    title="Old year in the footer",
    severity=Severity.MINOR,
    passes=(_page(2026), _page(2025), _page(2020, PageKind.OTHER)),
    fails=(_page(2024), _page(2012)),
)
def old_footer_year(page: Page) -> Iterator[Answer]:
    if page.kind is not PageKind.HOME:
        return
    for passage in page.signs(Sign.COPYRIGHT)[:1]:
        age = page.read_on.year - int(passage.value)
        if age >= YEARS:
            values: dict[str, str | int] = {"text": passage.text, "year": passage.value, "age": age, "limit": YEARS}
            words = (
                "The newest year in the footer, “{text}”, lies {age} years back; from {limit} years on "
                "it makes the whole site look given up."
            )
            places = (Place(snippet=passage.text, line=passage.line, region="footer"),)
            yield Finding(page.url, Message(words, values), rule="footer-year", places=places)
