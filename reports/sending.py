"""Hand one mail to the mail server."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress

from records.county import Mail


class DeliveryFailed(Exception):
    """The server did not take the mail; the sentence says why.

    `permanent`: trying this very mail again cannot help. Where only the connection, the login or the certificate was at
    fault it is False: once that is mended, the mail can go. `uncertain`: the line broke after the mail had been handed
    over, so it may have arrived; such a mail must not go out again by itself, so it counts as permanent.
    """

    def __init__(self, sentence: str, permanent: bool, uncertain: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.permanent = permanent
        self.uncertain = uncertain


def deliver(
    eml: bytes,
    address: str,
    mail: Mail,
    password: str | None = None,
    handing_over: Callable[[], None] = lambda: None,
) -> None:
    """Send a mail's bytes as they are to one address, over a connection of its own.

    `handing_over` is called when the server has taken sender and recipient, just before it is given the text: until
    then nothing can have been sent. Returns once the server has taken the mail. Raises DeliveryFailed otherwise, and
    never anything else for what a server, a certificate or a network may do.
    """
    server = f"{mail.smtp_host}:{mail.smtp_port}"
    try:
        smtp = _connected(mail)
        try:
            if mail.user:
                smtp.login(mail.user, password or "")
            _hand_over(smtp, eml, address, mail, handing_over)
        finally:
            _hang_up(smtp)
    except DeliveryFailed:
        raise
    except ssl.SSLCertVerificationError as error:
        raise DeliveryFailed(f"{server}: its certificate cannot be trusted ({error.verify_message})", False) from error
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryFailed(f"{server} did not accept the login of {mail.user} ({_said(error)})", False) from error
    except smtplib.SMTPNotSupportedError as error:
        raise DeliveryFailed(f"{server} cannot do what is asked of it: {error}", False) from error
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryFailed(f"{server} could not be used: {error}", False) from error


def _connected(mail: Mail) -> smtplib.SMTP:
    if mail.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(mail.smtp_host, mail.smtp_port, timeout=mail.timeout_seconds, context=context)
    smtp = smtplib.SMTP(mail.smtp_host, mail.smtp_port, timeout=mail.timeout_seconds)
    if mail.security == "starttls":
        try:
            smtp.starttls(context=ssl.create_default_context())
        except BaseException:
            smtp.close()
            raise
    return smtp


def _hand_over(smtp: smtplib.SMTP, eml: bytes, address: str, mail: Mail, handing_over: Callable[[], None]) -> None:
    smtp.ehlo_or_helo_if_needed()
    sender = mail.bounces_to or mail.sender
    options = [] if (sender + address).isascii() else ["SMTPUTF8"]
    _taken(smtp.mail(sender, options), f"the sender {sender}")
    _taken(smtp.rcpt(address), f"the recipient {address}")
    handing_over()
    try:
        answer = smtp.data(eml)
    except smtplib.SMTPDataError as error:
        answer = error.smtp_code, _bytes(error.smtp_error)
    except (OSError, smtplib.SMTPServerDisconnected) as error:
        sentence = f"the line to {mail.smtp_host} broke while the mail was handed over; it may have arrived ({error})"
        raise DeliveryFailed(sentence, permanent=True, uncertain=True) from error
    _taken(answer, "the mail")


def _hang_up(smtp: smtplib.SMTP) -> None:
    """Whatever happens here, the mail has been taken or refused before."""
    with suppress(OSError):
        smtp.quit()
    smtp.close()


def _taken(answer: tuple[int, bytes], what: str) -> None:
    code, words = answer
    if not 200 <= code < 300:
        said = words.decode("utf-8", "replace")
        raise DeliveryFailed(f"the mail server did not accept {what}: {code} {said}", permanent=code >= 500)


def _said(error: smtplib.SMTPResponseException) -> str:
    return f"{error.smtp_code} {_bytes(error.smtp_error).decode('utf-8', 'replace')}"


def _bytes(said: bytes | str) -> bytes:
    return said.encode() if isinstance(said, str) else said
