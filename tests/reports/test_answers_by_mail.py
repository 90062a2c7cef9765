"""Replies ask for a recheck only when they plainly do, once, and when somebody sends them whom we know."""

from __future__ import annotations

import email
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from records.county import County, parse_county
from records.database import open_database
from reports.answers_by_mail import Reply, replies_to_act_on, reply_in, settle_reply
from tests.reports.sample import COUNTY_FILE

REPLY = {
    "From": "王小姐 <Social@County.example>",
    "To": "web@county.example",
    "Subject": "回覆: 【網站巡檢】社會處 #12",
    "Message-ID": "<reply-1@county.example>",
}


def reply(body: str = "已修正\n\n謝謝\n", **headers: str) -> EmailMessage:
    message = EmailMessage(policy=default)
    for name, value in (REPLY | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        if value:
            message[name] = value
    message.set_content(body)
    return message


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("已修正", {}),
        ("\n\n  已修正。謝謝您。\n> 原信", {}),
        ("已改善", {"Subject": "RE: ＃12"}),
        ("Fixed, thanks", {"Subject": "Re: #12 已修正"}),
    ],
)
def test_a_number_in_the_subject_and_the_word_on_the_first_line_ask_for_a_recheck(
    body: str, headers: dict[str, str]
) -> None:
    assert reply_in(reply(body, **headers)) == Reply("<reply-1@county.example>", "social@county.example", 12)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("> 已修正", {}),
        ("請問怎麼改？\n已修正", {}),
        ("尚未修正", {}),
        ("", {}),
        ("已修正", {"Subject": "回覆: 網站巡檢"}),
        ("已修正", {"Subject": "#12345678901234567890"}),
        ("已修正", {"From": ""}),
        ("已修正", {"Auto_Submitted": "auto-replied"}),
    ],
    ids=["quoted", "not first", "not yet", "empty", "no number", "no number of ours", "nobody", "a machine"],
)
def test_whatever_else_is_written_is_for_people(body: str, headers: dict[str, str]) -> None:
    assert reply_in(reply(body, **headers)) is None


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    yield engine
    engine.dispose()


def county(box: Path) -> County:
    return parse_county(COUNTY_FILE.replace("[mail]", f"[mail]\nanswers_box = '{box}'"))


def test_each_reply_of_a_known_sender_is_acted_on_once(engine: Engine, tmp_path: Path) -> None:
    box = tmp_path / "answers"
    box.mkdir()
    stranger = reply(From="stranger@elsewhere.example", Message_ID="<2@x>")
    for number, message in enumerate((reply(), reply(), stranger)):
        (box / f"{number}.eml").write_bytes(message.as_bytes())
    with engine.begin() as connection:
        [found] = replies_to_act_on(connection, county(box))
        assert found.sender == "social@county.example"
        settle_reply(connection, found, "fixed", datetime(2026, 11, 23, tzinfo=UTC))
        assert replies_to_act_on(connection, county(box)) == []


@given(st.binary(max_size=1500))
def test_no_mail_however_broken_stops_the_reading(noise: bytes) -> None:
    for raw in (noise, b"Subject: #12\r\nFrom: a@b.example\r\n\r\n" + noise, reply().as_bytes()[:300] + noise):
        message = email.message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)
        reply_in(message)
