"""A name that no longer holds, on a page that was written or looked over after it was given up.

## Why it matters

Residents look for an office, a person or an address that is no more, or telephone a body that has handed its duties on.
A page that uses the old name also shows that nobody has read it through since.

## How to fix it

Write the new name. Where the page tells of the past, say so: “環保署（現為環境部）”. Look the rest of the page
over as well, for rules and forms were often changed together with the name.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from checks.ages import deciding, stated, sure
from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Content, DateKind, Page, PageDate, PageKind, Passage, Precision, Sign

TODAY = date(2026, 11, 23)
_NAME = Passage(Sign.OUTDATED_NAME, "向環保署申請", "環保署|環境部|2023-08-22")


def _page(*days: date, source: str = "label", passages: tuple[Passage, ...] = (_NAME,)) -> Page:
    dates = tuple(PageDate(DateKind.UPDATED, day, Precision.DAY, source, f"更新日期：{day}") for day in days)
    return Page("https://county.example/air", read_on=TODAY, content=Content(dates=dates, passages=passages))


OF_THE_PAST = frozenset({PageKind.ABOUT, PageKind.PERSONNEL})
"""They tell how an office came to be, and what its people did before."""
_NEW, _OLD = date(2026, 3, 1), date(2022, 3, 1)


@check(
    title="Outdated name",
    severity=Severity.MODERATE,
    passes=(
        _page(_OLD),
        _page(_NEW, passages=()),
        _page(_NEW, passages=(_NAME, Passage(Sign.ARCHIVED, "歷史資料"))),
        replace(_page(_NEW), kind=PageKind.ARCHIVE),
        _page(_OLD, source="label:footer"),
    ),
    fails=(_page(_NEW), _page(_OLD, _NEW)),
    unsure=(
        _page(),
        _page(_NEW, source="label:footer"),
        replace(_page(_NEW), kind=PageKind.LAW),
        replace(_page(_NEW), kind=PageKind.ABOUT),
    ),
)
def outdated_name(page: Page) -> Iterator[Answer]:
    if page.kind is PageKind.ARCHIVE or page.signs(Sign.ARCHIVED):
        return
    newest = deciding(page)
    for passage in page.signs(Sign.OUTDATED_NAME):
        old, new, since = passage.value.split("|", 2)
        if newest is not None and newest.last_day < date.fromisoformat(since):
            continue
        values: dict[str, str | int] = {"text": passage.text, "old": old, "new": new, "date": since}
        places = (Place(snippet=passage.text, line=passage.line),)
        is_sure = newest is not None and newest in sure(page)
        if newest is not None and is_sure and page.kind is not PageKind.LAW and page.kind not in OF_THE_PAST:
            words = (
                "“{text}” uses the name “{old}”, which has not held since {date}; today it is “{new}”. "
                "The page's own date, “{stated}”, is later: a page should use the names of its day."
            )
            values["stated"] = newest.text
            yield Finding(page.url, Message(words, values), old, places=places)
            continue
        words = (
            "“{text}” uses the name “{old}”, which has not held since {date}; today it is “{new}”. "
            "Please look whether the page tells of the past, or was written before that day."
        )
        if stated(page) and page.kind is PageKind.LAW:
            words = (
                "“{text}” uses the name “{old}”, which has not held since {date}; today it is “{new}”. "
                "Please look whether this is the wording of a law, which stays until it is amended."
            )
        yield Unsure(page.url, Message(words, values), old, places=places)
