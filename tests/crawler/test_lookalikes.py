"""Soft 404s: found by what a host answers where nothing is, and never on one look."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from checks.verdicts import TargetVerdict, judged
from records.facts import Link, Mark
from tests.crawler.crawled import Crawled, county
from tests.crawler.web import Web, html, page, redirect, serving

SORRY = (
    "<!doctype html><title>縣政府</title><main><p>很抱歉，系統忙碌中，請由選單重新選取。<p>您要的網址：{path}</main>"
)


class Everything(dict[str, Any]):
    """Routes of a host that has an answer for every address."""

    def __init__(self, routes: dict[str, Any], otherwise: Any) -> None:
        super().__init__({"/robots.txt": html("沒有", 404), **routes})
        self._otherwise = otherwise

    def get(self, path: str, other: Any = None) -> Any:
        return super().get(path) or self._otherwise


def sorry(visit: Any) -> Any:
    return html(SORRY.format(path=visit.path))


def news(title: str) -> Any:
    return html(f"<!doctype html><title>{title}</title><main><h1>{title}</h1><p>{title}的內容，歡迎洽詢。</main>")


def verdicts(crawled: Crawled, host: Web, *paths: str) -> dict[str, tuple[TargetVerdict, bool]]:
    found = {path: (TargetVerdict.FINE, True) for path in paths}
    for link in crawled.links:
        if (path := link.url.removeprefix(host.address)) in found:
            said = judged(link)
            found[path] = said.verdict, said.is_sure
    return found


FINE = TargetVerdict.FINE, True
LOST = TargetVerdict.SOFT_404, True


def test_an_error_page_in_place_that_repeats_the_address_is_found_out(engine: Engine) -> None:
    with serving({}) as other, serving({}) as web:
        other.routes = Everything({"/": news("首頁"), "/news": news("最新消息"), "/a.aspx": news("甲")}, sorry)
        paths = "/news", "/old", "/a.aspx", "/old.aspx", "/old?id=7"
        web.routes["/"] = page(*(other.address + path for path in paths))
        crawled = Crawled(engine, county(web.address))
        assert verdicts(crawled, other, *paths) == dict(zip(paths, (FINE, LOST, FINE, LOST, LOST), strict=True))
        assert [look.marks for look in crawled.tries(other.address + "/old")] == [(), (Mark.AS_IF_LOST,)]
        assert len(crawled.tries(other.address + "/news")) == 1


def test_lost_addresses_that_are_sent_to_the_front_page_are_found_out(engine: Engine) -> None:
    with serving({}) as other, serving({}) as web:
        other.routes = Everything({"/": news("首頁"), "/news": news("最新消息")}, redirect("/"))
        web.routes["/"] = page(other.address + "/news", other.address + "/old", other.address + "/")
        crawled = Crawled(engine, county(web.address))
        assert verdicts(crawled, other, "/news", "/old", "/") == {"/news": FINE, "/old": LOST, "/": FINE}


def test_so_they_are_where_the_front_page_itself_lies_elsewhere(engine: Engine) -> None:
    with serving({}) as other, serving({}) as web:
        routes = {"/": redirect("/zh-tw/"), "/zh-tw/": news("首頁"), "/news": news("最新消息")}
        other.routes = Everything(routes, redirect("/"))
        web.routes["/"] = page(other.address + "/news", other.address + "/old")
        assert verdicts(Crawled(engine, county(web.address)), other, "/news", "/old") == {"/news": FINE, "/old": LOST}


def test_one_page_whose_scripts_do_the_rest_is_left_alone(engine: Engine) -> None:
    app = html("<!doctype html><title>線上服務</title><div id=app>載入中</div><script src=/app.js></script>")
    with serving({}) as other, serving({}) as web:
        other.routes = Everything({}, app)
        web.routes["/"] = page(other.address + "/apply", other.address + "/apply/7", other.address + "/")
        crawled = Crawled(engine, county(web.address))
        assert verdicts(crawled, other, "/apply", "/apply/7", "/") == dict.fromkeys(("/apply", "/apply/7", "/"), FINE)


def test_a_door_where_everybody_must_log_in_is_left_alone(engine: Engine) -> None:
    door = html("<!doctype html><title>登入</title><form><input name=u><input type=password></form>")
    with serving({}) as in_place, serving({}) as elsewhere, serving({}) as web:
        in_place.routes = Everything({"/": news("首頁")}, door)
        elsewhere.routes = Everything({"/": news("首頁"), "/login": door}, redirect("/login"))
        web.routes["/"] = page(in_place.address + "/mail", elsewhere.address + "/mail")
        crawled = Crawled(engine, county(web.address))
        assert verdicts(crawled, in_place, "/mail") == verdicts(crawled, elsewhere, "/mail") == {"/mail": FINE}


def test_a_host_that_says_404_where_nothing_is_is_believed(engine: Engine) -> None:
    with serving({"/": news("同"), "/a": news("同"), "/b": news("同")}) as other, serving({}) as web:
        web.routes["/"] = page(other.address + "/a", other.address + "/b")
        crawled = Crawled(engine, county(web.address))
        assert verdicts(crawled, other, "/a", "/b") == {"/a": FINE, "/b": FINE}
        assert len([path for _, path in other.asked if "sitepatrol-" in path]) == 1


def test_pages_of_our_own_are_held_against_it_too(engine: Engine) -> None:
    with serving({}) as web:
        start = html("<!doctype html><title>本府</title><main><a href=/news>消息</a><a href=/old>舊</a></main>")
        web.routes = Everything({"/": start, "/news": news("最新消息")}, sorry)
        crawled = Crawled(engine, county(web.address))
        assert verdicts(crawled, web, "/news", "/old") == {"/news": FINE, "/old": LOST}


def at_first(first: Any, then: Any) -> Any:
    answers = iter([first])
    return lambda _: next(answers, then)


def test_a_target_that_is_itself_again_at_the_second_look_is_fine(engine: Engine) -> None:
    with serving({}) as other, serving({}) as web:
        busy = html(SORRY.format(path="/busy"))
        other.routes = Everything({"/": news("首頁"), "/busy": at_first(busy, news("好了"))}, sorry)
        web.routes["/"] = page(other.address + "/busy")
        crawled = Crawled(engine, county(web.address))
        assert len(crawled.tries(other.address + "/busy")) == 2
        assert verdicts(crawled, other, "/busy") == {"/busy": FINE}


def test_so_is_a_page_of_our_own(engine: Engine) -> None:
    with serving({}) as web:
        start = html("<!doctype html><title>本府</title><main><a href=/busy>消息</a></main>")
        busy = html(SORRY.format(path="/busy"))
        web.routes = Everything({"/": start, "/busy": at_first(busy, news("好了"))}, sorry)
        crawled = Crawled(engine, county(web.address))
        assert len(crawled.tries(web.address + "/busy")) == 2
        assert verdicts(crawled, web, "/busy") == {"/busy": FINE}


def test_an_error_page_that_has_not_changed_since_last_week_is_still_one(engine: Engine) -> None:
    def unchanged(visit: Any) -> Any:
        return (304, {}, b"") if visit.headers.get("If-None-Match") else html(SORRY.format(path=""), ETag='"1"')

    with serving({}) as web:
        start = html("<!doctype html><title>本府</title><main><a href=/old>消息</a></main>")
        web.routes = Everything({"/": start}, unchanged)
        assert verdicts(Crawled(engine, county(web.address)), web, "/old") == {"/old": LOST}
        assert verdicts(Crawled(engine, county(web.address)), web, "/old") == {"/old": LOST}


def test_that_a_page_says_so_itself_makes_it_doubtful_and_no_more(engine: Engine) -> None:
    with serving({"/old": html("<title>找不到網頁</title><h1>找不到網頁</h1>")}) as other, serving({}) as web:
        web.routes["/"] = page(other.address + "/old")
        crawled = Crawled(engine, county(web.address))
        assert verdicts(crawled, other, "/old") == {"/old": (TargetVerdict.SOFT_404, False)}
        link: Link = crawled.link_to(other.address + "/old")
        assert link.tries[-1].title == "找不到網頁"
