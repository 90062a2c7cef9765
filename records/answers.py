"""What a check can say of a fact: this is wrong, or I could not tell. Silence means all is well."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    CRITICAL = "critical"
    SERIOUS = "serious"
    MODERATE = "moderate"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for people that can be said in every language of the catalogue.

    `text` is the English source, which gettext looks up; `{names}` in it are filled from `values` afterwards.
    Where `values` holds "name_en" beside "name", English fills `{name}` with the former. Dates are given as ISO 8601.
    """

    text: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.text, tuple(sorted(self.values.items()))))

    def __str__(self) -> str:
        """The sentence in English."""
        english = {name.removesuffix("_en"): value for name, value in self.values.items() if name.endswith("_en")}
        return self.text.format_map({**self.values, **english})


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the page: a selector and the HTML that stands there."""

    selector: str = ""
    snippet: str = ""
    note: str = ""
    """What is wrong at this very place and how to mend it, in zh-TW, as the engine put it."""
    note_en: str = ""
    line: int = 0
    """Line of the page's HTML, from 1; 0 where it is not known."""
    page_url: str = ""
    """The page, where an answer speaks of more than its own."""
    region: str = ""
    """Which part of the page it stands in: "main", "menu", "header", "footer"; empty where it does not matter."""
    said: Message | None = None
    """The same, where it was our own check that said it."""
    cause: str = ""
    """What makes two places one cause, where that is not the element itself: a pair of colours, a rule of a sheet."""
    measured: tuple[tuple[str, str], ...] = ()
    """Colours, their ratio, sizes: (name, value) pairs as they were measured."""


@dataclass(frozen=True, slots=True)
class Finding:
    page_url: str
    message: Message
    detail: str = ""
    """What tells this finding from another of the same check on the same page: a target, a rule."""
    rule: str = ""
    """The engine's rule or the verdict behind it, for instance "image-alt" or "gone"."""
    severity: Severity | None = None
    """None: the check's own."""
    places: tuple[Place, ...] = ()
    wcag: tuple[str, ...] = ()
    """Success criteria, for instance ("1.1.1",)."""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Codes of 網站無障礙規範 by edition: {"110.07": (…), "115.11": (…)}."""
    notes: tuple[Message, ...] = ()
    """What else is known: what a visitor sees, over which addresses it led, when it last was well."""
    mends: tuple[Message, ...] = ()
    """Proposals, the best first."""
    rests_on: tuple[str, ...] = ()
    """Other pages without which this could not be said: it cannot be said to be mended without them either."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """The same shape as a finding; the message says what a person should look at."""

    page_url: str
    message: Message
    detail: str = ""
    rule: str = ""
    severity: Severity | None = None
    places: tuple[Place, ...] = ()
    wcag: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    mends: tuple[Message, ...] = ()
    rests_on: tuple[str, ...] = ()


Answer = Finding | Unsure


def fingerprint(check_id: str, answer: Answer) -> str:
    """Name the same problem the same way every week: 16 hexadecimal digits.

    The message is left out, so that rewording a check does not reopen every issue.
    """
    parts = "\x1f".join((check_id, answer.page_url, answer.detail))
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that one check said of one fact, or the error in which it crashed."""

    check_id: str
    page_url: str
    answers: tuple[Answer, ...] = ()
    error: str | None = None
