"""Certificates of the demo county's neighbours: an authority of our own, and hosts that misuse what it signs."""

from __future__ import annotations

import ssl
import warnings
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from functools import cache
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

issuer_address = "http://127.10.0.22:{port}/ca/issuing.cer"
"""Where the intermediate certificate can be had (DER), as each certificate that it signed says."""


class Tls(Enum):
    """How a host does TLS."""

    SOUND = auto()
    EXPIRED = auto()
    OTHER_NAME = auto()
    """The certificate is for another host."""
    SELF_SIGNED = auto()
    NO_INTERMEDIATE = auto()
    """Only its own certificate is sent; where its issuer's can be had stands in it."""
    OLD = auto()
    """TLS 1.0 and 1.1 only."""


class Authority:
    """A root, and an intermediate that signs for hosts. Keys are new in each process."""

    def __init__(self) -> None:
        self._now = datetime.now(UTC).replace(microsecond=0)
        root_key = generate_private_key(SECP256R1())
        self._key = generate_private_key(SECP256R1())
        root_name, name = _named("禾湖縣示範根憑證"), _named("禾湖縣示範憑證中心")
        self.root = _authority(self._between(root_name, root_name, root_key, -30, 3650), root_key, root_key)
        self.intermediate = _authority(self._between(name, root_name, self._key, -30, 1825), self._key, root_key)

    def write(self, folder: Path) -> Path:
        """Write the root as a PEM file into the folder."""
        place = folder / "ca.pem"
        place.write_bytes(self.root.public_bytes(Encoding.PEM))
        return place

    def server_context(self, manner: Tls, address: str, port: int, folder: Path) -> ssl.SSLContext:
        """What the host of this IP address shows its visitors. The folder is written to, and may go afterwards."""
        key = generate_private_key(SECP256R1())
        certificate = self._certificate(manner, address, port, key)
        chain = [certificate]
        if manner not in (Tls.SELF_SIGNED, Tls.NO_INTERMEDIATE):
            chain.append(self.intermediate)
        place = folder / f"{address}.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        place.write_bytes(secret + b"".join(each.public_bytes(Encoding.PEM) for each in chain))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(place)
        if manner is Tls.OLD:
            _age(context)
        return context

    def _certificate(self, manner: Tls, address: str, port: int, key: EllipticCurvePrivateKey) -> x509.Certificate:
        name = _named(address)
        signed_by_self = manner is Tls.SELF_SIGNED
        start, end = (-400, -35) if manner is Tls.EXPIRED else (-30, 335)
        builder = self._between(name, name if signed_by_self else self.intermediate.subject, key, start, end)
        alternative: x509.GeneralName = x509.IPAddress(ip_address(address))
        if manner is Tls.OTHER_NAME:
            alternative = x509.DNSName("www.records.hehu.example")
        issuer = x509.UniformResourceIdentifier(issuer_address.format(port=port))
        access = x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, issuer)
        signer = key if signed_by_self else self._key
        builder = (
            builder.add_extension(x509.SubjectAlternativeName([alternative]), False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False)
        )
        if not signed_by_self:
            builder = builder.add_extension(x509.AuthorityInformationAccess([access]), False)
        return builder.sign(signer, SHA256())

    def _between(
        self, name: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, start: int, end: int
    ) -> x509.CertificateBuilder:
        """`start` and `end` in days from now."""
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._now + timedelta(start))
            .not_valid_after(self._now + timedelta(end))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        )


def _named(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _authority(
    builder: x509.CertificateBuilder, key: EllipticCurvePrivateKey, signer: EllipticCurvePrivateKey
) -> x509.Certificate:
    usage = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=1 if key is signer else 0), True)
        .add_extension(x509.KeyUsage(digital_signature=True, key_cert_sign=True, crl_sign=True, **usage), True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False)
        .sign(signer, SHA256())
    )


def _age(context: ssl.SSLContext) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    # OpenSSL 3 signs as TLS 1.1 does at no higher security level.
    context.set_ciphers("ALL:@SECLEVEL=0")


@cache
def authority() -> Authority:
    """The one authority of this process."""
    return Authority()
