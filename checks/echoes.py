"""Tell a barrier once, where a look at the page and a trial of it have found the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from checks.registry import Check
from records.answers import Finding, Verdict

Element = tuple[str, str, str]
"""Check, address of the page, selector."""


def without_echoes(verdicts: Iterable[Verdict], checks: Mapping[str, Check]) -> Iterator[Verdict]:
    """The verdicts; those of checks that echo others come last, without the elements at which one of these found fault.

    What a trial adds can be missing next week, for a trial is made of few pages; so what a look finds stands.
    """
    echoed = {id for check in checks.values() for id in check.echoes}
    blamed: set[Element] = set()
    waiting = []
    for verdict in verdicts:
        if verdict.check_id in checks and checks[verdict.check_id].echoes:
            waiting.append(verdict)
            continue
        if verdict.check_id in echoed:
            found = (answer for answer in verdict.answers if isinstance(answer, Finding))
            blamed.update(
                (verdict.check_id, verdict.page_url, place.selector) for answer in found for place in answer.places
            )
        yield verdict
    for verdict in waiting:
        yield _without(blamed, verdict, checks[verdict.check_id].echoes)


def _without(blamed: set[Element], verdict: Verdict, echoed: tuple[str, ...]) -> Verdict:
    kept = []
    for answer in verdict.answers:
        places = tuple(
            place
            for place in answer.places
            if not any((id, verdict.page_url, place.selector) in blamed for id in echoed)
        )
        if places or not answer.places:
            kept.append(replace(answer, places=places))
    return replace(verdict, answers=tuple(kept))
