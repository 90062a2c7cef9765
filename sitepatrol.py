"""SitePatrol's command line, and its table of contents: the one file that knows every folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from checks.ages import deciding
from checks.judgement import judge_run
from checks.link_words import WORDS
from checks.registry import load_checks, pretest_ids
from checks.runner import judge as judge_facts
from checks.verdicts import TargetVerdict, judged
from commands import codes, issues, mails, owners
from commands.console import (
    CONFIG,
    ConfigOption,
    NowOption,
    Place,
    Refusal,
    SendOption,
    _,
    clock,
    day_named,
    err,
    is_web_address,
    no_web_address,
    out,
    refusing_politely,
    watching,
    words,
)
from crawler.patrol import crawl as crawl_sites
from crawler.progress import Progress
from crawler.recall_pages import page_of
from crawler.recall_target import Target, target
from records.answers import Answer, Finding, Message
from records.county import read_county
from records.facts import Layer, Link, Outcome, Page, PageDate, Review
from records.issues import RunRecord, RunState, Status
from records.reviews import add_review
from records.runs import TAIPEI
from reports.age_words import DATE_KINDS, limit_of, standing
from reports.closing import close_run
from reports.posting import Posting, post
from reports.words import REGIONS
from schedules.lock import only_run
from schedules.once import Checked, check_now, document
from schedules.weekly import weekly as run_week

app = typer.Typer(
    name="sitepatrol",
    help=_("Weekly patrol of a county government's web sites."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
config_app = typer.Typer(help=_("The configuration file."), no_args_is_help=True)
app.add_typer(config_app, name="config")

MOST_REVIEWED = timedelta(days=3 * 366)


@app.command(help=_("Crawl all sites; goes on with a crawl that was cut off."))
def crawl(config: ConfigOption = CONFIG, now: NowOption = "") -> None:
    with refusing_politely():
        place = Place(config)
        with only_run(place.folder), place.storing(), watching(place.county) as progress:
            run = crawl_sites(place.engine, place.county, clock(now), progress)
        out.print(_("Run {run} is crawled.", run=run.id))


@app.command(help=_("Judge the newest crawled run; can be done again at any time."))
def judge(config: ConfigOption = CONFIG, now: NowOption = "") -> None:
    with refusing_politely():
        place = Place(config)
        with only_run(place.folder), place.storing():
            run = judge_run(place.engine, place.county, clock(now)())
        sick = _(" It is sick: see the report.") if run.state is RunState.SICK else ""
        out.print(_("Run {run} is judged.", run=run.id) + sick)


@app.command(help=_("Write the newest judged run's report, and put its notices into the outbox."))
def report(config: ConfigOption = CONFIG, now: NowOption = "") -> None:
    with refusing_politely():
        place = Place(config)
        with only_run(place.folder), place.storing():
            record = close_run(place.engine, place.county, place.folder / "reports", clock(now)())
        tell(record, place.folder)


@app.command(help=_("Post the notices in the outbox, each once."))
def send(config: ConfigOption = CONFIG, send: SendOption = False, now: NowOption = "") -> None:
    with refusing_politely():
        place = Place(config)
        with only_run(place.folder), place.storing():
            posting = post(place.engine, place.county, place.folder / "mail", clock(now), really=send)
        tell_posting(posting, place.folder)


@app.command(help=_("The weekly job: crawl, judge, report, send, under one lock."))
def weekly(config: ConfigOption = CONFIG, send: SendOption = False, now: NowOption = "") -> None:
    with refusing_politely():
        place = Place(config)
        patrol(place, clock(now), send)


def patrol(place: Place, now: Callable[[], datetime], send: bool) -> None:
    with watching(place.county) as progress:
        week = run_week(place.engine, place.county, place.folder, now, progress, send=send)
    tell(week.record, place.folder)
    tell_posting(week.posting, place.folder)
    if week.record.illnesses:
        raise typer.Exit(1)


@app.command(help=_("Serve the demo county on loopback, and run the weekly job over it."))
def demo(
    folder: Annotated[Path, typer.Option(help=_("Where the results go."))] = Path("var/demo"),
    port: Annotated[int, typer.Option(help=_("The port of all its sites."))] = 8610,
    now: NowOption = "",
) -> None:
    from demo.county import County as DemoCounty
    from demo.server import PortTaken, serve
    from demo.truth import county_toml

    with refusing_politely():
        ticking = clock(now)
        folder.mkdir(parents=True, exist_ok=True)
        config = folder / "county.toml"
        try:
            with serve(DemoCounty(ticking().astimezone(TAIPEI).date()), port) as served:
                config.write_text(county_toml(served.port, served.ca_file.absolute()), "utf-8")
                patrol(Place(config), ticking, send=False)
        except PortTaken as error:
            raise Refusal(str(error)) from None


def tell(record: RunRecord, folder: Path) -> None:
    """Say what the run found, and where to read it."""
    for illness in record.illnesses:
        out.print(
            _("The run is sick, no bureau is told: {reason}", reason=words.say(illness.message)),
            markup=False,
            soft_wrap=True,
        )
    pages, links = sum(site.pages_read for site in record.sites), sum(site.links for site in record.sites)
    out.print(
        _(
            "{pages} pages read with {links} links, {audited} audited in the browser.",
            pages=pages,
            links=links,
            audited=sum(site.pages_audited for site in record.sites),
        )
    )
    flips = [flip for flip in record.flips if flip.issue.check_id not in pretest_ids()]
    open_issues = [issue for issue in record.issues if issue.status not in (Status.FIXED, Status.WAIVED)]
    still = sum(issue.check_id not in pretest_ids() for issue in open_issues)
    new = sum(flip.new is Status.OPEN for flip in flips)
    fixed = sum(flip.new is Status.FIXED for flip in flips)
    out.print(
        _(
            "{still} issues open, {new} of them new; {fixed} fixed; {unsure} for a person to look at.",
            still=still,
            new=new,
            fixed=fixed,
            unsure=len(record.unsure),
        )
    )
    if pretest := len(open_issues) - still:
        out.print(_("Badge pre-test, counted apart: {count} findings.", count=pretest))
    out.print(_("Report: {path}", path=str(folder / "reports" / "index.html")), soft_wrap=True)


def tell_posting(posting: Posting, folder: Path) -> None:
    if posting.sent:
        out.print(_("{count} mails sent.", count=len(posting.sent)))
    elif posting.written:
        out.print(
            _("{count} mails written to {path}; none was sent.", count=len(posting.written), path=str(folder / "mail")),
            soft_wrap=True,
        )
    else:
        out.print(_("No mail waits."))
    for letter, reason in posting.failed:
        err.print(
            _("The mail to {to} could not be sent: {reason}", to=letter.address, reason=reason),
            markup=False,
            soft_wrap=True,
        )
    for letter in posting.unknown:
        err.print(
            _(
                "The mail to {to} was being sent when the program was stopped; please look whether it arrived.",
                to=letter.address,
            ),
            markup=False,
            soft_wrap=True,
        )


@app.command(help=_("Check pages now, without any configuration; nothing is left behind."))
def check(
    urls: Annotated[list[str] | None, typer.Argument(metavar="[URL]...", help=_("Addresses of pages."))] = None,
    depth: Annotated[
        int, typer.Option(min=0, help=_("Follow links so many steps on the same hosts; 0: just these pages."))
    ] = 0,
    urls_file: Annotated[Path | None, typer.Option("--urls", help=_("Read addresses from a file, one a line."))] = None,
    jobs: Annotated[int, typer.Option(min=1, max=32, help=_("Pages open in the browser at once."))] = 2,
    layers: Annotated[
        str, typer.Option(help=_("Ways of looking for barriers: axe, static, probes; several apart by commas."))
    ] = ",".join(Layer),
    as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON document."))] = False,
    now: NowOption = "",
) -> None:
    with refusing_politely():
        addresses = [*(urls or []), *(_addresses_in(urls_file) if urls_file else [])]
        if not addresses:
            raise Refusal(_("Name at least one address, or a file of addresses with --urls."))
        for address in addresses:
            if not is_web_address(address):
                raise no_web_address(address)
        ways = _layers(layers)
        checked = check_now(addresses, clock(now), Progress(), depth=depth, jobs=jobs, layers=ways)
    if as_json:
        print(json.dumps(document(checked, words), ensure_ascii=False, indent=2))
    else:
        show(checked)
    for crash in checked.crashes:
        err.print(
            _(
                "The check {check} failed on {page}: {error}",
                check=crash.check_id,
                page=crash.page_url,
                error=crash.error or "",
            ),
            markup=False,
            soft_wrap=True,
        )
    for visit in checked.visits:
        if not visit.is_read:
            reason = words.outcome(visit.outcome, visit.status)
            err.print(_("{page} was not read: {reason}", page=visit.url, reason=reason), markup=False, soft_wrap=True)
        elif visit.audit is not Outcome.ANSWERED:
            reason = words.outcome(visit.audit)
            sentence = _("{page} was not audited in the browser: {reason}", page=visit.url, reason=reason)
            err.print(sentence, markup=False, soft_wrap=True)
    if not checked.pages_read:
        raise typer.Exit(2)
    raise typer.Exit(1 if checked.findings else 0)


def _layers(named: str) -> list[Layer]:
    """Raises Refusal where a name is none of a layer's."""
    names = [name.strip() for name in named.split(",") if name.strip()]
    if unknown := [name for name in names if name not in set(Layer)]:
        said = {"name": unknown[0], "names": ", ".join(Layer)}
        raise Refusal(_("--layers: “{name}” is no way of looking; there are {names}.", **said))
    return [Layer(name) for name in names]


def _addresses_in(path: Path) -> list[str]:
    lines = (sys.stdin.read() if str(path) == "-" else path.read_text("utf-8-sig")).splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def show(checked: Checked) -> None:
    """A table of what was found, worst first."""
    table = Table(
        show_lines=True,
        title=_(
            "{pages} pages read, {findings} findings, {unsure} for a person to look at",
            pages=checked.pages_read,
            findings=len(checked.findings),
            unsure=len(checked.unsure),
        ),
    )
    for column in (_("Severity"), _("What"), _("Where")):
        table.add_column(column, overflow="fold")
    ranks = ["critical", "serious", "moderate", "minor"]
    for _id, severity, answer in sorted(checked.findings, key=lambda found: ranks.index(found[1])):
        places = "\n".join(place.selector or place.snippet for place in answer.places[:3])
        table.add_row(words.severity(severity), words.say(answer.message), f"{answer.page_url}\n{places}".strip())
    for _id, _severity, answer in checked.unsure:
        table.add_row(_("unsure"), words.say(answer.message), answer.page_url)
    out.print(table, markup=False) if table.row_count else out.print(table.title or "", markup=False)
    if checked.pretest:
        out.print(_("Badge pre-test, counted apart: {count} findings.", count=len(checked.pretest)))


@app.command(help=_("Say everything known about one address that links lead to."))
def links(
    url: Annotated[str, typer.Argument(help=_("The address, as it stands in a report."))],
    config: ConfigOption = CONFIG,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON document."))] = False,
) -> None:
    with refusing_politely():
        place = Place(config)
        if not is_web_address(url):
            raise no_web_address(url)
        with place.storing(), place.engine.connect() as connection:
            found = target(connection, place.county, url)
        if found is None:
            raise Refusal(_("No run has met {address} yet; look how it is written in the report.", address=url))
    verdict = judged(found.links[0] if found.links else Link(found.url, found.url, tries=found.tries[0][1])).verdict
    if as_json:
        print(json.dumps(_target_document(found, verdict), ensure_ascii=False, indent=2))
        return
    meaning, advice = WORDS[verdict]
    out.print(found.url, markup=False, soft_wrap=True)
    out.print(f"{verdict}: {words.say(meaning)} {words.say(advice)}", markup=False, soft_wrap=True)
    if found.last_fine is not None:
        out.print(_("It last worked on {date}.", date=found.last_fine.date().isoformat()))
    tries = Table(title=_("Tries"))
    for column in (_("Run"), _("When"), _("By"), _("What came"), _("Where it led")):
        tries.add_column(column, overflow="fold")
    for run, looks in found.tries:
        for look in looks:
            came = words.outcome(look.outcome, look.status)
            way = " → ".join([*(hop.url for hop in look.hops), look.final_url]) if look.hops else ""
            tries.add_row(str(run), words.moment(look.at) if look.at else "", look.via, came, way)
    out.print(tries, markup=False)
    table = Table(title=_("{count} links lead there", count=found.count))
    for column in (_("Page"), _("Text of the link"), _("Part of the page")):
        table.add_column(column, overflow="fold")
    for link in found.links:
        table.add_row(link.page_url, link.text or link.href, words.say(REGIONS[link.region]))
    out.print(table, markup=False)


def _target_document(found: Target, verdict: TargetVerdict) -> dict[str, object]:
    """The public JSON document of `sitepatrol links --json`."""
    return {
        "url": found.url,
        "verdict": verdict,
        "meaning": words.say(WORDS[verdict][0]),
        "advice": words.say(WORDS[verdict][1]),
        "last_fine": found.last_fine.isoformat() if found.last_fine else None,
        "tries": [
            {
                "run": run,
                "at": look.at.isoformat() if look.at else None,
                "via": look.via,
                "outcome": look.outcome,
                "status": look.status,
                "hops": [{"url": hop.url, "status": hop.status} for hop in look.hops],
                "final_url": look.final_url,
                "marks": list(look.marks),
                "tls": look.tls,
                "error": look.error,
            }
            for run, looks in found.tries
            for look in looks
        ],
        "count": found.count,
        "links": [
            {
                "page": link.page_url,
                "href": link.href,
                "text": link.text,
                "element": link.element,
                "region": link.region,
            }
            for link in found.links
        ],
    }


@app.command(help=_("Say all dates of a page, which one counts, and why."))
def dates(
    url: Annotated[str, typer.Argument(help=_("The address, as it stands in a report."))],
    config: ConfigOption = CONFIG,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON document."))] = False,
) -> None:
    with refusing_politely():
        place = Place(config)
        page = page_read(place, url)
    decides = deciding(page)
    rows = [(one, standing(page, one, decides)) for one in page.content.dates]
    answers = [
        answer
        for check in load_checks().values()
        if check.reads is Page
        for verdict in judge_facts([check], [page])
        for answer in verdict.answers
    ]
    if as_json:
        print(json.dumps(_dates_document(page, rows, answers), ensure_ascii=False, indent=2))
        return
    out.print(page.url, markup=False, soft_wrap=True)
    out.print(_("Read on {date}.", date=page.read_on.isoformat()) + " " + limit_of(page, words), soft_wrap=True)
    if page.unchanged_since is not None:
        since = page.unchanged_since.isoformat()
        out.print(_("By our own clock its text has been the same since {date}.", date=since))
    if page.review is not None:
        said = {"by": page.review.by, "date": page.review.on.isoformat(), "until": page.review.until.isoformat()}
        out.print(_("Confirmed by {by} on {date}; that counts until {until}.", **said), markup=False, soft_wrap=True)
    table = Table(title=_("Dates of the page"))
    for column in (_("Day"), _("What it is"), _("Text"), _("Read from"), _("Line"), _("What it counts for")):
        table.add_column(column, overflow="fold")
    for one, why in rows:
        day = words.short_date(one.value)
        if one.until is not None and one.until != one.value:
            day += f"–{words.short_date(one.until)}"
        kind = words.say(DATE_KINDS[one.kind])
        table.add_row(day, kind, one.text, one.source, str(one.line or ""), words.say(why))
    out.print(table, markup=False) if rows else out.print(_("The page states no date that can be read."))
    for answer in answers:
        sure = "" if isinstance(answer, Finding) else _("unsure") + ": "
        out.print(f"{sure}{words.say(answer.message)}", markup=False, soft_wrap=True)


def page_read(place: Place, url: str) -> Page:
    """The page as the newest run that read it saw it. Raises Refusal where none did."""
    if not is_web_address(url):
        raise no_web_address(url)
    with place.storing(), place.engine.connect() as connection:
        page = page_of(connection, place.county, url)
    if page is None:
        raise Refusal(_("No run has read {address} as a page; look how it is written in the report.", address=url))
    return page


def _dates_document(page: Page, rows: list[tuple[PageDate, Message]], answers: list[Answer]) -> dict[str, object]:
    """The public JSON document of `sitepatrol dates --json`."""
    return {
        "url": page.url,
        "read_on": page.read_on.isoformat(),
        "kind": page.kind,
        "stale_after_days": page.stale_after_days,
        "unchanged_since": page.unchanged_since.isoformat() if page.unchanged_since else None,
        "review": {"by": page.review.by, "on": page.review.on.isoformat(), "until": page.review.until.isoformat()}
        if page.review
        else None,
        "dates": [
            {
                "kind": one.kind,
                "value": one.value.isoformat(),
                "until": one.until.isoformat() if one.until else None,
                "precision": one.precision,
                "source": one.source,
                "text": one.text,
                "line": one.line,
                "is_weak": one.is_weak,
                "standing": words.say(why),
            }
            for one, why in rows
        ],
        "answers": [
            {
                "sure": isinstance(answer, Finding),
                "rule": answer.rule,
                "message": words.say(answer.message),
            }
            for answer in answers
        ],
    }


@app.command(help=_("Record that a bureau has read a page through and that it still holds: its clock starts anew."))
def reviewed(
    url: Annotated[str, typer.Argument(help=_("The address, as it stands in a report."))],
    by: Annotated[str, typer.Option(help=_("Who says so: the bureau, and the person if you like."))],
    until: Annotated[
        str, typer.Option(help=_("The last day for which that counts, for instance 2027-05-31 or 116/5/31."))
    ],
    config: ConfigOption = CONFIG,
    now: NowOption = "",
) -> None:
    with refusing_politely():
        place = Place(config)
        today = clock(now)().astimezone(TAIPEI).date()
        last = day_named(until, clock(now)())
        if not today < last <= today + MOST_REVIEWED:
            raise Refusal(_("“{text}” must lie after today, and within three years of it.", text=until))
        if not by.strip():
            raise Refusal(_("Say who has read the page through: --by."))
        page = page_read(place, url)
        with only_run(place.folder), place.storing(), place.engine.begin() as connection:
            add_review(connection, page.url, Review(by.strip(), today, last))
        said = {"url": page.url, "by": by.strip(), "date": last.isoformat()}
        sentence = _("Recorded for {url}: it still holds, says {by}. That counts until {date}.", **said)
        out.print(sentence, markup=False, soft_wrap=True)


@config_app.command("check", help=_("Read a configuration and name every mistake with its line."))
def config_check(path: Annotated[Path, typer.Argument(help=_("The county's configuration file."))] = CONFIG) -> None:
    with refusing_politely():
        county = read_county(path)
        values: dict[str, str | int] = {
            "sites": len(county.site),
            "bureaus": len(county.bureau),
            "rules": len(county.owner),
            "path": str(path),
        }
        out.print(
            _("{path}: no mistake found; {sites} sites, {bureaus} bureaus, {rules} ownership rules.", **values),
            soft_wrap=True,
        )


for group in (codes, issues, owners, mails):
    group.add_to(app)


def main() -> None:
    app()


if __name__ == "__main__":
    main()
