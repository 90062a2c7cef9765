"""How one address is asked for, over real servers: HEAD and GET, redirects, and bodies that lie."""

from __future__ import annotations

import gzip
import os
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from checks.verdicts import TargetVerdict, judged
from crawler.browsing import DOUBTFUL_OUTCOMES
from records.facts import Fetch, Hop, Mark, Outcome
from tests.crawler.crawled import Crawled, configuration, county
from tests.crawler.web import Route, html, page, plain, redirect, serving

ROOT = Path(__file__).parents[2]


class Asked:
    """A page of ours that links to these paths of another host, crawled."""

    def __init__(self, engine: Engine, routes: Mapping[str, Route], crawl: str = "", *more: str) -> None:
        with serving(routes) as self.other, serving({}) as self.web:
            self.url = {path: self.other.address + path for path in routes}
            self.web.routes["/"] = page(*self.url.values(), *more)
            self.crawled = Crawled(engine, county(self.web.address, crawl=crawl))

    def tries(self, path: str) -> tuple[Fetch, ...]:
        return self.crawled.tries(self.url[path])

    def first(self, path: str) -> Fetch:
        return self.tries(path)[0]

    def verdict(self, path: str) -> TargetVerdict:
        said = [link for link in self.crawled.links if link.url == self.url[path]]
        return judged(said[0]).verdict if said else TargetVerdict.FINE

    def methods(self, path: str) -> list[str]:
        return [each.method for each in self.other.requests if each.path == path]


def raw(answer: bytes, *, reset: bool = False) -> Route:
    """These very bytes, and then the end of the connection: closed, or reset."""

    def write(visit: Any) -> None:
        visit.wfile.write(answer)
        visit.wfile.flush()
        visit.close_connection = True
        if reset:
            time.sleep(0.05)
            visit.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            visit.connection.close()

    return write


# HEAD


def test_head_never_condemns(engine: Engine) -> None:
    def only_get(status: int) -> Route:
        return lambda visit: plain("x", status if visit.command == "HEAD" else 200)

    asked = Asked(engine, {f"/{status}.png": only_get(status) for status in (401, 403, 404, 405, 410, 500, 501, 503)})
    for path in asked.url:
        assert [look.status for look in asked.tries(path)] == [200]
        assert asked.methods(path) == ["HEAD", "GET"]


def test_what_head_calls_empty_is_asked_for_itself(engine: Engine) -> None:
    def answer(visit: Any) -> Any:
        return plain("", 200) if visit.command == "HEAD" else plain("GIF89a")

    asked = Asked(engine, {"/a.png": answer, "/empty.png": plain("")})
    assert asked.methods("/a.png") == ["HEAD", "GET"]
    assert asked.first("/a.png").marks == ()
    assert [look.marks for look in asked.tries("/empty.png")] == [(Mark.EMPTY,), (Mark.EMPTY,)]


def test_head_is_enough_where_it_says_yes_and_a_page_or_document_is_never_asked_so(engine: Engine) -> None:
    asked = Asked(engine, {"/a.png": plain("x"), "/a": page(), "/a.pdf": plain("%PDF")})
    assert asked.methods("/a.png") == ["HEAD"]
    assert asked.methods("/a") == asked.methods("/a.pdf") == ["GET"]


def test_a_host_that_leaves_head_without_an_answer_is_asked_by_get(engine: Engine) -> None:
    def answer(visit: Any) -> Any:
        visit.close_connection = True
        return None if visit.command == "HEAD" else plain("x")

    asked = Asked(engine, {"/a.png": answer})
    assert [look.status for look in asked.tries("/a.png")] == [200]


def test_a_host_that_answers_head_with_429_is_left_alone_before_get(engine: Engine) -> None:
    def answer(visit: Any) -> Any:
        return plain("慢點", 429, **{"Retry-After": "1"}) if visit.command == "HEAD" else plain("x")

    asked = Asked(engine, {"/a.png": answer})
    head, get = (each.at for each in asked.other.requests if each.path == "/a.png")
    assert get - head > 0.9


# Redirects


def test_each_hop_is_kept_with_its_status(engine: Engine) -> None:
    chain = {
        "/1": redirect("/2", 301),
        "/2": redirect("3", 302),
        "/3": redirect("?4", 303),
        "/3?4": redirect("/5", 307),
    }
    asked = Asked(engine, {**chain, "/5": html("到了")})
    look = asked.first("/1")
    assert look.hops == tuple(
        Hop(asked.url[path], status) for path, status in (("/1", 301), ("/2", 302), ("/3", 303), ("/3?4", 307))
    )
    assert (look.status, look.final_url) == (200, asked.url["/5"])


def test_where_a_chain_ends_badly_the_address_that_was_linked_has_the_blame(engine: Engine) -> None:
    asked = Asked(engine, {"/1": redirect("/2"), "/2": html("沒有", 404)})
    assert [(look.url, look.status, look.final_url) for look in asked.tries("/1")] == [
        (asked.url["/1"], 404, asked.url["/2"])
    ] * 2


def test_round_and_round_ends_and_so_does_a_chain_without_end(engine: Engine) -> None:
    def further(visit: Any) -> Any:
        return redirect(f"/n?{int(visit.path.partition('?')[2] or 0) + 1}")

    asked = Asked(engine, {"/a": redirect("/b"), "/b": redirect("/a"), "/self": redirect("/self"), "/n": further})
    assert {asked.first(path).outcome for path in asked.url} == {Outcome.TOO_MANY_REDIRECTS}
    assert asked.other.count("/self") == 2
    assert len(asked.first("/n").hops) == 21


def test_twenty_redirects_are_followed_as_browsers_do(engine: Engine) -> None:
    routes: dict[str, Route] = {f"/{n}": redirect(f"/{n + 1}") for n in range(20)}
    asked = Asked(engine, {**routes, "/20": html("到了")})
    assert asked.first("/0").status == 200


def test_a_door_that_wants_its_own_cookie_opens(engine: Engine) -> None:
    def door(visit: Any) -> Any:
        if visit.headers.get("Cookie") == "seen=1; lang=tw":
            return html("裡面")
        return (
            302,
            {"Location": "/door", "Set-Cookie": "seen=1; Path=/"}
            | ({"set-cookie": "lang=tw"} if "Cookie" not in visit.headers else {}),
            b"",
        )

    asked = Asked(engine, {"/door": door})
    assert [look.status for look in asked.tries("/door")] == [200]


def test_a_cookie_goes_to_the_host_that_gave_it_alone(engine: Engine) -> None:
    with serving({"/there": html("別處")}) as elsewhere:
        Asked(engine, {"/a": (302, {"Location": elsewhere.address + "/there", "Set-Cookie": "secret=1"}, b"")})
        assert [each.headers.get("cookie") for each in elsewhere.requests if each.path == "/there"] == [None]


def test_cookies_without_end_do_not_keep_a_loop_going(engine: Engine) -> None:
    def ever_new(visit: Any) -> Any:
        return 302, {"Location": "/loop", "Set-Cookie": f"n={time.monotonic()}"}, b""

    asked = Asked(engine, {"/loop": ever_new})
    assert asked.first("/loop").outcome is Outcome.TOO_MANY_REDIRECTS
    assert asked.other.count("/loop") <= 2 * 22


@pytest.mark.parametrize("to", ["http://10.0.0.1/", "http://127.0.0.2:1/", "http://localhost/"])
def test_a_redirect_to_a_private_address_is_refused_at_every_hop(engine: Engine, to: str) -> None:
    asked = Asked(engine, {"/1": redirect("/2"), "/2": redirect("/3"), "/3": redirect(to)})
    for path, hops in (("/1", 3), ("/2", 2), ("/3", 1)):
        (look,) = asked.tries(path)
        assert look.outcome is Outcome.PRIVATE_ADDRESS
        assert len(look.hops) == hops


def test_a_private_address_is_known_in_any_spelling(engine: Engine) -> None:
    spelt = ("http://[::1]/", "http://2130706434/", "http://0x7f.0.0.2/", "http://127.0.0.2./", "http://0177.2/",
             "http://[::ffff:10.0.0.1]/", "//１０.0.0.1/", "http:\\\\10.0.0.1", "http://169.254.1.1")  # fmt: skip
    asked = Asked(engine, {f"/{n}": located(to.encode()) for n, to in enumerate(spelt)})
    assert {asked.first(path).outcome for path in asked.url} == {Outcome.PRIVATE_ADDRESS}


def test_a_redirect_to_what_is_no_web_address_is_malformed(engine: Engine) -> None:
    to = ("http://", "http://[half", "ftp://h/x", "javascript:alert(1)", "file:///etc/passwd", "http:// /", "data:,x")
    asked = Asked(engine, {f"/{n}": redirect(place) for n, place in enumerate(to)})
    for path, place in zip(asked.url, to, strict=True):
        assert [look.outcome for look in asked.tries(path)] == [Outcome.MALFORMED]
        assert place[:5] in asked.first(path).error


def located(place: bytes, cookie: bytes = b"") -> Route:
    more = b"Set-Cookie: name=" + cookie + b"\r\n" if cookie else b""
    return raw(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + place + b"\r\n" + more + b"\r\n")


def test_a_redirect_in_utf_8_leads_where_it_does_in_a_browser(engine: Engine) -> None:
    there = {"/%E5%85%AC%E5%91%8A": html("公告")}
    asked = Asked(engine, {"/1": located("/公告".encode()), **there})
    assert asked.first("/1").status == 200


def test_a_redirect_in_big5_leads_where_it_does_in_a_browser(engine: Engine) -> None:
    there = {"/%A4%BD%A7i": html("公告")}
    asked = Asked(engine, {"/1": located("/公告".encode("big5")), **there})
    assert asked.first("/1").status == 200


def test_a_cookie_in_big5_does_no_harm(engine: Engine) -> None:
    asked = Asked(engine, {"/1": located(b"/2", "縣府".encode("big5")), "/2": html("到了")})
    assert asked.first("/1").status == 200


def test_garbage_in_a_redirect_costs_its_own_address_alone(engine: Engine) -> None:
    places = (b"\xff\xfe\x00\x01", b"//\xa4\xbd\xa7i/", b"http://" + b"a" * 5000, b"%%%zz", b"\t", b"#", b"?")
    asked = Asked(engine, {f"/{n}": located(place) for n, place in enumerate(places)} | {"/fine": html("好")})
    assert Outcome.CRASHED not in {asked.first(path).outcome for path in asked.url}
    assert asked.first("/fine").status == 200


# Bodies


def test_what_ends_before_its_announced_length_is_cut_short_and_what_is_reset_is_dropped(engine: Engine) -> None:
    start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>"
    asked = Asked(engine, {"/short": raw(start), "/reset": raw(start, reset=True)})
    assert [(look.outcome, look.marks) for look in asked.tries("/short")] == [(Outcome.ANSWERED, (Mark.CUT_SHORT,))] * 2
    assert {look.outcome for look in asked.tries("/reset")} == {Outcome.DROPPED}
    assert asked.verdict("/short") is TargetVerdict.CUT_SHORT
    assert asked.verdict("/reset") is TargetVerdict.DROPPED


def test_an_empty_answer_is_told_from_one_that_is_meant_to_be(engine: Engine) -> None:
    asked = Asked(engine, {"/empty": html(""), "/none": (204, {}, b"")})
    assert asked.first("/empty").marks == (Mark.EMPTY,)
    assert asked.first("/none").marks == ()


def test_a_page_of_ours_that_was_empty_at_first_is_read_as_it_is_in_the_end(engine: Engine) -> None:
    first = iter([html("")])
    with serving({"/": page("/a"), "/a": lambda _: next(first, page("/b", title="好了")), "/b": page()}) as web:
        crawled = Crawled(engine, county(web.address))
        assert web.address + "/b" in crawled.pages
        assert [look.marks for look in crawled.tries(web.address + "/a")] == [(Mark.EMPTY,), ()]


def test_the_facts_of_a_page_are_those_of_its_last_good_answer(engine: Engine) -> None:
    first = iter([html("")])
    with serving({"/": page("/a"), "/a": lambda _: next(first, page("/gone", title="好了"))}) as web:
        crawled = Crawled(engine, county(web.address))
        assert crawled.pages[web.address + "/a"].title == "好了"
        assert [link.page_url for link in crawled.links if link.url == web.address + "/gone"] == [web.address + "/a"]


def test_a_body_packed_in_a_way_nobody_knows_is_an_answer(engine: Engine) -> None:
    asked = Asked(engine, {"/a": (200, {"Content-Type": "text/html", "Content-Encoding": "x-own"}, b"<p>abc")})
    assert asked.verdict("/a") is TargetVerdict.FINE


def test_a_body_that_cannot_be_unpacked_is_not_called_cut_short(engine: Engine) -> None:
    packed = {f"/{name}": (200, {"Content-Encoding": name}, b"<p>abc") for name in ("gzip", "br", "zstd", "deflate")}
    asked = Asked(engine, packed)
    assert TargetVerdict.CUT_SHORT not in {asked.verdict(path) for path in asked.url}


def test_what_browsers_put_up_with_is_an_answer(engine: Engine) -> None:
    length = b"Content-Length: 2\r\n\r\nok"
    answers = {
        "/no reason": b"HTTP/1.1 200\r\n" + length,
        "/HTTP 1.0": b"HTTP/1.0 200 OK\r\n\r\nok",
        "/Big5 reason": b"HTTP/1.1 200 \xa6n\r\n" + length,
        "/bare line feeds": b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
        "/Big5 header": b"HTTP/1.1 200 OK\r\nX-Name: \xa6\x6e\r\n" + length,
        "/folded": b"HTTP/1.1 200 OK\r\nX-A: a\r\n folded\r\n" + length,
        "/large cookie": b"HTTP/1.1 200 OK\r\nSet-Cookie: " + b"a" * 20_000 + b"\r\n" + length,
        "/100": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n" + length,
        "/103": b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n" + length,
    }
    assert answered_well(engine, answers) == set(answers)


def test_what_only_browsers_put_up_with_is_left_to_them(engine: Engine) -> None:
    assert Outcome.DROPPED in DOUBTFUL_OUTCOMES
    length = b"Content-Length: 2\r\n\r\nok"
    answers = {
        "/too much": b"HTTP/1.1 200 OK\r\n" + length + b" and more than announced",
        "/length twice": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + length,
        "/no colon": b"HTTP/1.1 200 OK\r\nContent-Type\r\n" + length,
        "/blank in a name": b"HTTP/1.1 200 OK\r\nBad Name: x\r\n" + length,
        "/blank before the colon": b"HTTP/1.1 200 OK\r\nServer : old\r\n" + length,
        "/chunks and length": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n"
        b"2\r\nok\r\n0\r\n\r\n",
        "/large header": b"HTTP/1.1 200 OK\r\nLink: " + b"a" * 60_000 + b"\r\n" + length,
    }
    assert "/large header" in answered_well(engine, answers)


def answered_well(engine: Engine, answers: Mapping[str, bytes]) -> set[str]:
    asked = Asked(engine, {path.replace(" ", "%20"): raw(answer) for path, answer in answers.items()})
    return {path for path in answers if asked.first(path.replace(" ", "%20")).status == 200}


def test_what_is_no_http_is_dropped(engine: Engine) -> None:
    answers = (b"", b"\x00" * 300, b"HTTP/1.1 abc\r\n\r\n", b"HTTP/9.9 200 OK\r\n\r\n", b"SSH-2.0-OpenSSH_9.6\r\n",
               b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\nok")  # fmt: skip
    asked = Asked(engine, {f"/{n}": raw(answer) for n, answer in enumerate(answers)})
    assert {look.outcome for path in asked.url for look in asked.tries(path)} == {Outcome.DROPPED}


def test_retry_after_is_read_as_seconds_or_as_a_date(engine: Engine) -> None:
    first = iter([True])

    def in_three_seconds(_: Any) -> Any:
        soon = format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)
        return plain("慢點", 429, **{"Retry-After": soon}) if next(first, False) else plain("好")

    asked = Asked(engine, {"/date": in_three_seconds})
    assert 1 < (asked.first("/date").retry_after or 0) <= 3
    assert asked.tries("/date")[-1].status == 200


def refused_once(said: str) -> Route:
    first = iter([plain("慢點", 429, **{"Retry-After": said.encode().decode("latin-1")})])
    return lambda _: next(first, plain("好"))


def test_a_retry_after_that_says_nothing_is_overlooked(engine: Engine) -> None:
    said = ("soon", "-5", "", "Mon, 99 Foo 2001", "Mon, 01 Jan 2001 00:00:00 GMT", "1e9")
    asked = Asked(engine, {f"/{n}": refused_once(words) for n, words in enumerate(said)})
    for path in asked.url:
        assert [look.status for look in asked.tries(path)] == [429, 200]


def test_a_retry_after_in_odd_digits_is_overlooked(engine: Engine) -> None:
    assert [look.status for look in Asked(engine, {"/a": refused_once("²")}).tries("/a")] == [429, 200]


def test_what_is_named_like_a_file_and_is_a_page_is_marked(engine: Engine) -> None:
    asked = Asked(engine, {"/a.pdf": html("表單下載"), "/b.png": html("圖"), "/c.php": html("頁")})
    assert [asked.first(path).marks for path in asked.url] == [(Mark.WRONG_KIND,), (Mark.WRONG_KIND,), ()]


# Addresses


def test_a_name_and_password_in_an_address_lead_to_the_host_after_them(engine: Engine) -> None:
    with serving({"/a": html("好")}) as other, serving({}) as web:
        name = other.address.removeprefix("http://")
        web.routes["/"] = page(f"http://10.0.0.1@{name}/a", f"http://user:pass@{name}/a", f"http://{name}@10.0.0.1/a")
        crawled = Crawled(engine, county(web.address))
        assert other.count("/a") >= 1
        assert {link.tries[-1].outcome for link in crawled.links if "@10." in link.href} == {Outcome.PRIVATE_ADDRESS}
        assert not [link for link in crawled.links if f"@{name}" in link.href]


def test_an_address_longer_than_reason_is_asked_or_refused_and_harms_nothing(engine: Engine) -> None:
    asked = Asked(engine, {"/a": html("好")}, "", "/" + "x" * 9_000, "/?" + "y" * 300_000)
    assert asked.first("/a").status == 200
    assert all(look.outcome is not Outcome.CRASHED for link in asked.crawled.links for look in link.tries)


# Memory

BOUNDED = """
import resource, sys
from datetime import UTC, datetime
from crawler.patrol import crawl
from crawler.progress import Progress
from records.county import parse_county
from records.database import open_database
engine = open_database(sys.argv[2])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
crawl(engine, parse_county(open(sys.argv[1]).read()), lambda: datetime.now(UTC), Progress(), browse=False)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def bomb(encoding: str) -> Route:
    packed = gzip.compress(gzip.compress(bytes(400 * 1024**2), 1), 9)
    body = gzip.decompress(packed)
    return 200, {"Content-Type": "text/html", "Content-Encoding": encoding}, body


def chunks(visit: Any) -> None:
    visit.send_response(200)
    visit.send_header("Content-Type", "text/html")
    visit.send_header("Transfer-Encoding", "chunked")
    visit.end_headers()
    visit.close_connection = True
    for _ in range(20_000):
        visit.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def headers(visit: Any) -> None:
    visit.wfile.write(b"HTTP/1.1 200 OK\r\n")
    visit.close_connection = True
    for number in range(3_000_000):
        visit.wfile.write(b"X-%d: 1234567890\r\n" % number)


def test_bombs_and_floods_are_taken_in_bounded_memory(tmp_path: Path) -> None:
    with serving({"/bomb": bomb("gzip"), "/chunks": chunks, "/headers": headers}) as other, serving({}) as web:
        web.routes |= {"/": page("/bomb", "/chunks", *(other.address + path for path in other.routes))}
        web.routes |= {"/bomb": other.routes["/bomb"], "/chunks": chunks}
        (tmp_path / "county.toml").write_text(configuration(web.address, crawl="max_body_mb = 5"))
        arguments = [str(tmp_path / "county.toml"), f"sqlite:///{tmp_path / 'test.db'}"]
        said = subprocess.run(
            [sys.executable, "-c", BOUNDED, *arguments], cwd=ROOT, env=os.environ, capture_output=True, check=True
        )
        assert int(said.stdout) < 100
