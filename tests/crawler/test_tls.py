"""Hosts whose certificates or protocols are wrong, each in its own way, over real handshakes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import Engine

from checks.verdicts import TargetVerdict, judged
from demo.certificates import Tls, authority
from records.facts import Outcome, TlsFlaw
from tests.crawler.crawled import Crawled, county
from tests.crawler.web import Web, html, page, plain, serving

THE_AUTHORITY = "127.10.0.22"
"""Where the certificates of the demo county's authority say that its own can be had."""


@pytest.fixture
def ca(tmp_path: Path) -> Iterator[Web]:
    """The authority's own host, which hands out the intermediate certificate."""
    certificate = authority().intermediate.public_bytes(Encoding.DER)
    with serving(
        {"/ca/issuing.cer": (200, {"Content-Type": "application/pkix-cert"}, certificate)}, THE_AUTHORITY
    ) as web:
        authority().write(tmp_path)
        yield web


def secured(ca: Web, folder: Path, manner: Tls, address: str) -> Any:
    tls = authority().server_context(manner, address, ca.port, folder)
    return serving({"/": html("<title>安全</title><p>到了"), "/a": page(title="裡面")}, address, tls)


def trusting(folder: Path) -> str:
    return f'ca_file = "{folder / "ca.pem"}"\nallow_private = ["{THE_AUTHORITY}", "127.0.0.1"]'


def test_each_flaw_is_told_by_its_name(engine: Engine, ca: Web, tmp_path: Path) -> None:
    manners = {Tls.EXPIRED: TlsFlaw.EXPIRED, Tls.OTHER_NAME: TlsFlaw.WRONG_NAME, Tls.SELF_SIGNED: TlsFlaw.UNTRUSTED,
               Tls.OLD: TlsFlaw.TOO_OLD, Tls.SOUND: None}  # fmt: skip
    with ExitStack() as open_hosts, serving({}) as web:
        hosts = {manner: open_hosts.enter_context(secured(ca, tmp_path, manner, "127.0.0.1")) for manner in manners}
        web.routes["/"] = page(*(host.address + "/" for host in hosts.values()))
        crawled = Crawled(engine, county(web.address, crawl=trusting(tmp_path)))
        for manner, flaw in manners.items():
            look = crawled.last(hosts[manner].address + "/")
            assert (look.outcome, look.tls) == (Outcome.TLS_FAILED if flaw else Outcome.ANSWERED, flaw), manner
            assert len(hosts[manner].requests) == (0 if flaw else len(hosts[manner].requests))


def test_nobody_is_trusted_but_by_the_system_and_the_county(engine: Engine, ca: Web, tmp_path: Path) -> None:
    with secured(ca, tmp_path, Tls.SOUND, "127.0.0.1") as host, serving({"/": page(host.address + "/")}) as web:
        crawled = Crawled(engine, county(web.address, crawl=f'allow_private = ["{THE_AUTHORITY}"]'))
        assert crawled.last(host.address + "/").tls is TlsFlaw.UNTRUSTED


def test_a_site_that_leaves_out_its_intermediate_certificate_is_completed_and_read(
    engine: Engine, ca: Web, tmp_path: Path
) -> None:
    with secured(ca, tmp_path, Tls.NO_INTERMEDIATE, "127.0.0.1") as site, serving({}) as web:
        site.routes["/"] = page("/a", "/gone")
        web.routes["/"] = page(site.address + "/a")
        crawled = Crawled(engine, county(site.address, web.address, crawl=trusting(tmp_path)))
        assert crawled.pages[site.address + "/a"].title == "裡面"
        assert [look.tls for look in crawled.tries(site.address + "/a")] == [TlsFlaw.INCOMPLETE_CHAIN]
        assert [look.status for look in crawled.tries(site.address + "/gone")] == [404, 404]
        link = next(link for link in crawled.links if link.url == site.address + "/a")
        assert judged(link).verdict is TargetVerdict.TLS_INCOMPLETE
        assert ca.count("/ca/issuing.cer") <= 2


def test_where_the_missing_certificate_cannot_be_had_the_host_is_not_trusted(
    engine: Engine, ca: Web, tmp_path: Path
) -> None:
    garbage = [plain("沒有", 404), plain("not a certificate"), plain(""), (200, {}, b"0\x82\xff\xff" + b"\0" * 100_000)]
    answers = iter(garbage)
    ca.routes["/ca/issuing.cer"] = lambda _: next(answers, plain("", 404))
    with serving({}) as web, ExitStack() as open_hosts:
        hosts = [open_hosts.enter_context(secured(ca, tmp_path, Tls.NO_INTERMEDIATE, "127.0.0.1")) for _ in garbage]
        web.routes["/"] = page(*(host.address + "/" for host in hosts))
        crawled = Crawled(engine, county(web.address, crawl=trusting(tmp_path)))
        for host in hosts:
            look = crawled.last(host.address + "/")
            assert (look.outcome, look.tls) == (Outcome.TLS_FAILED, TlsFlaw.UNTRUSTED)


def test_a_certificate_that_lies_on_a_private_host_is_not_fetched(engine: Engine, ca: Web, tmp_path: Path) -> None:
    crawl = f'ca_file = "{tmp_path / "ca.pem"}"'
    with (
        secured(ca, tmp_path, Tls.NO_INTERMEDIATE, "127.0.0.1") as host,
        serving({"/": page(host.address + "/")}) as web,
    ):
        assert Crawled(engine, county(web.address, crawl=crawl)).last(host.address + "/").tls is TlsFlaw.UNTRUSTED
        assert ca.requests == []


def test_a_certificate_that_comes_in_two_pieces_is_put_together(engine: Engine, ca: Web, tmp_path: Path) -> None:
    certificate = authority().intermediate.public_bytes(Encoding.DER)

    def in_pieces(visit: Any) -> None:
        visit.send_response(200)
        visit.send_header("Content-Length", str(len(certificate)))
        visit.end_headers()
        for piece in (certificate[:300], certificate[300:]):
            visit.wfile.write(piece)
            time.sleep(0.2)

    ca.routes["/ca/issuing.cer"] = in_pieces
    with (
        secured(ca, tmp_path, Tls.NO_INTERMEDIATE, "127.0.0.1") as host,
        serving({"/": page(host.address + "/")}) as web,
    ):
        crawled = Crawled(engine, county(web.address, crawl=trusting(tmp_path)))
        assert crawled.last(host.address + "/").tls is TlsFlaw.INCOMPLETE_CHAIN


def test_a_host_that_cannot_be_trusted_costs_no_handshakes_beside_its_budget(
    engine: Engine, ca: Web, tmp_path: Path
) -> None:
    ca.routes.clear()
    with secured(ca, tmp_path, Tls.NO_INTERMEDIATE, "127.0.0.1") as host, serving({}) as web:
        web.routes["/"] = page(*(f"{host.address}/{n}" for n in range(4)))
        Crawled(engine, county(web.address, crawl=trusting(tmp_path)))
        assert ca.count("/ca/issuing.cer") == 1
