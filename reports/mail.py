"""Write notices: one mail per bureau and run, and one to the operator. Nothing is sent here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from checks.registry import Check, load_checks
from records.answers import Message
from records.county import County
from records.issues import Notice, RunRecord
from records.runs import TAIPEI
from reports.grouping import Entry, Standing, shares
from reports.rendering import run_environment
from reports.words import Words, clean

SHOWN = 20
"""Entries of one standing in a mail; the rest is counted."""
PAGES = 5
"""Further pages of one entry in a mail; the rest is counted."""
MENDS = 2
"""Proposals for one entry in a mail."""
OPERATOR = "operator"


def notices(record: RunRecord, county: County, at: datetime) -> Iterator[Notice]:
    """The mails of one run: to each bureau that has an issue, and one to the operator, in each reader's language.

    A sick run is told to the operator alone. `at`, with a time zone, becomes the mails' date; the same arguments give
    the same bytes.
    """
    by_bureau = shares(record, county)
    written = [share for share in by_bureau.values() if share.count(*Standing)] if not record.illnesses else []
    for share in written:
        language = share.bureau.language or county.county.language
        yield _notice(record, county, at, share.bureau.id, "weekly", share.bureau.mail, language, share=share)
    kind = "sick" if record.illnesses else "operator"
    to, language = county.county.contact_mail, county.county.language
    totals = {standing: sum(share.count(standing) for share in by_bureau.values()) for standing in Standing}
    yield _notice(record, county, at, OPERATOR, kind, to, language, shares=by_bureau, written=written, totals=totals)


def _notice(
    record: RunRecord, county: County, at: datetime, recipient: str, kind: str, to: str, language: str, **values: object
) -> Notice:
    words = Words(language)
    env = run_environment(words, record, county)
    env.globals.update(mend=lambda entry: _mend(entry, load_checks(), words), SHOWN=SHOWN, PAGES=PAGES, MENDS=MENDS)
    subject, text, html = (
        env.get_template(f"mail/{kind}/{part}").render(**values) for part in ("subject.txt", "body.txt", "body.html")
    )
    sender = county.mail.sender
    host = sender.rpartition("@")[2]
    started = record.run.started_at.astimezone(TAIPEI)
    message_id = f"<sitepatrol-{record.run.id}-{started:%Y%m%dT%H%M%S}-{kind}-{recipient}@{host}>"
    mail = EmailMessage(policy=SMTP if (sender + to).isascii() else SMTPUTF8)
    mail["Date"] = format_datetime(at.astimezone(TAIPEI))
    mail["Message-ID"] = message_id
    mail["From"] = _address(sender, words.say(Message("{county} site patrol", {"county": words.name(county.county)})))
    mail["Reply-To"] = _address(county.mail.reply_to or county.county.contact_mail, county.county.contact_name)
    mail["To"] = _address(to, words.name(county.bureaus[recipient]) if recipient in county.bureaus else "")
    mail["Subject"] = clean(subject)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: out-of-office programs do not answer it.
    mail["List-Id"] = f"<{kind}.sitepatrol.{host}>"
    mail["X-SitePatrol-Run"] = str(record.run.id)
    mail.set_content(_unfit_replaced(text), cte="base64")
    mail.add_alternative(_unfit_replaced(html), subtype="html", cte="base64")
    mail["Content-Language"] = language  # After the content, which clears what it finds of Content-*.
    mail.set_boundary("=_" + hashlib.sha256(message_id.encode()).hexdigest()[:32])
    return Notice(record.run.id, recipient, kind, (to,), message_id, mail.as_bytes())


def _mend(entry: Entry, checks: Mapping[str, Check], words: Words) -> str:
    """How to mend it, in one line: what the engine says of the first place, else the check's first paragraph."""
    finding = entry.first.issue.finding
    note = words.note(finding.places[0]) if finding.places else ""
    if note:
        return in_one_line(note, words)
    check = checks.get(entry.check_id)
    return words.text(check.how).split("\n\n")[0] if check else ""


def in_one_line(note: str, words: Words) -> str:
    """The engine's note, which gives headings and under each its items, as one sentence."""
    parts: list[tuple[str, list[str]]] = []
    for line in filter(None, map(clean, note.splitlines())):
        is_heading = line.endswith(("：", ":"))
        if is_heading or not parts:
            parts.append((line if is_heading else "", []))
        if not is_heading:
            parts[-1][1].append(line.removeprefix("- "))
    said = ((heading + " " if heading.endswith(":") else heading) + words.listed(items) for heading, items in parts)
    return words.say(Message("; ")).join(said)


def _address(address: str, name: str) -> Address:
    username, _, domain = address.rpartition("@")
    return Address(clean(name), username, domain)


def _unfit_replaced(body: str) -> str:
    return body.encode("utf-8", "replace").decode()
