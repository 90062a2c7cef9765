"""Delivery to a real mail server on loopback."""

from __future__ import annotations

import email
import email.policy
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from records.county import Mail
from records.issues import Notice
from reports.sending import DeliveryFailed, deliver
from tests.reports import sample


class Mailbox:
    """Keeps what it is given; answers RCPT and DATA as it is told to."""

    def __init__(self, rcpt: str = "250 OK", data: str = "250 OK") -> None:
        self.rcpt, self.data = rcpt, data
        self.envelopes: list[Envelope] = []

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]) -> str:
        envelope.rcpt_tos.append(to)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return self.data


@contextmanager
def serving(mailbox: Mailbox, **settings: Any) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **settings)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def mail(port: int, **settings: Any) -> Mail:
    plain = {"smtp_host": "127.0.0.1", "smtp_port": port, "security": "none"}
    return Mail.model_validate({"sender": "sitepatrol@county.example", **plain, **settings})


@pytest.fixture(scope="module")
def notice() -> Notice:
    first, *_ = sample.mails_of(sample.record(), sample.county(), sample.STARTED)
    return first


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate_for("DNS:localhost,IP:127.0.0.1", tmp_path_factory.mktemp("certificate"))


def certificate_for(names: str, folder: Path) -> Path:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", f"subjectAltName={names}",
         "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


def server_context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    return context


def test_the_mail_arrives_byte_for_byte_and_can_be_read(notice: Notice) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as port:
        deliver(notice.eml, notice.to[0], mail(port))
    [envelope] = mailbox.envelopes
    assert envelope.content == notice.eml
    assert (envelope.mail_from, envelope.rcpt_tos) == ("sitepatrol@county.example", ["planning@county.example"])
    message = email.message_from_bytes(notice.eml, policy=email.policy.default)
    assert message["Subject"].startswith("【網站巡檢】計畫處：")
    assert "計畫處同仁您好" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "<h1>網站巡檢 115/11/23" in message.get_body(("html",)).get_content()  # type: ignore[union-attr]


def test_a_line_that_begins_with_a_dot_arrives_whole(notice: Notice) -> None:
    mailbox = Mailbox()
    dotted = replace(notice, eml=b"Subject: dots\r\n\r\n.\r\n..\r\n.hidden\r\n")
    with serving(mailbox) as port:
        deliver(dotted.eml, dotted.to[0], mail(port))
    assert mailbox.envelopes[0].content == dotted.eml


@pytest.mark.parametrize(
    ("answers", "permanent", "words"),
    [
        ({"rcpt": "550 no such user"}, True, "the recipient planning@county.example: 550 no such user"),
        ({"rcpt": "450 greylisted"}, False, "450 greylisted"),
        ({"rcpt": "452 mailbox full"}, False, "452 mailbox full"),
        ({"data": "554 looks like spam"}, True, "the mail: 554 looks like spam"),
        ({"data": "451 try later"}, False, "451 try later"),
    ],
)
def test_what_the_server_refuses_is_said_and_only_a_5xx_is_final(
    notice: Notice, answers: dict[str, str], permanent: bool, words: str
) -> None:
    with serving(Mailbox(**answers)) as port, pytest.raises(DeliveryFailed) as failure:
        deliver(notice.eml, notice.to[0], mail(port))
    assert words in failure.value.sentence
    assert (failure.value.permanent, failure.value.uncertain) == (permanent, False)


def test_no_server_at_all_is_not_final(notice: Notice) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(DeliveryFailed) as failure:
            deliver(notice.eml, notice.to[0], mail(taken.getsockname()[1]))
    assert not failure.value.permanent


def test_a_line_cut_after_the_mail_was_handed_over_is_uncertain_and_never_tried_again(notice: Notice) -> None:
    def cut_after_data(listener: socket.socket) -> None:
        line, _ = listener.accept()
        with line, line.makefile("rwb", buffering=0) as talk:
            talk.write(b"220 here\r\n")
            while talk.readline().strip().upper() != b"DATA":
                talk.write(b"250 OK\r\n")
            talk.write(b"354 go on\r\n")
            while talk.readline() != b".\r\n":
                pass

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Thread(target=cut_after_data, args=(listener,))
        server.start()
        with pytest.raises(DeliveryFailed) as failure:
            deliver(notice.eml, notice.to[0], mail(listener.getsockname()[1]))
        server.join()
    assert failure.value.uncertain
    assert failure.value.permanent


def test_a_server_that_takes_the_mail_and_hangs_up_without_goodbye_has_taken_it(notice: Notice) -> None:
    def take_and_hang_up(listener: socket.socket) -> None:
        line, _ = listener.accept()
        with line, line.makefile("rwb", buffering=0) as talk:
            talk.write(b"220 here\r\n")
            while talk.readline().strip().upper() != b"DATA":
                talk.write(b"250 OK\r\n")
            talk.write(b"354 go on\r\n")
            while talk.readline() != b".\r\n":
                pass
            talk.write(b"250 taken\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Thread(target=take_and_hang_up, args=(listener,))
        server.start()
        deliver(notice.eml, notice.to[0], mail(listener.getsockname()[1]))
        server.join()


def test_a_certificate_that_nobody_vouches_for_stops_the_mail(notice: Notice, certificate: Path) -> None:
    mailbox = Mailbox()
    with serving(mailbox, tls_context=server_context(certificate)) as port, pytest.raises(DeliveryFailed) as failure:
        deliver(notice.eml, notice.to[0], mail(port, security="starttls"))
    assert "certificate cannot be trusted" in failure.value.sentence
    assert not failure.value.permanent
    assert mailbox.envelopes == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_for_another_name_stops_the_mail(
    notice: Notice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    folder, mailbox = certificate_for("DNS:mail.elsewhere.example", tmp_path), Mailbox()
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "certificate.pem"))
    context = {"starttls": "tls_context", "tls": "ssl_context"}[security]
    with serving(mailbox, **{context: server_context(folder)}) as port, pytest.raises(DeliveryFailed) as failure:
        deliver(notice.eml, notice.to[0], mail(port, security=security))
    assert "certificate cannot be trusted" in failure.value.sentence
    assert "not valid for '127.0.0.1'" in failure.value.sentence
    assert (failure.value.permanent, mailbox.envelopes) == (False, [])


def test_tls_to_a_server_that_speaks_none_is_not_final(notice: Notice) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as port, pytest.raises(DeliveryFailed, match="could not be used") as failure:
        deliver(notice.eml, notice.to[0], mail(port, security="tls"))
    assert (failure.value.permanent, mailbox.envelopes) == (False, [])


@pytest.mark.parametrize(
    ("before", "uncertain"), [(b"EHLO", False), (b"RCPT", False), (b".", True)], ids=["greeting", "recipient", "mail"]
)
def test_a_server_that_never_answers_is_given_up_and_the_mail_is_uncertain_only_once_it_was_handed_over(
    notice: Notice, before: bytes, uncertain: bool
) -> None:
    def fall_silent(listener: socket.socket) -> None:
        line, _ = listener.accept()
        with line, line.makefile("rwb", buffering=0) as talk:
            talk.write(b"220 here\r\n")
            said = talk.readline()
            while said and not said.upper().startswith(before):
                is_data = said.upper().startswith(b"DATA")
                talk.write(b"354 go on\r\n" if is_data else b"250 OK\r\n")
                said = talk.readline()
                while is_data and said != b".\r\n":
                    said = talk.readline()
            while talk.readline():
                pass

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Thread(target=fall_silent, args=(listener,))
        server.start()
        with pytest.raises(DeliveryFailed) as failure:
            deliver(notice.eml, notice.to[0], mail(listener.getsockname()[1], timeout_seconds=1))
        server.join()
    assert (failure.value.permanent, failure.value.uncertain) == (uncertain, uncertain)


def test_a_server_without_starttls_gets_no_mail_in_the_clear(notice: Notice) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as port, pytest.raises(DeliveryFailed) as failure:
        deliver(notice.eml, notice.to[0], mail(port, security="starttls"))
    assert "STARTTLS" in failure.value.sentence
    assert mailbox.envelopes == []


def test_with_starttls_and_login_the_mail_arrives_and_the_password_stays_out_of_sentences(
    notice: Notice, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"patrol", b"open sesame"), handled=False)

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "certificate.pem"))
    mailbox = Mailbox()
    settings = {"tls_context": server_context(certificate), "authenticator": authenticate, "auth_required": True}
    with serving(mailbox, **settings) as port:
        secure = mail(port, security="starttls", user="patrol")
        deliver(notice.eml, notice.to[0], secure, "open sesame")
        with pytest.raises(DeliveryFailed) as failure:
            deliver(notice.eml, notice.to[0], secure, "wrong word")
    assert len(mailbox.envelopes) == 1
    assert "login of patrol" in failure.value.sentence
    assert "wrong word" not in failure.value.sentence
    assert not failure.value.permanent
