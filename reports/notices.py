"""Who is told what about a run: at most one mail of a kind to each bureau, and always one to the operator."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime, timedelta

from jinja2 import Environment

from checks.registry import Check, load_checks
from records.answers import Message
from records.county import Bureau, County
from records.issues import Notice, RunRecord
from records.pictures import Picture
from records.runs import TAIPEI
from records.steps import Step, StepKind
from records.waivers import Waiver
from reports.due import day_in_taipei, working_morning
from reports.escalation import is_first_of_month
from reports.grouping import Entry, OwnedIssue, Share, Standing, day_of
from reports.mail import Envelope, answer_link, write_mail
from reports.overview import tallies, together, trend, works
from reports.past import past
from reports.rendering import environment, run_environment
from reports.words import Words, clean

SHOWN = 20
"""Entries of one standing in a mail; the rest is counted."""
PAGES = 5
"""Further pages of one entry in a mail; the rest is counted."""
MENDS = 2
"""Proposals for one entry in a mail."""
PICTURES = 4
"""In a mail."""
MOST_BYTES = 300_000
"""Of a mail's pictures together."""
NUMBERS = 5
"""Issue numbers of one entry in a mail."""
RUNS_TOLD = 9
"""Runs in the roll-up's trend: two months."""
OPERATOR, COUNTY = "operator", "county"
WAIVER_NOTICE = timedelta(days=14)
"""So long before its end a waiver's end is told."""


def notices(
    record: RunRecord,
    county: County,
    shares: Mapping[str, Share],
    lists: Callable[[str], Mapping[str, bytes]],
    steps: Collection[Step],
    at: datetime,
    picture_of: Callable[[str], Picture | None] = lambda _: None,
) -> Iterator[Notice]:
    """The mails of one run, each in its reader's language. The same arguments give the same bytes.

    `lists` gives a bureau's full list by its id, `steps` are those that this run takes, `picture_of` gives an issue's
    picture by its fingerprint. A sick run is told to the
    operator alone. In a quiet week a bureau gets none.
    """
    writer = _Writer(record, county, shares, lists, steps, at, picture_of)
    told = []
    if not record.illnesses:
        for share in shares.values():
            mails = list(writer.to_bureau(share))
            yield from mails
            told += [share] if mails else []
        yield from writer.rollup()
    yield writer.to_operator(told)


def failure_notice(run_id: int, started_at: datetime, county: County, reason: Message, at: datetime) -> Notice:
    """The operator's mail about a run that did not come to its end."""
    words = Words(county.county.language)
    env = environment(words)
    env.globals.update(county=county)
    envelope = Envelope(run_id, started_at, OPERATOR, "", "failed", (county.county.contact_mail,))
    values = {"day": day_in_taipei(started_at), "reason": words.say(reason)}
    return write_mail(envelope, env, county, words, at, values)


class _Writer:
    def __init__(
        self,
        record: RunRecord,
        county: County,
        shares: Mapping[str, Share],
        lists: Callable[[str], Mapping[str, bytes]],
        steps: Collection[Step],
        at: datetime,
        picture_of: Callable[[str], Picture | None],
    ) -> None:
        self.record, self.county, self.at, self.picture_of = record, county, at, picture_of
        self.shares, self.lists, self.steps = shares, lists, steps
        self._checks = load_checks()
        self._environments: dict[str, tuple[Words, Environment]] = {}

    # To bureaus

    def to_bureau(self, share: Share) -> Iterator[Notice]:
        urgent = [entry for entry in share.entries(Standing.NEW) if self._is_urgent(entry)]
        if urgent:
            yield self._write(share.bureau, "immediate", share=share, urgent=urgent)
        ending = list(self._waivers_ending(share))
        if ending or self._is_news(share):
            yield self._write(share.bureau, "weekly", share=share, ending=ending)
        elif is_first_of_month(self.record) and not share.unfixed:
            yield self._write(share.bureau, "all-clear", share=share)
        yield from self._to_supervisor(share)

    def _is_urgent(self, entry: Entry) -> bool:
        check = self._checks.get(entry.check_id)
        return check is not None and check.is_urgent

    def _is_news(self, share: Share) -> bool:
        """What is new, overdue or fixed; and once a month, what is open. Of one week's runs only the first repeats."""
        if share.count(Standing.NEW, Standing.FIXED):
            return True
        if share.count(Standing.OVERDUE):
            return not self._told_this_week(share.bureau) or self._takes_steps(share)
        return is_first_of_month(self.record) and share.unfixed > 0

    def _told_this_week(self, bureau: Bureau) -> bool:
        before = self.record.told.get(bureau.id)
        return before is not None and _week(before) == _week(self.record.run.started_at)

    def _takes_steps(self, share: Share) -> bool:
        names = {step.fingerprint for step in self.steps}
        return any(one.issue.fingerprint in names for one in share.issues[Standing.OVERDUE])

    def _to_supervisor(self, share: Share) -> Iterator[Notice]:
        overdue = self._at_step(share, StepKind.SUPERVISOR)
        supervisor = share.bureau.supervisor_mail
        if overdue and supervisor is not None:
            to = Bureau(id=share.bureau.id, name=share.bureau.name, name_en=share.bureau.name_en, mail=supervisor,
                        cc=(share.bureau.mail,), language=share.bureau.language)  # fmt: skip
            yield self._write(to, "supervisor", share=share, overdue=overdue)

    def _at_step(self, share: Share, kind: StepKind) -> list[OwnedIssue]:
        names = {step.fingerprint for step in self.steps if step.kind is kind}
        return [one for one in share.issues[Standing.OVERDUE] if one.issue.fingerprint in names]

    def _waivers_ending(self, share: Share) -> Iterator[tuple[Waiver, OwnedIssue]]:
        """Those of the bureau's that end soon, told in the first run that can tell."""
        day, previous = day_of(self.record), self.record.previous
        before = day_in_taipei(previous.crawled_at or previous.started_at) if previous else None
        waived = {one.issue.fingerprint: one for one in share.issues[Standing.WAIVED]}
        for waiver in self.record.waivers:
            tell_from = max(waiver.until - WAIVER_NOTICE, day_in_taipei(waiver.at))
            is_told_now = tell_from <= day and (before is None or before < tell_from)
            if is_told_now and (one := waived.get(waiver.fingerprint)):
                yield waiver, one

    def _write(self, bureau: Bureau, kind: str, **values: object) -> Notice:
        words, env = self._speaking(bureau.language or self.county.county.language)
        morning = None if kind == "immediate" else working_morning(self.at, self.county.mail.hour)
        to = (bureau.mail, *bureau.deputies)
        run = self.record.run
        name, alone = words.name(bureau), bureau.format == "text"
        envelope = Envelope(run.id, run.started_at, bureau.id, name, kind, to, bureau.cc, morning, alone)
        lists, images = None, dict[str, bytes]()
        if kind == "weekly":
            lists, images = self.lists(bureau.id), self._images(self.shares[bureau.id])
        lists_at = self._lists_at(bureau, words)
        return write_mail(envelope, env, self.county, words, self.at, values, lists, lists_at, images)

    def _images(self, share: Share) -> dict[str, bytes]:
        """Pictures of the worst that is new or overdue, by the issue's fingerprint."""
        found: dict[str, bytes] = {}
        shown = (entry for standing in (Standing.NEW, Standing.OVERDUE) for entry in share.entries(standing)[:SHOWN])
        for entry in shown:
            finding = entry.first.issue.finding
            picture = self.picture_of(entry.first.issue.fingerprint) if finding.wcag else None
            if picture and len(picture.image) <= MOST_BYTES - sum(map(len, found.values())):
                found[entry.first.issue.fingerprint] = picture.image
            if len(found) == PICTURES:
                break
        return found

    def _lists_at(self, bureau: Bureau, words: Words) -> str:
        """Where the full list of a bureau is, when it is too large for a mail."""
        if self.county.mail.report_url:
            return f"{self.county.mail.report_url.rstrip('/')}/bureau-{bureau.id}.html"
        return words.say(Message("please ask for it by answering this mail"))

    # To the county

    def rollup(self) -> Iterator[Notice]:
        """Once a month, to those who look after all bureaus."""
        supervisors = [bureau.supervisor_mail for bureau in self.county.bureau if bureau.supervisor_mail]
        to = self.county.escalation.rollup_to or tuple(dict.fromkeys(supervisors))
        if not to or not is_first_of_month(self.record):
            return
        words, env = self._speaking(self.county.county.language)
        run = self.record.run
        morning = working_morning(self.at, self.county.mail.hour)
        envelope = Envelope(run.id, run.started_at, COUNTY, "", "rollup", to, (), morning)
        work = together(works(self.record, self.county, self.shares.values()), lambda key: key[0])
        points = trend(self.record, tallies(self.record, self.county, self.shares.values()))[-RUNS_TOLD:]
        values = {
            "bureaus": [(share.bureau, work[id]) for id, share in self.shares.items() if id in work],
            "totals": points[-1],
            "points": points,
            "overdue": [one for share in self.shares.values() for one in self._at_step(share, StepKind.ROLLUP)],
        }
        yield write_mail(envelope, env, self.county, words, self.at, values)

    def to_operator(self, told: list[Share]) -> Notice:
        kind = "sick" if self.record.illnesses else "operator"
        words, env = self._speaking(self.county.county.language)
        run = self.record.run
        envelope = Envelope(run.id, run.started_at, OPERATOR, "", kind, (self.county.county.contact_mail,))
        totals = {standing: sum(share.count(standing) for share in self.shares.values()) for standing in Standing}
        values = {"shares": self.shares, "written": told, "totals": totals}
        return write_mail(envelope, env, self.county, words, self.at, values)

    def _speaking(self, language: str) -> tuple[Words, Environment]:
        if language not in self._environments:
            words = Words(language)
            env = run_environment(words, self.record, self.county)
            env.globals.update(
                mend=lambda entry: mend_of(entry, self._checks, words),
                events=lambda one: past(one, words, self.steps),
                past=lambda one: words.say(Message("; ")).join(past(one, words, self.steps)),
                numbers=lambda entry: numbers_of(entry, words),
                answer_to=lambda number: answer_link(self.county, number),
                SHOWN=SHOWN,
                PAGES=PAGES,
                MENDS=MENDS,
            )
            self._environments[language] = words, env
        return self._environments[language]


def numbers_of(entry: Entry, words: Words) -> str:
    """By which numbers people call an entry's issues: "#12、#13"."""
    said = words.listed(f"#{one.issue.number}" for one in entry.issues[:NUMBERS])
    more = len(entry.issues) - NUMBERS
    return words.say(Message("{numbers} and {n} more", {"numbers": said, "n": more})) if more > 0 else said


def mend_of(entry: Entry, checks: Mapping[str, Check], words: Words) -> str:
    """How to mend it, in one line: what the engine says of the first place, else the check's first paragraph."""
    finding = entry.first.issue.finding
    note = words.note(finding.places[0]) if finding.places else ""
    if note:
        return in_one_line(note, words)
    check = checks.get(entry.check_id)
    return words.text(check.how).split("\n\n")[0] if check else ""


def in_one_line(note: str, words: Words) -> str:
    """The engine's note, which gives headings and under each its items, as one sentence."""
    parts: list[tuple[str, list[str]]] = []
    for line in filter(None, map(clean, note.splitlines())):
        is_heading = line.endswith(("：", ":"))
        if is_heading or not parts:
            parts.append((line if is_heading else "", []))
        if not is_heading:
            parts[-1][1].append(line.removeprefix("- "))
    said = ((heading + " " if heading.endswith(":") else heading) + words.listed(items) for heading, items in parts)
    return words.say(Message("; ")).join(said)


def _week(moment: datetime) -> tuple[int, int]:
    """Year and number of the ISO week in Taiwan."""
    year, week, _ = moment.astimezone(TAIPEI).isocalendar()
    return year, week
