"""What is wrong with a host's certificate; and what its server left out of the chain, fetched as browsers do."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates
from cryptography.x509.oid import AuthorityInformationAccessOID

from records.facts import TlsFlaw

EXPIRED = {9, 10}
"""X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED (openssl-verification-options(1), x509_vfy.h)."""
WRONG_NAME = {62, 64}
"""X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH."""
NO_ISSUER = {20, 21}
"""X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE."""
TOO_OLD = ("UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION", "NO_PROTOCOLS_AVAILABLE", "HANDSHAKE_FAILURE_ON_CLIENT_HELLO")
LONGEST_CHAIN = 4


def context(ca_file: str = "") -> ssl.SSLContext:
    """Trusts what the system trusts, and the authorities of a PEM file."""
    made = ssl.create_default_context()
    if ca_file:
        made.load_verify_locations(ca_file)
    return made


def flaw_of(error: BaseException) -> TlsFlaw | None:
    """What an exception of a TLS handshake says of the host; None where it says nothing that we can name."""
    if (code := _verify_code(error)) is not None:
        if code in EXPIRED:
            return TlsFlaw.EXPIRED
        return TlsFlaw.WRONG_NAME if code in WRONG_NAME else TlsFlaw.UNTRUSTED
    if isinstance(error, ssl.SSLError) and any(word in str(error).upper() for word in TOO_OLD):
        return TlsFlaw.TOO_OLD
    return None


def lacks_issuer(error: BaseException) -> bool:
    """Whether the handshake failed because no issuer of the host's certificate was at hand."""
    return _verify_code(error) in NO_ISSUER


def _verify_code(error: BaseException) -> int | None:
    # aiohttp's own error is of the same class, and has no code.
    return getattr(error, "verify_code", None) if isinstance(error, ssl.SSLCertVerificationError) else None


async def completed(
    host: str, address: tuple[str, int], ca_file: str, seconds: float, fetch: Callable[[str], Awaitable[bytes]]
) -> ssl.SSLContext | None:
    """A context with the intermediate certificates that the server left out, and whose place its own certificate names
    (caIssuers, RFC 5280 §4.2.2.1); None where they lead to no trusted authority.

    `address`: the IP address and port that the host's name was found to have. `fetch` gets an http address.
    """
    try:
        leaf = await asyncio.to_thread(_leaf, host, address, seconds)
        extra: list[x509.Certificate] = []
        at = leaf
        while len(extra) < LONGEST_CHAIN and at.issuer != at.subject:
            issuer = _issuer_address(at)
            if not issuer:
                break
            at = _certificate(await fetch(issuer))
            extra.append(at)
        if not extra:
            return None
        made = await asyncio.to_thread(context, ca_file)
        # Only as links of a chain: without VERIFY_X509_PARTIAL_CHAIN none of them is an anchor by itself.
        made.verify_flags &= ~ssl.VERIFY_X509_PARTIAL_CHAIN
        own = [one for one in extra if one.issuer != one.subject]
        made.load_verify_locations(cadata="".join(one.public_bytes(Encoding.PEM).decode() for one in own))
        await asyncio.to_thread(_handshake, host, address, made, seconds)
    except (OSError, ValueError):
        return None
    return made


def _leaf(host: str, address: tuple[str, int], seconds: float) -> x509.Certificate:
    unchecked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unchecked.check_hostname = False
    unchecked.verify_mode = ssl.CERT_NONE
    return x509.load_der_x509_certificate(_handshake(host, address, unchecked, seconds))


def _handshake(host: str, address: tuple[str, int], using: ssl.SSLContext, seconds: float) -> bytes:
    """The host's own certificate, DER."""
    with (
        socket.create_connection(address, timeout=seconds) as plain,
        using.wrap_socket(plain, server_hostname=host) as secure,
    ):
        return secure.getpeercert(binary_form=True) or b""


def _issuer_address(certificate: x509.Certificate) -> str:
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return ""
    for one in access:
        if one.access_method == AuthorityInformationAccessOID.CA_ISSUERS:
            address = str(one.access_location.value)
            if address.startswith("http://"):
                return address
    return ""


def _certificate(body: bytes) -> x509.Certificate:
    if body.lstrip().startswith(b"-----BEGIN"):
        return x509.load_pem_x509_certificate(body)
    try:
        return x509.load_der_x509_certificate(body)
    except ValueError:
        return load_der_pkcs7_certificates(body)[0]
