"""Look at one issue now: crawl its pages and its target, judge them by the same rules, and flip it or say why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine

from checks.folding import element_key
from checks.judgement import all_answers, looked_at, verdicts_of, waivers_in_force
from checks.ledger import Reconciliation, hear, pages_of, reconcile
from checks.people import CannotDo, claim, issue_numbered
from checks.registry import Check, load_checks
from crawler.patrol import crawl_again
from crawler.progress import Progress
from records.answers import Answer, Finding, Message, Unsure, Verdict
from records.county import County
from records.facts import Fetch, Link, Sitemap
from records.issues import Issue, Run, RunState, Status
from records.judgement_store import login_pages, pages_gone, pages_not_read, write_judgement
from records.kinds import SEEN_BY
from records.runs import step

MOST_PAGES = 50
"""Of one issue: what stands in a template of more pages than that is for the weekly patrol to look at."""


class Outcome(StrEnum):
    FIXED = "fixed"
    LOOKS_MENDED = "looks-mended"
    """Of a kind that flickers: another look must agree."""
    STILL_THERE = "still-there"
    COULD_NOT_TELL = "could-not-tell"


@dataclass(frozen=True)
class Recheck:
    """What another look at an issue has shown."""

    issue: Issue
    """As it is now."""
    outcome: Outcome
    doubt: Unsure | None = None
    """What the check was unsure of."""
    not_read: tuple[Fetch, ...] = ()
    """Pages that could not be read."""


def recheck(
    engine: Engine,
    county: County,
    number: int,
    actor: str,
    note: str,
    now: Callable[[], datetime],
    progress: Progress,
) -> Recheck:
    """Look again at an issue of which somebody says that it is mended; what was said stays on record in any case.

    Raises CannotDo where the issue is not open, or only the weekly patrol can tell; and what `crawl` raises.
    """
    with engine.begin() as connection:
        issue = claim(connection, number, actor, note, now())
    check = load_checks().get(issue.check_id)
    pages = sorted({*pages_of(issue), *issue.finding.rests_on})
    if check is None or check.reads is Sitemap:
        raise CannotDo(Message("Only the weekly patrol can tell whether issue {number} is mended.", {"number": number}))
    if len(pages) > MOST_PAGES:
        words = "Issue {number} stands on {pages} pages of a template; the weekly patrol looks at all of them."
        raise CannotDo(Message(words, {"number": number, "pages": len(pages)}))
    targets = [issue.finding.detail.partition("#")[0]] if check.reads is Link else []
    run = crawl_again(engine, county, pages, targets, now, progress, audit=check.reads in SEEN_BY)
    with engine.begin() as connection:
        return _judged(connection, county, run, issue, check, now())


def _judged(connection: Connection, county: County, run: Run, issue: Issue, check: Check, now: datetime) -> Recheck:
    checks = {check.id: check}
    verdicts = list(_about(issue, verdicts_of(connection, county, run, checks), check))
    logins = login_pages(connection, run.id)
    said = reconcile(
        [issue_numbered(connection, issue.number)],
        verdicts,
        checks,
        read={kind: pages - logins for kind, pages in looked_at(connection, run).items()},
        gone=pages_gone(connection, run.id),
        at=now,
        run_id=run.id,
        waivers=waivers_in_force(connection, county, now),
    )
    heard = hear(verdicts)
    crashes = [verdict for verdict in verdicts if verdict.error is not None]
    write_judgement(connection, run.id, all_answers(heard), crashes, said.changed, said.flips, (), now)
    step(connection, run.id, RunState.CLOSED, now)
    doubt = next((answer for _, answer in heard.unsure.values()), None)
    after = issue_numbered(connection, issue.number)
    return Recheck(after, _outcome(said, after), doubt, pages_not_read(connection, run.id))


def _outcome(said: Reconciliation, after: Issue) -> Outcome:
    if after.status is Status.FIXED:
        return Outcome.FIXED
    if said.clean_once:
        return Outcome.LOOKS_MENDED
    return Outcome.STILL_THERE if said.flips or said.still_open else Outcome.COULD_NOT_TELL


def _about(issue: Issue, verdicts: Sequence[Verdict], check: Check) -> Iterator[Verdict]:
    """What was said of the issue itself, told of its own page.

    Few pages are looked at, so what a template repeats may not be known for that: whatever the check says of the same
    element on one of the issue's pages is taken for the issue.
    """
    pages = pages_of(issue)
    for verdict in verdicts:
        if verdict.check_id != check.id:
            continue
        if verdict.error is not None and verdict.page_url in {issue.page_url, *pages}:
            yield verdict
        about = [
            replace(answer, page_url=issue.page_url, detail=issue.finding.detail)
            for answer in verdict.answers
            if _is_the_same(answer, issue.finding, check) and not pages.isdisjoint(_pages(answer))
        ]
        if about:
            yield Verdict(check.id, issue.page_url, tuple(about))


def _is_the_same(answer: Answer, finding: Finding, check: Check) -> bool:
    if answer.detail == finding.detail:
        return True
    if check.reads not in SEEN_BY or answer.rule != finding.rule:
        return False
    return not {element_key(place) for place in answer.places}.isdisjoint(map(element_key, finding.places))


def _pages(answer: Answer) -> set[str]:
    return {answer.page_url} | {place.page_url for place in answer.places if place.page_url}
