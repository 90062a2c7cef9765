"""Bureaus are known by what pages call them, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.bureaus import BureauNames, names_twice

NAMED = [
    ("社會處", "social"),
    ("地政處", "land"),
    ("衛生局", "health"),
    ("Traffic Department", "traffic"),
    ("地價科", "land"),
]
NAMES = BureauNames([*NAMED, ("地價科", "land")], "禾湖縣政府")


@pytest.mark.parametrize(
    ("written", "bureau"),
    [
        ("社會處", "social"),
        ("禾湖縣政府社會處", "social"),
        ("本府 社會處", "social"),
        ("禾湖縣政府　社會處 社會救助科", "social"),
        ("社會處老人福利科", "social"),
        ("地價科", "land"),
        ("traffic  department", "traffic"),
        ("衛生局食品藥物管理中心", "health"),
        ("社會處長", None),
        ("社會處之友會協進基金", None),
        ("某某社會處", None),
        ("禾湖縣政府", None),
        ("本府", None),
        ("", None),
    ],
)
def test_a_name_an_alias_or_a_section_of_a_bureau_is_its_own(written: str, bureau: str | None) -> None:
    assert NAMES.bureau_of(written) == bureau


@given(st.text(max_size=60))
def test_no_text_breaks_it(written: str) -> None:
    assert NAMES.bureau_of(written) in {None, "social", "land", "health", "traffic"}


def test_a_name_that_two_bureaus_have_is_told() -> None:
    assert names_twice({"a": ["社會處", "社會局"], "b": ["地政處", "本府 社會局"]}) == {"本府 社會局": ("a", "b")}
