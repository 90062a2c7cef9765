"""A whole crawl over servers on loopback, and what it left in the database."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine, select

from crawler.patrol import crawl
from crawler.progress import Progress
from crawler.recall import Visit, visits
from crawler.recall_links import linked, tries_of
from crawler.recall_pages import pages
from records import tables
from records.county import County, parse_county
from records.facts import Fetch, Link
from records.issues import LimitHit
from records.judgement_store import read_record
from records.runs import latest_run


def configuration(*starts: str, crawl: str = "", site: str = "", rest: str = "") -> str:
    """A county's file with one site for each start address; what a test adds to the first `site`, and at the `rest`."""
    text = f"""
[county]
name = "縣"
catch_all = "it"
contact_mail = "it@county.example"
[mail]
sender = "it@county.example"
[crawl]
{crawl}
"""
    for name, usual in (("delay_seconds", 0), ("retry_pause_seconds", 0), ("timeout_seconds", 2)):
        if name not in crawl:
            text += f"{name} = {usual}\n"
    text += '[[bureau]]\nid = "it"\nname = "IT"\nmail = "it@county.example"\n'
    for number, start in enumerate(starts):
        text += f'[[site]]\nid = "site-{number}"\nname = "site {number}"\nstart = ["{start}"]\n'
        text += f"{site}\n" if number == 0 else ""
    return f"{text}{rest}\n"


def county(*starts: str, crawl: str = "", site: str = "", rest: str = "") -> County:
    return parse_county(configuration(*starts, crawl=crawl, site=site, rest=rest))


def now() -> datetime:
    return datetime.now(UTC)


class Crawled:
    """A finished crawl without the browser."""

    def __init__(self, engine: Engine, county: County, now: Callable[[], datetime] = now) -> None:
        self.run = crawl(engine, county, now, Progress(), browse=False)
        with engine.connect() as connection:
            latest = latest_run(connection)
            assert latest is not None
            self.pages = {page.url: page for page in pages(connection, county, self.run.id)}
            self.visits: list[Visit] = list(visits(connection, self.run.id))
            began = time.monotonic()
            self.links: list[Link] = list(linked(connection, county, self.run.id))
            self.seconds_to_recall = time.monotonic() - began
            urls = {url: id for url, id in connection.execute(select(tables.address.c.url, tables.address.c.id))}
            tries = tries_of(connection, self.run.id, urls.values())
            self._tries = {url: tries.get(id, ()) for url, id in urls.items()}
            self.limits: dict[str, LimitHit] = {hit.limit: hit for hit in read_record(connection, latest).limits}

    def tries(self, url: str) -> tuple[Fetch, ...]:
        return self._tries[url]

    def last(self, url: str) -> Fetch:
        return self.tries(url)[-1]

    def link_to(self, url: str) -> Link:
        """The one link to this address of which something is to be said."""
        (found,) = [link for link in self.links if link.url == url]
        return found
