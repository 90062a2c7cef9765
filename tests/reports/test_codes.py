"""What a run can say of each code on each site: failures, none found, or not tested; never that the site passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks.drawn import drawn
from checks.registry import load_checks
from records.answers import Unsure
from records.county import County
from records.facts import AxeOutcome
from records.issues import RunRecord, SiteFigures, Status
from records.kinds import layer_of
from records.standard import EDITIONS, codes
from records.waivers import Ground, Scope, Waiver
from reports.codes import CodeVerdict, by_verdict, edition_of, editions_of, results, ways
from reports.grouping import Standing, shares
from tests.reports import sample

BADGE = 'badge_edition = "110.07"\nbadge_date = 2024-05-20\n'
OPTIONS = '<form><p>性別</p><input type="radio" name="g" title="男"><input type="radio" name="g" title="女"></form>'
SIZES = '<p style="font-size: 12px">內容</p>'
PAGE = f"{sample.SOCIAL}06service/index.aspx"


def county(of_social: str = "") -> County:
    return sample.county(of_social, 'name_en = "Social Affairs"\n')


def seen(**by: int) -> RunRecord:
    """A run that found nothing on the sites, of whose pages so many were seen by each layer."""
    figures = (SiteFigures("social", 40, 0, 900, 40, seen=by), SiteFigures("www", 0, 3, 0, 0))
    return replace(sample.empty_record(), sites=figures)


def verdict(record: RunRecord, code: str, site: str = "social", edition: str = "115.11") -> CodeVerdict:
    [found] = [one for one in results(record, county())[site, edition] if one.code.code == code]
    return found.verdict


def test_a_code_that_no_layer_looked_at_is_not_tested() -> None:
    assert verdict(seen(axe=40), "HM1110100C") is CodeVerdict.NOTHING_FOUND
    assert verdict(seen(static=40), "HM1110100C") is CodeVerdict.NOT_TESTED, "only axe-core looks at it"
    assert verdict(seen(axe=40), "HM1130105C") is CodeVerdict.NOT_TESTED, "only checks of our own look at it"
    assert verdict(seen(static=40), "HM1130105C") is CodeVerdict.NOTHING_FOUND
    assert verdict(seen(axe=40, static=40), "HM1110100C", "www") is CodeVerdict.NOT_TESTED, "no page was read"


def test_an_open_issue_is_a_failure_of_its_codes_on_its_own_site_and_in_its_own_editions() -> None:
    issues = sample.issues("ungrouped-options", drawn(OPTIONS, url=PAGE))
    record = replace(seen(axe=40, static=40), issues=tuple(issues))
    assert verdict(record, "HM1130105C") is CodeVerdict.FAILURES
    assert verdict(record, "HM1130103C", edition="110.07") is CodeVerdict.FAILURES
    assert verdict(record, "HM1130103C", edition="115.11") is CodeVerdict.NOTHING_FOUND, "there it means optgroup"
    assert verdict(record, "HM1130105C", "www") is CodeVerdict.NOT_TESTED


def test_what_was_fixed_is_no_failure_any_more_and_a_doubt_is_none() -> None:
    fixed = sample.issues("accessibility", sample.axe(PAGE, "image-alt"), fixed=True)
    doubts = sample.answers("accessibility", sample.axe(PAGE, "image-alt", outcome=AxeOutcome.INCOMPLETE))
    unsure = tuple((check_id, answer) for check_id, answer in doubts if isinstance(answer, Unsure))
    record = replace(seen(axe=40), issues=tuple(fixed), unsure=unsure)
    assert verdict(record, "HM1110100C") is CodeVerdict.NOTHING_FOUND
    [found] = [one for one in results(record, county())["social", "115.11"] if one.code.code == "HM1110100C"]
    assert (found.issues, found.pretest, found.doubts) == (0, 0, 1)


@pytest.mark.parametrize(
    ("ground", "expected"),
    [(Ground.FALSE_ALARM, CodeVerdict.NOTHING_FOUND), (Ground.ACCEPTED, CodeVerdict.FAILURES)],
)
def test_a_waiver_hides_no_failure_unless_it_never_was_one(ground: Ground, expected: CodeVerdict) -> None:
    [issue] = sample.issues("accessibility", sample.axe(PAGE, "image-alt"))
    issue = replace(issue, status=Status.WAIVED)
    said = (Scope.PAGE, ground, "看過了", "王小明", issue.opened_at, date(2027, 1, 31))
    waiver = Waiver(issue.fingerprint, "accessibility", issue.finding.detail, "social", *said)
    assert verdict(replace(seen(axe=40), issues=(issue,), waivers=(waiver,)), "HM1110100C") is expected


def test_the_badge_pre_test_is_counted_apart() -> None:
    page = drawn(SIZES, url=PAGE)
    record = replace(seen(axe=40, static=40), issues=tuple(sample.issues("absolute-size", page)))
    [found] = [one for one in results(record, county())["social", "115.11"] if one.code.code == "CS2140401C"]
    assert (found.verdict, found.issues, found.pretest) == (CodeVerdict.FAILURES, 0, 1)
    told = shares(record, county())["social"]
    assert told.count(*Standing) == 0
    assert [one.issue.check_id for one in told.pretest] == ["absolute-size"]


def test_the_pre_test_goes_to_who_keeps_the_sites_template() -> None:
    page = drawn(SIZES, url=PAGE)
    record = replace(seen(static=40), issues=tuple(sample.issues("absolute-size", page)))
    told = shares(record, county('template_bureau = "health"\n'))
    assert [id for id, share in told.items() if share.pretest] == ["health"]


def test_a_site_is_held_first_against_the_edition_of_its_badge_else_that_in_force() -> None:
    plain, badged = (next(site for site in county(badge).site if site.id == "social") for badge in ("", BADGE))
    dated = badged.model_copy(update={"badge_edition": None})
    assert edition_of(plain, date(2026, 11, 29)) == "110.07"
    assert edition_of(plain, date(2026, 11, 30)) == "115.11"
    assert edition_of(badged, date(2027, 1, 4)) == edition_of(dated, date(2027, 1, 4)) == "110.07"
    assert editions_of(badged, date(2027, 1, 4)) == ["110.07", "115.11"]
    assert editions_of(plain, date(2027, 1, 4)) == ["115.11", "110.07"]


def test_codes_above_the_badges_level_are_left_out() -> None:
    def levels(badge: str) -> set[str]:
        record, known = seen(axe=40), county(badge)
        return {one.code.level for one in results(record, known)["social", "115.11"]}

    assert levels("") == {"A", "AA"}
    assert levels('badge_level = "A"\n') == {"A"}
    assert levels('badge_level = "AAA"\n') == {"A", "AA", "AAA"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_code_of_an_edition_says_how_it_is_checked(edition: str) -> None:
    known = ways(edition)
    assert list(known) == [one for one in codes() if edition in one.editions]
    for code, way in known.items():
        assert way.names()
        assert bool(way.needs) == bool(way.rules or way.ours or way.probes), code


def test_each_way_is_told_by_what_its_checks_read() -> None:
    checks = load_checks()
    for way in ways("115.11").values():
        assert all(layer_of(checks[id].reads) == "probes" for id in way.probes)
        assert all(layer_of(checks[id].reads) != "probes" for id in way.ours)


def test_verdicts_are_counted_over_the_codes_that_software_can_check() -> None:
    by_axe, by_both = (
        by_verdict(results(record, county())["social", "115.11"]) for record in (seen(axe=40), seen(axe=40, static=40))
    )
    assert sum(by_axe.values()) == sum(by_both.values()) == 23
    assert by_axe[CodeVerdict.NOT_TESTED] > by_both[CodeVerdict.NOT_TESTED] == 0
    assert by_both[CodeVerdict.NOTHING_FOUND] == 23
