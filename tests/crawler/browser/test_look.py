"""A second look at where links lead, through a real Chromium."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.browser.chromium import Browser
from records.facts import Fetch, Outcome, Via
from tests.crawler.browser.conftest import OURS, THEIRS
from tests.crawler.web import Web, html, redirect, serving

Look = Callable[..., Fetch]


@pytest.fixture
def look(browser: Browser, runner: asyncio.Runner) -> Iterator[Look]:
    with serving({}, OURS) as web:

        def look_at(answer: Any, path: str = "/", **others: Any) -> Fetch:
            web.routes.update({path: answer, **{f"/{name}": other for name, other in others.items()}})
            return runner.run(browser.look(web.address + path))

        yield look_at


@pytest.mark.parametrize("status", [200, 404, 410, 403, 503])
@pytest.mark.parametrize("body", ["<p>公告</p>", ""])
def test_the_status_is_told(look: Look, status: int, body: str) -> None:
    seen = look(html(body, status))
    assert (seen.outcome, seen.status, seen.content_type) == (Outcome.ANSWERED, status, "text/html")
    assert (seen.final_url, seen.error, seen.via) == ("", "", Via.BROWSER)
    assert seen.at is not None
    assert seen.at.tzinfo


def test_a_redirect_is_followed_whosoever_host_it_leads_to(look: Look) -> None:
    with serving({"/new": html("公告")}, THEIRS) as theirs:
        seen = look(redirect("/next"), next=redirect(f"{theirs.address}/new", 301))
    assert (seen.outcome, seen.status, seen.final_url) == (Outcome.ANSWERED, 200, f"{theirs.address}/new")


def test_an_address_that_the_browser_writes_otherwise_is_no_redirect(browser: Browser, runner: asyncio.Runner) -> None:
    with serving({"/%E5%85%AC%E5%91%8A": html("公告")}, OURS) as web:
        seen = runner.run(browser.look(f"{web.address}/公告#top"))
    assert (seen.status, seen.final_url) == (200, "")


def test_a_redirect_loop_is_told_as_such(look: Look) -> None:
    assert look(redirect("/")).outcome is Outcome.TOO_MANY_REDIRECTS


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        ("application/zip", {}),
        ("application/pdf", {}),
        ("image/png", {}),
        ("text/html", {"Content-Disposition": "attachment; filename=a.html"}),
    ],
)
def test_a_file_to_download_has_answered(look: Look, kind: str, headers: dict[str, str]) -> None:
    seen = look((200, {"Content-Type": kind, **headers}, b"%PDF-1.4 a"))
    assert (seen.outcome, seen.status, seen.content_type) == (Outcome.ANSWERED, 200, kind)


def test_an_answer_without_content_has_answered(look: Look) -> None:
    assert look((204, {}, b"")).status == 204


def test_a_page_whose_end_never_comes_has_answered(look: Look) -> None:
    enough = threading.Event()

    def slowly(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write(b"<p>start")
        handler.wfile.flush()
        enough.wait(20)

    seen = look(slowly)
    enough.set()
    assert (seen.outcome, seen.status) == (Outcome.ANSWERED, 200)


@pytest.mark.parametrize(
    ("status", "headers", "title"),
    [(403, {"cf-mitigated": "challenge"}, ""), (503, {}, "Just a moment..."), (403, {}, "請稍候...")],
)
def test_a_challenge_for_robots_keeps_its_status_and_is_named(
    look: Look, status: int, headers: dict[str, Any], title: str
) -> None:
    seen = look(html(f"<title>{title}</title>", status, **headers))
    assert (seen.outcome, seen.status) == (Outcome.ANSWERED, status)
    assert "challenge" in seen.error


def test_a_server_that_turns_programs_away_sees_an_ordinary_browser(look: Look) -> None:
    def visitors_only(handler: Any) -> Any:
        name = handler.headers["User-Agent"]
        is_visitor = "Chrome/" in name and "Headless" not in name and "zh-TW" in handler.headers["Accept-Language"]
        return html("公告", 200 if is_visitor else 403)

    assert look(visitors_only).status == 200


def test_a_dead_server_has_refused(browser: Browser, runner: asyncio.Runner) -> None:
    with serving({}, OURS) as dead:
        pass
    seen = runner.run(browser.look(dead.address))
    assert (seen.outcome, seen.status) == (Outcome.REFUSED, None)
    assert "ERR_CONNECTION_REFUSED" in seen.error


def test_a_server_that_hangs_up_has_dropped_the_connection(look: Look) -> None:
    def hang_up(handler: Any) -> None:
        handler.close_connection = True

    assert look(hang_up).outcome is Outcome.DROPPED


def test_a_silent_server_has_timed_out() -> None:
    enough = threading.Event()

    async def look(url: str) -> Fetch:
        async with Browser(allowed_hosts=frozenset({OURS}), load_seconds=1) as browser:
            return await browser.look(url)

    def silently(_handler: object) -> None:
        enough.wait(20)

    with serving({"/": silently}, OURS) as web:
        seen = asyncio.run(look(web.address))
        enough.set()
    assert (seen.outcome, seen.error) == (Outcome.TIMED_OUT, "The page did not arrive in time.")


@pytest.mark.parametrize("url", ["mailto:a@b", "ftp://127.0.0.1/", "file:///etc/passwd", "", "http://[x"])
def test_what_is_no_web_address_is_malformed(browser: Browser, runner: asyncio.Runner, look: Look, url: str) -> None:
    assert look(html("公告")).outcome is Outcome.ANSWERED
    seen = runner.run(browser.look(url))
    assert (seen.url, seen.outcome) == (url, Outcome.MALFORMED)


@pytest.fixture
def over_tls(tmp_path: Path) -> Iterator[Web]:
    """A server whose certificate nobody vouches for."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, OURS)])
    start = datetime.now(UTC) - timedelta(days=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, start, start + timedelta(days=30))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    (tmp_path / "both.pem").write_bytes(private + certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    with serving({"/": html("公告")}, OURS) as web:
        web._server.socket = context.wrap_socket(web._server.socket, server_side=True)
        web.address = web.address.replace("http:", "https:")
        yield web


def test_a_certificate_that_no_one_vouches_for_is_told_in_chromiums_words(over_tls: Web) -> None:
    async def look(trust: bool) -> Fetch:
        async with Browser(allowed_hosts=frozenset({OURS}), trust_any_certificate=trust) as browser:
            return await browser.look(f"{over_tls.address}/")

    seen = asyncio.run(look(trust=False))
    assert (seen.outcome, seen.status) == (Outcome.TLS_FAILED, None)
    assert "ERR_CERT_AUTHORITY_INVALID" in seen.error
    assert asyncio.run(look(trust=True)).status == 200
