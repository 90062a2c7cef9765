"""Which bureau owns a page, and by which rule: what a person has said, what the page says, then the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Final

from checks.registry import pretest_ids
from records.answers import Answer, Message, fingerprint
from records.bureaus import BureauNames, plain
from records.county import Bureau, County, OwnerRule, Site
from records.issues import RunRecord
from records.ownership import Assignment, MarkKind, OwnerMark
from records.runs import TAIPEI
from reports.places import pages_of

OWNERS_KEPT: Final = 50_000
"""Pages whose owner is remembered: the same thousands come with every link of a template."""
UNKNOWN_NAME = Message("The page says “{label}: {name}”, which names no bureau of the configuration.")
SEVERAL_NAMES = Message("The page names several bureaus as {label}: that decides nothing.")
_LABELS = ("發", "公", "張貼", "刊登", "上稿", "維護", "承辦", "業務", "權責", "提供", "Publisher", "Creator")
"""Of several labels on a page the first in this order counts; "資料維護單位" is one of 維護."""


@dataclass(frozen=True)
class Ownership:
    bureau: Bureau
    rule: str
    """What decided: "assignment", "label 發布單位", "meta DC.Publisher", "owner 2: host=… path=…", "section …",
    "site www", "template of www", "catch_all"."""
    why: Message
    passed: tuple[Message, ...] = ()
    """What was asked before, and why it did not decide."""
    given_at: datetime | None = None
    """When a person gave it to the bureau; None where another rule decided."""


class Owners:
    """Who owns what. `marks`: what pages say of themselves, by address; `assigned`: what people have said."""

    def __init__(
        self,
        county: County,
        marks: Mapping[str, tuple[OwnerMark, ...]] | None = None,
        assigned: Mapping[str, Assignment] | None = None,
    ) -> None:
        self.county = county
        self._marks, self._assigned = marks or {}, assigned or {}
        self._known: dict[str, Ownership] = {}

    @cached_property
    def names(self) -> BureauNames:
        bureaus = self.county.bureau
        named = ((name, one.id) for one in bureaus for name in (one.name, one.name_en, *one.aliases))
        return BureauNames(named, self.county.county.name)

    def of_page(self, url: str) -> Ownership:
        """The bureau that hears of this page, or of any other address."""
        if url not in self._known:
            if len(self._known) >= OWNERS_KEPT:
                self._known.clear()
            self._known[url] = self._of_page(url)
        return self._known[url]

    def of_answer(self, check_id: str, answer: Answer) -> Ownership:
        """The bureau that hears of an answer: the one to which it was given; else its page's; of what a template puts
        on many pages, theirs if they have but one, else the bureau that the site names for its templates. That one
        hears of the badge's pre-test as well.
        """
        if self._assigned and (given := self._given(fingerprint(check_id, answer))):
            return given
        if check_id not in pretest_ids():
            pages = pages_of(answer)
            first = self.of_page(pages[0])
            if all(self.of_page(page).bureau.id == first.bureau.id for page in pages[1:]):
                return first
        return _keeper_of(answer.page_url, self.county)

    def _of_page(self, url: str) -> Ownership:
        marks = self._marks.get(url, ())
        passed: list[Message] = []
        for found in (
            self._given(url),
            self._named(marks, MarkKind.LABEL, passed),
            self._named(marks, MarkKind.META, passed),
            _by_rule(url, self.county),
            self._by_section(url, marks),
        ):
            if found is not None:
                return replace(found, passed=tuple(passed))
        return replace(owner_of_site(url, self.county), passed=tuple(passed))

    def _given(self, subject: str) -> Ownership | None:
        given = self._assigned.get(subject)
        if given is None or given.bureau not in self.county.bureaus:
            return None
        bureau = self.county.bureaus[given.bureau]
        said = {"actor": given.actor, "reason": given.reason, "date": given.at.astimezone(TAIPEI).date().isoformat()}
        why = Message("{actor} has given it to {bureau} on {date}: {reason}", {**said, **_called("bureau", bureau)})
        return Ownership(bureau, "assignment", why, given_at=given.at)

    def _named(self, marks: tuple[OwnerMark, ...], kind: MarkKind, passed: list[Message]) -> Ownership | None:
        """What the page's labels, or its metadata, say: the first of them that names a bureau of ours, and but one."""
        by_label: dict[str, list[OwnerMark]] = {}
        for mark in sorted((mark for mark in marks if mark.kind is kind), key=_rank):
            by_label.setdefault(mark.label, []).append(mark)
        for label, of_label in by_label.items():
            named = {id: mark for mark in reversed(of_label) if (id := self.names.bureau_of(mark.name)) is not None}
            if len(named) > 1:
                passed.append(Message(SEVERAL_NAMES.text, {"label": label}))
            for id, mark in named.items() if len(named) == 1 else ():
                bureau = self.county.bureaus[id]
                said = {"label": label, "name": mark.name, **_called("bureau", bureau)}
                return Ownership(bureau, f"{kind} {label}", Message("The page says “{label}: {name}”: {bureau}.", said))
            if not named:
                passed.append(Message(UNKNOWN_NAME.text, {"label": label, "name": of_label[0].name}))
        return None

    def _by_section(self, url: str, marks: tuple[OwnerMark, ...]) -> Ownership | None:
        """What the path from the home page says: by a rule for its steps, else by a step that is a bureau's name."""
        steps = [mark.name for mark in marks if mark.kind is MarkKind.CRUMB]
        for number, rule in section_rules(self.county):
            if any(plain(step) == plain(rule.section) for step in steps) and _matches(rule, url):
                return _of_rule(number, rule, self.county)
        for step in reversed(steps):
            if (id := self.names.bureau_of(step)) is not None:
                bureau = self.county.bureaus[id]
                why = Message(
                    "The page stands in the section “{name}”: {bureau}.", {"name": step, **_called("bureau", bureau)}
                )
                return Ownership(bureau, f"section {step}", why)
        return None


def owner_of(url: str, county: County) -> Ownership:
    """The bureau that hears of this address by the configuration alone, whatever the page and people say."""
    return Owners(county).of_page(url)


def owners_of(record: RunRecord, county: County) -> Owners:
    """Who owned what when a run was made."""
    return Owners(county, record.marks, record.assigned)


def address_rules(county: County) -> Iterator[tuple[int, OwnerRule]]:
    """(number in the configuration, rule) of those that go by the address alone."""
    return ((number, rule) for number, rule in enumerate(county.owner, 1) if not rule.section)


def section_rules(county: County) -> Iterator[tuple[int, OwnerRule]]:
    return ((number, rule) for number, rule in enumerate(county.owner, 1) if rule.section)


def _by_rule(url: str, county: County) -> Ownership | None:
    for number, rule in address_rules(county):
        if _matches(rule, url):
            return _of_rule(number, rule, county)
    return None


def _matches(rule: OwnerRule, url: str) -> bool:
    try:
        return rule.matches(url)
    except ValueError:
        # No address at all, for instance "http://[": somebody must still hear of it.
        return False


def _of_rule(number: int, rule: OwnerRule, county: County) -> Ownership:
    bureau = county.bureaus[rule.bureau]
    why = Message(
        "Owner rule {number} ({rule}) gives this address to {bureau}.",
        {"number": number, "rule": str(rule), **_called("bureau", bureau)},
    )
    return Ownership(bureau, f"owner {number}: {rule}", why)


def owner_of_site(url: str, county: County) -> Ownership:
    """The bureau of the site that holds an address, whatever else is known of it; else the catch-all."""
    site = site_of(url, county)
    catch_all = county.bureaus[county.county.catch_all]
    if site is None:
        why = Message(
            "No site of the configuration holds this address; {bureau} takes what nobody else owns.",
            _called("bureau", catch_all),
        )
        return Ownership(catch_all, "catch_all", why)
    if site.bureau is None:
        why = Message(
            "No owner rule matches, and the site “{site}” names no bureau; {bureau} takes what nobody else owns.",
            {**_called("site", site), **_called("bureau", catch_all)},
        )
        return Ownership(catch_all, "catch_all", why)
    bureau = county.bureaus[site.bureau]
    why = Message(
        "No owner rule matches; the site “{site}” belongs to {bureau}.",
        {**_called("site", site), **_called("bureau", bureau)},
    )
    return Ownership(bureau, f"site {site.id}", why)


def site_of(url: str, county: County) -> Site | None:
    """The site that holds an address; None too for what is no address at all."""
    try:
        return county.site_of(url)
    except ValueError:
        return None


def _keeper_of(url: str, county: County) -> Ownership:
    """Who keeps the templates of the site that holds an address: the bureau that it names for them, else its own."""
    site = site_of(url, county)
    if site is None or site.template_bureau is None:
        return owner_of_site(url, county)
    bureau = county.bureaus[site.template_bureau]
    why = Message(
        "It stands in a template of the site “{site}”, which {bureau} keeps.",
        {**_called("site", site), **_called("bureau", bureau)},
    )
    return Ownership(bureau, f"template of {site.id}", why)


def _rank(mark: OwnerMark) -> int:
    return next((rank for rank, word in enumerate(_LABELS) if word in mark.label), len(_LABELS))


def _called(what: str, named: Bureau | Site) -> dict[str, str | int]:
    return {what: named.name, f"{what}_en": named.name_en or named.name}
