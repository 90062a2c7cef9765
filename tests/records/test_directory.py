"""The directory: one spelling for every number, and its mistakes named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.bureaus import unit_name
from records.county import ConfigurationError
from records.directory import is_same_line, mail_address, parse_directory, phone_number, read_directory


@pytest.mark.parametrize(
    "written",
    ["04-7222151", "(04)722-2151", "（０４）７２２２１５１", "+886-4-7222151", "886-4-722 2151", "(+886-4)7222151",
     "00886-4-7222151", "04 7222151", "04.722.2151", "+886 (0)4 7222151", "047222151"],
)  # fmt: skip
def test_a_number_has_one_spelling_however_it_is_written(written: str) -> None:
    assert phone_number(written) == "047222151"


@pytest.mark.parametrize(
    "extension",
    ["#123", "#0123", "分機123", " 分機 123", "轉123", "ext. 123", " Ext 123", "*123", "(分機123)", "＃123"],
)  # fmt: skip
def test_an_extension_stands_behind_the_number(extension: str) -> None:
    assert phone_number("04-7222151" + extension) == "047222151#123"


@pytest.mark.parametrize(
    "written", ["", "1999", "110", "04-7222151、04-7222152", "04-7222151~3", "04-7222151-3", "無", "1" * 50]
)
def test_what_is_not_one_number_of_one_office_is_none(written: str) -> None:
    assert phone_number(written) == ""


@given(st.text(max_size=120))
def test_nothing_that_is_written_makes_it_raise(written: str) -> None:
    assert phone_number(phone_number(written)) == phone_number(written)
    assert mail_address(mail_address(written)) == mail_address(written)
    unit_name(written)


def test_numbers_are_one_line_whatever_their_extension_and_without_an_area_code() -> None:
    assert is_same_line("047222151#1", "047222151#2")
    assert is_same_line("7222151", "047222151")
    assert not is_same_line("047222151", "037222151")
    assert not is_same_line("7222151", "7222152")


def test_a_number_that_begins_like_taiwans_code_is_a_number_of_its_own() -> None:
    assert phone_number("8862345") == "8862345"
    assert phone_number("02-8862-3456") == "0288623456"


def test_reads_several_rows_of_a_unit(tmp_path: Path) -> None:
    file = tmp_path / "directory.csv"
    file.write_text(
        "unit,phone,mail\n社會處,04-7222151#1,social@county.example\n本府 社會處,04-7222152,\n", "utf-8-sig"
    )
    assert read_directory(file) == {"社會處": ("tel:047222151#1", "mail:social@county.example", "tel:047222152")}


def test_names_every_mistake_with_its_line() -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_directory("unit,phone,mail\n,04-7222151,\n社會處,1999,\n教育處,,nobody\n", "d.csv")
    assert [str(mistake) for mistake in caught.value.mistakes] == [
        "d.csv:2: Name the unit.",
        "d.csv:3: “1999” is not one telephone number.",
        "d.csv:4: “nobody” is not one mail address.",
    ]
    with pytest.raises(ConfigurationError, match="missing: mail"):
        parse_directory("unit,phone\n")
