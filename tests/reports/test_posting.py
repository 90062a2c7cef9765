"""The outbox: each mail once, whatever happens, over a real SMTP server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import Engine

from records import tables
from records.county import County, parse_county
from records.database import open_database
from records.issues import Notice
from records.outbox import Delivery, letters, mark, put
from reports.posting import CannotSend, post
from tests.reports.sample import COUNTY_FILE

ROOT = Path(__file__).parents[2]
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
EML = b"From: sitepatrol@county.example\r\nTo: %b\r\nSubject: =?utf-8?b?5ris6Kmm?=\r\n\r\nbody\r\n"


class Postmaster:
    """Takes mail; refuses what it is told to."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.refuse: dict[str, str] = {}

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append((envelope.rcpt_tos[0], envelope.original_content))
        return "250 OK"


@pytest.fixture
def postmaster() -> Postmaster:
    return Postmaster()


@pytest.fixture
def county(postmaster: Postmaster) -> Iterator[County]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    controller = Controller(postmaster, hostname="127.0.0.1", port=port)
    controller.start()
    smtp = f'[mail]\nsmtp_host = "127.0.0.1"\nsmtp_port = {port}\nsecurity = "none"'
    yield parse_county(COUNTY_FILE.replace("[mail]", smtp))
    controller.stop()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    with engine.begin() as connection:
        connection.execute(tables.run.insert(), {"id": 1, "state": "closed", "started_at": 0.0, "versions": {}})
        put(connection, [notice("social"), notice("planning")], MONDAY)
    yield engine
    engine.dispose()


def notice(bureau: str) -> Notice:
    to = f"{bureau}@county.example"
    return Notice(1, bureau, "weekly", to, f"<{bureau}@x>", EML % to.encode())


def states(engine: Engine) -> dict[str, Delivery]:
    with engine.connect() as connection:
        return {letter.notice.recipient: letter.state for letter in letters(connection, *Delivery)}


def now() -> datetime:
    return MONDAY + timedelta(hours=1)


def test_without_send_mails_are_written_and_none_goes_out(
    engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path
) -> None:
    posting = post(engine, county, tmp_path / "mail", now, really=False)
    assert sorted(path.name for path in posting.written) == ["run-1-planning-weekly.eml", "run-1-social-weekly.eml"]
    assert (tmp_path / "mail" / "run-1-social-weekly.eml").read_bytes() == notice("social").eml
    assert postmaster.taken == []


def test_running_send_twice_sends_once(engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path) -> None:
    post(engine, county, tmp_path, now, really=True)
    with engine.begin() as connection:
        put(connection, [notice("social")], MONDAY)
    again = post(engine, county, tmp_path, now, really=True)
    assert sorted(postmaster.taken) == sorted((n.to, n.eml) for n in map(notice, ("social", "planning")))
    assert again.sent == []
    assert set(states(engine).values()) == {Delivery.SENT}


def test_a_refused_recipient_stops_no_other_and_greylisting_is_tried_again(
    engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path
) -> None:
    postmaster.refuse = {"social@county.example": "550 no such user"}
    posting = post(engine, county, tmp_path, now, really=True)
    assert states(engine) == {"social": Delivery.FAILED, "planning": Delivery.SENT}
    assert "550 no such user" in posting.failed[0][1]
    with engine.begin() as connection:
        connection.execute(tables.notice.update().values(state=Delivery.QUEUED))
    postmaster.refuse = {"social@county.example": "450 come again later"}
    post(engine, county, tmp_path, now, really=True)
    assert states(engine)["social"] is Delivery.QUEUED
    postmaster.refuse = {}
    post(engine, county, tmp_path, now, really=True)
    assert states(engine)["social"] is Delivery.SENT


def test_last_weeks_mail_never_goes_out(engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path) -> None:
    post(engine, county, tmp_path, lambda: MONDAY + timedelta(days=7), really=True)
    assert postmaster.taken == []
    assert set(states(engine).values()) == {Delivery.EXPIRED}


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
import reports.posting
from records.county import read_county
from records.database import open_database
deliver = reports.posting.deliver
def deliver_and_die(*arguments):
    if sys.argv[4] == "after":
        deliver(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
reports.posting.deliver = deliver_and_die
now = datetime.fromisoformat(sys.argv[5])
reports.posting.post(
    open_database(sys.argv[1]), read_county(Path(sys.argv[2])), Path(sys.argv[3]), lambda: now, really=True
)
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_while_sending_no_mail_goes_twice_and_a_person_is_asked(
    engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path, moment: str
) -> None:
    port = county.mail.smtp_port
    text = COUNTY_FILE.replace("[mail]", f'[mail]\nsmtp_host = "127.0.0.1"\nsmtp_port = {port}\nsecurity = "none"')
    (tmp_path / "county.toml").write_text(text, "utf-8")
    arguments = [str(engine.url), str(tmp_path / "county.toml"), str(tmp_path), moment, now().isoformat()]
    killed = subprocess.run([sys.executable, "-c", KILLED, *arguments], cwd=ROOT, env=os.environ)
    assert killed.returncode == -signal.SIGKILL
    posting = post(engine, county, tmp_path, now, really=True)
    assert [letter.notice.recipient for letter in posting.unknown] == ["social"]
    assert states(engine) == {"social": Delivery.UNKNOWN, "planning": Delivery.SENT}
    recipients = [to for to, _ in postmaster.taken]
    assert sorted(recipients) == (["planning@county.example"] + ["social@county.example"] * (moment == "after"))


def test_sending_without_a_mail_server_is_refused_before_anything_is_marked(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(CannotSend, match="No mail server is configured"):
        post(engine, parse_county(COUNTY_FILE), tmp_path, now, really=True)
    assert set(states(engine).values()) == {Delivery.QUEUED}


def test_a_password_that_is_not_in_the_environment_is_named(
    engine: Engine, county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = county.mail.model_copy(update={"user": "sitepatrol", "password_env": "SITEPATROL_TEST_PASSWORD"})
    monkeypatch.delenv("SITEPATROL_TEST_PASSWORD", raising=False)
    with pytest.raises(CannotSend, match="wants a password"):
        post(engine, county.model_copy(update={"mail": mail}), tmp_path, now, really=True)


def test_a_mark_is_kept(engine: Engine) -> None:
    with engine.begin() as connection:
        mark(connection, 1, Delivery.FAILED, MONDAY, "x" * 1000)
    with engine.connect() as connection:
        [letter] = letters(connection, Delivery.FAILED)
    assert letter.error == "x" * 500
