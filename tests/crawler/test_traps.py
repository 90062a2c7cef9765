"""Places without end are left after a while and named; many pages that are merely alike are all read."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from crawler.traps import Traps, is_growing, shape
from tests.crawler.crawled import Crawled, county
from tests.crawler.web import html, page, serving


def test_a_calendar_without_end_is_left_and_named(engine: Engine) -> None:
    def month(visit: Any) -> Any:
        query = parse_qs(urlsplit(visit.path).query)
        at = int(query["y"][0]) * 12 + int(query["m"][0])
        links = "".join(f'<a href="/cal?y={to // 12}&m={to % 12}&d=1">{to}</a>' for to in (at - 1, at + 1, at + 12))
        return html(f"<title>{at}</title><h1>{at // 12} 年 {at % 12} 月</h1>{links}")

    with serving({"/": page("/cal?y=2026&m=1&d=1", "/news"), "/cal": month, "/news": page(title="消息")}) as web:
        crawled = Crawled(engine, county(web.address, crawl="trap_pages = 20\nmax_depth = 1000"))
        assert 20 <= len([url for url in crawled.pages if "/cal?" in url]) < 60
        assert web.address + "/news" in crawled.pages
        assert (crawled.limits["trap_pages"].site_id, crawled.limits["trap_pages"].value) == ("site-0", 20)
        assert "/cal?" in crawled.limits["trap_pages"].example


def test_relative_links_that_lead_ever_deeper_are_not_followed(engine: Engine) -> None:
    with serving({"/": page("a/")}) as web:

        class Deeper(dict[str, Any]):
            def get(self, path: str, other: Any = None) -> Any:
                return super().get(path) or (page("a/") if path.endswith("/a/") else other)

        web.routes = Deeper(web.routes)
        crawled = Crawled(engine, county(web.address, crawl="max_depth = 1000"))
        assert len(crawled.pages) == 4
        assert crawled.limits["trap_pages"].example.endswith("/a/a/a/a/")


def test_a_list_by_every_combination_of_filters_is_left(engine: Engine) -> None:
    filters = [f"f{n}" for n in range(12)]

    def shelf(visit: Any) -> Any:
        chosen = set(parse_qs(urlsplit(visit.path).query))
        further = ["&".join(f"{name}=1" for name in sorted(chosen ^ {name})) for name in filters]
        return page(*(f"/list?{query}" for query in further), title="清單")

    with serving({"/": page("/list", "/other"), "/list": shelf, "/other": page()}) as web:
        crawled = Crawled(engine, county(web.address, crawl="trap_pages = 40\nmax_depth = 1000"))
        assert 40 <= len([url for url in crawled.pages if "/list" in url]) < 80
        assert crawled.limits["trap_pages"].count > 50
        assert web.address + "/other" in crawled.pages


def test_a_site_that_one_program_serves_from_one_path_is_read_whole(engine: Engine) -> None:
    names = ["act", "cat", "id", "lang", "menu", "mid", "mod", "page", "sn", "tab", "type", "unit"]
    sets = [sorted({names[n], names[(n * 5 + 1) % 12], "id"}) for n in range(12)] + [
        ["id"],
        ["id", "sn"],
        ["act", "id"],
    ]
    urls = ["/index.php?" + "&".join(f"{name}={n}" for name in sets[n % len(sets)]) for n in range(250)]

    def alike(visit: Any) -> Any:
        return html(f"<title>{visit.path}</title><p>{visit.path}")

    with serving({"/": page(*urls), "/index.php": alike}) as web:
        crawled = Crawled(engine, county(web.address, crawl="trap_pages = 20\nconcurrency_per_host = 8"))
        assert len(crawled.pages) == 251
        assert crawled.limits == {}


def test_a_calendar_whose_pages_have_not_changed_is_left_in_the_second_week_too(engine: Engine) -> None:
    def month(visit: Any) -> Any:
        query = parse_qs(urlsplit(visit.path).query)
        at = int(query["y"][0]) * 12 + int(query["m"][0])
        if visit.headers.get("If-None-Match") == f'"{at}"':
            return 304, {}, b""
        links = "".join(f'<a href="/cal?y={to // 12}&m={to % 12}">{to}</a>' for to in (at - 1, at + 1, at + 12))
        return html(f"<title>{at}</title><h1>{at // 12} 年 {at % 12} 月</h1>{links}", ETag=f'"{at}"')

    with serving({"/": page("/cal?y=2026&m=1"), "/cal": month}) as web:
        settled = county(web.address, crawl="trap_pages = 20\nmax_depth = 1000")
        for _ in range(3):
            crawled = Crawled(engine, settled)
            assert len([url for url in crawled.pages if "/cal?" in url]) < 60
            assert "trap_pages" in crawled.limits


def test_fifteen_hundred_pages_alike_but_for_digits_are_no_trap(engine: Engine) -> None:
    def alike(visit: Any) -> Any:
        return html(f"<title>許可 {visit.path[-4:]}</title><p>第 {visit.path[-4:]} 號許可")

    with serving({"/permit": alike}) as web:
        web.routes |= {f"/p/{n}": alike for n in range(750)}
        web.routes["/"] = page(*(f"/p/{n}" for n in range(750)), *(f"/permit?id={n}" for n in range(750)))
        crawled = Crawled(engine, county(web.address, crawl="trap_pages = 20\nconcurrency_per_host = 8"))
        assert len(crawled.pages) == 1501
        assert crawled.limits == {}


def test_a_paged_list_whose_pages_say_something_new_is_read_to_its_end(engine: Engine) -> None:
    names = [f"公告{chr(0x4E00 + n)}{chr(0x5E00 + n)}" for n in range(300)]

    def listed(visit: Any) -> Any:
        at = int(parse_qs(urlsplit(visit.path).query)["page"][0])
        return html(f"<title>{names[at]}</title><p>{names[at]}<a href='/list?page={min(at + 1, 299)}'>下一頁</a>")

    with serving({"/": page("/list?page=0"), "/list": listed}) as web:
        crawled = Crawled(engine, county(web.address, crawl="trap_pages = 20\nmax_depth = 1000"))
        assert len(crawled.pages) == 301
        assert crawled.limits == {}


@given(st.text(), st.text(max_size=300))
def test_any_address_has_a_shape_and_may_be_learnt(path: str, body: str) -> None:
    url = "http://a.gov.tw/" + "".join(path.split()).replace("[", "").replace("]", "")
    traps = Traps(2)
    for _ in range(4):
        traps.learn("s", url, body.encode())
    assert shape(url)
    assert traps.is_trap("s", url) in (True, False)


def test_what_grows_is_the_same_segment_or_pair_four_times_in_a_row() -> None:
    assert is_growing("http://a/x/x/x/x") and is_growing("http://a/b/x/y/x/y/x/y/x/y/index.html")
    assert not is_growing("http://a/x/x/x") and not is_growing("http://a/x/y/x/y/z/x/y/x/y")
    assert not is_growing("http://a/?" + "/x" * 9)
    assert not is_growing("http://a/" + "/".join(str(n % 7) for n in range(20_000)))
