"""What every check owes: a doc, examples, and the right answer to its own examples."""

import pytest

from checks.registry import Check, load_checks
from records.answers import Finding, Unsure

CHECKS = list(load_checks().values())
every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)


@every_check
def test_says_what_it_looks_for_why_it_matters_and_how_to_fix_it(check: Check) -> None:
    for words in (check.title, check.summary, check.why, check.how):
        assert words
        assert "#" not in words
    assert check.summary.count(". ") == 0, "the summary is one sentence"


@every_check
def test_stays_quiet_on_its_passing_examples(check: Check) -> None:
    for fact in check.passes:
        assert list(check.judge(fact)) == [], fact


@every_check
def test_finds_fault_with_its_failing_examples(check: Check) -> None:
    for fact in check.fails:
        answers = list(check.judge(fact))
        assert answers and {type(answer) for answer in answers} == {Finding}, fact


@every_check
def test_cannot_tell_of_its_unsure_examples(check: Check) -> None:
    for fact in check.unsure:
        answers = list(check.judge(fact))
        assert answers and {type(answer) for answer in answers} == {Unsure}, fact


@every_check
def test_fills_in_every_word_of_its_messages(check: Check) -> None:
    for fact in (*check.fails, *check.unsure):
        for answer in check.judge(fact):
            assert answer.page_url == fact.page_url
            assert "{" not in str(answer.message)
