"""What came back is marked at its letter, and an address that fails twice is no working contact."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from records import tables
from records.database import open_database
from records.issues import Notice
from records.outbox import Delivery, broken_addresses, letters, mark, put
from reports.bounces import failures, take_in
from reports.mailboxes import LARGEST, NoMailbox, messages_in

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
REPORT = """From: MAILER-DAEMON@mx.county.example
To: bounces@county.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver it.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.county.example

{recipients}
--b
Content-Type: {kind}

{returned}
--b--
"""
RECIPIENT = """Original-Recipient: rfc822;{original}
Final-Recipient: rfc822; {final}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such
 user here
"""
WHOLE = "Message-ID: {id}\nSubject: x\nTo: social@county.example\n\nbody\n"


def report(
    id: str = "<1@x>",
    original: str = "social@county.example",
    final: str = "",
    action: str = "failed",
    kind: str = "message/rfc822",
) -> str:
    recipients = RECIPIENT.format(original=original, final=final or original, action=action)
    return REPORT.format(recipients=recipients, kind=kind, returned=WHOLE.format(id=id))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    with engine.begin() as connection:
        for run in (1, 2, 3):
            connection.execute(tables.run.insert(), {"id": run, "state": "closed", "started_at": 0.0, "versions": {}})
            to = ("social@county.example", "deputy@county.example")
            put(connection, [Notice(run, "social", "weekly", to, f"<{run}@x>", b"x")], MONDAY)
            for letter in letters(connection, Delivery.QUEUED):
                mark(connection, letter.id, Delivery.SENT, MONDAY)
    yield engine
    engine.dispose()


def box(tmp_path: Path, *reports: str) -> Path:
    folder = tmp_path / "bounces"
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(reports):
        (folder / f"{number}.eml").write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder


def bounced(engine: Engine) -> list[tuple[int, str]]:
    with engine.connect() as connection:
        return [(one.run_id, one.address) for one in letters(connection, Delivery.BOUNCED)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (report(), [(1, "social@county.example")]),
        (report(kind="text/rfc822-headers"), [(1, "social@county.example")]),
        (report(original="DEPUTY@county.example"), [(1, "deputy@county.example")]),
        (report(final="box17@inside.example"), [(1, "social@county.example")]),
        (report(action="delayed"), []),
        (report(action="delivered"), []),
        (report(id="<of-another@x>"), []),
        (report(original="stranger@county.example"), []),
        (report().replace("report-type=delivery-status; ", ""), []),
        ("Subject: out of office\n\nI am away.\n", []),
        ("", []),
    ],
    ids=["whole mail", "headers alone", "capitals", "forwarded", "delayed", "delivered", "not ours", "not asked for",
         "no report", "out of office", "empty"],
)  # fmt: skip
def test_only_a_failed_delivery_of_a_mail_of_ours_counts(
    engine: Engine, tmp_path: Path, text: str, found: list[tuple[int, str]]
) -> None:
    with engine.begin() as connection:
        take_in(connection, box(tmp_path, text), MONDAY)
    assert bounced(engine) == found


def test_reading_the_mailbox_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    folder = box(tmp_path, report())
    with engine.begin() as connection:
        assert len(take_in(connection, folder, MONDAY)) == 1
        assert take_in(connection, folder, MONDAY) == []


def test_an_address_whose_last_two_mails_came_back_is_no_working_contact(engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        take_in(connection, box(tmp_path, report("<1@x>"), report("<3@x>")), MONDAY)
        assert broken_addresses(connection) == {}, "the second of three arrived"
        take_in(connection, box(tmp_path, report("<2@x>")), MONDAY)
        assert broken_addresses(connection) == {"social@county.example": "5.1.1 smtp; 550 5.1.1 no such user here"}
        put(connection, [Notice(3, "social", "operator", ("social@county.example",), "<4@x>", b"x")], MONDAY)
        [new] = letters(connection, Delivery.QUEUED)
        mark(connection, new.id, Delivery.SENT, MONDAY)
        assert broken_addresses(connection) == {}, "a mail arrived again"


def test_an_mbox_a_maildir_and_a_folder_are_read_alike(tmp_path: Path) -> None:
    mbox = mailbox.mbox(tmp_path / "mbox")
    maildir = mailbox.Maildir(tmp_path / "maildir")
    for store in (mbox, maildir):
        store.add(report())
        store.flush()
    mbox.close()
    for path in (tmp_path / "mbox", tmp_path / "maildir", box(tmp_path, report())):
        [message] = messages_in(path)
        [failure] = failures(message)
        assert (failure.message_id, failure.addresses) == ("<1@x>", ("social@county.example",))


def test_a_message_too_large_to_be_a_report_is_not_read_and_a_missing_mailbox_is_named(tmp_path: Path) -> None:
    assert list(messages_in(box(tmp_path, report() + "x" * LARGEST))) == []
    with pytest.raises(NoMailbox, match="nowhere is no mailbox"):
        list(messages_in(tmp_path / "nowhere"))


@given(st.binary(max_size=2000), st.integers(0, 1800), st.integers(0, 300))
def test_no_mail_however_broken_stops_the_reading(noise: bytes, at: int, cut: int) -> None:
    import email
    from email.message import EmailMessage
    from email.policy import default

    whole = report().encode()
    for raw in (noise, whole[:at] + noise + whole[at + cut :]):
        message = email.message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)
        list(failures(message))
