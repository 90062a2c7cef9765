"""Issues are sorted by standing and folded for reading."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from records.answers import Message, Severity, Unsure
from records.county import County
from records.issues import RunRecord
from reports.grouping import Doubt, Share, Standing, doubt_of, shares
from tests.reports.sample import (
    A_WEEK_AGO,
    IN_MAY,
    SOCIAL,
    WWW,
    axe,
    county,
    empty_record,
    issues,
    link_in_template,
    link_to,
    page_of,
    record,
    sick_record,
)

COUNTY: County = county()


def share(run: RunRecord, bureau: str) -> Share:
    return shares(run, COUNTY)[bureau]


def counts(found: Share) -> list[int]:
    return [found.count(standing) for standing in (Standing.NEW, Standing.OVERDUE, Standing.OPEN, Standing.FIXED)]


def test_each_issue_has_one_standing_at_one_bureau() -> None:
    found = shares(record(), COUNTY)
    assert {bureau: counts(share) for bureau, share in found.items()} == {
        "planning": [2, 0, 1, 0],
        "social": [5, 3, 1, 2],
        "traffic": [0, 1, 0, 0],
        "health": [0, 0, 0, 0],
    }
    told = sum(sum(counts(share)) + len(share.pretest) for share in found.values())
    assert told == len(record().issues)


def test_what_is_due_today_is_not_overdue_yet() -> None:
    due_today = issues("stale-page", page_of(SOCIAL, IN_MAY.date().replace(year=2021)), opened_at=A_WEEK_AGO)
    due_last_friday = issues("accessibility", axe(SOCIAL, "color-contrast"), opened_at=A_WEEK_AGO)
    found = share(replace(empty_record(), issues=(*due_today, *due_last_friday)), "social")
    assert counts(found) == [0, 1, 1, 0]


def test_a_sick_run_calls_nothing_new() -> None:
    assert all(share.count(Standing.NEW) == 0 for share in shares(sick_record(), COUNTY).values())


def test_one_target_on_many_pages_is_one_entry() -> None:
    pages = [f"{SOCIAL}{n}.aspx" for n in range(5)]
    dead = issues("broken-link", *(link_to(page, "https://gone.example/", f"連結{page}") for page in pages))
    other = issues("broken-link", link_to(pages[0], "https://gone.example/other", "別的"))
    found = share(replace(empty_record(), issues=(*dead, *other)), "social")
    assert sorted(len(entry.issues) for entry in found.entries(Standing.OPEN)) == [1, 5]


def test_pages_out_of_date_since_different_days_are_entries_of_their_own() -> None:
    old = [
        issue
        for n in (1, 2)
        for issue in issues("stale-page", page_of(f"{SOCIAL}{n}", IN_MAY.date().replace(year=2020 + n)))
    ]
    found = share(replace(empty_record(), issues=tuple(old)), "social")
    assert [len(entry.issues) for entry in found.entries(Standing.OPEN)] == [1, 1]


def test_pages_without_a_date_say_one_thing_and_are_one_entry() -> None:
    undated = issues("missing-update-date", *(page_of(f"{SOCIAL}{n}", None) for n in range(3)))
    found = share(replace(empty_record(), issues=tuple(undated)), "social")
    assert [len(entry.issues) for entry in found.entries(Standing.OPEN)] == [3]


def test_a_dead_link_of_a_template_is_one_issue_of_the_site_with_all_its_pages() -> None:
    found = share(replace(empty_record(), issues=tuple(issues("broken-link", link_in_template(3000)))), "planning")
    [entry] = found.entries(Standing.OPEN)
    assert (len(entry.issues), len(entry.pages), entry.more_pages) == (1, 3000, ())


def test_a_template_whose_pages_are_all_one_bureaus_is_that_bureaus() -> None:
    pages = tuple(f"{SOCIAL}{n}.aspx" for n in range(5))
    [one] = issues("broken-link", replace(link_in_template(), pages=pages))
    assert counts(share(replace(empty_record(), issues=(one,)), "social")) == [0, 0, 1, 0]


def test_the_same_target_in_the_template_and_in_a_page_is_one_entry_that_counts_every_page() -> None:
    link = link_in_template(40)
    dead = issues("broken-link", link, replace(link, pages=(), page_url=f"{WWW}news.aspx"))
    [entry] = share(replace(empty_record(), issues=tuple(dead)), "planning").entries(Standing.OPEN)
    assert (len(entry.issues), len(entry.pages)) == (2, 41)


def test_sorting_a_hundred_issues_on_three_thousand_pages_each_takes_no_minutes() -> None:
    pages = tuple(f"{SOCIAL}{n}.aspx" for n in range(3000))
    link = replace(link_in_template(), pages=pages)
    many = [issues("broken-link", replace(link, url=f"https://gone.example/{n}"))[0] for n in range(100)]
    before = time.process_time()
    assert share(replace(empty_record(), issues=tuple(many)), "social").count(Standing.OPEN) == 100
    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    ("rule", "doubt"),
    [
        ("refuses-robots", Doubt.CLICK),
        ("login-wanted", Doubt.CLICK),
        ("robots", Doubt.CLICK),
        ("no-such-host", Doubt.WAIT),
        ("timed-out", Doubt.WAIT),
        ("refused", Doubt.WAIT),
        ("dropped", Doubt.WAIT),
        ("server-error", Doubt.WAIT),
        ("not-asked", Doubt.WAIT),
        ("seen-once", Doubt.LOOK),
        ("color-contrast", Doubt.LOOK),
    ],
)
def test_what_to_do_about_a_doubt_follows_from_its_rule(rule: str, doubt: Doubt) -> None:
    assert doubt_of(Unsure(SOCIAL, Message("?"), rule=rule)) is doubt


def test_doubts_that_a_person_must_judge_come_first_and_those_that_wait_last() -> None:
    found = share(record(), "planning")
    assert [(doubt, check) for doubt, check, _ in found.unsure_by_check()] == [
        (Doubt.LOOK, "accessibility"),
        (Doubt.WAIT, "broken-link"),
    ]
    assert found.count_doubts() == {Doubt.LOOK: 1, Doubt.CLICK: 0, Doubt.WAIT: 1}


def test_the_worst_comes_first_and_of_equals_the_oldest() -> None:
    minor = issues("missing-update-date", page_of(SOCIAL, None), opened_at=IN_MAY)
    critical = issues("accessibility", axe(SOCIAL, "image-alt"))
    serious = [
        issue
        for opened in (A_WEEK_AGO, IN_MAY)
        for issue in issues("broken-link", link_to(SOCIAL, f"https://gone.example/{opened:%m}", "x"), opened_at=opened)
    ]
    found = share(replace(empty_record(), issues=(*minor, *serious, *critical)), "social")
    order = [one for standing in (Standing.OVERDUE, Standing.OPEN) for one in found.issues[standing]]
    assert [(one.issue.severity, one.issue.opened_at) for one in order[:3]] == [
        (Severity.SERIOUS, IN_MAY),
        (Severity.SERIOUS, A_WEEK_AGO),
        (Severity.MINOR, IN_MAY),
    ]


def test_what_could_not_be_seen_is_sorted_by_owner_too() -> None:
    found = shares(record(), COUNTY)
    assert [len(found[b].not_read) for b in ("planning", "social", "health")] == [1, 2, 0]
    assert [len(found[b].unsure) for b in ("planning", "social", "health")] == [2, 2, 0]
    assert [len(found[b].not_audited) for b in ("planning", "social", "health")] == [0, 2, 0]
