"""Run checks over facts. A check that crashes is recorded, and does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from checks.registry import Check
from records.answers import Answer, Finding, Unsure, Verdict
from records.kinds import Fact
from records.standard import codes_of

ERROR_LENGTH = 300


def judge(checks: Iterable[Check], facts: Iterable[Fact]) -> Iterator[Verdict]:
    """Give every fact to the checks that read its kind: one verdict for each pair, silent ones too.

    A crash half way drops what the check had said of this fact before: half an answer is none.
    """
    by_kind: dict[type, list[Check]] = {}
    for check in checks:
        by_kind.setdefault(check.reads, []).append(check)
    for fact in facts:
        for check in by_kind.get(type(fact), ()):
            yield _verdict(check, fact)


def _verdict(check: Check, fact: Fact) -> Verdict:
    try:
        return Verdict(check.id, fact.page_url, tuple(_answers(check, fact)))
    except Exception as error:
        return Verdict(check.id, fact.page_url, error=_one_line(error))


def _answers(check: Check, fact: Fact) -> Iterator[Answer]:
    codes = codes_of(*check.codes)
    for answer in check.judge(fact):
        if not isinstance(answer, Finding | Unsure):
            raise TypeError(f"it answered {answer!r}, which is neither Finding nor Unsure")
        if answer.page_url != fact.page_url:
            raise ValueError(f"it answered about {answer.page_url}, another page than it was given")
        is_told = answer.wcag or not (check.wcag or check.codes)
        yield answer if is_told else replace(answer, wcag=check.wcag, codes=codes)


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:ERROR_LENGTH]
