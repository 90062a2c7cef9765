"""The outbox: each mail once, whatever happens, over a real SMTP server."""

from __future__ import annotations

import multiprocessing
import os
import signal
import smtplib
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import Engine, event

from records import tables
from records.county import County, parse_county, read_county
from records.database import open_database
from records.issues import Notice
from records.outbox import Delivery, Letter, letters, mark, put
from reports.posting import CannotSend, post
from tests.reports.sample import COUNTY_FILE

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
    return Notice(1, bureau, "weekly", (to,), f"<{bureau}@x>", EML % to.encode())


def states(engine: Engine) -> dict[str, Delivery]:
    with engine.connect() as connection:
        return {letter.recipient: letter.state for letter in letters(connection, *Delivery)}


class Clock:
    def __init__(self) -> None:
        self.time = MONDAY + timedelta(hours=1)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def now() -> Clock:
    return Clock()


def test_without_send_mails_are_written_and_none_goes_out(
    engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path, now: Clock
) -> None:
    posting = post(engine, county, tmp_path / "mail", now, really=False)
    assert sorted(path.name for path in posting.written) == ["run-1-planning-weekly.eml", "run-1-social-weekly.eml"]
    assert (tmp_path / "mail" / "run-1-social-weekly.eml").read_bytes() == notice("social").eml
    assert postmaster.taken == []


def test_running_send_twice_sends_once(
    engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path, now: Clock
) -> None:
    post(engine, county, tmp_path, now, really=True)
    with engine.begin() as connection:
        put(connection, [notice("social")], MONDAY)
    again = post(engine, county, tmp_path, now, really=True)
    assert sorted(postmaster.taken) == sorted((n.to[0], n.eml) for n in map(notice, ("social", "planning")))
    assert again.sent == []
    assert set(states(engine).values()) == {Delivery.SENT}


def test_a_refused_recipient_stops_no_other(
    engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path, now: Clock
) -> None:
    postmaster.refuse = {"social@county.example": "550 no such user"}
    posting = post(engine, county, tmp_path, now, really=True)
    assert states(engine) == {"social": Delivery.FAILED, "planning": Delivery.SENT}
    assert "550 no such user" in posting.failed[0][1]


def test_greylisting_is_tried_again_after_a_pause_and_each_pause_is_longer(
    engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path, now: Clock
) -> None:
    postmaster.refuse = {"social@county.example": "450 come again later"}
    post(engine, county, tmp_path, now, really=True)
    assert states(engine) == {"social": Delivery.QUEUED, "planning": Delivery.SENT}
    postmaster.refuse = {"social@county.example": "452 mailbox full"}
    for minutes, tries in ((14, 1), (2, 2), (58, 2), (2, 3)):
        now.time += timedelta(minutes=minutes)
        post(engine, county, tmp_path, now, really=True)
        assert letter_to(engine, "social").tries == tries, minutes
    assert letter_to(engine, "social").error.endswith("452 mailbox full")
    postmaster.refuse = {}
    now.time += timedelta(hours=4)
    post(engine, county, tmp_path, now, really=True)
    assert states(engine)["social"] is Delivery.SENT
    assert len(postmaster.taken) == 2


def letter_to(engine: Engine, bureau: str) -> Letter:
    with engine.connect() as connection:
        return next(one for one in letters(connection, *Delivery) if one.recipient == bureau)


def test_of_several_addresses_the_good_ones_get_the_mail_and_the_bad_one_waits_by_itself(
    engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path, now: Clock
) -> None:
    three = replace(notice("health"), to=("desk@county.example", "deputy@county.example"), cc=("head@county.example",))
    with engine.begin() as connection:
        put(connection, [three], MONDAY)
    postmaster.refuse = {"desk@county.example": "550 no such user", "head@county.example": "450 later"}
    post(engine, county, tmp_path, now, really=True)
    with engine.connect() as connection:
        found = {one.address: one.state for one in letters(connection, *Delivery) if one.recipient == "health"}
    assert found == {
        "desk@county.example": Delivery.FAILED,
        "deputy@county.example": Delivery.SENT,
        "head@county.example": Delivery.QUEUED,
    }


def test_a_mail_waits_for_its_morning(
    engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path, now: Clock
) -> None:
    with engine.begin() as connection:
        put(connection, [replace(notice("health"), not_before=MONDAY + timedelta(hours=16))], MONDAY)
    posting = post(engine, county, tmp_path, now, really=True)
    assert [one.recipient for one in posting.waiting] == ["health"]
    now.time += timedelta(hours=16)
    assert [one.recipient for one in post(engine, county, tmp_path, now, really=True).sent] == ["health"]


def test_what_waits_of_last_week_gives_way_to_this_weeks_mail(
    engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path, now: Clock
) -> None:
    with engine.begin() as connection:
        connection.execute(tables.run.insert(), {"id": 2, "state": "closed", "started_at": 0.0, "versions": {}})
        this_week = replace(notice("social"), run_id=2, message_id="<social-2@x>", eml=EML % b"this week")
        put(connection, [this_week], MONDAY)
    post(engine, county, tmp_path, now, really=True)
    assert sorted(eml for _, eml in postmaster.taken) == sorted([this_week.eml, notice("planning").eml])


def test_last_weeks_mail_never_goes_out(engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path) -> None:
    post(engine, county, tmp_path, lambda: MONDAY + timedelta(days=7), really=True)
    assert postmaster.taken == []
    assert set(states(engine).values()) == {Delivery.EXPIRED}


def post_and_die(database: str, config: Path, folder: Path, at: datetime, last_step: int) -> None:
    """Post, and be killed at one of the steps: before and after each word to the mail server and each mark."""
    steps = iter(range(1, last_step))

    def step() -> None:
        if next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def stepping(work: Callable[..., Any]) -> Callable[..., Any]:
        def done(*arguments: Any) -> Any:
            step()
            result = work(*arguments)
            step()
            return result

        return done

    smtplib.SMTP.send = stepping(smtplib.SMTP.send)  # type: ignore[method-assign]
    smtplib.SMTP.getreply = stepping(smtplib.SMTP.getreply)  # type: ignore[method-assign]
    engine = open_database(database)
    event.listen(engine, "commit", lambda connection: step())
    post(engine, read_county(config), folder, lambda: at, really=True)


def test_killed_between_any_two_steps_each_mail_goes_once_or_a_person_is_asked(
    engine: Engine, county: County, postmaster: Postmaster, tmp_path: Path, now: Clock
) -> None:
    smtp = f'[mail]\nsmtp_host = "127.0.0.1"\nsmtp_port = {county.mail.smtp_port}\nsecurity = "none"'
    (tmp_path / "county.toml").write_text(COUNTY_FILE.replace("[mail]", smtp), "utf-8")
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload([__name__])
    outcomes: dict[int, set[Delivery]] = {}
    for last_step in range(1, 100):
        with engine.begin() as connection:
            connection.execute(tables.delivery.update().values(state=Delivery.QUEUED, tries=0, sent_at=None))
        postmaster.taken.clear()
        arguments = (str(engine.url), tmp_path / "county.toml", tmp_path, now(), last_step)
        process = forks.Process(target=post_and_die, args=arguments)
        process.start()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        posting = post(engine, county, tmp_path, now, really=True)
        taken = Counter(to for to, _ in postmaster.taken)
        for bureau, state in states(engine).items():
            times = taken[f"{bureau}@county.example"]
            assert (state is Delivery.SENT and times == 1) or (state is Delivery.UNKNOWN and times <= 1), last_step
        assert len(posting.unknown) <= 1
        outcomes[last_step] = set(states(engine).values())
        if process.exitcode == 0:
            break
    assert process.exitcode == 0 and last_step > 40, "every step was tried"
    asked = [step for step, found in outcomes.items() if Delivery.UNKNOWN in found]
    assert 0 < len(asked) <= 2 * 13, "a person is asked only from the word DATA to the mark after the server's goodbye"


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


def test_a_password_may_stand_in_a_file_of_its_own(engine: Engine, county: County, tmp_path: Path, now: Clock) -> None:
    mail = county.mail.model_copy(update={"user": "sitepatrol", "password_file": str(tmp_path / "secret")})
    secretive = county.model_copy(update={"mail": mail})
    (tmp_path / "secret").write_text("\n")
    with pytest.raises(CannotSend, match="none can be read from"):
        post(engine, secretive, tmp_path, now, really=True)
    (tmp_path / "secret").write_text("open sesame\n")
    [(_, error), _] = post(engine, secretive, tmp_path, now, really=True).failed
    assert "open sesame" not in error


def test_a_mark_is_kept(engine: Engine) -> None:
    with engine.begin() as connection:
        mark(connection, 1, Delivery.FAILED, MONDAY, "x" * 1000)
    with engine.connect() as connection:
        [letter] = letters(connection, Delivery.FAILED)
    assert letter.error == "x" * 500
