"""Who is told what, when, and what not."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import pytest

from records.answers import Message
from records.county import County, parse_county
from records.issues import Flip, Issue, Notice, Run, RunRecord, RunState, Status
from records.ownership import Assignment
from records.runs import TAIPEI
from records.steps import Step, StepKind
from records.waivers import Ground, Scope, Waiver
from reports.escalation import step_due, steps_of_run
from reports.grouping import shares
from reports.notices import failure_notice
from tests.reports import sample

MONDAY = datetime(2026, 11, 23, 5, 0, tzinfo=TAIPEI)
SUPERVISED = sample.COUNTY_FILE.replace(
    'mail = "social@county.example"', 'mail = "social@county.example"\nsupervisor_mail = "social-head@county.example"'
)


def county(extra: str = "", text: str = SUPERVISED) -> County:
    return parse_county(text + extra)


def mails(run: RunRecord, of: County | None = None, at: datetime = MONDAY) -> dict[tuple[str, str], Notice]:
    return {(notice.recipient, notice.kind): notice for notice in sample.mails_of(run, of or county(), at)}


def told(run: RunRecord, of: County | None = None) -> list[tuple[str, str]]:
    """(recipient, kind) of all mails but the operator's."""
    return [who for who in mails(run, of) if who[0] != "operator"]


def read(notice: Notice) -> EmailMessage:
    message = email.message_from_bytes(notice.eml, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text(notice: Notice) -> str:
    part = read(notice).get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def dead(opened_at: datetime = sample.STARTED, target: str = "https://gone.example/") -> Issue:
    [issue] = sample.issues("broken-link", sample.link_to(sample.SOCIAL, target, "x"), opened_at=opened_at)
    return issue


def known(*issues: Issue, **more: object) -> RunRecord:
    """A run in which these were found that had been known before."""
    return replace(sample.empty_record(), issues=issues, **more)  # type: ignore[arg-type]


LAST_MONTH = Run(11, RunState.CLOSED, datetime(2026, 10, 25, 18, tzinfo=UTC))
LONG_AGO = datetime(2026, 9, 1, tzinfo=UTC)


def test_a_week_in_which_nothing_is_new_overdue_or_fixed_brings_no_mail() -> None:
    assert told(known(dead(sample.A_WEEK_AGO + timedelta(days=6)))) == []


@pytest.mark.parametrize("status", [Status.OPEN, Status.ACKNOWLEDGED])
def test_what_is_overdue_is_told_every_week_whether_its_bureau_knows_of_it_or_not(status: Status) -> None:
    assert told(known(replace(dead(sample.IN_MAY), status=status))) == [("social", "weekly")]


def test_a_second_run_in_the_same_week_repeats_nothing_but_tells_what_is_new() -> None:
    overdue, new = dead(sample.IN_MAY), dead(target="https://gone.example/new")
    reminder = step(overdue, StepKind.REMINDER)
    this_week: dict[str, object] = {
        "told": {"social": sample.STARTED - timedelta(hours=1)},
        "steps": {overdue.fingerprint: (reminder,)},
    }
    assert told(known(overdue, **this_week), parse_county(sample.COUNTY_FILE)) == []
    found = known(overdue, new, **this_week, flips=(Flip(new, None, Status.OPEN, "found"),))
    assert told(found, parse_county(sample.COUNTY_FILE)) == [("social", "weekly")]
    last_week = {**this_week, "told": {"social": sample.A_WEEK_AGO}}
    assert told(known(overdue, **last_week), parse_county(sample.COUNTY_FILE)) == [("social", "weekly")]


def test_what_a_person_has_given_to_a_bureau_is_new_to_it_once() -> None:
    found = dead(sample.A_WEEK_AGO + timedelta(days=2))

    def given(at: datetime) -> dict[str, Assignment]:
        return {found.fingerprint: Assignment(found.fingerprint, "health", "theirs", "IT", at)}

    since, before = sample.A_WEEK_AGO + timedelta(days=2), sample.A_WEEK_AGO - timedelta(days=2)
    run = known(found, assigned=given(since))
    assert told(run) == [("health", "weekly")]
    assert "新發現 1 項" in text(mails(run)["health", "weekly"])
    assert told(known(found, assigned=given(before))) == []


def test_once_a_month_a_bureau_hears_what_is_open_or_that_all_is_well() -> None:
    of_month = known(dead(sample.A_WEEK_AGO + timedelta(days=6)), previous=LAST_MONTH)
    assert told(of_month, parse_county(sample.COUNTY_FILE)) == [
        ("planning", "all-clear"),
        ("social", "weekly"),
        ("traffic", "all-clear"),
        ("health", "all-clear"),
    ]
    clear = text(mails(of_month)["health", "all-clear"])
    assert "程式沒有找到需要改善的問題" in clear and "每個月只寄一封" in clear


def test_bureaus_mails_wait_for_a_working_morning_and_the_operators_does_not() -> None:
    found = mails(sample.record())
    assert found["social", "weekly"].not_before == MONDAY.replace(hour=8)
    assert found["operator", "operator"].not_before is None
    saturday = datetime(2026, 11, 28, 9, tzinfo=TAIPEI)
    assert mails(sample.record(), at=saturday)["social", "weekly"].not_before == datetime(
        2026, 11, 30, 8, tzinfo=TAIPEI
    )


def test_a_mail_goes_to_the_desk_its_deputies_and_those_who_get_a_copy_in_the_form_they_want() -> None:
    wanted = 'deputies = ["deputy@county.example"]\ncc = ["desk@county.example"]\nformat = "text"\n'
    desk = county(text=SUPERVISED.replace('mail = "social@', f'{wanted}mail = "social@'))
    notice = mails(sample.record(), desk)["social", "weekly"]
    assert (notice.to, notice.cc) == (("social@county.example", "deputy@county.example"), ("desk@county.example",))
    message = read(notice)
    assert message["To"] == "社會處 <social@county.example>, 社會處 <deputy@county.example>"
    assert message["Cc"] == "desk@county.example"
    assert [part.get_content_type() for part in message.walk() if part.get_content_maintype() == "text"] == [
        "text/plain",
        "text/csv",
    ]


# Escalation


def step(issue: Issue, kind: StepKind, run_id: int = 11) -> Step:
    done = sample.A_WEEK_AGO
    return Step(issue.fingerprint, issue.opened_at, kind, done.date(), done, run_id)


def steps(run: RunRecord, of: County | None = None) -> list[StepKind]:
    by_bureau = shares(run, of or county())
    return [step.kind for step in steps_of_run(run, of or county(), by_bureau.values(), MONDAY)]


def with_steps(issue: Issue, *kinds: StepKind, **more: object) -> RunRecord:
    return known(issue, steps={issue.fingerprint: tuple(step(issue, kind) for kind in kinds)}, **more)


R, S, U = StepKind.REMINDER, StepKind.SUPERVISOR, StepKind.ROLLUP


def test_an_issue_long_overdue_goes_up_one_step_a_run_and_each_step_once() -> None:
    old = dead(LONG_AGO)
    assert steps(known(old)) == [R]
    assert steps(with_steps(old, R)) == [S]
    assert steps(with_steps(old, R, S)) == [], "the roll-up is of the month's first run"
    assert steps(with_steps(old, R, S, previous=LAST_MONTH)) == [U]
    assert steps(with_steps(old, R, S, U, previous=LAST_MONTH)) == []


def test_each_step_waits_for_its_working_days() -> None:
    due = date(2026, 11, 18)
    assert [step_due(due, kind, county()) for kind in StepKind] == [
        date(2026, 11, 23),
        date(2026, 11, 27),
        date(2026, 12, 16),
    ]
    on_friday_before_last = dead(datetime(2026, 11, 13, 2, tzinfo=UTC))
    assert steps(known(on_friday_before_last)) == [R], "due on the 18th, to be reminded of from the 23rd on"
    assert steps(known(dead(datetime(2026, 11, 14, 2, tzinfo=UTC)))) == [R]
    assert steps(known(dead(datetime(2026, 11, 16, 2, tzinfo=UTC)))) == []


def test_an_issue_that_is_open_again_begins_anew() -> None:
    old = dead(LONG_AGO)
    again = replace(old, opened_at=datetime(2026, 10, 1, tzinfo=UTC))
    assert steps(known(again, steps={old.fingerprint: (step(old, R), step(old, S))})) == [R]


@pytest.mark.parametrize(
    "change",
    [
        {"seen_in": 11},
        {"clean_in": 12},
        {"status": Status.CLAIMED},
        {"status": Status.WAIVED},
    ],
    ids=["its page was out of reach", "it looks mended", "a person says that it is mended", "it is waived"],
)
def test_nothing_goes_up_of_which_this_run_has_not_seen_that_it_is_there(change: dict[str, object]) -> None:
    old = replace(dead(LONG_AGO), **change)  # type: ignore[arg-type]
    assert steps(known(old)) == []


def test_nothing_goes_up_from_a_sick_run() -> None:
    assert steps(replace(sample.sick_record(), issues=(dead(LONG_AGO),))) == []


def test_where_no_supervisor_is_configured_the_roll_up_comes_next() -> None:
    assert steps(with_steps(dead(LONG_AGO), R, previous=LAST_MONTH), parse_county(sample.COUNTY_FILE)) == [U]


def test_the_supervisor_reads_what_has_happened_and_the_bureau_gets_a_copy() -> None:
    old = replace(dead(LONG_AGO), reopened=2)
    notice = mails(with_steps(old, R))["social", "supervisor"]
    assert (notice.to, notice.cc) == (("social-head@county.example",), ("social@county.example",))
    said = text(notice)
    for words in (
        "社會處主管您好：",
        "- 115/09/01 發現",
        "- 115/09/04 改善期限",
        "- 115/11/16 提醒承辦單位",
        "- 115/11/23 通知單位主管",
        "- 改善（或回報改善）後又出現：2 次",
        f"問題編號：#{old.number}",
    ):
        assert words in said, words
    assert ("social", "supervisor") not in mails(with_steps(old, R, S))


def test_the_roll_up_goes_once_a_month_to_those_who_look_after_all() -> None:
    old = dead(LONG_AGO)
    of_month = with_steps(old, R, S, previous=LAST_MONTH)
    to = '[escalation]\nrollup_to = ["mayor@county.example"]\n'
    notice = mails(of_month, county(to))["county", "rollup"]
    assert notice.to == ("mayor@county.example",)
    assert mails(of_month)["county", "rollup"].to == ("social-head@county.example",)
    assert ("county", "rollup") not in mails(with_steps(old, R, S))
    said = text(notice)
    assert "社會處\n  未改善 1 項，逾期 1 項。" in said
    assert "115/11/23 列入每月彙整" in said


# Waivers, failures, urgent ones


def waived(until: date, given: datetime = LONG_AGO) -> RunRecord:
    issue = replace(dead(), status=Status.WAIVED)
    said = (Scope.PAGE, Ground.ACCEPTED, "new system in spring", "王小姐", given, until)
    return known(issue, waivers=(Waiver(issue.fingerprint, "broken-link", issue.finding.detail, "social", *said),))


@pytest.mark.parametrize(
    ("until", "given", "is_told"),
    [
        (date(2026, 12, 1), LONG_AGO, True),
        (date(2026, 12, 7), LONG_AGO, True),
        (date(2026, 12, 8), LONG_AGO, False),
        (date(2026, 11, 28), LONG_AGO, False),
        (date(2026, 11, 28), datetime(2026, 11, 20, tzinfo=UTC), True),
    ],
    ids=["in 8 days", "in 14 days", "in 15 days", "told last week", "given since"],
)
def test_that_a_waiver_ends_is_told_once_two_weeks_before(until: date, given: datetime, is_told: bool) -> None:
    found = mails(waived(until, given))
    assert (("social", "weekly") in found) == is_told
    if is_told:
        assert "即將到期的豁免：1 項" in text(found["social", "weekly"])


def test_what_may_be_mended_is_told_apart_from_what_is_wrong() -> None:
    [new], maybe = [dead(target="https://gone.example/new")], replace(dead(LONG_AGO), clean_in=12)
    said = text(mails(replace(sample.with_new(new), issues=(new, maybe)))["social", "weekly"])
    assert "新發現 1 項，逾期 0 項" in said
    assert "看起來已改善，待下次巡檢確認：1 項" in said


def test_what_could_not_be_looked_at_is_counted_apart() -> None:
    new, unseen = dead(target="https://gone.example/new"), replace(dead(LONG_AGO), seen_in=9)
    said = text(mails(replace(sample.with_new(new), issues=(new, unseen)))["social", "weekly"])
    assert "先前已知、這次無法檢查的問題：1 項" in said
    assert "逾期 0 項" in said


def test_the_operator_hears_of_a_run_that_did_not_end() -> None:
    reason = Message("There is no space left on the disk for the database {name}.", {"name": "sitepatrol.db"})
    notice = failure_notice(12, sample.STARTED, county(), reason, MONDAY)
    assert (notice.recipient, notice.kind, notice.to) == ("operator", "failed", ("it@county.example",))
    assert "sitepatrol.db" in text(notice)
    assert read(notice)["Subject"] == "【網站巡檢】115/11/23 的巡檢沒有完成"


def test_a_list_that_makes_the_mail_too_large_is_left_out_and_the_mail_says_where_it_is() -> None:
    many = [dead(target=f"https://gone.example/{n}") for n in range(300)]
    run = sample.with_new(*many)
    whole = mails(run)["social", "weekly"]
    assert attachments(whole) == ["sitepatrol-12-social.csv", "sitepatrol-12-social.ods"]
    one_less = county("", SUPERVISED.replace("[mail]", "[mail]\nmax_mb = 0.1"))
    assert attachments(mails(run, one_less)["social", "weekly"]) == ["sitepatrol-12-social.ods"]
    at = '[mail]\nmax_mb = 0.01\nreport_url = "https://intranet.example/patrol/"'
    none = mails(run, county("", SUPERVISED.replace("[mail]", at)))["social", "weekly"]
    assert attachments(none) == []
    assert "完整清單太長，無法放進信件：https://intranet.example/patrol/bureau-social.html" in text(none)


def test_a_bureau_with_forty_thousand_issues_gets_one_mail_that_can_be_sent_and_read() -> None:
    one = dead()
    many = (
        replace(
            one, fingerprint=f"{n:016x}", number=n, finding=replace(one.finding, detail=f"https://gone.example/{n}")
        )
        for n in range(1, 40_001)
    )
    notice = mails(sample.with_new(*many))["social", "weekly"]
    assert "新發現 40000、" in read(notice)["Subject"]
    assert len(notice.eml) < county().mail.max_mb * 2**20
    assert len(text(notice)) < 20_000


def attachments(notice: Notice) -> list[str]:
    return [str(part.get_filename()) for part in read(notice).iter_attachments()]


def test_a_bureau_that_answers_by_mail_is_told_how_and_each_issue_can_be_answered_with_a_click() -> None:
    answering = county("", SUPERVISED.replace("[mail]", '[mail]\nanswers_box = "answers"'))
    new = dead()
    message = read(mails(sample.with_new(new), answering)["social", "weekly"])
    body = message.get_body(("html",))
    assert body is not None
    assert f'href="mailto:web@county.example?subject=%23{new.number}%20' in body.get_content()
    assert "內文第一行寫「已修正」" in text(mails(sample.with_new(new), answering)["social", "weekly"])


def recipients(notices: Iterable[Notice]) -> set[str]:
    return {address for notice in notices for address in (*notice.to, *notice.cc)}


def test_no_mail_goes_to_anyone_whom_the_configuration_does_not_name() -> None:
    for run in (sample.record(), sample.hostile_record(), sample.sick_record()):
        assert recipients(mails(run).values()) <= {
            *(f"{bureau}@county.example" for bureau in ("planning", "social", "traffic", "health", "it")),
            "social-head@county.example",
        }
