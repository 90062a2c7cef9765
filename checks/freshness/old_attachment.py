"""A file that the page calls newer than the file itself says it is.

## Why it matters

Residents trust the words of the link, and act on rates and rules of years ago.

## How to fix it

Open the file. If it is the old one, put the new one in its place; if only the link's words are wrong, correct them.
Give a new version a new date in its name and its properties.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import Attachment, DateKind, Page, PageDate, PageKind, Precision

CLAIM = re.compile(
    r"(?<!\d)(?:民國)?(?P<y>\d{2,3}|20\d\d) ?(?:年(?:度)? ?(?:(?P<m>\d{1,2}) ?月(?: ?(?P<d>\d{1,2}) ?日)?)?"
    r"|[./-](?P<m2>\d{1,2})(?:[./-](?P<d2>\d{1,2}))?)"
    r" ?(?:版|更新|修正|修訂|修改|異動)(?!前)"
)
"""What a link says of its file: 115年版, 115年11月更新, 115.11.03修正. In 113年度決算 the year is what it tells of."""
DAY_SLACK, YEAR_SLACK = timedelta(days=90), timedelta(days=365)
"""A file may be finished some time before it is put up, and the version of a year in the year before. Ours."""


def _date(source: str, day: date) -> PageDate:
    return PageDate(DateKind.UPDATED, day, Precision.DAY, source, f"{day}", is_weak=source == "file-name")


def _page(text: str, *dates: PageDate) -> Page:
    files = (Attachment("https://county.example/files/12_1080301.pdf", text, dates),)
    return Page("https://county.example/fees", read_on=date(2026, 11, 23), attachments=files)


_NAME, _INSIDE = _date("file-name", date(2019, 3, 1)), _date("pdf:ModDate", date(2019, 2, 27))


@check(
    title="Attachment older than its link says",
    severity=Severity.MODERATE,
    passes=(
        _page("收費表（115年9月更新）"),
        _page("收費表", _NAME, _INSIDE),
        _page("收費表（108年版）", _NAME, _INSIDE),
        _page("收費表（115年9月更新）", _NAME, _date("pdf:ModDate", date(2026, 9, 1))),
        _page("收費表（115年版）", _date("file-name", date(2025, 12, 20)), _date("pdf:ModDate", date(2025, 12, 18))),
        _page("115年度預算", _NAME, _INSIDE),
        replace(_page("收費表（115年9月更新）", _NAME, _INSIDE), kind=PageKind.ARCHIVE),
    ),
    fails=(_page("收費表（115年9月更新）", _NAME, _INSIDE), _page("收費表115.09.03修正", _NAME, _INSIDE)),
    unsure=(_page("收費表（115年9月更新）", _NAME), _page("收費表（115年版）", _INSIDE)),
)
def old_attachment(page: Page) -> Iterator[Answer]:
    if page.kind is PageKind.ARCHIVE:
        return
    for file in page.attachments:
        claim = CLAIM.search(file.text)
        earliest = _earliest(claim, page.read_on) if claim else None
        if claim is None or earliest is None or not file.dates or any(one.last_day >= earliest for one in file.dates):
            continue
        newest = max(file.dates, key=_last_day)
        values: dict[str, str | int] = {
            "text": file.text,
            "claim": claim[0],
            "url": file.url,
            "dates": "、".join(dict.fromkeys(f"{one.source} {one.last_day.isoformat()}" for one in file.dates)),
            "date": newest.last_day.isoformat(),
        }
        places = (Place(snippet=file.text),)
        if len({one.source.partition(":")[0] for one in file.dates}) > 1:
            words = (
                "The link “{text}” calls its file one of “{claim}”; by its name and by its properties ({dates}) the "
                "file {url} is no younger than {date}. A file should be of the day that its link names."
            )
            yield Finding(page.url, Message(words, values), file.url, places=places, rests_on=(file.url,))
        else:
            words = (
                "The link “{text}” calls its file one of “{claim}”; the file {url} seems to be no younger than {date} "
                "({dates}). Please open it."
            )
            yield Unsure(page.url, Message(words, values), file.url, places=places)


def _earliest(claim: re.Match[str], today: date) -> date | None:
    """The first day of which the file can be, by the link's words; None where they name no day, or one to come."""
    year = int(claim["y"])
    month, day = claim["m"] or claim["m2"], claim["d"] or claim["d2"]
    try:
        claimed = date(year if year > 1911 else year + 1911, int(month or 1), int(day or 1))
    except ValueError:
        return None
    if claimed > today or claimed.year < 1995:
        return None
    return claimed - (DAY_SLACK if month else YEAR_SLACK)


def _last_day(stated: PageDate) -> date:
    return stated.last_day
