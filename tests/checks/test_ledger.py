"""Issues over weeks: what opens them, what closes them, and what must not."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.ledger import Reconciliation, hear, reconcile
from checks.registry import load_checks
from checks.runner import judge
from checks.waivers import Waivers, what_stands_at
from records.answers import Finding, Message, Place, Severity, Unsure, Verdict, fingerprint
from records.facts import AxeResult, Fetch, Link, Outcome, Page
from records.issues import Issue, Status
from records.kinds import Fact
from records.waivers import Ground, Scope, Waiver

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
    carried: Set[str] = frozenset()

    @property
    def id(self) -> int:
        """One a day: the same run judged again is the same run."""
        return (self.at - START).days + 1

    @property
    def pages(self) -> Mapping[type[Fact], Set[str]]:
        return {Page: self.read, Link: self.read, AxeResult: self.audited}


@dataclass
class Ledger:
    issues: dict[str, Issue] = field(default_factory=dict)
    waivers: Waivers = field(default_factory=Waivers, compare=False)

    def take(self, run: Run) -> Reconciliation:
        seen = {
            "read": run.pages,
            "gone": run.gone,
            "at": run.at,
            "run_id": run.id,
            "waivers": self.waivers,
            "carried": run.carried,
        }
        said = reconcile(self.issues.values(), run.verdicts, CHECKS, **seen)  # type: ignore[arg-type]
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


A_WEEK = timedelta(days=7)
LATER = START + A_WEEK
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
    crashed = [replace(BLIND["the check crashed on the page"], at=at) for at in (LATER, LATER + A_WEEK)]
    flips = [flip for run in crashed for flip in ledger.take(run).flips]
    assert {(flip.issue.check_id, flip.issue.page_url) for flip in flips} == {
        ("broken-link", NEWS),
        ("accessibility", HOME),
    }


def test_issues_of_a_check_that_did_not_run_stay() -> None:
    ledger = after(Run(said(finding())))
    others = {id: check for id, check in CHECKS.items() if id != "broken-link"}
    kept = reconcile(ledger.issues.values(), [], others, read=SILENT.pages, gone=set(), at=LATER, run_id=8)
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
    doubts = [Run(said(doubt, check_id="accessibility"), at=at) for at in (LATER, LATER + A_WEEK)]
    assert only(Run(said(seen, check_id="accessibility")), *doubts).status is status


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


# What flickers

BARRIER = Run(said(finding(detail="image-alt", rule="image-alt"), check_id="accessibility"))
SILENT_SERVER = Run(said(finding(rule="timed-out")))


@pytest.mark.parametrize("flickering", [BARRIER, SILENT_SERVER], ids=["a barrier", "a server's fault"])
def test_what_flickers_is_mended_when_two_runs_say_so(flickering: Run) -> None:
    ledger = after(flickering)
    assert ledger.take(SILENT).flips == ()
    assert ledger.take(SILENT).flips == (), "the same run judged again is no second look"
    [flip] = ledger.take(Run(at=LATER + A_WEEK)).flips
    assert (flip.new, flip.reason) == (Status.FIXED, "not found any more")


def test_a_look_that_finds_it_again_undoes_the_clean_one_and_a_blind_one_does_not() -> None:
    blind = replace(BLIND["nothing was read"], at=LATER + A_WEEK)
    assert only(BARRIER, SILENT, blind, Run(at=LATER + 2 * A_WEEK)).status is Status.FIXED
    again = replace(BARRIER, at=LATER + A_WEEK)
    assert only(BARRIER, SILENT, again, Run(at=LATER + 2 * A_WEEK)).status is Status.OPEN


def test_a_look_of_an_earlier_run_that_still_holds_is_no_second_look() -> None:
    carried = Run(at=LATER + A_WEEK, carried={HOME})
    assert only(BARRIER, SILENT, carried).status is Status.OPEN
    assert only(BARRIER, SILENT, carried, Run(at=LATER + 2 * A_WEEK)).status is Status.FIXED


def test_a_dead_link_that_is_gone_from_the_page_is_mended_at_once() -> None:
    assert only(FOUND, SILENT).status is Status.FIXED


# What people say


def answered(status: Status, *runs: Run) -> Ledger:
    """A ledger after these runs and a person's word."""
    ledger = after(*runs)
    ledger.issues = {name: replace(issue, status=status) for name, issue in ledger.issues.items()}
    return ledger


def test_an_issue_that_its_bureau_knows_of_stays_so_and_is_mended_like_any_other() -> None:
    ledger = answered(Status.ACKNOWLEDGED, FOUND)
    again = ledger.take(replace(FOUND, at=LATER))
    assert again.flips == ()
    [issue] = again.still_open
    assert (issue.status, issue.opened_at, issue.seen_in) == (Status.ACKNOWLEDGED, START, 8)
    [flip] = ledger.take(Run(at=LATER + A_WEEK)).flips
    assert (flip.old, flip.new) == (Status.ACKNOWLEDGED, Status.FIXED)


def test_what_a_person_calls_mended_and_the_next_run_finds_is_open_again_at_its_old_age_and_counted() -> None:
    [flip] = answered(Status.CLAIMED, FOUND).take(replace(FOUND, at=LATER)).flips
    assert (flip.old, flip.new, flip.reason) == (Status.CLAIMED, Status.OPEN, "still found")
    assert (flip.issue.reopened, flip.issue.opened_at) == (1, START)


@pytest.mark.parametrize("blind", BLIND.values(), ids=BLIND)
def test_a_persons_word_alone_closes_nothing(blind: Run) -> None:
    ledger = answered(Status.CLAIMED, FOUND)
    assert ledger.take(replace(blind, at=LATER)).changed == ()


def test_what_comes_back_after_it_was_fixed_is_counted_but_not_when_the_run_that_closed_it_is_judged_again() -> None:
    month = LATER + 3 * A_WEEK
    assert only(FOUND, SILENT, replace(FOUND, at=LATER + A_WEEK), Run(at=month), replace(FOUND, at=month)).reopened == 1
    undone = only(FOUND, SILENT, replace(FOUND, at=LATER))
    assert (undone.status, undone.reopened, undone.opened_at) == (Status.OPEN, 0, START)


def waiver(scope: Scope, *places: Place, until: date = date(2026, 12, 31)) -> Waiver:
    of = finding()
    said = ("gone is right there", "王小姐", START, until, tuple(map(what_stands_at, places)))
    name = fingerprint("broken-link", of)
    return Waiver(name, "broken-link", of.detail, "www", scope, Ground.FALSE_ALARM, *said)


def waived(*waivers: Waiver) -> Waivers:
    return Waivers(waivers, lambda url: "www" if url in (HOME, NEWS) else "")


def test_a_waived_finding_is_remembered_and_counts_again_when_its_waiver_has_ended() -> None:
    ledger = Ledger()
    ledger.waivers = waived(waiver(Scope.PAGE))
    [flip] = ledger.take(FOUND).flips
    assert (flip.old, flip.new, flip.reason) == (None, Status.WAIVED, "waived")
    assert ledger.take(replace(FOUND, at=LATER)).flips == ()
    ledger.waivers = waived()
    [flip] = ledger.take(replace(FOUND, at=LATER + A_WEEK)).flips
    assert (flip.old, flip.new, flip.reason) == (Status.WAIVED, Status.OPEN, "no longer waived")
    assert flip.issue.opened_at == LATER + A_WEEK, "the bureau has its full time to mend it"


def test_a_waiver_of_a_page_leaves_the_same_fault_elsewhere_and_one_of_the_site_does_not() -> None:
    both = Run(said(finding(), finding(NEWS), finding("https://other.example/"), finding(detail="another")))
    for scope, counting in ((Scope.PAGE, 3), (Scope.SITE, 2)):
        ledger = Ledger()
        ledger.waivers = waived(waiver(scope))
        assert [flip.new for flip in ledger.take(both).flips].count(Status.OPEN) == counting


def test_of_a_waiver_of_places_the_others_on_the_page_still_count() -> None:
    first, second = Place("li:nth-child(1)", "<a>1</a>"), Place("li:nth-child(2)", "<a>2</a>")
    ledger = Ledger()
    ledger.waivers = waived(waiver(Scope.PLACE, first))
    [flip] = ledger.take(Run(said(finding(places=(replace(first, selector="li:nth-child(9)"),))))).flips
    assert flip.new is Status.WAIVED
    [flip] = ledger.take(Run(said(finding(places=(first, second))), at=LATER)).flips
    assert (flip.new, flip.issue.finding.places) == (Status.OPEN, (second,))


def test_what_is_waived_and_gone_is_fixed_and_waived_again_when_it_comes_back() -> None:
    ledger = Ledger()
    ledger.waivers = waived(waiver(Scope.PAGE))
    runs = (FOUND, SILENT, replace(FOUND, at=LATER + A_WEEK))
    assert [flip.new for run in runs for flip in ledger.take(run).flips] == [
        Status.WAIVED,
        Status.FIXED,
        Status.WAIVED,
    ]


# Laws over sequences of runs.

ISSUES = [
    (check, page, detail) for check in ("broken-link", "accessibility") for page in (HOME, NEWS) for detail in "xy"
]


@dataclass(frozen=True)
class Fate:
    status: Status | None = None
    looked_mended: bool = False
    """Whether one clean look has been had: of what a browser sees, two must agree."""


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

    def next(self, now: Fate, check_id: str, page: str, detail: str) -> Fate:
        """Law 1, written a second time and another way: what must become of one issue in this week."""
        if self.fates[page] == "gone":
            return Fate(Status.FIXED if now.status else None)
        if not self.sees(check_id, page):
            return now
        match self.says[check_id, page, detail]:
            case "found":
                return Fate(Status.OPEN)
            case "silent" if now.status is Status.OPEN and (check_id, page) not in self.crashes:
                is_enough = check_id != "accessibility" or now.looked_mended
                return Fate(Status.FIXED if is_enough else Status.OPEN, looked_mended=True)
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
    expected = dict.fromkeys(ISSUES, Fate())
    for week, run in zip(year, runs_of(year), strict=True):
        flips = {flip.issue.fingerprint: flip for flip in ledger.take(run).flips}
        for issue, fate in expected.items():
            expected[issue] = week.next(fate, *issue)
            name, before, now = name_of(*issue), fate.status, expected[issue].status
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
