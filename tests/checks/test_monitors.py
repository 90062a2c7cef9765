"""A sick run is known by its figures."""

from dataclasses import replace

import pytest

from checks.monitors import RunFigures, Thresholds, diagnose
from records.issues import SiteFigures

SOCIAL = SiteFigures("social", pages_read=40, pages_failed=2, links=900, pages_audited=40)
LAND = SiteFigures("land", pages_read=60, pages_failed=0, links=1200, pages_audited=58)
HEALTHY = RunFigures((SOCIAL, LAND), {"social": 41, "land": 60}, hosts_asked=12, hosts_silent=2, pages_to_audit=100)


def names(run: RunFigures) -> list[str]:
    return [illness.name for illness in diagnose(run)]


def with_sites(*sites: SiteFigures) -> RunFigures:
    return replace(HEALTHY, sites=sites)


def test_a_run_like_the_last_one_is_healthy() -> None:
    assert names(HEALTHY) == []


def test_the_first_run_has_nothing_to_be_held_against() -> None:
    assert names(replace(HEALTHY, pages_before={})) == []


def test_a_new_site_does_not_make_the_others_look_small() -> None:
    assert names(with_sites(SOCIAL, LAND, replace(LAND, site_id="new", pages_read=5, pages_audited=5))) == []


def test_a_site_taken_out_of_the_configuration_is_not_missed() -> None:
    assert names(replace(HEALTHY, sites=(SOCIAL,), pages_to_audit=40)) == []


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (replace(HEALTHY, hosts_silent=12), ["no-network"]),
        (with_sites(SOCIAL, replace(LAND, pages_failed=45)), ["fetches-failed"]),
        (with_sites(SOCIAL, replace(LAND, pages_read=29)), ["pages-lost:land"]),
        (with_sites(SOCIAL, replace(LAND, pages_read=0)), ["pages-lost", "not-read:land"]),
        (replace(HEALTHY, login_sites={"social", "land"}), ["login:land", "login:social"]),
        (with_sites(SOCIAL, replace(LAND, pages_audited=9)), ["audits-failed"]),
    ],
)
def test_each_sickness_is_told_apart(run: RunFigures, expected: list[str]) -> None:
    assert names(run) == expected


def test_a_first_run_that_read_nothing_is_sick() -> None:
    nothing = RunFigures((replace(SOCIAL, pages_read=0, pages_failed=1, pages_audited=0),))
    assert names(nothing) == ["nothing-read"]


@pytest.mark.parametrize(
    "run",
    [
        with_sites(SOCIAL, replace(LAND, pages_read=30)),
        with_sites(replace(SOCIAL, pages_failed=30), replace(LAND, pages_read=30)),
        replace(HEALTHY, hosts_silent=11),
    ],
)
def test_exactly_at_the_threshold_is_healthy(run: RunFigures) -> None:
    assert names(run) == []


def test_thresholds_can_be_set() -> None:
    run = with_sites(SOCIAL, replace(LAND, pages_read=50))
    assert names(run) == []
    assert [illness.name for illness in diagnose(run, Thresholds(pages_kept=0.95))] == [
        "pages-lost",
        "pages-lost:land",
    ]


def test_small_numbers_say_nothing() -> None:
    small = SiteFigures("tiny", pages_read=3, pages_failed=3, links=9, pages_audited=3)
    assert names(RunFigures((small,), {"tiny": 8}, hosts_asked=2, hosts_silent=2)) == []


def test_every_illness_is_a_whole_sentence_with_a_name_of_its_own() -> None:
    sick = RunFigures(
        (replace(SOCIAL, pages_read=1, pages_failed=50), replace(LAND, pages_read=0)),
        HEALTHY.pages_before,
        login_sites={"social"},
        hosts_asked=4,
        hosts_silent=4,
        pages_to_audit=900,
    )
    found = diagnose(sick)
    assert len(found) == 7
    assert len({illness.name for illness in found}) == len(found)
    assert all("{" not in str(illness.message) for illness in found)
