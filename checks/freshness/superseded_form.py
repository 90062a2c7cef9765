"""A form on the page of which a newer version stands elsewhere on the same site.

## Why it matters

An application on an old form is sent back: residents lose a journey, and the office its time.

## How to fix it

Lead the link to the newer version, and remove the old file. Where a form is offered on several pages, lead them all to
one address that stays the same from version to version.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity
from records.facts import Content, NewerForm, Page, PageKind, Passage, Sign

_FORM = NewerForm(
    "https://county.example/files/26_1090301_form.odt", "停車證申請表", date(2020, 3, 1),
    "https://county.example/files/26_1140301_form.odt", "https://county.example/forms", date(2025, 3, 1),
)  # fmt: skip
_PAGE = Page("https://county.example/parking", read_on=date(2026, 11, 23), newer_forms=(_FORM,))


@check(
    title="Superseded form",
    severity=Severity.MODERATE,
    passes=(
        replace(_PAGE, newer_forms=()),
        replace(_PAGE, kind=PageKind.ARCHIVE),
        replace(_PAGE, content=Content(passages=(Passage(Sign.ARCHIVED, "歷史資料"),))),
    ),
    fails=(_PAGE,),
)
def superseded_form(page: Page) -> Iterator[Answer]:
    if page.kind is PageKind.ARCHIVE or page.signs(Sign.ARCHIVED):
        return
    for form in page.newer_forms:
        values: dict[str, str | int] = {
            "text": form.text,
            "date": form.version.isoformat(),
            "newer": form.newer_version.isoformat(),
            "newer_url": form.newer_url,
            "newer_page": form.newer_page,
        }
        words = (
            "The link “{text}” leads to a version of {date}; one of {newer} is offered at {newer_page} ({newer_url}). "
            "Every page should offer the newest version of a form."
        )
        places = (Place(snippet=form.text),)
        yield Finding(page.url, Message(words, values), form.url, places=places, rests_on=(form.newer_page,))
