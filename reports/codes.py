"""How each code of 網站無障礙規範 is checked, and what the newest run can say of it on each site.

Nothing is listed twice: our checks say themselves at which codes they look, the table of codes says which rules of
axe-core do, and the engine says which of these it is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

from checks.registry import Check, load_checks, pretest_ids
from checks.waivers import Waivers
from crawler.browser.axe import rules_asked
from records.answers import Answer, Unsure
from records.county import County, Site
from records.facts import Layer
from records.issues import Issue, RunRecord, SiteFigures, Status
from records.kinds import SEEN_BY, layer_of
from records.standard import EDITIONS, Code, codes, codes_of, edition_in_force
from records.waivers import Ground
from reports.owners import site_of

LEVELS = ("A", "AA", "AAA")


@dataclass(frozen=True)
class Ways:
    """What of this program looks at a code, in full or in part. Nothing at all: a person alone."""

    rules: tuple[str, ...]
    """Of axe-core."""
    ours: tuple[str, ...]
    """Ids of checks of the page as it stands."""
    probes: tuple[str, ...]
    """Ids of checks of what trying the page has shown."""
    needs: frozenset[str]
    """Any of these must have seen a page, by the names of `records.kinds.SEEN_BY`; "" stands for reading it alone."""

    def names(self) -> list[str]:
        """ "axe", "ours", "probe", as far as they look at it; else "person"."""
        found = {"axe": self.rules, "ours": self.ours, "probe": self.probes}
        return [name for name, by in found.items() if by] or ["person"]


class CodeVerdict(StrEnum):
    """What a run can say of a code on a site. It never says that the site passes."""

    FAILURES = "failures"
    NOTHING_FOUND = "no failure found"
    NOT_TESTED = "not tested"


@dataclass(frozen=True)
class CodeResult:
    code: Code
    ways: Ways
    verdict: CodeVerdict
    """Of what software can check; of the others, "not tested" means that a person has everything to look at."""
    issues: int
    """Open barriers that speak of it."""
    pretest: int
    """Open findings of the badge pre-test."""
    doubts: int
    """What the run left to a person."""


def ways(edition: str) -> dict[Code, Ways]:
    """How each code of an edition is checked, in the order of the annex. Raises EngineMissing without axe-core."""
    by_code: dict[str, list[Check]] = {}
    for check in load_checks().values():
        for code in codes_of(*check.codes)[edition]:
            by_code.setdefault(code, []).append(check)
    return {one: _ways(one, by_code.get(one.code, [])) for one in codes() if edition in one.editions}


def _ways(code: Code, checks: Sequence[Check]) -> Ways:
    rules = tuple(rule for rule in code.rules if rule in rules_asked()) if code.level != "AAA" else ()
    probes = [check for check in checks if layer_of(check.reads) is Layer.PROBES]
    ours = [check for check in checks if check not in probes]
    needs = {SEEN_BY.get(check.reads, "") for check in checks} | ({str(Layer.AXE)} if rules else set())
    return Ways(rules, _ids(ours), _ids(probes), frozenset(needs))


def _ids(checks: Iterable[Check]) -> tuple[str, ...]:
    return tuple(check.id for check in checks)


def edition_of(site: Site, day: date) -> str:
    """The edition that a site is first held against: its badge's, else that in force on this day."""
    return site.badge_edition or edition_in_force(site.badge_date or day)


def editions_of(site: Site, day: date) -> list[str]:
    """Every edition, the site's first."""
    first = edition_of(site, day)
    return [first, *(edition for edition in reversed(EDITIONS) if edition != first)]


def results(record: RunRecord, county: County) -> dict[tuple[str, str], list[CodeResult]]:
    """What a run says of each code up to the level of a site's badge, by site id and edition."""
    counts = _counts(record, county)
    figures = {one.site_id: one for one in record.sites}
    return {
        (site.id, edition): [
            _result(code, way, figures.get(site.id), *(counts[told, site.id, edition, code.code] for told in Told))
            for code, way in known.items()
            if LEVELS.index(code.level) <= LEVELS.index(site.badge_level)
        ]
        for edition, known in ((edition, ways(edition)) for edition in EDITIONS)
        for site in county.site
    }


class Told(Enum):
    """How something was told."""

    ISSUE = 1
    PRETEST = 2
    DOUBT = 3


def _counts(record: RunRecord, county: County) -> Counter[tuple[Told, str, str, str]]:
    """Answers by how they were told, site, edition, and each code that they speak of."""
    counts: Counter[tuple[Told, str, str, str]] = Counter()
    waivers = Waivers(record.waivers, lambda url: site.id if (site := site_of(url, county)) else "")
    answers: list[tuple[str, Answer]] = [
        (one.check_id, one.finding) for one in record.issues if _is_there(one, waivers)
    ]
    for check_id, answer in (*answers, *record.unsure):
        if (site := site_of(answer.page_url, county)) is None:
            continue
        told = Told.PRETEST if check_id in pretest_ids() else Told.ISSUE
        told = Told.DOUBT if isinstance(answer, Unsure) else told
        for edition, named in answer.codes.items():
            counts.update((told, site.id, edition, code) for code in named)
    return counts


def _is_there(issue: Issue, waivers: Waivers) -> bool:
    """Whether it is a failure still: what was waived is, unless somebody says that it never was one."""
    if issue.status is not Status.WAIVED:
        return issue.status is not Status.FIXED
    waiver = waivers.waiver_of(issue.check_id, issue.finding)
    return waiver is None or waiver.ground is not Ground.FALSE_ALARM


def _result(code: Code, way: Ways, figures: SiteFigures | None, issues: int, pretest: int, doubts: int) -> CodeResult:
    verdict = CodeVerdict.NOT_TESTED
    if issues or pretest:
        verdict = CodeVerdict.FAILURES
    elif figures and any(_has_seen(figures, name) for name in way.needs):
        verdict = CodeVerdict.NOTHING_FOUND
    return CodeResult(code, way, verdict, issues, pretest, doubts)


def _has_seen(figures: SiteFigures, name: str) -> bool:
    return (figures.seen.get(name, 0) if name else figures.pages_read) > 0


def by_verdict(found: Iterable[CodeResult]) -> Mapping[CodeVerdict, int]:
    """How many codes that software can check there are of each verdict."""
    counts = Counter(one.verdict for one in found if one.code.kind == "C")
    return {verdict: counts[verdict] for verdict in CodeVerdict}
