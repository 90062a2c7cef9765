"""No page leads the browser to a private address that the configuration does not name (design §8)."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from crawler.browser import chromium, flags, gate
from crawler.browser.chromium import Browser
from records.audits import Audit
from records.facts import Fetch, Outcome
from tests.crawler.web import Answer, html, redirect, serving

OURS, FORBIDDEN = "127.0.0.1", "127.0.0.9"

ENTICEMENTS = f"""<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8"><title>公告</title>
<link rel="stylesheet" href="{{0}}/style"><link rel="prefetch" href="{{0}}/prefetch"><link rel="preload" as="image"
href="{{0}}/preload"></head><body><iframe title="甲" src="{{0}}/frame"></iframe><img alt="乙" src="{{0}}/image">
<img alt="丙" src="/hop"><script src="{{0}}/script"></script><video src="{{0}}/video"></video>
<iframe title="丁" srcdoc="<img alt='戊' src='{{0}}/srcdoc'>"></iframe><form target="己" action="{{0}}/form"></form>
<iframe title="己" name="己"></iframe><object title="庚" data="{{0}}/object"></object>
<iframe title="辛" src="/hop?frame"></iframe><p style="background: url({{0}}/background)">公告</p>
<script>
  document.forms[0].submit();
  fetch('{{0}}/fetch', {{{{mode: 'no-cors'}}}});
  fetch('/hop?fetch', {{{{mode: 'no-cors'}}}});
  new WebSocket('{{0}}/socket'.replace('http', 'ws'));
  new EventSource('{{0}}/events');
  new Worker(URL.createObjectURL(new Blob(["fetch('{{0}}/worker', {{{{mode: 'no-cors'}}}})"])));
  const call = new RTCPeerConnection({{{{iceServers: [{{{{urls: 'stun:{FORBIDDEN}:{{1}}'}}}}]}}}});
  call.createDataChannel('壬');
  call.createOffer().then(offer => call.setLocalDescription(offer));
</script></body></html>"""


@contextmanager
def udp_ear() -> Iterator[socket.socket]:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as ear:
        ear.bind((FORBIDDEN, 0))
        ear.setblocking(False)
        yield ear


def visit(allowed: frozenset[str]) -> tuple[Audit, set[str], bool]:
    """Audit a page that reaches for a server at a loopback address in every way; tell what that one was asked for."""

    async def audit(address: str) -> Audit:
        async with Browser(allowed_hosts=allowed) as browser:
            audit = await browser.audit(address)
            await asyncio.sleep(0.3)
            return audit

    anything: dict[str, Answer] = {}
    with serving(anything, FORBIDDEN) as forbidden, udp_ear() as ear:
        enticing = html(ENTICEMENTS.format(forbidden.address, ear.getsockname()[1]))
        with serving({"/": enticing, "/hop": redirect(f"{forbidden.address}/hopped")}, OURS) as ours:
            seen = asyncio.run(audit(f"{ours.address}/"))
        try:
            heard = bool(ear.recv(100))
        except BlockingIOError:
            heard = False
        return seen, {path.partition("?")[0] for _, path in forbidden.asked}, heard


def test_nothing_on_a_page_makes_the_browser_ask_a_private_address() -> None:
    seen, asked, heard = visit(frozenset({OURS}))
    assert (asked, heard) == (set(), False)
    assert seen.outcome is Outcome.ANSWERED, seen.error


def test_the_same_page_asks_in_every_way_where_nothing_holds_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "FLAGS", [flag for flag in flags.FLAGS if "webrtc" not in flag])
    _, asked, heard = visit(frozenset({OURS, FORBIDDEN}))
    assert heard
    ways = "style prefetch preload frame image script video srcdoc form object background fetch socket events worker"
    assert {f"/{way}" for way in [*ways.split(), "hopped"]} - asked == set()


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def browser(runner: asyncio.Runner) -> Iterator[Browser]:
    browser = Browser(allowed_hosts=frozenset({OURS}))
    runner.run(browser.__aenter__())
    yield browser
    runner.run(browser.__aexit__(None, None, None))


def both(browser: Browser, runner: asyncio.Runner, url: str) -> list[Audit | Fetch]:
    return [runner.run(browser.audit(url)), runner.run(browser.look(url))]


@pytest.mark.parametrize("path", ["/", "/hop"])
def test_a_private_address_is_told_as_such_even_behind_a_redirect(
    browser: Browser, runner: asyncio.Runner, path: str
) -> None:
    with serving({}, FORBIDDEN) as forbidden, serving({"/hop": redirect(forbidden.address)}, OURS) as ours:
        address = f"{ours.address}/hop" if path == "/hop" else forbidden.address
        for seen in both(browser, runner, address):
            assert seen.outcome is Outcome.PRIVATE_ADDRESS
            assert seen.error == f"{FORBIDDEN} is a private address, which the configuration does not name."
        assert forbidden.asked == []


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.9", "2130706441", "0x7f000002", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254"],
)
def test_no_other_spelling_of_a_private_address_helps(browser: Browser, runner: asyncio.Runner, host: str) -> None:
    with serving({}, OURS) as ours:
        port = ours.address.rpartition(":")[2]
        seen = runner.run(browser.look(f"http://{host}:{port}/"))
        assert seen.outcome is Outcome.PRIVATE_ADDRESS
        assert ours.asked == []


def test_a_name_that_does_not_exist_is_told_as_such(browser: Browser, runner: asyncio.Runner) -> None:
    for seen in both(browser, runner, "http://nothing.invalid/"):
        assert (seen.outcome, seen.error) == (Outcome.NO_SUCH_HOST, "There is no host nothing.invalid.")


def test_what_is_public_goes_through_the_gate_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "is_private", lambda address: address == FORBIDDEN)

    async def look(*urls: str) -> list[Fetch]:
        async with Browser() as browser:
            return [await browser.look(url) for url in urls]

    with serving({"/": html("公告" * 100_000), "/gone": html("", 410)}, "127.0.0.3") as public:
        whole, gone, refused = asyncio.run(
            look(f"{public.address}/", f"{public.address}/gone", "http://127.0.0.4:9876/")
        )
        assert public.count("/") == 1
    assert (whole.outcome, whole.status, whole.content_type) == (Outcome.ANSWERED, 200, "text/html")
    assert (gone.outcome, gone.status) == (Outcome.ANSWERED, 410)
    assert (refused.outcome, refused.error) == (Outcome.REFUSED, "127.0.0.4 refused the connection.")


def test_the_gate_outlives_those_who_talk_nonsense_to_it() -> None:
    async def talk(words: bytes) -> bytes:
        async with gate.Gate() as door:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(door.address.rpartition(":")[2]))
            writer.write(words)
            writer.write_eof()
            answer = await asyncio.wait_for(reader.read(), 5)
            writer.close()
            return answer

    assert asyncio.run(talk(b"GET / HTTP/1.1\r\n\r\n")) in (b"", b"\x05\x00")
    assert asyncio.run(talk(b"\x05\x01\x00\x05\x02\x00\x01" + bytes(6))).startswith(b"\x05\x00\x05\x07")  # BIND
    assert asyncio.run(talk(b"\x05\x01\x00\x05\x01\x00\x03\x02\xff\xfe\x00\x50")).startswith(b"\x05\x00\x05\x04")
