"""How often a host is asked: counted at the server over whole crawls, and by law for any course of events."""

from __future__ import annotations

import asyncio
import heapq
import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from crawler.patrol import crawl
from crawler.politeness import FAILURES_TO_PAUSE, LONGEST_PAUSE, PAUSES_TO_GIVE_UP, SLOWEST, GivenUp, Hosts
from crawler.progress import Progress
from crawler.recall_audits import audits
from records.facts import Fetch, Outcome
from tests.crawler.crawled import Crawled, county, now
from tests.crawler.web import Web, html, page, plain, redirect, serving

pytestmark = pytest.mark.alone

SLACK = 0.08
"""Seconds by which a request may reach the server late on a busy machine, so that the next seems too early."""


def keeps_to(web: Web, delay: float) -> bool:
    """Whether no request came earlier than so many seconds after each before it, one for each in between."""
    times = [at for at, _ in web.asked]
    return all(
        times[later] - times[first] >= (later - first) * delay - SLACK
        for first in range(len(times))
        for later in range(first + 1, len(times))
    )


def test_all_kinds_of_requests_share_one_budget_of_their_host(engine: Engine) -> None:
    xml = {"Content-Type": "application/xml"}
    with serving({}) as web:
        web.routes |= {
            "/robots.txt": plain(f"Sitemap: {web.address}/sitemap.xml"),
            "/sitemap.xml": (200, xml, f"<urlset><url><loc>{web.address}/listed</loc></url></urlset>".encode()),
            "/": html(
                '<a href="/moved">頁</a><a href="/gone">頁</a><img src="/picture.png"><img src="/other.png">'
                '<link rel="stylesheet" href="/style.css"><a href="/listed#place">頁</a>'
            ),
            "/moved": redirect("/moved/2"),
            "/moved/2": redirect("/moved/3"),
            "/moved/3": page(),
            "/picture.png": lambda visit: plain("", 405) if visit.command == "HEAD" else plain("GIF89a"),
            "/other.png": lambda visit: plain("", 404) if visit.command == "HEAD" else plain("GIF89a"),
            "/style.css": (200, {"Content-Type": "text/css"}, b"a { background: url(dot.gif) }"),
            "/listed": page(),
        }
        Crawled(engine, county(web.address, crawl="delay_seconds = 0.15\nconcurrency_per_host = 4"))
        paths = {each.path for each in web.requests}
        assert paths >= {"/robots.txt", "/sitemap.xml", "/", "/moved/3", "/picture.png", "/dot.gif", "/listed"}
        assert any(path.startswith("/sitepatrol-") for path in paths)
        assert web.count("/picture.png", "HEAD") == web.count("/picture.png", "GET") == 1
        assert web.count("/gone") == 2
        assert keeps_to(web, 0.15)


def test_no_more_at_once_than_allowed_though_every_kind_of_request_is_slow(engine: Engine) -> None:
    def slow(answer: Any) -> Any:
        def worked_out(_: Any) -> Any:
            time.sleep(0.02)
            return answer

        return worked_out

    with serving({}) as web:
        web.routes |= {f"/{n}.png": slow(plain("", 404)) for n in range(8)}
        web.routes |= {f"/{n}": slow(redirect(f"/to/{n}")) for n in range(8)}
        web.routes |= {f"/to/{n}": slow(page()) for n in range(8)}
        links = "".join(f'<a href="/{n}">頁</a><img src="/{n}.png">' for n in range(8))
        web.routes |= {"/": slow(html(links)), "/robots.txt": slow(plain("Sitemap: /s.xml")), "/s.xml": slow(plain(""))}
        Crawled(engine, county(web.address, crawl="concurrency_per_host = 3"))
        assert web.most_at_once == 3


def test_the_limits_of_a_host_go_before_those_of_its_site_and_of_the_crawl(engine: Engine) -> None:
    with serving({}) as site, serving({}) as slow, serving({}) as other:
        targets = [f"{host.address}/{n}" for host in (slow, other) for n in range(5)]
        site.routes["/"] = page(*targets, "/a", "/b", "/c")
        for host in (slow, other):
            host.routes |= {f"/{n}": plain("好") for n in range(5)}
        rule = f'[[host]]\nname = "{slow.address.removeprefix("http://")}"\ndelay_seconds = 0.2\nconcurrency = 1'
        began = time.monotonic()
        Crawled(engine, county(site.address, site="delay_seconds = 0.1", rest=rule))
        assert keeps_to(slow, 0.2)
        assert keeps_to(site, 0.1)
        assert other.asked[-1][0] - began < slow.asked[-1][0] - began
        assert not keeps_to(other, 0.1)


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_to_wait_is_left_alone_for_so_long(engine: Engine, status: int) -> None:
    first = iter([plain("慢點", status, **{"Retry-After": "1"})])
    with serving({"/a": lambda _: next(first, page())}) as web:
        web.routes |= {"/": page("/a", "/b", "/c"), "/b": page(), "/c": page()}
        crawled = Crawled(engine, county(web.address, crawl="concurrency_per_host = 1"))
        refused = next(at for at, path in web.asked if path == "/a")
        assert min(at for at, _ in web.asked if at > refused) - refused > 1 - SLACK
        assert [look.status for look in crawled.tries(web.address + "/a")] == [status, 200]
        assert crawled.tries(web.address + "/a")[0].retry_after == 1


def test_the_crawl_goes_slower_once_a_host_has_answered_429(engine: Engine) -> None:
    first = iter([plain("慢點", 429)])
    with serving({"/": page("/0", "/1", "/2")}) as web:
        web.routes |= dict.fromkeys(("/0", "/1", "/2"), lambda _: next(first, page()))
        Crawled(engine, county(web.address, crawl="concurrency_per_host = 1\nretry_pause_seconds = 0.1"))
        times = [at for at, path in web.asked if path in ("/0", "/1", "/2")]
        assert times[2] - times[1] > 1 - SLACK


def test_the_very_next_request_after_429_waits() -> None:
    time = 0.0
    polite = hosts(0, 1, lambda: time)
    polite.enter("h")
    polite.leave("h", Fetch("http://h/", Outcome.ANSWERED, 429))
    assert not polite.may_ask("h")


def test_robots_txt_may_ask_for_a_slower_pace_than_configured(engine: Engine) -> None:
    with serving({"/robots.txt": plain("User-agent: *\nCrawl-delay: 0.2"), "/": page("/a", "/b", "/c")}) as web:
        Crawled(engine, county(web.address, crawl="delay_seconds = 0.05"))
        web.asked = [each for each in web.asked if each[1] != "/robots.txt"][1:]
        assert len(web.asked) > 4
        assert keeps_to(web, 0.2)


def test_a_host_that_keeps_failing_is_given_up_and_the_run_says_so(engine: Engine) -> None:
    with serving({}) as web, serving({}) as dead:

        def hang_up(visit: Any) -> None:
            visit.close_connection = True

        targets = [f"/{n}" for n in range(60)]
        dead.routes |= dict.fromkeys(targets, hang_up)
        web.routes["/"] = page(*(dead.address + target for target in targets), "/a")
        web.routes["/a"] = page()
        crawled = Crawled(engine, county(web.address, crawl="retry_pause_seconds = 0.02"))
        asked = {path for _, path in dead.asked if path in targets}
        assert FAILURES_TO_PAUSE * PAUSES_TO_GIVE_UP < len(asked) < 40
        left_out = crawled.limits["host_failures"]
        assert left_out.count > 15
        assert left_out.example.startswith(dead.address)
        assert {link.url for link in crawled.links if not link.tries} == {
            dead.address + target for target in targets if target not in asked
        }
        assert web.address + "/a" in crawled.pages


def test_a_target_linked_from_three_hundred_pages_is_asked_once(engine: Engine) -> None:
    with serving({"/gone": plain("沒有", 404), "/fine": plain("好")}) as other, serving({}) as web:
        targets = other.address + "/fine", other.address + "/gone", "/doc.pdf"
        web.routes |= {f"/{n}": page(f"/{n + 1}", f"/{n + 2}", f"/{n + 3}", *targets) for n in range(300)}
        web.routes |= {"/": page("/0"), "/doc.pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4")}
        crawled = Crawled(engine, county(web.address, crawl="max_depth = 400"))
        assert len(crawled.pages) == 301
        assert other.count("/fine") == web.count("/doc.pdf") == 1
        assert other.count("/gone") == 2
        assert len([link for link in crawled.links if link.url == other.address + "/gone"]) == 300


def test_a_fine_target_of_others_is_not_asked_again_for_days_and_a_failed_one_always_is(engine: Engine) -> None:
    with serving({"/gone": plain("沒有", 404), "/fine": plain("好")}) as other, serving({}) as web:
        web.routes |= {"/": page(other.address + "/fine", other.address + "/gone", "/own.txt"), "/own.txt": plain("好")}
        first, second = Crawled(engine, county(web.address)), Crawled(engine, county(web.address))
        assert (other.count("/fine"), other.count("/gone"), web.count("/own.txt")) == (1, 4, 2)
        assert second.last(other.address + "/fine").at == first.last(other.address + "/fine").at
        Crawled(engine, county(web.address, crawl="fresh_days = 0"))
        assert other.count("/fine") == 2


# The rules by themselves, with a clock of their own


def hosts(delay: float, concurrency: int, clock: Any, pause: float = 20) -> Hosts:
    return Hosts(lambda _: (delay, concurrency), pause, clock)


endings = st.sampled_from(
    [
        Fetch("http://h/", Outcome.ANSWERED, 200),
        Fetch("http://h/", Outcome.ANSWERED, 404),
        Fetch("http://h/", Outcome.ANSWERED, 429, retry_after=3.0),
        Fetch("http://h/", Outcome.ANSWERED, 429),
        Fetch("http://h/", Outcome.ANSWERED, 503, retry_after=9e9),
        Fetch("http://h/", Outcome.ANSWERED, 500),
        Fetch("http://h/", Outcome.TIMED_OUT),
        Fetch("http://h/", Outcome.PRIVATE_ADDRESS),
        None,
    ]
)
visits = st.lists(st.tuples(st.floats(0, 10), endings), max_size=60)


@given(visits, st.floats(0, 5), st.integers(1, 4), st.floats(0, 40))
def test_never_two_starts_closer_than_the_delay_and_never_more_at_once(
    visits: list[tuple[float, Fetch | None]], delay: float, concurrency: int, crawl_delay: float
) -> None:
    """Each visit lasts its seconds and ends as it does; the next is made as soon as the host may be asked."""
    time = 0.0
    polite = hosts(delay, concurrency, lambda: time)
    starts: list[float] = []
    under_way: list[tuple[float, int, Fetch | None]] = []
    polite.slow_down_to("h", crawl_delay)
    for number, (seconds, ending) in enumerate(visits):
        while not polite.may_ask("h"):
            if under_way:
                time, _, ended = heapq.heappop(under_way)
                polite.leave("h", ended)
            else:
                time += 1
        polite.enter("h")
        starts.append(time)
        heapq.heappush(under_way, (time + seconds, number, ending))
        assert len(under_way) <= concurrency
        while under_way and under_way[0][0] <= time:
            polite.leave("h", heapq.heappop(under_way)[2])
    least = max(delay, min(crawl_delay, SLOWEST))
    assert all(later - earlier >= least - 1e-9 for earlier, later in pairwise(starts))


@given(st.lists(endings, min_size=1, max_size=40))
def test_however_a_host_answers_it_may_be_asked_again_in_the_end(seen: list[Fetch | None]) -> None:
    time = 0.0
    polite = hosts(0, 1, lambda: time)
    for ending in seen:
        polite.enter("h")
        polite.leave("h", ending)
        time += LONGEST_PAUSE + SLOWEST
        assert polite.may_ask("h")


def test_a_pause_grows_each_time_and_a_good_answer_ends_the_count() -> None:
    time = 0.0
    polite = hosts(0, 1, lambda: time, pause=10)

    def fails() -> float:
        """Fails five times, and tells for how long the host is then left alone."""
        nonlocal time
        for _ in range(FAILURES_TO_PAUSE):
            assert polite.may_ask("h")
            polite.enter("h")
            polite.leave("h", Fetch("http://h/", Outcome.REFUSED))
        began = time
        while not polite.may_ask("h"):
            time += 1
        return time - began

    assert [fails(), fails()] == [10, 20]
    polite.enter("h")
    polite.leave("h", Fetch("http://h/", Outcome.ANSWERED, 404))
    assert [fails(), fails(), fails()] == [10, 20, 40]
    assert not polite.is_given_up("h")
    fails()
    assert polite.is_given_up("h")


def test_of_many_that_wait_for_one_host_each_gets_its_turn() -> None:
    under_way = most = done = 0

    async def visit(polite: Hosts) -> None:
        nonlocal under_way, most, done
        async with polite.visit("h"):
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0)
            under_way -= 1
        done += 1

    async def run() -> None:
        polite = hosts(0.001, 2, time.monotonic)
        await asyncio.gather(*(visit(polite) for _ in range(30)))

    asyncio.run(run())
    assert done == 30
    assert most <= 2


# One host must not hold up another


def test_links_that_are_redirected_to_a_dead_host_do_not_hold_up_the_rest(engine: Engine) -> None:
    """A third of a site's old addresses led to a host that is gone: each waits there for its turn."""
    with serving({}) as web, serving({}) as dead:

        def hang_up(visit: Any) -> None:
            visit.close_connection = True

        dead.routes |= {f"/{n}": hang_up for n in range(80)}
        web.routes |= {f"/old/{n}": redirect(f"{dead.address}/{n}") for n in range(80)}
        web.routes |= {f"/{n}": page() for n in range(80)}
        web.routes["/"] = page(*(f"/old/{n}" for n in range(80)), *(f"/{n}" for n in range(80)))
        began = time.monotonic()
        crawled = Crawled(engine, county(web.address, crawl="retry_pause_seconds = 0.4\nmax_minutes = 0.25"))
        read = [at for at, path in web.asked if path.removeprefix("/").isdigit()]
        assert len([url for url in crawled.pages if "/old" not in url]) == 81
        assert max(read) - began < 5
        assert time.monotonic() - began < 12


def test_a_host_whose_pictures_are_asked_twice_leaves_room_for_others(engine: Engine) -> None:
    with serving({}) as slow, serving({}) as fast:
        pictures = [f"/{n}.png" for n in range(25)]
        slow.routes |= dict.fromkeys(pictures, lambda visit: plain("x", 405 if visit.command == "HEAD" else 200))
        slow.routes["/"] = html("".join(f'<img src="{path}">' for path in pictures))
        fast.routes |= {"/": page(*(f"/{n}" for n in range(150))), **{f"/{n}": page() for n in range(150)}}
        rule = f'[[host]]\nname = "{slow.address.removeprefix("http://")}"\ndelay_seconds = 0.08\n'
        Crawled(engine, county(fast.address, slow.address, crawl="concurrency_per_host = 8", rest=rule))
        assert fast.asked[-1][0] < slow.asked[-1][0] - 1
        assert keeps_to(slow, 0.08)


def test_what_the_browser_looks_at_waits_its_turn_even_after_the_time_for_asking(engine: Engine) -> None:
    with serving({}) as web:
        web.routes |= {"/": page(*(f"/{number}" for number in range(6)))} | {
            f"/{number}": page() for number in range(6)
        }
        limits = "max_minutes = 0.06\ndelay_seconds = 0.8\nbrowser_pages = 2"
        run = crawl(engine, county(web.address, crawl=limits), now, Progress())
        with engine.connect() as connection:
            assert run.id == 1
            assert {audit.outcome for audit in audits(connection, run.id)} == {Outcome.ANSWERED}


def test_the_browser_leaves_alone_who_was_given_up(engine: Engine) -> None:
    clock = [0.0]
    hosts = Hosts(lambda host: (0.0, 1), 1.0, lambda: clock[0])
    for number in range(100):
        clock[0] += 400
        hosts.enter("dead")
        hosts.leave("dead", Fetch(f"http://dead/{number}", Outcome.REFUSED))
    assert hosts.is_given_up("dead")

    async def look() -> None:
        async with hosts.visit("dead"):
            raise AssertionError("it was let in")

    with pytest.raises(GivenUp):
        asyncio.run(look())
