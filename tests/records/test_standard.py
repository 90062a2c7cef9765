"""Codes of 網站無障礙規範: the right edition, and none that the table does not name."""

import re
from collections import Counter
from datetime import date

from records.standard import EDITIONS, codes, codes_for, codes_of, edition_in_force


def of(edition: str, kind: str, *levels: str) -> int:
    return sum(edition in code.editions and code.kind == kind and code.level in levels for code in codes())


def test_the_new_edition_binds_from_the_last_day_of_november_2026() -> None:
    assert edition_in_force(date(2026, 11, 29)) == "110.07"
    assert edition_in_force(date(2026, 11, 30)) == "115.11"
    assert edition_in_force(date(2030, 1, 1)) == "115.11"


def test_the_new_edition_has_as_many_codes_as_its_annex() -> None:
    assert of("115.11", "C", "A", "AA", "AAA") == 28
    assert of("115.11", "E", "A", "AA", "AAA") == 216
    assert of("115.11", "C", "A", "AA") == 23
    assert of("115.11", "E", "A", "AA") == 161


def test_the_old_edition_has_those_of_its_annex_and_one_that_only_the_detail_pages_list() -> None:
    assert of("110.07", "C", "A", "AA", "AAA") == 31 + len(["HM1130104C"])
    assert of("110.07", "E", "A", "AA", "AAA") == 209


def test_every_code_is_built_by_the_rule_and_agrees_with_its_criterion() -> None:
    for one in codes():
        parts = re.fullmatch(r"(?:HM|GN|CS|AR|FA|SC|ME)[123](\d)(\d)(\d\d)\d\d([CE])", one.code)
        assert parts, one.code
        assert f"{parts[1]}.{parts[2]}.{int(parts[3])}" == one.criterion
        assert parts[4] == one.kind
        assert one.editions
    assert max(Counter(one.code for one in codes()).values()) == 1


def test_an_image_without_words_has_codes_in_both_editions_machine_checkable_first() -> None:
    found = codes_for("image-alt")
    assert found.keys() == EDITIONS.keys()
    for named in found.values():
        assert named[0] == "HM1110100C"
        assert "HM1110100E" in named


def test_a_rule_of_the_new_edition_alone_has_no_code_in_the_old() -> None:
    assert codes_for("target-size") == {"110.07": (), "115.11": ("CS2250800E",)}


def test_a_rule_of_the_old_edition_alone_has_no_code_in_the_new() -> None:
    assert codes_for("duplicate-id") == {"110.07": ("HM1410100C",), "115.11": ()}


def test_what_only_level_AAA_asks_is_not_named() -> None:
    assert "HM3240900C" not in codes_for("link-name")["115.11"]


def test_a_rule_that_the_table_does_not_name_has_no_code() -> None:
    assert codes_for("list-of-nothing") == {"110.07": (), "115.11": ()}


def test_what_one_caller_does_to_an_answer_does_not_reach_the_next() -> None:
    codes_for("image-alt").clear()
    assert codes_for("image-alt")


def test_a_code_whose_number_changed_its_meaning_can_be_named_in_one_edition_alone() -> None:
    assert codes_of("HM1130103C@110.07", "HM1130105C") == {"110.07": ("HM1130103C",), "115.11": ("HM1130105C",)}
    assert codes_of("HM1130105C@110.07", "HM1130109C") == {"110.07": (), "115.11": ()}
