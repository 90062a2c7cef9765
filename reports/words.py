"""Say things to people: the catalogues, the county's dates, and names for what the program only numbers.

English stands in the source and is the key; `locale/<language>/LC_MESSAGES/sitepatrol.po` holds the other language.
The .po files are read as they are: there is nothing to compile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from babel.dates import format_date
from babel.messages.pofile import read_po

from records.answers import Message, Place, Severity
from records.facts import Outcome, Region
from records.runs import TAIPEI
from records.standard import Code, codes
from reports.codes import CodeVerdict
from reports.due import day_in_taipei
from reports.grouping import Doubt

LOCALE = Path(__file__).parent / "locale"

UNFIT = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""Control characters that are no white space, lone surrogates, and marks that turn the direction of writing."""

VALUE_LENGTH = 300
"""Characters of one crawled value in a sentence."""

SEVERITIES = {
    Severity.CRITICAL: Message("critical"),
    Severity.SERIOUS: Message("serious"),
    Severity.MODERATE: Message("moderate"),
    Severity.MINOR: Message("minor"),
}

OUTCOMES = {
    Outcome.ANSWERED: Message("The server answered with an error."),
    Outcome.REFUSED: Message("The server refused the connection."),
    Outcome.TIMED_OUT: Message("No answer came in time."),
    Outcome.NO_SUCH_HOST: Message("There is no host of this name."),
    Outcome.TLS_FAILED: Message("No secure connection could be made (certificate)."),
    Outcome.DROPPED: Message("The connection broke before the page was whole."),
    Outcome.TOO_LARGE: Message("It is larger than the limit for one file."),
    Outcome.TOO_MANY_REDIRECTS: Message("It redirects again and again."),
    Outcome.ROBOTS: Message("The site asks robots to keep out (robots.txt)."),
    Outcome.OUT_OF_SCOPE: Message("It leads to an address outside the sites of this patrol."),
    Outcome.PRIVATE_ADDRESS: Message("It leads to an internal address that the configuration does not name."),
    Outcome.MALFORMED: Message("This is not a web address."),
    Outcome.NOT_REACHED: Message("A limit of the patrol was reached before its turn came."),
    Outcome.DOWNLOAD: Message("It is a download, not a page."),
    Outcome.ERROR_PAGE: Message("The browser was given an error page."),
    Outcome.CRASHED: Message("Our own program failed on it."),
}

LIMITS = {
    "max_pages": Message("pages per site"),
    "max_depth": Message("clicks from the start page"),
    "max_body_mb": Message("size of one file (MB)"),
    "max_minutes": Message("minutes for the whole run"),
    "audit_minutes": Message("minutes for all audits in the browser"),
    "trap_pages": Message("pages of one series without end, such as a calendar"),
    "host_failures": Message("hosts that failed too often and were left alone"),
    "network": Message("our own network was down"),
}

MEASURED: Mapping[str, Message] = {
    "fgColor": Message("colour of the words {value}"),
    "bgColor": Message("ground {value}"),
    "contrastRatio": Message("contrast {value}"),
    "expectedContrastRatio": Message("at least {value} is asked for"),
    "fontSize": Message("size {value}"),
    "fontWeight": Message("weight {value}"),
    "width": Message("width {value} pixels"),
    "height": Message("height {value} pixels"),
    "minSize": Message("at least {value} pixels are asked for"),
    "closestOffset": Message("{value} pixels to the next target"),
    "pixels": Message("{value} pixels are lost"),
}
"""What was measured at a place, by the names of axe-core and of our own probes."""

REGIONS: Mapping[str, Message] = {
    Region.MAIN: Message("main content"),
    Region.MENU: Message("menu"),
    Region.HEADER: Message("header"),
    Region.FOOTER: Message("footer"),
}

DOUBTS = {
    Doubt.LOOK: (
        Message("For a person to check"),
        Message("The program has a suspicion and no proof. Please look, and mend what turns out to be wrong."),
    ),
    Doubt.CLICK: (
        Message("Please click it yourself"),
        Message(
            "These sites turn programs away or want a login. The links may well be in order: please open them in a "
            "browser."
        ),
    ),
    Doubt.WAIT: (
        Message("Could not be checked this week; the next patrol looks again"),
        Message(
            "The other site or the network may have had a fault that is over by now. There is nothing to mend yet: "
            "only what lasts becomes an issue."
        ),
    ),
}
"""What to call each kind of doubt, and what to do about it."""

REASONS = {
    "found": Message("found for the first time"),
    "found again": Message("found again after it had been fixed"),
    "not found any more": Message("not found any more"),
    "page gone": Message("the page has been taken down"),
    "still found": Message("said to be mended, and still found"),
    "waived": Message("waived"),
    "no longer waived": Message("no longer waived: the waiver has ended, or does not cover it"),
    "acknowledged": Message("the bureau knows of it"),
    "said to be mended": Message("said to be mended"),
    "assigned": Message("given to another bureau"),
}


VERDICTS = {
    CodeVerdict.FAILURES: Message("failures found"),
    CodeVerdict.NOTHING_FOUND: Message("no failure found"),
    CodeVerdict.NOT_TESTED: Message("not tested"),
}

WAYS = {
    "axe": Message("axe-core"),
    "ours": Message("checks of our own"),
    "probe": Message("trying the page"),
    "person": Message("a person"),
}
"""What to call the ways in which a code is checked (`reports.codes.Ways`)."""


class Named(Protocol):
    """A county, a site or a bureau."""

    @property
    def name(self) -> str: ...

    @property
    def name_en(self) -> str: ...


class Words:
    """One language: "zh-Hant-TW" or "en"."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._english = language == "en"
        self._translations = translations(language)

    def text(self, source: str, **values: str | int) -> str:
        """The catalogue's words for an English source string, with `{names}` filled in."""
        return self.say(Message(source, values))

    def say(self, message: Message) -> str:
        """A stored sentence in this language.

        Where `values` hold both "name" and "name_en", English says the latter. ISO dates are said the county's way;
        other values are cleaned and cut to VALUE_LENGTH.
        """
        return fill(self.source(message.text), lambda name: self.value(message, name))

    def source(self, text: str) -> str:
        """The catalogue's words for an English source string, their {names} not filled in."""
        return self._translations.get(text, text)

    def value(self, message: Message, name: str) -> str:
        """What stands for one of a sentence's {names} in this language; the name in its braces if it has no value."""
        return str(self._value(name, message.values)) if name in message.values else f"{{{name}}}"

    def note(self, place: Place) -> str:
        """What is wrong at this place."""
        if place.said is not None:
            return self.say(place.said)
        return place.note_en if self._english and place.note_en else place.note

    def name(self, named: Named) -> str:
        return named.name_en if self._english and named.name_en else named.name

    def long_date(self, day: date | datetime) -> str:
        """Long: 民國115年11月23日, or 23 November 2026. A moment is taken to Taiwan first."""
        day = day_in_taipei(day) if isinstance(day, datetime) else day
        return format_date(day, "d MMMM y", locale="en") if self._english else roc_date(day)

    def short_date(self, day: date | datetime) -> str:
        """115/11/23, or 23 Nov 2026."""
        day = day_in_taipei(day) if isinstance(day, datetime) else day
        return format_date(day, "d MMM y", locale="en") if self._english else roc_date_short(day)

    def moment(self, at: datetime) -> str:
        """115/11/23 02:00, in Taiwan's time."""
        return f"{self.short_date(at)} {at.astimezone(TAIPEI):%H:%M}"

    def severity(self, severity: Severity) -> str:
        return self.say(SEVERITIES[severity])

    def outcome(self, outcome: Outcome, status: int | None = None) -> str:
        """Why an address was not read, in one sentence."""
        if outcome is Outcome.ANSWERED and status is not None:
            return self.say(Message("The server answered with status {status}.", {"status": status}))
        return self.say(OUTCOMES[outcome])

    def limit(self, name: str, value: float = 0) -> str:
        """What a limit bounds, and at how much; those that have no number are said without."""
        said = self.say(LIMITS.get(name, Message(name)))
        return self.say(Message("{name}: {value}", {"name": said, "value": f"{value:g}"})) if value else said

    def where(self, place: Place) -> str:
        """Part of the page and line of its HTML, as far as they are known."""
        region = self.say(REGIONS[place.region]) if place.region in REGIONS else ""
        line = self.say(Message("line {n} of the HTML", {"n": place.line})) if place.line else ""
        return self.listed(filter(None, (region, line)))

    def measured(self, place: Place) -> str:
        """What was measured there, in one line; empty if nothing was."""
        return self.listed(
            self.say(Message(MEASURED[name].text, {"value": value}))
            for name, value in place.measured
            if name in MEASURED
        )

    def reason(self, reason: str) -> str:
        return self.say(REASONS.get(reason, Message(reason)))

    def code(self, edition: str, code: str) -> str:
        """What a code of 網站無障礙規範 asks for; empty where the edition has no such code."""
        found = _codes().get((edition, code))
        return "" if found is None else found.description_en if self._english else found.description

    def joined(self, *sentences: str) -> str:
        """Sentences in a row: with a space between them where the language has one."""
        return (" " if self._english else "").join(filter(None, sentences))

    def listed(self, items: Iterable[str]) -> str:
        return (", " if self._english else "、").join(items)

    def _value(self, name: str, values: Mapping[str, str | int]) -> str | int:
        value = values.get(f"{name}_en") or values[name] if self._english else values[name]
        if not isinstance(value, str):
            return value
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            try:
                return self.short_date(date.fromisoformat(value))
            except ValueError:
                return value
        return clean(readable(value) if value.startswith(("http://", "https://")) else value, VALUE_LENGTH)


@cache
def translations(language: str) -> Mapping[str, str]:
    """English source to words of this language; what is missing or marked fuzzy is left out."""
    path = LOCALE / language.replace("-", "_") / "LC_MESSAGES" / "sitepatrol.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {str(message.id): str(message.string) for message in catalogue if message.string and not message.fuzzy}


@cache
def _codes() -> Mapping[tuple[str, str], Code]:
    return {(edition, one.code): one for one in codes() for edition in one.editions}


def roc_date(day: date) -> str:
    """民國115年11月23日. Raises ValueError before 1912, when there was no such year."""
    return f"民國{_roc_year(day)}年{day.month}月{day.day}日"


def roc_date_short(day: date) -> str:
    """115/11/23. Raises ValueError before 1912."""
    return f"{_roc_year(day)}/{day.month:02}/{day.day:02}"


def readable(address: str) -> str:
    """An address as a person reads it: percent-encoded UTF-8 beyond ASCII is shown as what it stands for."""
    return re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", lambda found: _decoded(found[0]), address)


def _decoded(escapes: str) -> str:
    try:
        return unquote(escapes, errors="strict")
    except UnicodeDecodeError:
        return escapes


def clean(text: str, limit: int = 0) -> str:
    """Crawled text fit to stand in one line of a page or a mail.

    Control characters, lone surrogates and marks that reverse the direction of writing go; white space becomes single
    spaces; beyond `limit` characters (0: none) it is cut with an ellipsis.
    """
    line = " ".join(UNFIT.sub("", text).split())
    return line if not limit or len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _roc_year(day: date) -> int:
    if day.year < 1912:
        raise ValueError(f"{day} is before the first year of the Republic")
    return day.year - 1911


def fill(text: str, value: Callable[[str], str]) -> str:
    """Put a value for each `{name}` in a text; braces in the values stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda name: value(name[1]), text)
