"""How answers are kept in the database: JSON, without most of what is empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from sys import intern
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
        "wcag": list(answer.wcag),
    }
    rare = {
        "codes": {edition: list(codes) for edition, codes in answer.codes.items()},
        "notes": [_message(note) for note in answer.notes],
        "mends": [_message(mend) for mend in answer.mends],
        "rests_on": list(answer.rests_on),
    }
    return said | {name: value for name, value in rare.items() if value}


def _message(message: Message) -> dict[str, Any]:
    return {"text": message.text, "values": dict(message.values)}


_PLACE = tuple(field.name for field in fields(Place))


def _place(place: Place) -> dict[str, Any]:
    said = {name: value for name in _PLACE if (value := getattr(place, name)) or name in ("selector", "snippet")}
    return said | {"said": _message(place.said)} if place.said else said


def from_json(kind: type[A], content: Mapping[str, Any]) -> A:
    """The answer as it was. What many answers say alike is one string in memory: there may be a hundred thousand."""
    severity = content["severity"]
    return kind(
        page_url=intern(content["page_url"]),
        message=_message_of(content["message"]),
        detail=intern(content["detail"]),
        rule=intern(content["rule"]),
        severity=Severity(severity) if severity else None,
        places=tuple(map(_place_of, content["places"])),
        wcag=_alike(tuple(content.get("wcag", ()))),
        codes={intern(edition): _alike(tuple(codes)) for edition, codes in content.get("codes", {}).items()},
        notes=tuple(map(_message_of, content.get("notes", ()))),
        mends=tuple(map(_message_of, content.get("mends", ()))),
        rests_on=tuple(content.get("rests_on", ())),
    )


def _message_of(content: Mapping[str, Any]) -> Message:
    values = content["values"]
    if not values:
        return _without_values(content["text"])
    said = {intern(name): intern(value) if isinstance(value, str) else value for name, value in values.items()}
    return Message(text=intern(content["text"]), values=said)


@lru_cache(maxsize=1024)
def _without_values(text: str) -> Message:
    return Message(text=text)


@lru_cache(maxsize=1024)
def _alike(strings: tuple[str, ...]) -> tuple[str, ...]:
    return strings


def _place_of(content: Mapping[str, Any]) -> Place:
    said: dict[str, Any] = {name: intern(value) if isinstance(value, str) else value for name, value in content.items()}
    if "said" in said:
        said["said"] = _message_of(said["said"]) if said["said"] else None
    if "measured" in said:
        said["measured"] = tuple((name, value) for name, value in said["measured"])
    return Place(**said)
