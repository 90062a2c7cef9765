"""The demo county and truth.toml agree, and both are as large as they promise."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from w3lib.url import canonicalize_url

import demo
from demo.county import County, Page, mended_age, sites
from demo.dates import fullwidth, numeral, written
from demo.exchange import Answer, Request
from demo.truth import Entry, county_toml, truth
from records.county import parse_county

TODAY = date(2026, 11, 23)
TRUTH = truth()
ENTRIES = (*TRUTH.fault, *TRUTH.unsure)
COUNTY_FOLDER = Path(demo.__file__).parent


def get(county: County, address: str) -> Answer:
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return county.answer(Request(parts.hostname or "", "GET", path))


def page_of(entry: Entry) -> Page:
    return next(
        page for site in sites() for page in site.pages.values() if f"{site.origin}{page[1].path}" == entry.page
    )[1]


def test_it_is_large_enough_to_be_a_county() -> None:
    assert len(sites()) >= 5
    assert sum(len(site.pages) for site in sites()) >= 80
    assert len(TRUTH.fault) >= 45
    assert len(TRUTH.decoy) >= 25


def test_every_bureau_has_at_least_two_faults_so_that_routing_is_proven() -> None:
    for bureau in parse_county(county_toml()).bureaus:
        assert sum(entry.bureau == bureau for entry in TRUTH.fault) >= 2, bureau


@pytest.mark.parametrize("address", sorted({entry.page for entry in ENTRIES} | {decoy.page for decoy in TRUTH.decoy}))
def test_every_page_that_the_truth_names_is_there(address: str) -> None:
    assert get(County(TODAY), address).status == 200


def test_no_answer_is_foretold_twice_and_no_page_is_both_certain_and_unsure() -> None:
    keys = [(entry.check, entry.page, entry.detail) for entry in ENTRIES]
    assert len(keys) == len(set(keys))


def test_decoys_have_names_of_their_own() -> None:
    ids = [decoy.id for decoy in TRUTH.decoy]
    assert len(ids) == len(set(ids))


def test_addresses_in_the_truth_are_canonical() -> None:
    for entry in ENTRIES:
        assert canonicalize_url(entry.page) == entry.page
        if entry.check == "broken-link" and entry.rule != "malformed":
            assert canonicalize_url(entry.detail) == entry.detail


def test_every_switch_in_the_pages_is_in_the_truth_and_the_other_way_round() -> None:
    county = County(TODAY)
    for site in sites():
        for _, page in site.pages.values():
            get(county, site.origin + page.path)
    assert county.asked == TRUTH.ids


def test_every_decoy_is_marked_where_it_stands_and_no_other() -> None:
    sources = "".join(path.read_text("utf-8") for path in (COUNTY_FOLDER / "pages").glob("*/*.toml"))
    assert sorted(re.findall(r"^# decoy: ([\w-]+)$", sources, re.M)) == sorted(decoy.id for decoy in TRUTH.decoy)


def test_the_configuration_gives_each_fault_to_the_bureau_that_the_truth_names() -> None:
    county = parse_county(county_toml())
    for entry in ENTRIES:
        site = county.site_of(entry.page)
        assert site is not None and site.id == entry.site
        rule = next((rule.bureau for rule in county.owner if rule.matches(entry.page)), None)
        assert (rule or site.bureau or county.county.catch_all) == entry.bureau


def test_truth_and_configuration_can_be_written_for_another_port() -> None:
    assert all(":8610" not in f"{entry.page} {entry.detail}" for entry in truth(9000).fault)
    assert parse_county(county_toml(9000)).site_of("http://127.10.0.2:9000/a") is not None


def test_archives_never_go_out_of_date_and_other_pages_do_after_a_year() -> None:
    county = parse_county(county_toml())
    assert county.stale_after("http://127.10.0.1:8610/03bulletin/archive.aspx?vol=1") is None
    assert county.stale_after("http://127.10.0.1:8610/03bulletin/bulletin02_list.aspx") == 365


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.id}-{entry.page[-12:]}")
def test_mending_a_fault_changes_its_page_or_brings_its_attachment_back(entry: Entry) -> None:
    broken, mended = County(TODAY), County(TODAY, mended={entry.id})
    looked_at = entry.detail if entry.id in page_of(entry).lost else entry.page
    assert get(broken, looked_at).body != get(mended, looked_at).body
    assert get(mended, looked_at).status == 200


STALE = [entry for entry in TRUTH.fault if entry.check == "stale-page"]


@pytest.mark.parametrize("today", [TODAY, date(2028, 2, 29)])
@pytest.mark.parametrize("entry", STALE, ids=lambda entry: entry.id)
def test_a_stale_page_is_as_old_on_any_day_and_young_when_mended(entry: Entry, today: date) -> None:
    page = page_of(entry)
    assert page.updated > 365
    assert states(County(today), entry, today - timedelta(page.updated))
    mended = County(today, mended={entry.id})
    assert states(mended, entry, today - timedelta(mended_age))
    assert not states(mended, entry, today - timedelta(page.updated))


def states(county: County, entry: Entry, day: date) -> bool:
    """Whether the page writes this day in any of the forms that the county's pages use."""
    text = get(county, entry.page).body.decode()
    forms = [
        f"{{{year}}}{rest}" for year in "yY" for rest in ("-{mm}-{dd}", "/{mm}/{dd}", ".{mm}.{dd}", "年{m}月{d}日")
    ]
    forms += ["民國 {y} 年 {mm} 月 {dd} 日", "{zy}年{zm}月{zd}日", "{y}/{m}/{d}", "{y}{mm}更新", "{y}年{m}月<"]
    dates = [written(day, form) for form in forms]
    return any(form in text for form in (*dates, *map(fullwidth, dates)))


def test_pages_that_are_not_seeded_faults_are_younger_than_a_year() -> None:
    old = {
        site.origin + page.path
        for site in sites()
        for _, page in site.pages.values()
        if page.updated > 365 and not page.stale
    }
    assert old == {
        decoy.page for decoy in TRUTH.decoy if decoy.id.startswith("archive-") or decoy.id == "reviewed-lately"
    }


def test_an_unknown_fault_cannot_be_mended() -> None:
    with pytest.raises(ValueError, match="no-such-fault"):
        County(TODAY, mended={"no-such-fault"})


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (21, "二十一"),
        (97, "九十七"),
        (101, "一百零一"),
        (112, "一百十二"),
        (120, "一百二十"),
    ],
)
def test_numerals_are_those_of_the_statute_book(number: int, text: str) -> None:
    assert numeral(number) == text
