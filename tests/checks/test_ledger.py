"""Issues over weeks: what opens them, what closes them, and what must not."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.ledger import Reconciliation, hear, reconcile
from checks.registry import load_checks
from checks.runner import judge
from records.answers import Finding, Message, Place, Severity, Unsure, Verdict, fingerprint
from records.facts import AxeResult, Fetch, Link, Outcome, Page
from records.issues import Issue, Status
from records.kinds import Fact

CHECKS = load_checks()
START = datetime(2026, 11, 23, 2, tzinfo=UTC)
HOME, NEWS = "https://county.example/", "https://county.example/news"


@dataclass
class Run:
    """What one run read, and what its checks said."""

    verdicts: Iterable[Verdict] = ()
    read: Set[str] = frozenset({HOME, NEWS})
    audited: Set[str] = frozenset({HOME, NEWS})
    gone: Set[str] = frozenset()
    at: datetime = START

    @property
    def pages(self) -> Mapping[type[Fact], Set[str]]:
        return {Page: self.read, Link: self.read, AxeResult: self.audited}


@dataclass
class Ledger:
    issues: dict[str, Issue] = field(default_factory=dict)

    def take(self, run: Run) -> Reconciliation:
        said = reconcile(self.issues.values(), run.verdicts, CHECKS, read=run.pages, gone=run.gone, at=run.at)
        self.issues |= {issue.fingerprint: issue for issue in said.changed}
        return said


def after(*runs: Run) -> Ledger:
    ledger = Ledger()
    for run in runs:
        ledger.take(run)
    return ledger


def only(*runs: Run) -> Issue:
    [issue] = after(*runs).issues.values()
    return issue


def finding(page: str = HOME, detail: str = "target", text: str = "message", **fields: object) -> Finding:
    return replace(Finding(page, Message(text), detail, "gone"), **fields)  # type: ignore[arg-type]


def unsure(page: str = HOME, detail: str = "target", **fields: object) -> Unsure:
    return replace(Unsure(page, Message("look"), detail, "timed-out"), **fields)  # type: ignore[arg-type]


def said(*answers: Finding | Unsure, check_id: str = "broken-link") -> list[Verdict]:
    return [Verdict(check_id, answer.page_url, (answer,)) for answer in answers]


LATER = START + timedelta(days=7)
FOUND = Run(said(finding()))
SILENT = Run(at=LATER)
BLIND = {
    "the check was unsure": Run(said(unsure())),
    "the check crashed on the page": Run([Verdict("broken-link", HOME, error="ValueError:")]),
    "the page was not read": Run(read={NEWS}, audited={NEWS}),
    "nothing was read": Run(read=set(), audited=set()),
}


def test_opens_what_is_found() -> None:
    ledger = Ledger()
    [flip] = ledger.take(FOUND).flips
    assert (flip.old, flip.new, flip.reason) == (None, Status.OPEN, "found")
    assert flip.issue.opened_at == flip.issue.last_seen_at == START
    assert flip.issue.severity is CHECKS["broken-link"].severity


def test_a_finding_may_be_graver_than_its_check() -> None:
    assert only(Run(said(finding(severity=Severity.CRITICAL)))).severity is Severity.CRITICAL


def test_closes_when_the_link_is_removed_from_a_page_that_was_read() -> None:
    ledger = after(FOUND)
    [flip] = ledger.take(SILENT).flips
    assert (flip.old, flip.new, flip.reason) == (Status.OPEN, Status.FIXED, "not found any more")
    assert flip.issue.fixed_at == LATER
    assert flip.issue.last_seen_at == START


@pytest.mark.parametrize("blind", BLIND.values(), ids=BLIND)
def test_not_knowing_changes_nothing(blind: Run) -> None:
    ledger = after(FOUND)
    assert ledger.take(blind).changed == ()
    assert ledger == after(FOUND)


def test_a_page_that_its_server_says_is_gone_closes_its_issues() -> None:
    ledger = after(FOUND, BLIND["nothing was read"])
    [flip] = ledger.take(Run(read=set(), audited=set(), gone={HOME}, at=LATER)).flips
    assert (flip.new, flip.reason) == (Status.FIXED, "page gone")


def test_opens_anew_what_comes_back() -> None:
    ledger = after(FOUND, SILENT)
    [flip] = ledger.take(replace(FOUND, at=LATER + timedelta(days=7))).flips
    assert (flip.old, flip.new, flip.reason) == (Status.FIXED, Status.OPEN, "found again")
    assert flip.issue.opened_at == LATER + timedelta(days=7)
    assert flip.issue.fixed_at is None


def test_what_was_fixed_stays_fixed_while_a_later_run_is_unsure() -> None:
    assert only(FOUND, SILENT, BLIND["the check was unsure"]).status is Status.FIXED


def test_what_is_found_again_keeps_its_age_and_takes_the_new_words() -> None:
    ledger = after(FOUND)
    again = ledger.take(Run(said(finding(text="other words")), at=LATER))
    assert again.flips == ()
    [issue] = again.still_open
    assert (issue.opened_at, issue.last_seen_at) == (START, LATER)
    assert str(issue.finding.message) == "other words"


def test_an_audit_that_failed_closes_no_barrier_and_a_read_page_does_close_its_links() -> None:
    ledger = after(Run([*said(finding()), *said(finding(detail="image-alt"), check_id="accessibility")]))
    [flip] = ledger.take(Run(audited={NEWS}, at=LATER)).flips
    assert flip.issue.check_id == "broken-link"


def test_a_crash_holds_only_its_own_check_on_its_own_page() -> None:
    ledger = after(Run([*said(finding(), finding(NEWS)), *said(finding(detail="image-alt"), check_id="accessibility")]))
    flips = ledger.take(BLIND["the check crashed on the page"]).flips
    assert {(flip.issue.check_id, flip.issue.page_url) for flip in flips} == {
        ("broken-link", NEWS),
        ("accessibility", HOME),
    }


def test_issues_of_a_check_that_did_not_run_stay() -> None:
    ledger = after(Run(said(finding())))
    others = {id: check for id, check in CHECKS.items() if id != "broken-link"}
    kept = reconcile(ledger.issues.values(), [], others, read=SILENT.pages, gone=set(), at=LATER)
    assert kept.changed == ()


def test_the_same_link_three_times_on_a_page_is_one_issue_with_three_places() -> None:
    thrice = [finding(places=(Place(f"li:nth-child({n})", "<a>"),)) for n in (1, 2, 3)]
    assert len(only(Run(said(*thrice, thrice[0]))).finding.places) == 3
    assert len(hear(said(*(unsure(places=one.places) for one in thrice))).unsure) == 1


MENDED, PICTURE = Place("#mended", "<p id=mended>"), Place("#picture", "<p id=picture>")


@pytest.mark.parametrize(
    ("rule", "places", "status"),
    [
        ("color-contrast", (PICTURE,), Status.FIXED),
        ("color-contrast", (PICTURE, MENDED), Status.OPEN),
        ("color-contrast", (replace(MENDED, selector="main > #mended"),), Status.OPEN),
        ("color-contrast", (replace(MENDED, snippet="<p id=mended class=new>"),), Status.OPEN),
        ("color-contrast", (), Status.OPEN),
        ("another-rule", (PICTURE,), Status.OPEN),
    ],
)
def test_what_axe_cannot_tell_of_another_place_does_not_keep_a_mended_one_open(
    rule: str, places: tuple[Place, ...], status: Status
) -> None:
    seen = finding(detail="color-contrast", rule="color-contrast", places=(MENDED,))
    doubt = unsure(detail="color-contrast", rule=rule, places=places)
    both = [Run(said(seen, check_id="accessibility")), Run(said(doubt, check_id="accessibility"), at=LATER)]
    assert only(*both).status is status


def test_a_link_that_was_not_tried_this_time_stays_open_until_it_is_mended_or_gone_from_the_page() -> None:
    def week(*links: Link) -> Run:
        return Run(list(judge([CHECKS["broken-link"]], links)))

    dead = CHECKS["broken-link"].fails[0]
    assert isinstance(dead, Link)
    page = replace(dead, page_url=HOME)
    not_tried = replace(page, tries=())
    forbidden = replace(page, tries=(Fetch(page.url, Outcome.ROBOTS),))
    mended = replace(page, tries=(Fetch(page.url, Outcome.ANSWERED, 200),))
    assert only(week(page), week(not_tried), week(forbidden)).status is Status.OPEN
    assert only(week(page), week(not_tried), week(mended)).status is Status.FIXED
    assert only(week(page), week(not_tried), week()).status is Status.FIXED


@pytest.mark.parametrize("check_id", ["missing-anchor", "moved-link", "damaged-file"])
def test_a_target_that_could_not_be_judged_closes_no_issue_of_the_same_link(check_id: str) -> None:
    def week(*links: Link) -> Run:
        return Run(list(judge([CHECKS[check_id], CHECKS["broken-link"]], links)))

    bad = CHECKS[check_id].fails[0]
    assert isinstance(bad, Link)
    page = replace(bad, page_url=HOME)
    silent = replace(page, tries=(Fetch(page.url, Outcome.TIMED_OUT),), has_place=None)
    fine = Fetch(page.url, Outcome.ANSWERED, 200, content_type="text/html")
    mended = replace(page, tries=(fine,), has_place=True if page.fragment else None)
    assert only(week(page), week(silent)).status is Status.OPEN
    assert only(week(page), week(silent), week(mended)).status is Status.FIXED
    assert only(week(page), week(silent), week()).status is Status.FIXED


def test_a_place_that_nobody_looked_for_this_week_is_not_taken_for_mended() -> None:
    bad = CHECKS["missing-anchor"].fails[0]
    assert isinstance(bad, Link)
    page = replace(bad, page_url=HOME)
    runs = (Run(list(judge([CHECKS["missing-anchor"]], [link]))) for link in (page, replace(page, has_place=None)))
    assert only(*runs).status is Status.OPEN


def test_what_rests_on_another_page_is_not_mended_while_that_page_is_not_read() -> None:
    """A notice past its deadline is right once the home page shows it no more; one that is down shows nothing."""
    seen = Run(said(finding(NEWS, rests_on=(HOME,)), check_id="past-deadline"))
    assert only(seen, Run(read={NEWS}, at=LATER)).status is Status.OPEN
    assert only(seen, Run(at=LATER)).status is Status.FIXED
    assert only(seen, Run(read={NEWS}, gone={HOME}, at=LATER)).status is Status.FIXED


def test_any_doubt_of_a_page_holds_its_issue() -> None:
    seen = Run(said(finding(rule="promise", places=(Place(snippet="每月更新"),)), check_id="broken-promise"))
    doubt = unsure(rule="promise", places=(Place(snippet="每季更新"),))
    assert only(seen, Run(said(doubt, check_id="broken-promise"), at=LATER)).status is Status.OPEN


# Laws over sequences of runs.

ISSUES = [
    (check, page, detail) for check in ("broken-link", "accessibility") for page in (HOME, NEWS) for detail in "xy"
]


@dataclass(frozen=True)
class Week:
    """One made-up run: the fate of each page, what is said of each possible issue, and where a check crashed."""

    fates: dict[str, str]
    says: dict[tuple[str, str, str], str]
    crashes: Set[tuple[str, str]]

    def sees(self, check_id: str, page: str) -> bool:
        return self.fates[page] == "audited" or (self.fates[page] == "read" and check_id == "broken-link")

    def run(self, at: datetime) -> Run:
        verdicts = [Verdict(*place, error="crash") for place in sorted(self.crashes) if self.sees(*place)]
        for (check_id, page, detail), what in self.says.items():
            if self.sees(check_id, page) and what != "silent":
                answer = finding(page, detail) if what == "found" else unsure(page, detail)
                verdicts += said(answer, check_id=check_id)
        return Run(
            verdicts,
            read={page for page, fate in self.fates.items() if fate in ("audited", "read")},
            audited={page for page, fate in self.fates.items() if fate == "audited"},
            gone={page for page, fate in self.fates.items() if fate == "gone"},
            at=at,
        )

    def next_status(self, now: Status | None, check_id: str, page: str, detail: str) -> Status | None:
        """Law 1, written a second time and another way: what must become of one issue in this week."""
        if self.fates[page] == "gone":
            return Status.FIXED if now else None
        if not self.sees(check_id, page):
            return now
        match self.says[check_id, page, detail]:
            case "found":
                return Status.OPEN
            case "silent" if (check_id, page) not in self.crashes:
                return Status.FIXED if now else None
        return now


weeks = st.builds(
    Week,
    st.fixed_dictionaries({page: st.sampled_from(["audited", "read", "unread", "gone"]) for page in (HOME, NEWS)}),
    st.fixed_dictionaries({issue: st.sampled_from(["silent", "found", "unsure"]) for issue in ISSUES}),
    st.frozensets(st.sampled_from([issue[:2] for issue in ISSUES]), max_size=2),
)
years = st.lists(weeks, min_size=1, max_size=6)


def name_of(check_id: str, page: str, detail: str) -> str:
    return fingerprint(check_id, finding(page, detail))


def runs_of(year: list[Week]) -> list[Run]:
    return [week.run(START + timedelta(weeks=number)) for number, week in enumerate(year)]


@given(years)
def test_law_1_absence_is_not_evidence(year: list[Week]) -> None:
    ledger = Ledger()
    expected: dict[tuple[str, str, str], Status | None] = dict.fromkeys(ISSUES)
    for week, run in zip(year, runs_of(year), strict=True):
        flips = {flip.issue.fingerprint: flip for flip in ledger.take(run).flips}
        for issue, before in expected.items():
            name, now = name_of(*issue), week.next_status(before, *issue)
            expected[issue] = now
            assert (ledger.issues[name].status if name in ledger.issues else None) is now
            assert (name in flips) == (now is not before)
            if name in flips:
                assert (flips[name].old, flips[name].new) == (before, now)


@given(years)
def test_law_3_the_same_facts_twice_flip_nothing(year: list[Week]) -> None:
    runs = runs_of(year)
    ledger = after(*runs)
    once = dict(ledger.issues)
    assert ledger.take(runs[-1]).flips == ()
    assert ledger.issues == once


@given(years, st.randoms(use_true_random=False))
def test_judged_again_after_a_kill_in_another_order_and_partly_twice_it_is_the_same(
    year: list[Week], chance: random.Random
) -> None:
    *before, last = runs_of(year)
    whole, again = after(*before), after(*before)
    verdicts = list(last.verdicts)
    repeated = verdicts + chance.sample(verdicts, len(verdicts) // 2)
    chance.shuffle(repeated)
    assert set_of(whole.take(last)) == set_of(again.take(replace(last, verdicts=repeated)))
    assert whole.issues == again.issues


@given(years)
def test_a_run_that_read_nothing_changes_nothing(year: list[Week]) -> None:
    ledger = after(*runs_of(year))
    assert ledger.take(BLIND["nothing was read"]).changed == ()


def set_of(said: Reconciliation) -> set[tuple[str, Status | None, Status, str]]:
    return {(flip.issue.fingerprint, flip.old, flip.new, flip.reason) for flip in said.flips}
