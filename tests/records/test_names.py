"""Old names: those that come with the program hold what they must, and mistakes in a county's file are named."""

from datetime import date
from pathlib import Path

import pytest

from records.county import ConfigurationError
from records.names import NameKind, OldName, parse_names, read_names

HEADER = "old,new,since,kind,source,note\n"


def mistakes(text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        parse_names(text, "names.csv")
    return [str(mistake) for mistake in caught.value.mistakes]


def test_ministries_that_were_renamed_are_known_with_their_day_and_their_law() -> None:
    names = {name.old: name for name in read_names(None)}
    ministry = names["行政院環境保護署"]
    assert (ministry.new, ministry.since, ministry.kind) == ("環境部", date(2023, 8, 22), NameKind.AGENCY)
    assert names["科技部"].since == date(2022, 7, 27)
    assert names["教育部體育署"].new == "運動部"
    assert all(name.source for name in names.values())


def test_no_name_of_ours_is_its_own_successors_name() -> None:
    """What an office is called today must not itself stand in the list as outdated."""
    names = read_names(None)
    assert not {name.new for name in names} & {name.old for name in names}


def test_a_name_holds_alone_among_ours() -> None:
    names = read_names(None)
    assert len({name.old for name in names}) == len(names)


def test_a_countys_own_names_come_beside_ours_and_go_before_them(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text(
        "﻿" + HEADER + "舊市場路1號,新市場路2號,2025-01-01,address,,\n環保署,環境部,2023-08-22,agency,縣府,\n", "utf-8"
    )
    names = {name.old: name for name in read_names(file)}
    assert names["舊市場路1號"] == OldName("舊市場路1號", "新市場路2號", date(2025, 1, 1), NameKind.ADDRESS)
    assert names["環保署"].source == "縣府"
    assert "科技部" in names


def test_columns_may_stand_in_any_order_and_empty_lines_are_overlooked() -> None:
    assert parse_names("since,old,new\n\n2025-01-01,舊稱處,新稱處\n,,\n") == (
        OldName("舊稱處", "新稱處", date(2025, 1, 1)),
    )


def test_every_mistake_is_named_with_its_line() -> None:
    rows = ("甲處,乙處,113/1/1,,,", "乙,丙處,2025-01-01,,,", "丁處,丁處,2025-01-01,,,", "戊處,己處,2025-01-01,tree,,")
    assert mistakes(HEADER + "\n".join(rows)) == [
        "names.csv:2: “113/1/1” is not a day such as 2023-08-22.",
        "names.csv:3: The old name “乙” must have at least two characters, and no name may hold “|”.",
        "names.csv:4: Say what “丁處” is called now.",
        "names.csv:5: “tree” is no kind of name; there are agency, short, person, address, domain, system.",
    ]  # fmt: skip


def test_a_missing_column_a_missing_file_and_what_is_no_text_are_one_sentence_each(tmp_path: Path) -> None:
    assert mistakes("old,since\n") == ["names.csv:1: The first line must name the columns; missing: new."]
    assert mistakes("") == ["names.csv:1: The first line must name the columns; missing: old, new, since."]
    with pytest.raises(ConfigurationError, match="There is no such file"):
        read_names(tmp_path / "none.csv")
    (tmp_path / "big5.csv").write_bytes("舊稱".encode("big5"))
    with pytest.raises(ConfigurationError, match="cannot be read as UTF-8"):
        read_names(tmp_path / "big5.csv")


@pytest.mark.parametrize("text", ['old,new,since\n"甲處,乙處', "x" * 200_000])
def test_what_is_no_csv_is_named_or_overlooked_and_never_raises_anything_else(text: str) -> None:
    with pytest.raises(ConfigurationError):
        parse_names(text)
