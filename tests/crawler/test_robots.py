"""robots.txt as hosts give it, asked for over real servers: what is then left alone."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from crawler.robots import read_robots
from records.facts import Outcome
from tests.crawler.crawled import Crawled, county
from tests.crawler.web import Route, Web, html, page, plain, redirect, serving


def slow(_: Any) -> None:
    time.sleep(1.5)


def reset(visit: Any) -> None:
    visit.close_connection = True


def asked_of(engine: Engine, web: Web, robots: Route, crawl: str = "") -> set[str]:
    """Which of /a, /secret and /secret/open a crawl asks for, where this is the host's robots.txt."""
    web.routes |= {"/robots.txt": robots, "/": page("/a", "/secret", "/secret/open")}
    web.routes |= dict.fromkeys(("/a", "/secret", "/secret/open"), page())
    Crawled(engine, county(web.address, crawl=crawl))
    return {path for _, path in web.asked} & {"/a", "/secret", "/secret/open"}


ALL = {"/a", "/secret", "/secret/open"}


@pytest.mark.parametrize(
    "robots",
    [
        plain("", 404),
        plain("User-agent: *\nDisallow: /", 403),
        html("<!doctype html><title>首頁</title><p>User-agent: *<p>Disallow: /secret"),
        plain(""),
        plain("User-agent: SomeOther\nDisallow: /"),
        redirect("/"),
        redirect("/robots.txt"),
        redirect("http://no-such-name.invalid/robots.txt"),
        reset,
    ],
    ids=["404", "403", "a page", "empty", "for others", "the front page", "round and round", "nowhere", "nothing"],
)
def test_where_robots_txt_says_nothing_everything_is_asked(engine: Engine, robots: Route) -> None:
    with serving({}) as web:
        assert asked_of(engine, web, robots) == ALL


def test_a_robots_txt_that_never_comes_keeps_nobody_waiting_for_long(engine: Engine) -> None:
    with serving({}) as web:
        assert asked_of(engine, web, slow, "timeout_seconds = 0.5") == ALL


def test_a_host_whose_robots_txt_fails_is_left_alone(engine: Engine) -> None:
    with serving({}) as web, serving({"/robots.txt": plain("忙", 500), "/x": page()}) as other:
        web.routes["/"] = page(other.address + "/x")
        crawled = Crawled(engine, county(web.address))
        assert [path for _, path in other.asked] == ["/robots.txt"]
        assert [look.outcome for look in crawled.tries(other.address + "/x")] == [Outcome.ROBOTS]


@pytest.mark.parametrize(
    ("rules", "left_alone"),
    [
        ("Disallow: /secret", {"/secret", "/secret/open"}),
        ("Disallow: /secret\nAllow: /secret/open", {"/secret"}),
        ("Disallow: /*/open$", {"/secret/open"}),
        ("Disallow: /s*t$", {"/secret"}),
        ("Disallow:", set()),
        ("Disallow: /SECRET", set()),
    ],
)
def test_rules_are_read_as_rfc_9309_has_them(engine: Engine, rules: str, left_alone: set[str]) -> None:
    with serving({}) as web:
        assert asked_of(engine, web, plain(f"User-agent: *\n{rules}")) == ALL - left_alone


def test_a_group_for_our_own_name_goes_before_that_for_everyone(engine: Engine) -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: sitepatrol\nDisallow: /a"
    with serving({}) as web:
        assert asked_of(engine, web, plain(rules)) == ALL - {"/a"}


def test_a_redirect_of_robots_txt_is_followed_to_another_host(engine: Engine) -> None:
    with serving({"/rules": plain("User-agent: *\nDisallow: /secret")}) as other, serving({}) as web:
        assert asked_of(engine, web, redirect(other.address + "/rules")) == {"/a"}


def test_of_a_huge_robots_txt_the_first_half_megabyte_counts(engine: Engine) -> None:
    start = "User-agent: *\nDisallow: /secret\n"
    with serving({}) as web:
        assert asked_of(engine, web, plain(start + "# 說明\n" * 60_000 + "Disallow: /a\n")) == {"/a"}


def test_of_a_robots_txt_above_the_limit_of_bodies_the_start_counts_too(engine: Engine) -> None:
    start = "User-agent: *\nDisallow: /secret\n"
    with serving({}) as web:
        assert asked_of(engine, web, plain(start + "# 說明\n" * 60_000), "max_body_mb = 0.3") == {"/a"}


def test_a_host_is_asked_for_its_rules_once(engine: Engine) -> None:
    with serving({}) as web:
        web.routes |= {f"/{n}": page() for n in range(20)}
        web.routes["/"] = page(*(f"/{n}" for n in range(20)))
        Crawled(engine, county(web.address, crawl="concurrency_per_host = 8"))
        assert web.count("/robots.txt") == 1


def test_where_the_county_says_so_nobody_is_asked_for_rules(engine: Engine) -> None:
    with serving({}) as web:
        assert asked_of(engine, web, plain("User-agent: *\nDisallow: /"), "obey_robots = false") == ALL
        assert web.count("/robots.txt") == 0


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_into_what_is_left_alone_is_not_followed(engine: Engine, status: int) -> None:
    with serving({"/robots.txt": plain("User-agent: *\nDisallow: /secret"), "/secret": page()}) as web:
        web.routes |= {"/": page("/to"), "/to": redirect("/secret", status)}
        crawled = Crawled(engine, county(web.address))
        assert crawled.last(web.address + "/to").outcome is Outcome.ROBOTS
        assert web.count("/secret") == 0


words = st.sampled_from(
    ["User-agent: *", "Disallow: /*a$", "Allow: /", "Crawl-delay: ", "Visit-time: ", "Request-rate: ", "Sitemap: ",
     "inf", "nan", "-1", "9" * 400, "1/0s", "9999-9999", "%zz", "\x00", "\ufeff", ":", "#", "\r", "\n", " "]
)  # fmt: skip


@given(st.lists(words, max_size=30), st.sampled_from([200, 301, 404, 500, None]))
def test_whatever_stands_in_it_there_are_rules(said: list[str], status: int | None) -> None:
    rules = read_robots(status, "".join(said).encode())
    assert rules.allows("http://a.gov.tw/b?c", "SitePatrol/0.2") in (True, False)
    assert isinstance(rules.crawl_delay("SitePatrol/0.2"), int | float)
    assert all(isinstance(named, str) for named in rules.sitemaps)
