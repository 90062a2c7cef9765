"""Who owns an address, and why."""

from __future__ import annotations

import pytest

from reports.owners import owner_of
from reports.words import Words
from tests.reports.sample import SOCIAL, WWW, county

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


def test_the_explanation_names_bureau_and_rule_in_both_languages() -> None:
    why = owner_of(f"{WWW}DTO/traffic/", county()).why
    assert Words("zh-Hant-TW").say(why) == (
        "依第 1 條歸屬規則（host=www.county.example path=/DTO/traffic/），這個位址歸交通處。"
    )
    assert Words("en").say(why) == (
        "Owner rule 1 (host=www.county.example path=/DTO/traffic/) gives this address to Traffic Department."
    )
