"""Which pages the browser audits again the next week, and which audits are carried over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from crawler.audit_plan import planned
from crawler.patrol import crawl
from crawler.progress import Progress
from crawler.recall_audits import audits, pages_seen
from records import tables
from records.audit_store import LastAudit, PageToSee, Part, audits_of_run
from records.audits import AuditsOfRun
from records.facts import AxeOutcome
from records.judgement_store import site_figures
from records.runs import clock_from
from tests.crawler.crawled import county
from tests.crawler.web import Web, html, serving

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
FRAME = """<!doctype html><html lang=zh-Hant-TW><meta charset=utf-8><title>{title}</title>
<link rel=stylesheet href=/site.css><script src=/site.js></script>
<main><h1>{title}</h1><p style='color: {color}'>瀏覽人次：{visits}</p>{more}</main>"""


class Weeks:
    """Three pages, and the browser's visits to them, week after week."""

    def __init__(self, engine: Engine, web: Web, accessibility: str = "sample = 0") -> None:
        self.engine, self.web, self.visits, self.week = engine, web, 0, 0
        self.color, self.more = "#000", ""
        rest = f'[accessibility]\nlayers = ["axe", "static"]\n{accessibility}\n'
        self.county = county(web.address, rest=rest)
        web.routes |= {
            "/": lambda _: self.page("首頁", "<p><a href=/a>甲頁的內容</a><p><a href=/b>乙頁的內容</a>"),
            "/a": lambda _: self.page("甲", self.more),
            "/b": lambda _: self.page("乙", "<img src='data:,'>"),
            "/site.css": (200, {"Content-Type": "text/css"}, b"p { margin: 1em }"),
            "/site.js": (200, {"Content-Type": "text/javascript"}, b"var site = 1"),
        }

    def page(self, title: str, more: str) -> Any:
        self.visits += 1
        color = self.color if title == "甲" else "#000"
        return html(FRAME.format(title=title, visits=self.visits, color=color, more=more))

    def audits(self) -> AuditsOfRun:
        """Of the last run. It has no more to say of when than the minute."""
        with self.engine.connect() as connection:
            found = audits_of_run(connection, self.run_id)
        return replace(found, carried=tuple((at.replace(second=0, microsecond=0), n) for at, n in found.carried))

    def after(self, weeks: int = 1) -> set[str]:
        """The paths that the browser audited in another run, so many weeks later."""
        self.week += weeks
        run = crawl(self.engine, self.county, clock_from(MONDAY + timedelta(weeks=self.week)), Progress())
        self.run_id = run.id
        u, a = tables.audit.c, tables.address.c
        query = select(a.url).join_from(tables.audit, tables.address, a.id == u.address_id).where(u.run_id == run.id)
        with self.engine.connect() as connection:
            return {url.removeprefix(self.web.address) for url in connection.scalars(query)}

    def rules(self) -> dict[str, set[str]]:
        """By path, what axe-core found: in this run, or in an earlier one that holds."""
        with self.engine.connect() as connection:
            return {
                audit.url.removeprefix(self.web.address): {
                    one.rule for one in audit.results if one.outcome is AxeOutcome.VIOLATION
                }
                for audit in audits(connection, self.run_id)
            }


@pytest.fixture
def weeks(engine: Engine) -> Iterator[Weeks]:
    with serving({}) as web:
        yield Weeks(engine, web)


ALL = {"/", "/a", "/b"}


def test_unchanged_pages_keep_their_audits_whatever_their_counters_show(weeks: Weeks) -> None:
    assert weeks.after(0) == ALL
    before = weeks.rules()
    assert weeks.after() == set()
    assert weeks.rules() == before == {"/": set(), "/a": set(), "/b": {"image-alt"}}
    with weeks.engine.connect() as connection:
        assert {
            len(pages) for name, pages in pages_seen(connection, weeks.run_id).items() if name in ("axe", "static")
        } == {3}
        assert [site.pages_audited for site in site_figures(connection, weeks.run_id)] == [3]


def test_a_page_that_looks_otherwise_is_audited_anew(weeks: Weeks) -> None:
    weeks.after(0)
    weeks.color = "#ddd"
    assert weeks.after() == {"/a"}
    assert weeks.rules()["/a"] == {"color-contrast"}
    weeks.color = "#000"
    assert weeks.after() == {"/a"}
    assert weeks.rules()["/a"] == set()


@pytest.mark.parametrize("part", ["/site.css", "/site.js"])
def test_another_style_sheet_or_script_has_all_its_pages_audited_anew(weeks: Weeks, part: str) -> None:
    weeks.after(0)
    status, headers, body = weeks.web.routes[part]  # type: ignore[misc]
    weeks.web.routes[part] = (status, headers, body + b"\n")
    assert weeks.after() == ALL


def test_every_page_is_audited_anew_after_some_weeks(weeks: Weeks) -> None:
    weeks.after(0)
    assert weeks.after(7) == set()
    assert weeks.after(1) == ALL


def test_some_unchanged_pages_are_audited_all_the_same(engine: Engine) -> None:
    with serving({}) as web:
        weeks = Weeks(engine, web, "sample = 1")
        weeks.after(0)
        assert weeks.after() == ALL


def test_the_run_says_what_it_audited_itself_what_still_holds_and_where_a_second_look_differs(engine: Engine) -> None:
    asks = b"var x = new XMLHttpRequest(); x.open('GET', '/now', false); x.send(); document.write(x.responseText)"
    with serving({"/now": html("")}) as web:
        weeks = Weeks(engine, web)
        web.routes["/site.js"] = (200, {"Content-Type": "text/javascript"}, asks)
        weeks.after(0)
        assert weeks.audits() == AuditsOfRun(anew=3)
        weeks.color = "#ccc"
        weeks.after()
        assert weeks.audits() == AuditsOfRun(anew=1, carried=((MONDAY, 2),))
        web.routes["/now"] = html("<img src='data:,'>")
        weeks.after()
        assert weeks.audits().rechecked == 0, "what a script fetches is no part of what an audit is held against"
        weeks.county = county(web.address, rest='[accessibility]\nlayers = ["axe", "static"]\nsample = 1\n')
        weeks.after()
        addresses = (f"{web.address}/", f"{web.address}/a", f"{web.address}/b")
        assert weeks.audits() == AuditsOfRun(anew=3, rechecked=3, differing=addresses)


def test_what_the_time_does_not_suffice_for_keeps_its_last_audit_and_is_named(engine: Engine) -> None:
    with serving({}) as web:
        weeks = Weeks(engine, web, "sample = 1\naudit_minutes = 0.000001")
        assert weeks.after(0) == set()
        assert weeks.rules() == {}
        with engine.connect() as connection:
            hits = connection.execute(select(tables.limit_hit.c.limit, tables.limit_hit.c.count)).all()
        assert ("audit_minutes", 3) in hits


def test_links_that_scripts_make_are_kept_with_a_carried_audit(weeks: Weeks) -> None:
    weeks.more = "<p id=p></p><script>document.getElementById('p').innerHTML = '<a href=/made>丙</a>'</script>"
    weeks.after(0)
    assert weeks.after() == set()
    assert weeks.web.count("/made") >= 2
    query = select(tables.link.c.text).where(tables.link.c.element == "made", tables.link.c.text == "丙")
    with weeks.engine.connect() as connection:
        version = select(tables.page.c.version_id).where(tables.page.c.run_id == weeks.run_id)
        assert connection.scalars(query.where(tables.link.c.version_id.in_(version))).all() == ["丙"]


# The plan by itself

NOW = datetime(2026, 11, 23, tzinfo=UTC)
pages = st.lists(
    st.builds(
        lambda id, depth, looks: PageToSee(id, f"https://county.example/{id}", "www", depth, id, looks),
        st.integers(1, 40),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    unique_by=lambda page: page.id,
)


@given(pages, st.data())
def test_a_page_is_audited_or_carried_over_and_never_carried_over_once_it_has_changed(
    found: list[PageToSee], data: st.DataObject
) -> None:
    def plan(last: dict[int, LastAudit], parts: dict[int, list[Part]], sample: float = 0.0) -> Any:
        asked = {"made_by": "1", "wanted": {"axe"}, "open_pages": (), "run_id": 2, "now": NOW, "weeks": 8}
        return planned(found, parts, last, **asked, sample=sample)  # type: ignore[arg-type]

    parts = {page.version_id: [Part("/site.css", 99, b"1")] for page in found}
    first = plan({}, parts)
    assert {page.id for page in first.audits} == {page.id for page in found}
    ages = {page.id: data.draw(st.integers(0, 12)) for page in found}
    last = {
        id: LastAudit(1, (NOW - timedelta(weeks=ages[id])).timestamp(), number, frozenset({"axe"}), 0, id)
        for id, number in first.inputs.items()
    }
    again = plan(last, parts)
    audited, carried = {page.id for page in again.audits}, set(again.carried)
    assert audited | carried == {page.id for page in found}
    assert carried == {page.id for page in found if page.looks}
    assert audited & carried == {id for id in carried if ages[id] >= 8}
    assert plan(last, {id: [Part("/site.css", 99, b"2")] for id in parts}).carried == {}
    assert {page.id for page in plan(last, parts, 1.0).audits} == {page.id for page in found}


def test_home_pages_and_changed_pages_come_first() -> None:
    home, old, new = (PageToSee(id, f"https://county.example/{id}", "www", id, id, 1) for id in range(3))
    asked = {"made_by": "1", "wanted": {"axe"}, "open_pages": (), "run_id": 2, "now": NOW, "weeks": 8, "sample": 0.0}
    first = planned([old, new, home], {}, {}, **asked)  # type: ignore[arg-type]
    assert first.audits[0] == home
    aged = LastAudit(1, (NOW - timedelta(weeks=9)).timestamp(), first.inputs[1], frozenset({"axe"}), 0, 1)
    plan = planned([old, new, home], {}, {1: aged}, **asked)  # type: ignore[arg-type]
    assert [page.id for page in plan.audits] == [0, 2, 1]
