"""How answers are kept in the database: JSON, without what is empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from records.answers import Answer, Finding, Message, Place, Severity, Unsure

A = TypeVar("A", Finding, Unsure)


def to_json(answer: Answer) -> dict[str, Any]:
    said = {
        "page_url": answer.page_url,
        "message": _message(answer.message),
        "detail": answer.detail,
        "rule": answer.rule,
        "severity": answer.severity,
        "places": [_place(place) for place in answer.places],
    }
    rare = {
        "wcag": list(answer.wcag),
        "codes": {edition: list(codes) for edition, codes in answer.codes.items()},
        "notes": [_message(note) for note in answer.notes],
        "mends": [_message(mend) for mend in answer.mends],
        "rests_on": list(answer.rests_on),
    }
    return said | {name: value for name, value in rare.items() if value}


def _message(message: Message) -> dict[str, Any]:
    return {"text": message.text, "values": dict(message.values)}


def _place(place: Place) -> dict[str, Any]:
    said = {name: value for name, value in vars(place).items() if value}
    return said | {"said": _message(place.said)} if place.said else said


def from_json(kind: type[A], content: Mapping[str, Any]) -> A:
    severity = content["severity"]
    return kind(
        page_url=content["page_url"],
        message=Message(**content["message"]),
        detail=content["detail"],
        rule=content["rule"],
        severity=Severity(severity) if severity else None,
        places=tuple(map(_place_of, content["places"])),
        wcag=tuple(content.get("wcag", ())),
        codes={edition: tuple(codes) for edition, codes in content.get("codes", {}).items()},
        notes=tuple(Message(**note) for note in content.get("notes", ())),
        mends=tuple(Message(**mend) for mend in content.get("mends", ())),
        rests_on=tuple(content.get("rests_on", ())),
    )


def _place_of(content: Mapping[str, Any]) -> Place:
    said = content.get("said")
    measured = tuple((name, value) for name, value in content.get("measured", ()))
    return Place(**{**content, "said": Message(**said) if said else None, "measured": measured})
