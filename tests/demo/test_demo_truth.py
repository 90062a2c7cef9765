"""The demo county and truth.toml agree, and both are as large as they promise."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from w3lib.url import canonicalize_url

import demo
from crawler.extract.content import page_content
from demo.county import County, Page, Site, mended_age, sites
from demo.dates import fullwidth, numeral, written
from demo.exchange import Answer, Request
from demo.traps import calendar_day, calendar_days, first_year, last_year
from demo.truth import Entry, county_toml, truth
from records.county import County as Configuration
from records.county import parse_county, read_county
from records.directory import read_directory
from records.facts import PageKind
from records.names import read_names
from reports.owners import Owners

TODAY = date(2026, 11, 23)
TRUTH = truth()
ENTRIES = (*TRUTH.fault, *TRUTH.unsure)
COUNTY_FOLDER = Path(demo.__file__).parent


STARTS = {site.id: site.start[0] for site in parse_county(county_toml()).site}


def get(county: County, address: str) -> Answer:
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    answer = county.answer(Request(parts.hostname or "", "GET", path))
    return get(county, urljoin(address, answer.headers["Location"])) if answer.status == 301 else answer


def page_of(entry: Entry) -> Page:
    return next(page for site in sites() for _, page in site.pages.values() if site.origin + page.path == entry.page)


def is_of_the_template(entry: Entry) -> bool:
    """One issue for the site, under its start address."""
    return entry.check == "broken-link" and entry.page == STARTS[entry.site]


def pages_of(site: Site) -> list[str]:
    return [site.origin + page.path for _, page in site.pages.values()]


def files_of(county: County, site: Site) -> list[str]:
    """What else of a site is made for a day: attachments, style sheets, its feed."""
    paths = (*(f"/files/{name}" for name in county.files(site)), *site.sheets, "/rss.aspx", "/sitemap.xml")
    return [site.origin + path for path in paths]


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
        if entry.check in RULES and entry.rule not in ("malformed", "local-file", "bad-mail", "bad-phone"):
            assert canonicalize_url(entry.detail, keep_fragments=True) == entry.detail


def test_every_switch_in_the_pages_is_in_the_truth_and_the_other_way_round() -> None:
    county = County(TODAY)
    for site in sites():
        for address in (*pages_of(site), *files_of(county, site)):
            get(county, address)
    assert county.asked == TRUTH.ids


def test_every_decoy_is_marked_where_it_stands_and_no_other() -> None:
    sources = "".join(path.read_text("utf-8") for path in (COUNTY_FOLDER / "pages").glob("*/*.toml"))
    assert sorted(re.findall(r"^# decoy: ([\w-]+)$", sources, re.M)) == sorted(decoy.id for decoy in TRUTH.decoy)


def test_pages_and_configuration_give_each_fault_to_the_bureau_that_the_truth_names() -> None:
    county = parse_county(county_toml())
    for entry in ENTRIES:
        site = county.site_of(entry.page)
        assert site is not None and site.id == entry.site
        if is_of_the_template(entry):
            continue
        answer = get(County(TODAY), entry.page)
        is_html = answer.content_type.startswith("text/html")
        html = answer.body.decode("utf-8", "replace") if is_html else ""
        said = page_content(html, entry.page, title="", today=TODAY).owner
        assert Owners(county, {entry.page: said}).of_page(entry.page).bureau.id == entry.bureau, entry.id


def test_truth_and_configuration_can_be_written_for_another_port() -> None:
    assert all(":8610" not in f"{entry.page} {entry.detail}" for entry in truth(9000).fault)
    assert parse_county(county_toml(9000)).site_of("http://127.10.0.2:9000/a") is not None


def test_archives_never_go_out_of_date_and_other_pages_do_after_a_year() -> None:
    county = parse_county(county_toml())
    archive = county.freshness_of("http://127.10.0.1:8610/03bulletin/archive.aspx?vol=1", PageKind.OTHER)
    assert archive.stale_after_days is None
    for kind in (PageKind.OTHER, PageKind.NEWS):
        assert county.freshness_of("http://127.10.0.1:8610/en/about.aspx", kind).stale_after_days == 365


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.id}-{entry.page[-12:]}")
def test_mending_a_fault_changes_its_page_or_brings_its_attachment_back(entry: Entry) -> None:
    broken, mended = County(TODAY), County(TODAY, mended={entry.id})
    site = next(site for site in sites() if site.id == entry.site)
    lost = {id for _, page in site.pages.values() for id in page.lost}
    looked_at = [entry.detail] if entry.id in lost else pages_of(site) if is_of_the_template(entry) else [entry.page]
    assert any(get(broken, address).body != get(mended, address).body for address in looked_at)
    assert all(get(mended, address).status == 200 for address in looked_at)


def test_what_stands_in_a_template_belongs_to_the_bureau_whose_pages_have_it() -> None:
    configuration = parse_county(county_toml())
    for entry in filter(is_of_the_template, ENTRIES):
        site = next(site for site in sites() if site.id == entry.site)
        broken, mended = County(TODAY), County(TODAY, mended={entry.id})
        changed = [page for page in pages_of(site) if get(broken, page).body != get(mended, page).body]
        owners = {
            next((rule.bureau for rule in configuration.owner if rule.matches(page)), site_bureau(configuration, site))
            for page in changed
        }
        assert entry.bureau == (owners.pop() if len(owners) == 1 else site_bureau(configuration, site)), entry.id


def site_bureau(configuration: Configuration, site: Site) -> str:
    return next(each.bureau for each in configuration.site if each.id == site.id) or configuration.county.catch_all


def test_only_what_a_second_run_can_confirm_becomes_a_finding_later() -> None:
    confirmed = {"no-such-host", "refused", "timed-out", "dropped", "server-error"}
    for entry in ENTRIES:
        assert entry.later == (entry.check == "broken-link" and entry.rule in confirmed), entry.id
    assert {entry.rule for entry in TRUTH.unsure if entry.later} == confirmed


RULES = {
    "broken-link": "gone soft-404 no-such-host refused timed-out dropped server-error tls-expired tls-wrong-name"
    " tls-untrusted tls-too-old endless-redirects malformed local-file private-address parked login-wanted"
    " refuses-robots robots tls-failed",
    "moved-link": "moved front-page",
    "missing-anchor": "missing",
    "damaged-file": "empty cut-short wrong-content",
    "bad-contact": "bad-mail bad-phone",
}


def test_every_kind_of_answer_about_links_has_its_case() -> None:
    for check, rules in RULES.items():
        assert {entry.rule for entry in ENTRIES if entry.check == check} == set(rules.split())


FRESHNESS = {
    "missing-update-date": {"", "date-without-label"},
    "stale-page": {"stale", "date-of-the-site"},
    "stale-list": {"stale-list"},
    "past-deadline": {"deadline", "event"},
    "past-valid-until": {"past-valid-until"},
    "old-year-page": {"newer-there", "two-years"},
    "broken-promise": {"promise"},
    "contradictory-dates": {"to-come", "before-publication", "impossible", "sources-differ"},
    "untrue-lastmod": {"made-up", "to-come"},
    "outdated-name": {""},
    "contradicting-contact": {""},
    "unfinished-page": {"under-construction", "placeholder", "test-text"},
    "empty-page": {"empty", "empty-list", "only-attachment", "only-picture"},
    "old-footer-year": {"footer-year"},
    "old-attachment": {""},
    "superseded-form": {""},
    "lagging-translation": {""},
}
"""What is left out needs a history: `unchanged`, and `not-changed` and `changed-since` of sitemaps."""


@pytest.mark.parametrize("check", FRESHNESS)
def test_every_kind_of_answer_about_freshness_has_its_case_and_something_that_looks_like_it(check: str) -> None:
    assert {entry.rule for entry in ENTRIES if entry.check == check} == FRESHNESS[check]
    assert any(decoy.looks_like == check for decoy in TRUTH.decoy)


def test_out_of_date_information_has_its_hundred_cases_and_as_many_that_only_look_like_it() -> None:
    assert sum(entry.check in FRESHNESS for entry in ENTRIES) >= 95
    assert sum(decoy.looks_like in FRESHNESS for decoy in TRUTH.decoy) >= 95


def test_barriers_have_their_fifty_pairs_each_for_a_check_of_its_own() -> None:
    pairs = [entry.check for entry in ENTRIES if "/node/6" in entry.page]
    assert len(pairs) >= 50
    assert len(set(pairs)) == len(pairs)


def test_titles_name_the_years_of_the_day() -> None:
    page = "http://127.10.0.1:8610/05open/open01.aspx?cate_id=11"
    for today, year in ((TODAY, 115), (date(2028, 2, 29), 117)):
        assert f"<h1>{year}年度總預算</h1>" in get(County(today), page).body.decode()
    term = "http://127.10.0.4:8610/06service/service01_con.aspx?data_id=7402&topsn=2210"
    for today, year in ((TODAY, 115), (date(2028, 2, 29), 116)):
        assert f"<h1>{year}學年度弱勢學生助學措施</h1>" in get(County(today), term).body.decode()


def test_the_countys_own_files_can_be_read() -> None:
    freshness = parse_county(county_toml()).freshness
    assert "tel:047000070" in read_directory(Path(freshness.directory_file))["社會救助科"]
    assert {"林水木", "禾湖市湖東路12號"} <= {name.old for name in read_names(Path(freshness.names_file))}
    assert read_county(COUNTY_FOLDER / "county.toml").freshness == freshness


def test_sitemaps_say_when_their_pages_were_changed_but_for_two() -> None:
    social, land, education = (f"http://127.10.0.{number}:8610/sitemap.xml" for number in (2, 3, 4))
    broken, mended = County(TODAY), County(TODAY, mended=TRUTH.ids)
    assert get(broken, social).body.count(b"<lastmod>2026-11-23") == 0
    assert get(broken, land).body.count(b"<lastmod>2026-11-23") == get(broken, land).body.count(b"<loc>")
    assert get(mended, land).body.count(b"<lastmod>2026-11-23") == 0
    assert (get(broken, education).body.count(b">2027-"), get(mended, education).body.count(b">2027-")) == (1, 0)


@pytest.mark.parametrize("seed", range(3))
def test_any_subset_of_the_faults_can_be_mended_and_each_page_still_stands(seed: int) -> None:
    chosen = random.Random(seed)
    county = County(TODAY, mended={id for id in sorted(TRUTH.ids) if chosen.random() < 0.5})
    for site in sites():
        for address in (*pages_of(site), *files_of(county, site)):
            assert get(county, address).status == 200, address


def test_the_calendar_has_a_hundred_thousand_days_and_each_links_to_a_month_of_others() -> None:
    assert (date(last_year, 12, 31) - date(first_year, 1, 1)).days > 100_000
    page = "http://127.10.0.1:8610/00home/calendar.aspx"
    first, second = (get(County(TODAY), f"{page}?y=2031&m=5&d={day}").body.decode() for day in (7, 8))
    assert "120年5月7日" in first and "calendar.aspx?y=2031&amp;m=6&amp;d=1" in first
    assert re.sub("[0-9]+", "", first) == re.sub("[0-9]+", "", second)
    for edge in (date(first_year, 1, 1), date(last_year, 12, 31)):
        assert get(County(TODAY), f"{page}?y={edge.year}&m={edge.month}&d={edge.day}").status == 200
        assert all(calendar_day(f"?y={day.year}&m={day.month}&d={day.day}") for day in calendar_days(edge))
    assert calendar_day("?y=2031&m=2&d=30") is calendar_day("?y=x") is calendar_day("?y=1&m=1&d=1") is None


def test_the_gallery_is_the_same_however_deep_one_goes() -> None:
    deep = get(County(TODAY), "http://127.10.0.4:8610/gallery/" + 30 * "gallery/")
    assert deep.status == 200 and '<a href="gallery/">' in deep.body.decode()


STALE = [entry for entry in TRUTH.fault if entry.check == "stale-page"]
OF_STAFF = {"stale-land-staff"}


@pytest.mark.parametrize("today", [TODAY, date(2028, 2, 29)])
@pytest.mark.parametrize("entry", STALE, ids=lambda entry: entry.id)
def test_a_stale_page_is_as_old_on_any_day_and_young_when_mended(entry: Entry, today: date) -> None:
    page = page_of(entry)
    assert page.updated > (180 if entry.id in OF_STAFF else 365)
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
    forms += ["民國{y}年{mm}月{dd}日", "{y}年{m}月{d}　", "{y}-{m}-{d}<"]
    dates = [f"{day:%B} {day.day}, {day.year}", *(written(day, form) for form in forms)]
    return any(form in text for form in (*dates, *map(fullwidth, dates)))


def test_pages_that_are_not_seeded_faults_are_younger_than_a_year() -> None:
    old = {
        site.origin + page.path
        for site in sites()
        for _, page in site.pages.values()
        if page.updated > 365 and not page.stale
    }
    lasting = {"reviewed-lately", "name-of-its-time", "mayors-of-the-past", "statistics-of-last-autumn"}
    lasting |= {"plan-still-in-force", "law-that-never-ages"}
    plans = {entry.page for entry in TRUTH.fault if entry.id == "two-years-youth-jobs"}
    decoys = [decoy for decoy in TRUTH.decoy if decoy.id.startswith("archive-") or decoy.id in lasting]
    assert old == {decoy.page for decoy in decoys} | plans


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
