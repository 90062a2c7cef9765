"""The crawl over real servers on loopback: what it reads, how fetches end, how polite it is, what a kill costs."""

from __future__ import annotations

import socket
import ssl
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, select

from crawler.patrol import crawl
from crawler.progress import Progress
from records import tables
from records.crawl_store import CrawlStore, Kind, State, Task
from records.database import StoreError, open_database, saying_what_failed
from records.facts import Outcome
from tests.crawler.crawled import Crawled, county, now
from tests.crawler.web import Web, html, page, redirect, serving

ROOT = Path(__file__).parents[2]


def test_reads_every_page_of_the_site_and_asks_every_target_once(engine: Engine) -> None:
    with serving({"/doc.pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4")}) as web, serving({}) as other:
        web.routes |= {
            "/": page("/a", "/b", "/doc.pdf", other.address + "/x"),
            "/a": page("/", "/b", "/doc.pdf", other.address + "/x"),
            "/b": page("/a"),
        }
        other.routes["/x"] = html("別的機關")
        crawled = Crawled(engine, county(web.address))
        assert set(crawled.pages) == {web.address + path for path in ("/", "/a", "/b")}
        assert [web.count(path) for path in ("/", "/a", "/b", "/doc.pdf")] == [1, 1, 1, 1]
        assert other.count("/x") == 1
        assert crawled.last(web.address + "/doc.pdf").content_type == "application/pdf"


def test_a_failure_is_tried_twice_and_one_that_passes_is_fine(engine: Engine) -> None:
    failing = iter([html("忙", 503)])
    with serving({"/gone": html("沒有", 404)}) as web:
        web.routes["/"] = page("/gone", "/flaky")
        web.routes["/flaky"] = lambda _: next(failing, page(title="好了"))
        crawled = Crawled(engine, county(web.address))
        gone, flaky = crawled.tries(web.address + "/gone"), crawled.tries(web.address + "/flaky")
        assert [look.status for look in gone] == [404, 404]
        assert gone[0].at is not None and gone[1].at is not None and gone[0].at < gone[1].at
        assert [look.status for look in flaky] == [503, 200]
        assert crawled.pages[web.address + "/flaky"].title == "好了"


def hang(_: Any) -> None:
    time.sleep(5)


def drop(handler: Any) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def endless(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(2 * 1024**3))
    handler.end_headers()
    handler.close_connection = True
    for _ in range(100_000):
        handler.wfile.write(b"x" * 65536)


def endless_chunks(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.close_connection = True
    for _ in range(100_000):
        handler.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def bomb(handler: Any) -> None:
    import gzip

    body = gzip.compress(bytes(64 * 1024**2), 9)
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def test_every_fetch_ends_in_an_outcome_of_its_own(engine: Engine) -> None:
    with socket.socket() as nobody, serving({}) as web:
        nobody.bind(("127.0.0.1", 0))
        refused = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        web.routes |= {
            "/hang": hang,
            "/drop": drop,
            "/endless": endless,
            "/chunks": endless_chunks,
            "/bomb": bomb,
            "/loop": redirect("/loop2"),
            "/loop2": redirect("/loop"),
            "/bad": redirect("http://[half"),
            "/in": redirect("http://127.0.0.2:1/"),
            "/moved": redirect("/here", 301),
            "/here": page(title="新址"),
            "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /secret"),
        }
        expected = {
            refused: Outcome.REFUSED,
            web.address + "/hang": Outcome.TIMED_OUT,
            web.address + "/drop": Outcome.DROPPED,
            web.address + "/endless": Outcome.TOO_LARGE,
            web.address + "/chunks": Outcome.TOO_LARGE,
            web.address + "/bomb": Outcome.TOO_LARGE,
            web.address + "/loop": Outcome.TOO_MANY_REDIRECTS,
            web.address + "/bad": Outcome.MALFORMED,
            web.address + "/in": Outcome.PRIVATE_ADDRESS,
            web.address + "/secret/a": Outcome.ROBOTS,
            web.address + "/moved": Outcome.ANSWERED,
            "http://no-such-name.invalid/": Outcome.NO_SUCH_HOST,
            "http://10.0.0.1/": Outcome.PRIVATE_ADDRESS,
            "http://[::1]/": Outcome.PRIVATE_ADDRESS,
            "http://0x7f.3/": Outcome.PRIVATE_ADDRESS,
            "http://localhost/": Outcome.PRIVATE_ADDRESS,
            "http://[bad": Outcome.MALFORMED,
        }
        web.routes["/"] = page(*expected)
        crawled = Crawled(engine, county(web.address, crawl="max_body_mb = 1"))
        seen = {link.href: link.tries[-1].outcome for link in crawled.links if link.page_url == web.address + "/"}
        assert seen == expected | {web.address + "/moved": Outcome.ANSWERED}
        moved = crawled.last(web.address + "/moved")
        assert (moved.status, moved.final_url) == (200, web.address + "/here")
        assert crawled.pages[web.address + "/here"].title == "新址"
        assert web.count("/here") == 1
        assert web.count("/secret/a") == 0
        assert {hit.limit: hit.count for hit in crawled.limits.values()} == {"max_body_mb": 3}


@contextmanager
def certificate(tmp_path: Path) -> Iterator[str]:
    """An https server whose certificate nobody trusts."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    web = Web({"/": page()}, "127.0.0.1")
    web._server.socket = context.wrap_socket(web._server.socket, server_side=True)
    try:
        yield web.address.replace("http:", "https:")
    finally:
        web.close()


def test_a_certificate_that_nobody_trusts_is_told_apart(engine: Engine, tmp_path: Path) -> None:
    with certificate(tmp_path) as secure, serving({"/": page(secure + "/")}) as web:
        assert Crawled(engine, county(web.address)).last(secure + "/").outcome is Outcome.TLS_FAILED


def test_a_page_in_big5_reads_right_though_nothing_says_so(engine: Engine) -> None:
    body = "<title>戶政事務所</title><p>為便利民眾洽公，本所於中午時段照常受理各項申請案件。".encode("big5")
    with serving({"/": (200, {"Content-Type": "text/html"}, body)}) as web:
        assert Crawled(engine, county(web.address)).pages[web.address + "/"].title == "戶政事務所"


def test_a_sitemap_index_leads_to_pages_that_nothing_links_to(engine: Engine) -> None:
    with serving({"/": page(), "/orphan": page(title="孤兒")}) as web:
        index = f"<sitemapindex><sitemap><loc>{web.address}/s.xml</loc></sitemap></sitemapindex>"
        leaf = f"<urlset><url><loc>{web.address}/orphan</loc></url><url><loc>http://elsewhere.invalid/</loc></url></urlset>"
        xml = {"Content-Type": "application/xml"}
        web.routes |= {
            "/robots.txt": (200, {"Content-Type": "text/plain"}, f"Sitemap: {web.address}/index.xml".encode()),
            "/index.xml": (200, xml, index.encode()),
            "/s.xml": (200, xml, leaf.encode()),
        }
        assert set(Crawled(engine, county(web.address)).pages) == {web.address + "/", web.address + "/orphan"}


def test_depth_and_number_of_pages_are_limited_and_each_limit_says_when_it_bit(engine: Engine) -> None:
    with serving({"/": page("/1", "/x1", "/x2", "/x3", "/x4")}) as web:
        for number in range(1, 9):
            web.routes[f"/{number}"] = page(f"/{number + 1}")
            web.routes[f"/x{number}"] = page()
        crawled = Crawled(engine, county(web.address, crawl="max_depth = 2\nmax_pages = 5"))
        assert len(crawled.pages) == 5
        assert {hit.limit: (hit.site_id, hit.value) for hit in crawled.limits.values()} == {
            "max_pages": ("site-0", 5.0)
        }
        assert web.count("/4") == 0


def test_what_lies_too_deep_is_asked_and_not_read(engine: Engine) -> None:
    with serving({"/": page("/1"), "/1": page("/2", "/gone"), "/2": page("/3")}) as web:
        crawled = Crawled(engine, county(web.address, crawl="max_depth = 1"))
        assert set(crawled.pages) == {web.address + "/", web.address + "/1"}
        assert crawled.last(web.address + "/gone").status == 404
        assert web.count("/3") == 0
        assert [(hit.limit, hit.count) for hit in crawled.limits.values()] == [("max_depth", 2)]


def test_time_is_limited_and_what_is_left_out_is_counted(engine: Engine) -> None:
    def slow(handler: Any) -> Any:
        time.sleep(0.3)
        return page(*(f"{handler.path}x{n}" for n in range(5)))

    with serving({"/": slow}) as web:
        for path in ("/x0", "/x1", "/x2", "/x3", "/x4"):
            web.routes[path] = slow
        crawled = Crawled(engine, county(web.address, crawl="max_minutes = 0.008\nconcurrency_per_host = 1"))
        assert [hit.limit for hit in crawled.limits.values()] == ["max_minutes"]
        assert len(crawled.pages) < 6


def test_never_more_requests_at_once_nor_faster_than_configured(engine: Engine) -> None:
    under_way: Counter[str] = Counter()
    most = 0

    def slow(_: Any) -> Any:
        nonlocal most
        under_way["now"] += 1
        most = max(most, under_way["now"])
        time.sleep(0.02)
        under_way["now"] -= 1
        return page()

    with serving({"/": page(*(f"/{n}" for n in range(12)))}) as web:
        web.routes |= {f"/{n}": slow for n in range(12)}
        Crawled(engine, county(web.address, crawl="concurrency_per_host = 2"))
        assert most <= 2
        web.asked.clear()
    with serving({"/": page(*(f"/{n}" for n in range(4)))}) as web:
        web.routes |= {f"/{n}": page() for n in range(4)}
        Crawled(engine, county(web.address, site="delay_seconds = 0.2"))
        times = sorted(at for at, _ in web.asked)
        assert (times[-1] - times[0]) / (len(times) - 1) > 0.19


def test_rules_of_a_site_make_one_page_of_many_addresses(engine: Engine) -> None:
    with serving(
        {"/": page("/News.aspx?id=1", "/news.aspx?id=1&sid=abc", "/NEWS.ASPX?print=1&id=1", "/skip/a")}
    ) as web:
        web.routes["/news.aspx"] = page()
        web.routes["/skip/a"] = page("/skip/b")
        rules = 'ignore_case = true\ndrop_query = ["sid", "print"]\nexclude = ["/skip/"]'
        crawled = Crawled(engine, county(web.address, site=rules))
        assert set(crawled.pages) == {web.address + "/", web.address + "/news.aspx?id=1"}
        assert web.count("/skip/b") == 0
        assert crawled.last(web.address + "/skip/a").status == 200


def test_a_server_that_insists_on_its_own_capitals_is_read(engine: Engine) -> None:
    with serving(
        {"/": page("/news.aspx"), "/news.aspx": redirect("/News.aspx"), "/News.aspx": page(title="消息")}
    ) as web:
        crawled = Crawled(engine, county(web.address, site="ignore_case = true"))
        assert crawled.pages[web.address + "/news.aspx"].title == "消息"


def test_a_page_is_marked_done_only_with_all_its_facts(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("records.crawl_store.BATCH_PAGES", 1)
    incomplete: list[int] = []
    finish = CrawlStore.finish

    def finish_and_look(store: CrawlStore, task: Task, *arguments: Any) -> None:
        finish(store, task, *arguments)
        with engine.connect() as connection:
            c = tables.frontier.c
            pages_done = select(c.address_id).where(c.state == State.DONE, c.kind == Kind.PAGE)
            done = set(connection.scalars(pages_done))
            read = set(connection.scalars(select(tables.page.c.address_id)))
            incomplete.extend(done - read)

    monkeypatch.setattr(CrawlStore, "finish", finish_and_look)
    with serving({"/": page("/a", "/b"), "/a": page("/b"), "/b": page("/a")}) as web:
        assert len(Crawled(engine, county(web.address)).pages) == 3
    assert incomplete == []


def test_an_unchanged_page_is_stored_once_and_its_links_are_asked_again(engine: Engine) -> None:
    with serving({"/": page("/a", "/doc"), "/a": page(), "/doc": (200, {"Content-Type": "text/plain"}, b"x")}) as web:
        first, second = Crawled(engine, county(web.address)), Crawled(engine, county(web.address))
        assert set(first.pages) == set(second.pages)
        assert first.tries(web.address + "/doc")[0].status == second.tries(web.address + "/doc")[0].status == 200
        assert web.count("/doc") == 2
    with engine.connect() as connection:
        assert len(connection.execute(select(tables.version.c.id)).all()) == 2
        assert len(connection.execute(select(tables.body.c.hash)).all()) == 2


def test_a_disk_that_fills_up_ends_the_crawl_in_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'full.db'}"
    open_database(address).dispose()
    with serving({}) as web:
        maze(web, 150)
        configured = county(f"{web.address}/0")
        small = create_engine(address)
        event.listen(small, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 60"))
        with pytest.raises(StoreError, match="no space left"), saying_what_failed("full.db"):
            crawl(small, configured, now, Progress(), browse=False)
        small.dispose()
        engine = open_database(address)
        crawled = Crawled(engine, configured)
        assert len(crawled.pages) == 150
        with engine.connect() as connection:
            assert connection.execute(select(tables.run.c.id)).scalars().all() == [1]
        engine.dispose()


def maze(web: Web, pages: int) -> None:
    def answer(number: int) -> Any:
        def slow(_: Any) -> Any:
            time.sleep(0.004)
            return page(*(f"/{(number * 3 + step) % pages}" for step in range(1, 8)), f"/gone/{number}")

        return slow

    web.routes |= {f"/{number}": answer(number) for number in range(pages)}
