"""What is read of pages and files of ours, and what a second week spares."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, select

from records import tables
from tests.crawler.crawled import Crawled, county
from tests.crawler.web import Answer, html, page, plain, redirect, serving


def conditional(answer: Answer, name: str, condition: str, value: str) -> Any:
    """Answers 304 to whoever has it already."""
    status, given, body = answer

    def route(visit: Any) -> Answer:
        return (
            (304, {name: value}, b"")
            if visit.headers.get(condition) == value
            else (status, {**given, name: value}, body)
        )

    return route


def facts(crawled: Crawled) -> Any:
    """All but when and by which status it was seen."""
    return (
        {url: (page.content, page.title) for url, page in crawled.pages.items()},
        {(visit.url, visit.final_url, visit.outcome, visit.links, visit.is_read) for visit in crawled.visits},
        [
            (
                link.page_url,
                link.url,
                link.text,
                link.pages,
                [200 if look.status == 304 else look.status for look in link.tries],
            )
            for link in crawled.links
        ],
    )


@pytest.mark.parametrize(
    ("name", "condition", "value"),
    [("ETag", "If-None-Match", '"v1"'), ("Last-Modified", "If-Modified-Since", "Mon, 02 Nov 2026 08:00:00 GMT")],
)
def test_a_page_that_has_not_changed_costs_no_body_and_has_the_same_facts(
    engine: Engine, name: str, condition: str, value: str
) -> None:
    with serving({}) as web:
        routes = {"/": page("/a", "/gone", "/doc.txt"), "/a": page("/b", "/a#x", title="甲"), "/b": page("/gone")}
        style = (200, {"Content-Type": "text/css"}, b"p { background: url(/lost.png) }")
        head = html('<title>丙</title><link rel=stylesheet href=/s.css><a href="/gone">丙</a>')
        routes |= {"/c": head, "/s.css": style, "/b": page("/gone", "/c")}
        web.routes |= {path: conditional(answer, name, condition, value) for path, answer in routes.items()}
        web.routes["/doc.txt"] = plain("好")
        first = Crawled(engine, county(web.address))
        asked = len(web.requests)
        second = Crawled(engine, county(web.address))
        again = [
            each for each in web.requests[asked:] if each.path in routes and not each.path.startswith("/sitepatrol")
        ]
        assert {each.path for each in again} == set(routes)
        assert all(condition.lower() in each.headers for each in again)
        assert [look.status for look in second.tries(web.address + "/a")] == [304]
        assert facts(second) == facts(first)
        assert web.count("/doc.txt") == 2


def test_a_page_that_has_changed_is_read_anew(engine: Engine) -> None:
    with serving({"/": page("/a"), "/a": html("<title>舊</title>", ETag='"1"')}) as web:
        Crawled(engine, county(web.address))
        web.routes["/a"] = conditional(page("/gone", title="新"), "ETag", "If-None-Match", '"2"')
        second = Crawled(engine, county(web.address))
        assert second.pages[web.address + "/a"].title == "新"
        assert second.link_to(web.address + "/gone").page_url == web.address + "/a"
        assert [look.status for look in Crawled(engine, county(web.address)).tries(web.address + "/a")] == [304]


def test_a_server_that_says_unchanged_of_what_we_no_longer_know_is_asked_for_all_of_it(engine: Engine) -> None:
    with serving({"/": page("/a"), "/a": conditional(page("/b"), "ETag", "If-None-Match", '"1"'), "/b": page()}) as web:
        Crawled(engine, county(web.address))
        with engine.begin() as connection:
            connection.execute(tables.version.update().values(reader=0))
        second = Crawled(engine, county(web.address))
        assert set(second.pages) == {web.address + path for path in ("/", "/a", "/b")}
        assert [look.status for look in second.tries(web.address + "/a")][-1] == 200


def test_a_server_that_says_unchanged_though_nobody_asked_is_no_harm(engine: Engine) -> None:
    with serving({"/": page("/a"), "/a": (304, {}, b"")}) as web:
        assert set(Crawled(engine, county(web.address)).pages) == {web.address + "/"}


def test_a_page_that_two_addresses_lead_to_is_read_once_under_its_own(engine: Engine) -> None:
    with serving(
        {"/": page("/1", "/2"), "/1": redirect("/real"), "/2": redirect("/real"), "/real": page("/gone")}
    ) as web:
        crawled = Crawled(engine, county(web.address))
        assert set(crawled.pages) == {web.address + "/", web.address + "/real"}
        assert crawled.link_to(web.address + "/gone").page_url == web.address + "/real"


def test_a_redirect_out_of_the_site_is_not_read_as_a_page_of_ours(engine: Engine) -> None:
    with serving({"/": page("/gone", title="別人")}) as other, serving({}) as web:
        web.routes |= {"/": page("/out"), "/out": redirect(other.address + "/")}
        crawled = Crawled(engine, county(web.address))
        assert set(crawled.pages) == {web.address + "/"}
        assert other.count("/gone") == 0


def hostile(kind: str) -> Answer:
    bodies = {
        "deep": b"<div>" * 200_000 + b"<a href=/deep>x</a>",
        "null": b"\x00" * 5_000 + b"<a href=/null>x</a>\x00<title>\x00</title>",
        "wide": "<title>\ud800頁</title><a href='/\udfff'>x</a>".encode("utf-8", "surrogatepass"),
        "attributes": b"<a " + b"x=1 " * 100_000 + b"href=/many>x</a>",
        "base": b"<base href='http://[half'><a href=x>x</a>",
        "charset": b"<meta charset=no-such><a href=/c>x</a>",
        "utf-7": b"<meta charset=utf-7><a href=/c>+ADw-script+AD4-</a>",
        "bom": b"\xff\xfe<\x00a\x00 \x00",
        "long": b"<a href='/" + b"x" * 1_000_000 + b"'>x</a>",
        "words": b"<title>" + "字".encode() * 300_000 + b"</title>",
    }
    return 200, {"Content-Type": "text/html"}, bodies[kind]


def test_no_page_however_odd_keeps_another_from_being_read(engine: Engine) -> None:
    kinds = ("deep", "null", "wide", "attributes", "base", "charset", "utf-7", "bom", "long", "words")
    with serving({f"/{kind}": hostile(kind) for kind in kinds}) as web:
        web.routes |= {"/": page(*(f"/{kind}" for kind in kinds), "/z"), "/z": page(title="好")}
        crawled = Crawled(engine, county(web.address))
        assert {web.address + f"/{kind}" for kind in (*kinds, "z")} < set(crawled.pages)


def test_files_of_ours_name_links_and_pages_of_the_site(engine: Engine) -> None:
    xml = {"Content-Type": "application/rss+xml"}
    feed = "<rss><channel><item><title>公告</title><link>/fed</link></item></channel></rss>"
    with serving(
        {"/s.css": (200, {"Content-Type": "text/css"}, b"@import '/t.css'; p { background: url(lost.png) }")}
    ) as web:
        web.routes |= {
            "/": html(
                '<link rel=stylesheet href=/s.css><link rel=alternate type="application/rss+xml" href=/feed.xml>'
            ),
            "/feed.xml": (200, xml, feed.encode()),
            "/fed": page(title="從訂閱來"),
            "/t.css": (200, {"Content-Type": "text/css"}, b"p { background: url('/gone.png') }"),
        }
        crawled = Crawled(engine, county(web.address))
        assert web.address + "/fed" in crawled.pages
        assert crawled.link_to(web.address + "/lost.png").page_url == web.address + "/s.css"
        assert crawled.link_to(web.address + "/gone.png").page_url == web.address + "/t.css"


def test_one_week_after_another_leaves_one_copy_of_what_stayed_the_same(engine: Engine) -> None:
    with serving({"/": page("/a"), "/a": page("/")}) as web:
        for _ in range(3):
            crawled = Crawled(engine, county(web.address))
            assert len(crawled.pages) == 2
    with engine.connect() as connection:
        assert len(connection.execute(select(tables.version.c.id)).all()) == 2
