"""Killed at any instant, a crawl goes on and ends with the same facts (design law 5)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from crawler.recall import visits
from crawler.recall_links import linked
from records import tables
from records.county import County
from records.database import open_database
from records.issues import RunState
from records.runs import latest_run
from tests.crawler.crawled import configuration, county
from tests.crawler.web import Web, html, plain, redirect, serving

pytestmark = pytest.mark.alone

ROOT = Path(__file__).parents[2]
KILLS = 10
PAGES = 120
CRAWL = """
import sys
from datetime import UTC, datetime
from crawler.patrol import crawl
from crawler.progress import Progress
from records.county import parse_county
from records.database import open_database
county = parse_county(open(sys.argv[1]).read())
crawl(open_database(sys.argv[2]), county, lambda: datetime.now(UTC), Progress(), browse=False)
"""


def maze(web: Web, other: Web) -> None:
    """Pages that link to each other, to redirects, to what is lost, and to a host where nothing is ever lost."""

    def answer(number: int) -> Any:
        def slow(_: Any) -> Any:
            time.sleep(0.005)
            further = "".join(f'<a href="/{(number * 3 + step) % PAGES}">頁</a>' for step in range(1, 6))
            lost = f'<a href="/gone/{number}">x</a><a href="/to/{number}">x</a><a href="{other.address}/{number}">x</a>'
            return html(f"<title>{number}</title><nav><a href=/lost>x</a></nav><main>{further}{lost}")

        return slow

    web.routes |= {f"/{number}": answer(number) for number in range(PAGES)}
    web.routes |= {f"/to/{number}": redirect(f"/moved/{number}") for number in range(PAGES)}
    web.routes |= {f"/moved/{number}": html(f"<title>到 {number}</title>") for number in range(0, PAGES, 2)}
    fine = {f"/{number}": plain("好") for number in range(0, PAGES, 3)}
    sorry = html("<title>縣府</title><p>很抱歉，請由選單重新選取。")

    class Never(dict[str, Any]):
        def get(self, path: str, otherwise: Any = None) -> Any:
            return super().get(path) or sorry

    other.routes = Never({"/": html("<title>首頁</title><p>歡迎"), "/robots.txt": plain("", 404), **fine})


def facts(address: str, configured: County) -> Any:
    engine = open_database(address)
    with engine.connect() as connection:
        runs = connection.scalars(select(tables.run.c.id)).all()
        run = latest_run(connection)
        assert run is not None
        assert (list(runs), run.state) == ([1], RunState.CRAWLED)
        links = sorted(
            (link.page_url, link.href, link.pages, [(look.status, look.marks, look.final_url) for look in link.tries])
            for link in linked(connection, configured, 1)
        )
        a, f = tables.address.c, tables.fetch.c
        tries = select(a.url, f.attempt, f.outcome, f.status).join_from(
            tables.fetch, tables.address, a.id == f.address_id
        )
        states = select(a.url, tables.frontier.c.state, tables.frontier.c.kind, tables.frontier.c.tries).join_from(
            tables.frontier, tables.address, a.id == tables.frontier.c.address_id
        )
        found = [sorted(map(tuple, connection.execute(query).all())) for query in (tries, states)]
        seen = set(visits(connection, 1))
    engine.dispose()
    return seen, links, *found


def is_crawled(address: str) -> bool:
    engine = open_database(address)
    with engine.connect() as connection:
        run = latest_run(connection)
    engine.dispose()
    return run is not None and run.state is RunState.CRAWLED


@pytest.mark.timeout(240)
def test_killed_at_ten_random_moments_it_ends_with_the_same_facts(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    moments = random.Random(seed)
    with serving({}) as web, serving({}) as other:
        maze(web, other)
        start = f"{web.address}/0"
        (tmp_path / "county.toml").write_text(configuration(start))

        def begin(name: str) -> subprocess.Popen[bytes]:
            arguments = [str(tmp_path / "county.toml"), f"sqlite:///{tmp_path / name}.db"]
            return subprocess.Popen([sys.executable, "-c", CRAWL, *arguments], cwd=ROOT, env=os.environ)

        assert begin("whole").wait() == 0
        all_asked = len(web.requests) + len(other.requests)
        kills = 0
        for _ in range(KILLS):
            if is_crawled(f"sqlite:///{tmp_path}/killed.db"):
                break
            before = len(web.requests) + len(other.requests)
            least = moments.randint(1, all_asked // 6)
            process = begin("killed")
            while process.poll() is None and len(web.requests) + len(other.requests) < before + least:
                time.sleep(0.002)
            time.sleep(moments.uniform(0, 0.03))
            kills += process.poll() is None
            process.kill()
            process.wait()
        if not is_crawled(f"sqlite:///{tmp_path}/killed.db"):
            assert begin("killed").wait() == 0
        whole, killed = (facts(f"sqlite:///{tmp_path / name}.db", county(start)) for name in ("whole", "killed"))
        assert kills >= 3, seed
        for each, other_one in zip(killed, whole, strict=True):
            assert each == other_one, seed
        assert len(whole[0]) >= PAGES
