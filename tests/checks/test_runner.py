"""A crash of one check on one fact costs that answer, and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from checks.registry import Check, load_checks
from checks.runner import ERROR_LENGTH, judge
from records.answers import Answer, Finding, Message
from records.facts import Page

CHECKS = load_checks()
PAGE = Page("https://county.example/", "<p>words")


def reading_pages(judges: Callable[[Any], Iterator[Answer]]) -> Check:
    return replace(CHECKS["stale-page"], id="new-check", judge=judges)


def crashes_half_way(page: Page) -> Iterator[Answer]:
    yield Finding(page.url, Message("said before the crash"))
    raise KeyError("one\nlong " + "line " * 1000)


def test_a_crash_is_a_verdict_and_the_others_go_on() -> None:
    broken_link = CHECKS["broken-link"]
    facts = [PAGE, *broken_link.fails]
    verdicts = list(judge([reading_pages(crashes_half_way), broken_link], facts))
    assert [verdict.check_id for verdict in verdicts] == ["new-check"] + ["broken-link"] * len(broken_link.fails)
    assert all(verdict.answers for verdict in verdicts[1:])


def test_what_a_check_said_before_it_crashed_does_not_count() -> None:
    [verdict] = judge([reading_pages(crashes_half_way)], [PAGE])
    assert verdict.answers == ()
    assert verdict.page_url == PAGE.url


def test_the_error_is_one_short_line_with_its_type() -> None:
    [verdict] = judge([reading_pages(crashes_half_way)], [PAGE])
    assert verdict.error is not None
    assert verdict.error.startswith("KeyError: ")
    assert "\n" not in verdict.error
    assert len(verdict.error) <= ERROR_LENGTH


def test_a_crash_without_words_is_still_a_crash() -> None:
    def crashes_silently(page: Page) -> Iterator[Answer]:
        raise ValueError
        yield

    [verdict] = judge([reading_pages(crashes_silently)], [PAGE])
    assert verdict.error == "ValueError:"


@pytest.mark.parametrize(
    "answer", ["a string", None, PAGE, Finding("https://elsewhere.example/", Message("wrong page"))]
)
def test_an_answer_that_is_none_or_about_another_page_is_a_crash(answer: Any) -> None:
    def answers(page: Page) -> Iterator[Answer]:
        yield answer

    [verdict] = judge([reading_pages(answers)], [PAGE])
    assert verdict.error
    assert verdict.answers == ()


def test_silence_is_a_verdict_too() -> None:
    [verdict] = judge([CHECKS["stale-page"]], [PAGE])
    assert (verdict.check_id, verdict.answers, verdict.error) == ("stale-page", (), None)


def test_a_check_sees_only_the_facts_that_it_reads() -> None:
    everything = [fact for check in CHECKS.values() for fact in check.fails]
    for verdict in judge(CHECKS.values(), everything):
        assert verdict.error is None, verdict
