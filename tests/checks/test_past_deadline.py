"""A notice is blamed for a day that has passed, a report of that day is not."""

from datetime import date

import pytest

from checks.freshness.past_deadline import past_deadline
from records.answers import Answer, Finding
from records.facts import Content, DateKind, Page, PageDate, Precision

TODAY = date(2026, 11, 23)
OCT_10 = date(2026, 10, 10)


def stated(kind: DateKind, day: date) -> PageDate:
    return PageDate(kind, day, Precision.DAY, "label", f"日期：{day}")


def answers(*dates: PageDate, title: str = "路跑活動", heading: str = "") -> list[Answer]:
    content = Content(heading=heading, dates=dates)
    page = Page("https://county.example/1", title, read_on=TODAY, content=content, on_show_at=("https://a.example/",))
    return list(past_deadline.judge(page))


@pytest.mark.parametrize(
    ("kind", "published", "is_blamed"),
    [
        (DateKind.EVENT, date(2026, 10, 9), True),
        (DateKind.EVENT, OCT_10, False),
        (DateKind.EVENT, date(2026, 10, 11), False),
        (DateKind.DEADLINE, OCT_10, True),
        (DateKind.DEADLINE, date(2026, 10, 11), False),
    ],
)
def test_news_of_the_day_of_an_event_or_later_reports_of_it(kind: DateKind, published: date, is_blamed: bool) -> None:
    assert bool(answers(stated(kind, OCT_10), stated(DateKind.PUBLISHED, published))) == is_blamed


@pytest.mark.parametrize(
    "name",
    ["第5屆攝影比賽得獎名單", "○○工程決標公告", "第3次委員會會議紀錄", "活動花絮：親子路跑", "推動成果", "展覽回顧",
     "歷屆選舉", "過去展覽", "甄選結果公告", "Contest Winners"],
)  # fmt: skip
def test_what_speaks_afterwards_by_its_name_is_not_blamed(name: str) -> None:
    over = stated(DateKind.EVENT, OCT_10)
    assert answers(over, title=name) == answers(over, heading=name) == []


@pytest.mark.parametrize("name", ["成果發表會報名", "張大千回顧展", "成果展", "路跑活動", "社會處公告"])
def test_other_names_excuse_nothing(name: str) -> None:
    (answer,) = answers(stated(DateKind.EVENT, OCT_10), title=name)
    assert isinstance(answer, Finding)
