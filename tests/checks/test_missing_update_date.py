"""Only a page that has something to say, and no date at all, is told to show one."""

from datetime import date

import pytest

from checks.freshness.missing_update_date import missing_update_date
from crawler.extract.content import page_content
from records.answers import Answer, Finding, Unsure
from records.facts import Page

TODAY = date(2026, 11, 23)
PROSE = "<p>" + "凡設籍本縣且年滿六十五歲之長者，得申請敬老愛心卡。" * 6 + "</p>"


def answers(html: str) -> list[Answer]:
    url = "https://county.example/1"
    content = page_content(html, url, title="", today=TODAY).content
    return list(missing_update_date.judge(Page(url, read_on=TODAY, content=content)))


def test_prose_without_a_date_is_found() -> None:
    [answer] = answers(f"<main>{PROSE}</main>")
    assert isinstance(answer, Finding)
    assert "更新日期" in str(answer.message)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>短短一句。</p>",
        f"<nav>{PROSE}</nav>",
        f"<footer>{PROSE}</footer>",
        f"<noscript>{PROSE}</noscript>",
        f"<script>{PROSE}</script>",
        f"<p>短短一句。<!-- {PROSE} --></p>",
        f"<a href=x>{PROSE}</a>",
        "<frameset cols='20%,80%'><frame src=a><frame src=b></frameset>",
        f"<META HTTP-EQUIV=Refresh CONTENT='3;url=/'>{PROSE}",
        f"<meta name=ROBOTS content=NOINDEX>{PROSE}",
    ],
)
def test_a_page_without_content_of_its_own_is_left_alone(html: str) -> None:
    assert answers(html) == []


@pytest.mark.parametrize(
    "shown", ["2026-03-01", "（115/03/01）", "115年3月1日", "民國115年3月1日(星期日)", "115.03.01"]
)
def test_a_bare_date_is_for_a_person_to_look_at(shown: str) -> None:
    [answer] = answers(f"<span>{shown}</span>{PROSE}")
    assert isinstance(answer, Unsure)
    assert answer.message.values["text"] == shown


@pytest.mark.parametrize(
    "shown", ["電話 04-7222151", "04-722-2151", "1150301", "版本 3.1.2", "請於115年3月1日前提出申請"]
)
def test_a_number_or_a_date_in_a_sentence_is_no_bare_date(shown: str) -> None:
    [answer] = answers(f"<p>{shown}</p>{PROSE}")
    assert isinstance(answer, Finding)


def test_a_list_of_dated_entries_is_left_alone() -> None:
    assert answers("<ul>" + "<li><b>115-03-01</b> 社會處公告" * 3 + "</ul>" + PROSE) == []
