"""What a crawl keeps of its pages beside links: what they say, and since when they have said it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete

from checks.freshness.stale_page import stale_page
from crawler import clock, contents
from crawler.clock import _number
from crawler.recall_pages import page_of, pages, sitemaps
from records import tables
from records.answers import Answer
from records.county import ConfigurationError
from records.facts import Page, Review, Sitemap
from records.reviews import add_review
from tests.crawler.crawled import Crawled, county
from tests.crawler.web import Web, html, plain, serving

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
TEXT = "<main><h1>敬老愛心卡</h1><p>凡設籍本縣、年滿六十五歲之長者，得向公所申請。</p>{}</main>"


class Weeks:
    """A site that is crawled again after some days; `body` is what its page says on a day, `visits` counts them."""

    def __init__(self, engine: Engine, web: Web, body: str, crawl: str = "") -> None:
        self.engine, self.web, self.body = engine, web, body
        self.county = county(web.address, crawl=crawl)
        self.at = MONDAY
        self.visits = 0
        web.routes["/"] = html('<main><a href="/card">敬老愛心卡</a></main>')
        web.routes["/card"] = self.answer

    def answer(self, _: Any) -> Any:
        self.visits += 1
        return html(TEXT.format(self.body.format(day=f"{self.at.year - 1911}/{self.at:%m/%d}", visits=self.visits)))

    def after(self, days: int) -> Page:
        self.at += timedelta(days=days)
        Crawled(self.engine, self.county, lambda: self.at)
        return self.page()

    def page(self) -> Page:
        with self.engine.connect() as connection:
            page = page_of(connection, self.county, f"{self.web.address}/card")
        assert page is not None
        return page

    def answers(self) -> list[Answer]:
        return list(stale_page.judge(self.page()))


def test_the_clock_of_a_page_starts_with_its_first_read_and_again_with_every_change(engine: Engine) -> None:
    with serving({}) as web:
        weeks = Weeks(engine, web, "<p>補助三千元")
        first = weeks.after(0).read_on
        assert weeks.after(7).unchanged_since == first
        weeks.body = "<p>補助五千元"
        second = weeks.after(7)
        assert second.unchanged_since == second.read_on
        assert weeks.after(7).unchanged_since == second.read_on


def test_a_page_that_shows_todays_date_but_has_not_changed_for_two_years_is_proved_stale(engine: Engine) -> None:
    with serving({}) as web:
        weeks = Weeks(engine, web, "<p>更新日期：{day}<p>瀏覽人次：{visits}")
        first = weeks.after(0).read_on
        assert weeks.after(7).unchanged_since == first
        page = weeks.after(730)
        assert page.unchanged_since == first
        assert page.clocks == (f"更新日期：{page.read_on.year - 1911}/{page.read_on:%m/%d}",)
        [answer] = weeks.answers()
        assert (answer.rule, answer.message.values["date"]) == ("unchanged", first.isoformat())


def test_a_text_that_comes_back_after_a_week_under_repair_has_its_old_clock_back(engine: Engine) -> None:
    with serving({}) as web:
        weeks = Weeks(engine, web, "<p>補助三千元<p>瀏覽人次：{visits}")
        first = weeks.after(0).read_on
        assert weeks.after(7).unchanged_since == first
        body, weeks.body = weeks.body, "<p>系統維護中，造成不便敬請見諒"
        assert weeks.after(7).unchanged_since != first
        weeks.body = body
        assert weeks.after(7).unchanged_since == first


def test_another_way_of_reading_starts_no_clock_anew(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({}) as web:
        weeks = Weeks(engine, web, "<p>補助三千元<p>瀏覽人次：{visits}")
        first = weeks.after(0).read_on
        assert weeks.after(7).unchanged_since == first
        monkeypatch.setattr(contents, "READER", 99)
        monkeypatch.setattr(clock, "_DIGITS", re.compile("[0-9]+(?:,[0-9]+)*"))
        monkeypatch.setattr(clock, "_number", lambda text: _number(text + "!"))
        with engine.begin() as connection:
            connection.execute(delete(tables.volatile))
        assert weeks.after(7).unchanged_since == first


def test_a_page_that_scripts_fill_has_no_clock(engine: Engine) -> None:
    with serving({}) as web:
        weeks = Weeks(engine, web, "")
        web.routes["/card"] = html("<main><div id=app></div></main><script>show()</script>")
        assert weeks.after(0).unchanged_since is None


def test_a_page_that_was_updated_is_believed(engine: Engine) -> None:
    with serving({}) as web:
        weeks = Weeks(engine, web, "<p>更新日期：115/11/20<p>瀏覽人次：{visits}")
        weeks.after(0)
        weeks.body = "<p>更新日期：117/11/20<p>瀏覽人次：{visits}<p>補助五千元"
        page = weeks.after(730)
        assert (page.unchanged_since, page.clocks) == (page.read_on, ())
        assert weeks.answers() == []


def test_what_a_bureau_has_confirmed_counts_until_its_day(engine: Engine) -> None:
    with serving({}) as web:
        weeks = Weeks(engine, web, "<p>更新日期：113/01/05")
        page = weeks.after(0)
        [_] = weeks.answers()
        with engine.begin() as connection:
            add_review(connection, page.url, Review("社會處", page.read_on, page.read_on + timedelta(days=100)))
        assert weeks.answers() == []
        assert weeks.after(100).review is not None
        assert weeks.after(1).review is None
        [_] = weeks.answers()


def test_sitemaps_and_feeds_say_when_their_pages_were_changed(engine: Engine) -> None:
    with serving({}) as web:
        weeks = Weeks(engine, web, "")
        listed = f"<url><lastmod>2026-03-01T08:00:00+08:00</lastmod><loc>{web.address}/card</loc></url>"
        xml = {"Content-Type": "application/xml"}
        web.routes["/robots.txt"] = plain(f"Sitemap: {web.address}/sitemap.xml")
        web.routes["/sitemap.xml"] = (200, xml, f"<urlset>{listed}</urlset>".encode())
        weeks.county = county(web.address)
        weeks.after(0)
        with engine.connect() as connection:
            found: list[Sitemap] = list(sitemaps(connection, 1))
            assert len(list(pages(connection, weeks.county, 1))) == 2
        assert [(entry.url, entry.lastmod.isoformat()) for entry in found[0].entries] == [
            (f"{web.address}/card", "2026-03-01")
        ]
        assert found[0].entries[0].unchanged_since == found[0].read_on


def test_a_sitemap_is_the_same_whichever_way_it_was_come_by(engine: Engine) -> None:
    """A page links to it, and robots.txt does not name it."""
    with serving({}) as web:
        weeks = Weeks(engine, web, "")
        listed = f"<url><loc>{web.address}/orphan</loc><lastmod>2026-03-01</lastmod></url>"
        web.routes["/"] = html('<main><a href="/card">卡</a><a href="/sitemap.xml">XML</a></main>')
        web.routes["/orphan"] = html("<main><p>沒有別的網頁連到這裡")
        web.routes["/sitemap.xml"] = (200, {"Content-Type": "text/xml"}, f"<urlset>{listed}</urlset>".encode())
        for run in (1, 2):
            weeks.after(7)
            with engine.connect() as connection:
                [found] = sitemaps(connection, run)
                assert [entry.url for entry in found.entries] == [f"{web.address}/orphan"]
                assert f"{web.address}/orphan" in {page.url for page in pages(connection, weeks.county, run)}


def test_a_file_of_names_that_cannot_be_read_is_told_before_the_crawl(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("old,new\n", "utf-8")
    with serving({"/": html("<p>x")}) as web:
        settled = county(web.address, rest=f'[freshness]\nnames_file = "{tmp_path / "names.csv"}"\n')
        with pytest.raises(ConfigurationError, match="missing: since"):
            Crawled(engine, settled)
        assert web.asked == []
