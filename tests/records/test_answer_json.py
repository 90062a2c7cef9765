"""Answers come back from the database as they went in."""

import json

import pytest

from records.answer_json import from_json, to_json
from records.answers import Answer, Finding, Message, Place, Severity, Unsure

PLACE = Place("main > a", "<a>", "請修正", "Mend it", 7, "https://a.example/", "menu")
FULL = {
    "detail": "https://b.example/",
    "rule": "gone",
    "severity": Severity.CRITICAL,
    "places": (PLACE, Place(said=Message("{n} px", {"n": 3}), cause="#999 on #fff", measured=(("ratio", "2.8"),))),
    "wcag": ("1.1.1",),
    "codes": {"115.11": ("HM1110100C",)},
    "notes": (Message("seen on {day}", {"day": "2026-11-23"}),),
    "mends": (Message("Remove it."),),
    "rests_on": ("https://c.example/",),
}


@pytest.mark.parametrize("kind", [Finding, Unsure])
@pytest.mark.parametrize("fields", [{}, FULL], ids=["bare", "full"])
def test_an_answer_comes_back_as_it_went_in(kind: type[Answer], fields: dict[str, object]) -> None:
    answer = kind("https://a.example/", Message("said {x}", {"x": "y"}), **fields)  # type: ignore[arg-type]
    assert from_json(kind, json.loads(json.dumps(to_json(answer)))) == answer  # type: ignore[type-var]
