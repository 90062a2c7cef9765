"""Who owns an address, and why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from records.county import parse_county
from records.ownership import Assignment, MarkKind, OwnerMark
from reports.owners import Owners, owner_of
from reports.words import Words
from tests.reports.sample import COUNTY_FILE, SOCIAL, WWW, county, issues, link_in_template, link_to

LAND = "https://land.county.example/"


@pytest.mark.parametrize(
    ("url", "bureau", "rule"),
    [
        (f"{WWW}DTO/traffic/00home/index.aspx", "traffic", "owner 1: host=www.county.example path=/DTO/traffic/"),
        (f"{WWW}dto/TRAFFIC/bus.aspx", "traffic", "owner 1: host=www.county.example path=/DTO/traffic/"),
        (f"{LAND}?topsn=4594&page=2", "social", "owner 3: host=land.county.example query=topsn=4594"),
        (f"{SOCIAL}00home/index.aspx", "social", "site social"),
        (f"{WWW}ch2/index.aspx", "planning", "site www"),
        (LAND, "planning", "catch_all"),
        ("https://elsewhere.example/", "planning", "catch_all"),
        ("http://[", "planning", "catch_all"),
    ],
)  # fmt: skip
def test_rules_come_first_then_the_site_then_the_catch_all(url: str, bureau: str, rule: str) -> None:
    found = owner_of(url, county())
    assert (found.bureau.id, found.rule) == (bureau, rule)


def test_the_first_rule_that_matches_decides_although_a_later_one_is_narrower() -> None:
    assert owner_of(f"{WWW}DTO/traffic/parking/", county()).bureau.id == "traffic"


AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
LABEL = OwnerMark(MarkKind.LABEL, "發布單位", "範例縣政府社會處")
UNKNOWN = OwnerMark(MarkKind.LABEL, "發布單位", "天文處")
META = OwnerMark(MarkKind.META, "DC.Publisher", "衛生局")
CRUMB = OwnerMark(MarkKind.CRUMB, "", "交通處")
PAGE = f"{WWW}ch2/index.aspx"
RULED = f"{WWW}DTO/traffic/bus.aspx"
SECTION_RULE = """
[[owner]]
section = "市民健康"
bureau = "health"
"""


def found(url: str, *marks: OwnerMark, assigned: str = "", extra: str = "") -> tuple[str, str]:
    given = {url: Assignment(url, assigned, "page moved", "王小姐", AT)} if assigned else {}
    owner = Owners(county(extra), {url: marks}, given).of_page(url)
    return owner.bureau.id, owner.rule


def test_a_persons_word_goes_before_the_page_the_page_before_the_rules_and_a_label_before_metadata() -> None:
    assert found(RULED, LABEL, META, CRUMB, assigned="health") == ("health", "assignment")
    assert found(RULED, LABEL, META, CRUMB) == ("social", "label 發布單位")
    assert found(RULED, UNKNOWN, META, CRUMB) == ("health", "meta DC.Publisher")
    assert found(RULED, UNKNOWN, CRUMB)[1].startswith("owner 1:")
    assert found(PAGE, UNKNOWN, CRUMB) == ("traffic", "section 交通處")
    assert found(PAGE, UNKNOWN) == ("planning", "site www")
    assert found(f"{LAND}map", UNKNOWN) == ("planning", "catch_all")


def test_of_several_labels_that_of_who_published_it_counts_first() -> None:
    kept = OwnerMark(MarkKind.LABEL, "維護單位", "衛生局")
    given = OwnerMark(MarkKind.LABEL, "資料提供單位", "交通處")
    assert found(PAGE, given, kept, LABEL) == ("social", "label 發布單位")
    assert found(PAGE, given, kept) == ("health", "label 維護單位")
    assert found(PAGE, given, UNKNOWN) == ("traffic", "label 資料提供單位")


def test_a_list_that_names_several_bureaus_is_none_of_theirs() -> None:
    others = OwnerMark(MarkKind.LABEL, "發布單位", "衛生局")
    owner = Owners(county(), {PAGE: (LABEL, others)}).of_page(PAGE)
    assert owner.rule == "site www"
    assert ["several bureaus" in str(message) for message in owner.passed] == [True]


def test_a_rule_for_a_section_goes_by_the_path_that_the_page_shows() -> None:
    step = OwnerMark(MarkKind.CRUMB, "", "市民 健康")
    assert found(PAGE, step, CRUMB, extra=SECTION_RULE) == ("health", "owner 4: section=市民健康")
    assert found(RULED, step, extra=SECTION_RULE)[1].startswith("owner 1:"), "rules for addresses go before"


def test_a_rule_may_go_by_how_files_are_named() -> None:
    rule = '[[owner]]\nhost = "files.county.example"\nfile = "12_"\nbureau = "social"\n'
    files = "https://files.county.example/files/"
    assert found(f"{files}12_1050307_report.pdf", extra=rule)[0] == "social"
    assert found(f"{files}32_12_report.pdf", extra=rule)[0] == "planning"


def test_an_issue_may_be_given_to_a_bureau_by_itself() -> None:
    [issue] = issues("broken-link", link_to(PAGE, "https://gone.example/", "x"))
    given = {issue.fingerprint: Assignment(issue.fingerprint, "health", "they asked for it", "王小姐", AT)}
    owners = Owners(county(), assigned=given)
    assert owners.of_answer("broken-link", issue.finding).bureau.id == "health"
    assert owners.of_page(PAGE).bureau.id == "planning"
    assert str(owners.of_answer("broken-link", issue.finding).why) == (
        "王小姐 has given it to 衛生局 on 2026-11-20: they asked for it"
    )


def test_a_bureau_that_is_no_more_in_the_configuration_owns_nothing() -> None:
    assert found(PAGE, assigned="dissolved") == ("planning", "site www")


def test_a_links_owner_is_its_pages_not_its_targets() -> None:
    [issue] = issues("broken-link", link_to(PAGE, f"{WWW}DTO/traffic/gone.aspx", "x"))
    assert Owners(county()).of_answer("broken-link", issue.finding).bureau.id == "planning"


def test_what_a_template_puts_on_pages_of_several_bureaus_is_the_templates_keepers() -> None:
    [issue] = issues("broken-link", link_in_template(5))
    assert Owners(county()).of_answer("broken-link", issue.finding).bureau.id == "planning"
    kept = parse_county(COUNTY_FILE.replace('bureau = "planning"\n\n[[site]]\nid = "social"', 'bureau = "planning"\n'
                        'template_bureau = "health"\n\n[[site]]\nid = "social"'))  # fmt: skip
    assert Owners(kept).of_answer("broken-link", issue.finding).rule == "template of www"


def test_the_explanation_names_bureau_and_rule_in_both_languages() -> None:
    why = owner_of(f"{WWW}DTO/traffic/", county()).why
    assert Words("zh-Hant-TW").say(why) == (
        "依第 1 條歸屬規則（host=www.county.example path=/DTO/traffic/），這個位址歸交通處。"
    )
    assert Words("en").say(why) == (
        "Owner rule 1 (host=www.county.example path=/DTO/traffic/) gives this address to Traffic Department."
    )
