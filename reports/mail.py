"""Write one mail: its texts from the templates of its kind, its headers, its attachments. Nothing is sent here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from urllib.parse import quote

from jinja2 import Environment

from records.answers import Message
from records.county import County
from records.issues import Notice
from records.runs import TAIPEI
from reports.words import Words, clean

MEDIA = {"csv": ("text", "csv"), "ods": ("application", "vnd.oasis.opendocument.spreadsheet")}
ANSWER = "已修正"
"""The first line of a reply that asks for another look."""


@dataclass(frozen=True)
class Envelope:
    """To whom a mail goes, and what about."""

    run_id: int
    started_at: datetime
    """Of the run: two databases that number their runs alike write different mails."""
    recipient: str
    """Bureau id, "operator", "county"."""
    name: str
    """Of the recipient, as it stands before the address."""
    kind: str
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    not_before: datetime | None = None
    is_text_alone: bool = False


def write_mail(
    envelope: Envelope,
    env: Environment,
    county: County,
    words: Words,
    at: datetime,
    values: Mapping[str, object],
    lists: Mapping[str, bytes] | None = None,
    lists_at: str = "",
    images: Mapping[str, bytes] | None = None,
) -> Notice:
    """Render the templates of the mail's kind. The same arguments give the same bytes.

    `at`, with a time zone, becomes the mail's date. `lists`: files to attach; where they would make the mail larger
    than the configuration allows they are left out, and `lists_at` says where they are. `images`: pictures (JPEG) that
    the HTML shows, by their names; they go first.
    """
    attached, shown = dict(lists or {}), dict(images or {})
    while True:
        given = {**values, "lists": sorted(attached), "lists_at": lists_at if lists else "", "images": shown}
        mail = _mail(envelope, env, county, words, at, given, attached, shown)
        eml = mail.as_bytes()
        if not (attached or shown) or len(eml) <= county.mail.max_mb * 1_000_000:
            return _notice(envelope, str(mail["Message-ID"]), eml)
        if shown:
            shown = {}
            continue
        attached = dict(sorted(attached.items(), key=lambda item: len(item[1]))[:-1])


def _notice(envelope: Envelope, message_id: str, eml: bytes) -> Notice:
    who = (envelope.recipient, envelope.kind, envelope.to)
    return Notice(envelope.run_id, *who, message_id, eml, envelope.cc, envelope.not_before)


def _mail(
    envelope: Envelope,
    env: Environment,
    county: County,
    words: Words,
    at: datetime,
    values: Mapping[str, object],
    attached: Mapping[str, bytes],
    images: Mapping[str, bytes],
) -> EmailMessage:
    def rendered(part: str) -> str:
        return env.get_template(f"mail/{envelope.kind}/{part}").render(**values)

    sender = county.mail.sender
    host = sender.rpartition("@")[2]
    started = envelope.started_at.astimezone(TAIPEI)
    name = f"{envelope.run_id}-{started:%Y%m%dT%H%M%S}-{envelope.kind}-{envelope.recipient}"
    root = f"<{envelope.recipient}.sitepatrol@{host}>"
    addresses = (sender, *envelope.to, *envelope.cc)
    mail = EmailMessage(policy=SMTP if "".join(addresses).isascii() else SMTPUTF8)
    mail["Date"] = format_datetime(at.astimezone(TAIPEI))
    mail["Message-ID"] = f"<sitepatrol-{name}@{host}>"
    mail["From"] = _address(sender, words.say(Message("{county} site patrol", {"county": words.name(county.county)})))
    mail["Reply-To"] = _address(answers_to(county), county.county.contact_name)
    mail["To"] = [_address(to, envelope.name) for to in envelope.to]
    if envelope.cc:
        mail["Cc"] = [_address(to, "") for to in envelope.cc]
    mail["Subject"] = clean(rendered("subject.txt"), LONGEST_SUBJECT)
    # One series for each recipient: mail programs show it as one conversation.
    mail["In-Reply-To"] = root
    mail["References"] = root
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: out-of-office programs do not answer it.
    mail["List-Id"] = f"<{envelope.kind}.sitepatrol.{host}>"
    mail["X-SitePatrol-Run"] = str(envelope.run_id)
    mail.set_content(_unfit_replaced(rendered("body.txt")), cte="base64")
    if not envelope.is_text_alone:
        mail.add_alternative(_unfit_replaced(rendered("body.html")), subtype="html", cte="base64")
        html = mail.get_body(("html",))
        assert html is not None
        for shown, image in images.items():
            html.add_related(image, "image", "jpeg", cid=f"<{shown}>", disposition="inline")
    for file, content in attached.items():
        main, sub = MEDIA[file.rpartition(".")[2]]
        mail.add_attachment(content, maintype=main, subtype=sub, filename=file)
    mail["Content-Language"] = words.language  # After the content, which clears what it finds of Content-*.
    _set_boundaries(mail, name)
    return mail


LONGEST_SUBJECT = 200


def answers_to(county: County) -> str:
    """The address of a person who reads what bureaus answer."""
    return county.mail.reply_to or county.county.contact_mail


def answer_link(county: County, number: int) -> str:
    """A mail that asks for another look at an issue, as a link."""
    subject, body = quote(f"#{number} {ANSWER}"), quote(f"{ANSWER}\r\n")
    return f"mailto:{answers_to(county)}?subject={subject}&body={body}"


def _set_boundaries(mail: EmailMessage, name: str) -> None:
    """Boundaries that depend on nothing but the mail's name: the same mail has the same bytes."""
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary("=_" + hashlib.sha256(f"{name} {number}".encode()).hexdigest()[:32])


def _address(address: str, name: str) -> Address:
    username, _, domain = address.rpartition("@")
    return Address(clean(name), username, domain)


def _unfit_replaced(body: str) -> str:
    return body.encode("utf-8", "replace").decode()
