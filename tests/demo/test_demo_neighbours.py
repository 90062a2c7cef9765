"""The hosts of other bodies misbehave over the wire as they promise to."""

from __future__ import annotations

import http.client
import socket
import ssl
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtensionOID

from demo import neighbours
from demo.county import County
from demo.server import Served, serve

TODAY = date(2026, 11, 23)


@contextmanager
def ask(
    served: Served, host: str, path: str = "/", headers: dict[str, str] | None = None
) -> Iterator[http.client.HTTPResponse]:
    """The answer, its body not yet read."""
    connection = http.client.HTTPConnection(host, served.port, timeout=3)
    try:
        connection.request("GET", path, headers={"Connection": "close", **(headers or {})})
        with connection.getresponse() as answer:
            yield answer
    finally:
        connection.close()


def whole(served: Served, host: str, path: str = "/", headers: dict[str, str] | None = None) -> tuple[int, str]:
    with ask(served, host, path, headers=headers) as answer:
        return answer.status, answer.read().decode()


@pytest.mark.parametrize(("host", "pause"), [(neighbours.rationed, "1"), (neighbours.curt, None)])
def test_a_host_that_rations_visits_turns_the_first_away(host: str, pause: str | None) -> None:
    path = {neighbours.rationed: "/courses", neighbours.curt: "/exams"}[host]
    with serve(County(TODAY), port=0) as served:
        assert whole(served, host, "/robots.txt")[0] == 404
        with ask(served, host, path) as first:
            assert (first.status, first.headers["Retry-After"]) == (429, pause)
        assert whole(served, host, path)[0] == 200


def test_a_dripping_page_is_answered_at_once_and_never_ends(served: Served) -> None:
    with ask(served, neighbours.dripping, "/cctv/live") as answer:
        assert answer.status == 200
        assert "即時路況影像" in answer.read1().decode()
        assert answer.read1() == answer.read1() == b" "


def test_a_breaking_page_is_reset_half_way(served: Served) -> None:
    with ask(served, neighbours.breaking, "/water/level") as answer:
        assert answer.headers["Content-Length"] == "10000"
        with pytest.raises(ConnectionResetError):
            answer.read()


def test_careless_files_are_empty_or_short_or_a_page(served: Served) -> None:
    with ask(served, neighbours.careless, "/files/empty.pdf") as answer:
        assert (answer.status, answer.headers["Content-Length"], answer.read()) == (200, "0", b"")
    with ask(served, neighbours.careless, "/files/short.pdf") as answer, pytest.raises(http.client.IncompleteRead):
        answer.read()
    with ask(served, neighbours.careless, "/files/survey.odt") as answer:
        assert answer.headers.get_content_type() == "text/html"


def test_the_bomb_is_small_on_the_wire_and_huge_unpacked(served: Served) -> None:
    with ask(served, neighbours.bomb, "/dataset/weather") as answer:
        packed = answer.read()
    assert len(packed) < 2_000_000
    unpacker, size = zlib.decompressobj(wbits=31), 0
    while not unpacker.eof:
        size += len(unpacker.decompress(packed, 2**22))
        packed = unpacker.unconsumed_tail
    assert size > 200_000_000


def test_the_endless_page_brings_chunk_after_chunk(served: Served) -> None:
    with ask(served, neighbours.endless, "/stream/air") as answer:
        assert answer.headers["Transfer-Encoding"] == "chunked"
        assert len(answer.read(1_000_000)) == 1_000_000


def shake_hands(served: Served, host: str, context: ssl.SSLContext) -> bytes:
    """The host's certificate (DER)."""
    plain = socket.create_connection((host, served.port), timeout=3)
    with plain, context.wrap_socket(plain, server_hostname=host) as secured:
        return secured.getpeercert(binary_form=True) or b""


@pytest.mark.parametrize(
    ("host", "complaint"),
    [
        (neighbours.expired, "certificate has expired"),
        (neighbours.misnamed, "IP address mismatch"),
        (neighbours.self_made, "self-signed certificate"),
        (neighbours.unchained, "unable to get local issuer certificate"),
        (neighbours.old_fashioned, "protocol version"),
    ],
)
def test_each_broken_tls_host_has_the_flaw_that_it_is_named_for(served: Served, host: str, complaint: str) -> None:
    with pytest.raises(ssl.SSLError, match=complaint):
        shake_hands(served, host, ssl.create_default_context(cafile=served.ca_file))


def test_a_sound_tls_host_is_trusted_through_the_county_authority(served: Served) -> None:
    context = ssl.create_default_context(cafile=served.ca_file)
    shake_hands(served, neighbours.sound, context)
    connection = http.client.HTTPSConnection(neighbours.sound, served.port, timeout=3, context=context)
    connection.request("GET", "/")
    assert "線上申辦服務" in connection.getresponse().read().decode()
    connection.close()
    with pytest.raises(ssl.SSLError, match="unable to get local issuer"):
        shake_hands(served, neighbours.sound, ssl.create_default_context())


def test_the_missing_intermediate_can_be_had_where_the_certificate_says(served: Served) -> None:
    blind = ssl.create_default_context()
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
    leaf = x509.load_der_x509_certificate(shake_hands(served, neighbours.unchained, blind))
    access = leaf.extensions.get_extension_for_oid(ExtensionOID.AUTHORITY_INFORMATION_ACCESS).value
    assert isinstance(access, x509.AuthorityInformationAccess)
    (issuer,) = (each for each in access if each.access_method == AuthorityInformationAccessOID.CA_ISSUERS)
    address = issuer.access_location.value
    assert address == f"http://{neighbours.agency}:{served.port}/ca/issuing.cer"
    with ask(served, neighbours.agency, "/ca/issuing.cer") as answer:
        intermediate = answer.read()
    context = ssl.create_default_context(cafile=served.ca_file)
    context.load_verify_locations(cadata=intermediate)
    shake_hands(served, neighbours.unchained, context)


def test_the_old_fashioned_host_still_talks_to_an_old_visitor(served: Served) -> None:
    context = ssl.create_default_context(cafile=served.ca_file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:@SECLEVEL=0")
    assert shake_hands(served, neighbours.old_fashioned, context)


def test_plain_http_to_a_tls_host_gets_nothing_and_harms_nobody(served: Served) -> None:
    with pytest.raises((ConnectionError, http.client.BadStatusLine)):
        whole(served, neighbours.sound)
    shake_hands(served, neighbours.sound, ssl.create_default_context(cafile=served.ca_file))


def test_certificates_and_keys_are_gone_after_the_end() -> None:
    with serve(County(TODAY), port=0) as served:
        folder = Path(served.ca_file).parent
        assert folder.is_dir()
    assert not folder.exists()


def test_a_cookie_opens_the_loop(served: Served) -> None:
    with ask(served, neighbours.cookie_minded, "/sso/login") as answer:
        assert (answer.status, answer.headers["Location"]) == (302, "/sso/login")
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
    assert whole(served, neighbours.cookie_minded, "/sso/login", {"Cookie": cookie})[0] == 200


def test_soft_404s_are_of_both_kinds_and_the_living_page_is_another(served: Served) -> None:
    status, text = whole(served, neighbours.echoing, "/course/calligraphy")
    assert status == 200 and "找不到您要的網頁：/course/calligraphy" in text
    assert "水墨畫" in whole(served, neighbours.echoing, "/course/painting")[1]
    with ask(served, neighbours.homing, "/index/monthly") as answer:
        assert (answer.status, answer.headers["Location"]) == (302, "/")
    assert whole(served, neighbours.homing, "/index/quarterly")[0] == 200


@pytest.mark.parametrize("host", [neighbours.shell, neighbours.parked])
def test_some_hosts_say_the_same_to_everything(served: Served, host: str) -> None:
    assert whole(served, host, "/dashboard/transport") == whole(served, host, "/no/such/page")


def test_a_fainting_host_is_down_for_two_seconds_after_its_first_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "faint_seconds", 0.3)
    with serve(County(TODAY), port=0) as served:
        assert whole(served, neighbours.fainting, "/map/schools")[0] == 200
        with pytest.raises(ConnectionError):
            whole(served, neighbours.fainting, "/map/libraries")
        served.stopping.wait(0.4)
        assert whole(served, neighbours.fainting, "/map/libraries")[0] == 200


def test_a_locked_host_has_sick_robots_rules_and_a_fine_page(served: Served) -> None:
    assert whole(served, neighbours.locked, "/robots.txt")[0] == 500
    assert whole(served, neighbours.locked, "/forms/")[0] == 200
