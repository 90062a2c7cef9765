"""Issues on the command line: list them, look at one, and record what people say of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection

from checks.people import CannotDo, acknowledge, give, issue_numbered, waive
from checks.recheck import Outcome, Recheck, recheck
from checks.registry import load_checks
from commands.console import (
    CONFIG,
    ByOption,
    ConfigOption,
    NowOption,
    Place,
    ReasonOption,
    Refusal,
    _,
    clock,
    day_named,
    out,
    print_table,
    refusing_politely,
    said_by,
    watching,
    words,
)
from crawler.progress import Progress
from records.issues import Issue, Status
from records.runs import TAIPEI
from records.waivers import Ground, Scope
from reports.answers_by_mail import Reply, replies_to_act_on, settle_reply
from reports.listing import SPARE, UNFIXED, Asked, document, listed, rows, story, story_lines
from reports.mail import ANSWER
from reports.sheets import csv_bytes
from schedules.lock import only_run

FORMATS = ("table", "csv", "json")
LONGEST_WAIVER = timedelta(days=366)

NumberArgument = Annotated[int, typer.Argument(metavar="NUMBER", min=1, help=_("The issue's number."))]
issue_app = typer.Typer(help=_("One issue: look at it, and record what people say of it."), no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.command(help=_("List issues; those that are not fixed, unless asked otherwise."))(issues)
    app.add_typer(issue_app, name="issue")
    app.command("recheck", help=_("Look again at the issues that bureaus call mended in their answers by mail."))(
        recheck_since_mail
    )


def issues(
    bureau: Annotated[str, typer.Option(help=_("Only this bureau's, by its id."))] = "",
    state: Annotated[list[str] | None, typer.Option(help=_("Only in this state; can be given several times."))] = None,
    check: Annotated[str, typer.Option(help=_("Only of this check."))] = "",
    site: Annotated[str, typer.Option(help=_("Only on this site, by its id."))] = "",
    format: Annotated[str, typer.Option(help=_("table, csv or json."))] = "table",
    to: Annotated[Path | None, typer.Option("--out", help=_("Write to this file."))] = None,
    config: ConfigOption = CONFIG,
    now: NowOption = "",
) -> None:
    with refusing_politely():
        place = Place(config)
        _one_of(format, FORMATS, "--format")
        if bureau:
            _one_of(bureau, place.county.bureaus, "--bureau")
        if check:
            _one_of(check, load_checks(), "--check")
        if site:
            _one_of(site, [one.id for one in place.county.site], "--site")
        for name in state or ():
            _one_of(name, list(Status), "--state")
        asked = Asked(tuple(map(Status, state)) if state else UNFIXED, bureau, check, site)
        today = clock(now)().astimezone(TAIPEI).date()
        with place.storing(), place.engine.connect() as connection:
            found = listed(connection, place.county, asked)
        if format == "table" and to is None:
            heading, *body = ([str(cell) for cell in row] for row in rows(found, words))
            overdue = [one.is_overdue(today) for one in found]
            print_table(_("{count} issues", count=len(found)), heading, body, list(map(words.say, SPARE)), overdue)
            return
        text = json.dumps(document(found, words), ensure_ascii=False, indent=2).encode() + b"\n"
        content = text if format == "json" else csv_bytes(rows(found, words))
        if to is None:
            sys.stdout.buffer.write(content)
        else:
            to.write_bytes(content)
            out.print(_("{count} issues written to {path}.", count=len(found), path=str(to)), markup=False)


def _one_of(given: str, known: Iterable[str], option: str) -> None:
    names = [str(name) for name in known]
    if given not in names:
        raise Refusal(_("{option}: there is no “{given}”; there are: {names}", option=option, given=given,
                        names=words.listed(names)))  # fmt: skip


@issue_app.command(help=_("Say all about one issue: where, whose, and what happened so far."))
def show(number: NumberArgument, config: ConfigOption = CONFIG, now: NowOption = "") -> None:
    with refusing_politely():
        place = Place(config)
        today = clock(now)().astimezone(TAIPEI).date()
        with place.storing(), place.engine.connect() as connection:
            said = story(connection, place.county, issue_numbered(connection, number), today)
        for line in story_lines(said, words):
            out.print(line, markup=False, soft_wrap=True)


@issue_app.command(help=_("The bureau knows of it, and is at it."))
def ack(
    number: NumberArgument,
    by: ByOption = "",
    reason: ReasonOption = "",
    config: ConfigOption = CONFIG,
    now: NowOption = "",
) -> None:
    with refusing_politely():
        actor, why = said_by(by, reason)
        _record(config, now, lambda connection, place, at: acknowledge(connection, number, actor, why, at))
        out.print(_("Recorded: issue {number} is known to its bureau.", number=number))


@issue_app.command(
    "waive", help=_("It does not count until a day: a false alarm, accepted for a time, not ours to mend.")
)
def waive_command(
    number: NumberArgument,
    until: Annotated[
        str, typer.Option(help=_("The last day, at most a year ahead, for instance 2027-05-31 or 116/5/31."))
    ],
    ground: Annotated[Ground, typer.Option(help=_("On what ground."))],
    scope: Annotated[
        Scope, typer.Option(help=_("place: these places alone; page: on this page; site: on every page of the site."))
    ] = Scope.PAGE,
    by: ByOption = "",
    reason: ReasonOption = "",
    config: ConfigOption = CONFIG,
    now: NowOption = "",
) -> None:
    with refusing_politely():
        actor, why = said_by(by, reason)
        moment = clock(now)()
        today = moment.astimezone(TAIPEI).date()
        last = day_named(until, moment)
        if not today <= last <= today + LONGEST_WAIVER:
            raise Refusal(_("“{text}” must lie no earlier than today, and within a year of it.", text=until))

        def waive_it(connection: Connection, place: Place, at: datetime) -> Issue:
            return waive(connection, place.county, number, scope, ground, last, actor, why, at)

        _record(config, now, waive_it)
        sentence = _(
            "Recorded: issue {number} is waived until {date}; two weeks before, its bureau is told.",
            number=number,
            date=last.isoformat(),
        )
        out.print(sentence)


@issue_app.command(help=_("It is another bureau's, which has its full time to mend it."))
def assign(
    number: NumberArgument,
    bureau: Annotated[str, typer.Argument(help=_("The bureau's id."))],
    by: ByOption = "",
    reason: ReasonOption = "",
    config: ConfigOption = CONFIG,
    now: NowOption = "",
) -> None:
    with refusing_politely():
        actor, why = said_by(by, reason)

        def give_it(connection: Connection, place: Place, at: datetime) -> Issue:
            _one_of(bureau, place.county.bureaus, "BUREAU")
            return give(connection, number, bureau, actor, why, at)

        _record(config, now, give_it)
        out.print(_("Recorded: issue {number} is given to {bureau}.", number=number, bureau=bureau))


def _record(config: Path, now: str, change: Callable[[Connection, Place, datetime], Issue]) -> None:
    place, moment = Place(config), clock(now)()
    with only_run(place.folder), place.storing(), place.engine.begin() as connection:
        change(connection, place, moment)


@issue_app.command("recheck", help=_("It is said to be mended: look now, at just its page and target."))
def recheck_one(
    number: NumberArgument,
    by: ByOption = "",
    reason: ReasonOption = "",
    config: ConfigOption = CONFIG,
    now: NowOption = "",
) -> None:
    with refusing_politely():
        actor, why = said_by(by, reason)
        place = Place(config)
        with only_run(place.folder), place.storing(), watching(place.county) as progress:
            seen = recheck(place.engine, place.county, number, actor, why, clock(now), progress)
        out.print(_seen_words(seen), markup=False, soft_wrap=True)
    raise typer.Exit(0 if seen.outcome in (Outcome.FIXED, Outcome.LOOKS_MENDED) else 1)


def recheck_since_mail(
    since_mail: Annotated[
        bool, typer.Option("--since-mail", help=_("Read the replies in answers_box of [mail]."))
    ] = False,
    config: ConfigOption = CONFIG,
    now: NowOption = "",
) -> None:
    with refusing_politely():
        if not since_mail:
            raise Refusal(
                _("For one issue: sitepatrol issue recheck NUMBER. For all that bureaus answered: --since-mail.")
            )
        place = Place(config)
        if not place.county.mail.answers_box:
            raise Refusal(_("Answers by mail are off: answers_box in [mail] names no mailbox."))
        with only_run(place.folder), place.storing(), watching(place.county) as progress:
            with place.engine.connect() as connection:
                replies = replies_to_act_on(connection, place.county)
            for reply in replies:
                _answer(place, reply, clock(now), progress)
        if not replies:
            out.print(_("No new answer asks for a recheck."))


def _answer(place: Place, reply: Reply, now: Callable[[], datetime], progress: Progress) -> None:
    """Look again at the issue that a reply calls mended; whatever comes of it, the reply is settled."""
    out.print(_("#{number}, answered by {sender}:", number=reply.number, sender=reply.sender), markup=False)
    try:
        seen = recheck(place.engine, place.county, reply.number, reply.sender, ANSWER, now, progress)
        said = _seen_words(seen)
    except CannotDo as error:
        said = words.say(error.message)
    with place.engine.begin() as connection:
        settle_reply(connection, reply, said, now())
    out.print(said, markup=False, soft_wrap=True)


def _seen_words(seen: Recheck) -> str:
    """What another look has shown, in one sentence or two."""
    number = seen.issue.number
    match seen.outcome:
        case Outcome.FIXED:
            return _("Issue {number} is fixed: our own look confirms it.", number=number)
        case Outcome.LOOKS_MENDED:
            return _(
                "Issue {number} looks mended; as such things flicker, the next look is to confirm it.", number=number
            )
        case Outcome.STILL_THERE:
            return _("Issue {number} is still there, and open again.", number=number)
    said = _("It could not be told whether issue {number} is mended; the next patrol looks again.", number=number)
    reasons = [f"{fetch.url}: {words.outcome(fetch.outcome, fetch.status)}" for fetch in seen.not_read[:3]]
    if seen.doubt is not None:
        reasons.append(words.say(seen.doubt.message))
    return words.joined(said, *reasons)
