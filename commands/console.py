"""What every command has: words, a console, a configuration with its database, and a polite way to refuse."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from checks.judgement import NothingToJudge
from checks.people import CannotDo
from crawler.browser.chromium import BrowserMissing, EngineMissing
from crawler.extract.date_forms import machine_date
from crawler.patrol import CrawlBrokenOff
from crawler.progress import Progress, Watched
from records.county import ConfigurationError, County, read_county
from records.database import StoreError, open_database, saying_what_failed
from records.facts import Precision
from records.runs import TAIPEI, clock_from
from reports.closing import NothingToReport
from reports.mailboxes import NoMailbox
from reports.posting import CannotSend
from reports.words import Words
from schedules.lock import RunUnderWay

LANGUAGE = os.environ.get("SITEPATROL_LANG", "zh-Hant-TW")
words = Words(LANGUAGE if LANGUAGE in ("zh-Hant-TW", "en") else "zh-Hant-TW")
_ = words.text

UNBOUNDED = 100_000
"""Cells in a line where no terminal ends it: what is piped or written to a file is not wrapped."""
ROOM = 16
"""Cells that a column of a table needs, lest its words be cut to pieces; a Chinese character takes two."""

out = Console(highlight=False, width=None if sys.stdout.isatty() else UNBOUNDED)
err = Console(stderr=True, highlight=False)

ConfigOption = Annotated[Path, typer.Option("--config", "-c", help=_("The county's configuration file."))]
SendOption = Annotated[
    bool,
    typer.Option("--send", help=_("Hand the mails to the mail server; without it they are only written to a folder.")),
]
ByOption = Annotated[str, typer.Option("--by", help=_("Who says so: the bureau, and the person if you like."))]
ReasonOption = Annotated[str, typer.Option("--reason", help=_("Why; it is kept with the issue."))]
NowOption = Annotated[
    str, typer.Option("--now", help=_("Take this for the present moment (ISO 8601, Taiwan's time), for rehearsals."))
]
CONFIG = Path("county.toml")


SPEAKING = (StoreError, RunUnderWay, CannotSend, CannotDo, NoMailbox, CrawlBrokenOff, BrowserMissing, EngineMissing)
"""Errors that say in one sentence what is wrong."""


class Refusal(Exception):
    """The command cannot do what is asked: one clear sentence, exit code 2."""


def no_web_address(address: str) -> Refusal:
    sentence = "“{address}” is not a web address; write it whole, for instance https://www.example.gov.tw/"
    return Refusal(_(sentence, address=address))


@contextmanager
def refusing_politely() -> Iterator[None]:
    """Say what went wrong in one sentence a mistake, and leave with exit code 2."""
    try:
        yield
        return
    except ConfigurationError as error:
        sentences = [words.say(mistake) for mistake in error.mistakes]
    except SPEAKING as error:
        sentences = [words.say(error.message)]
    except NothingToJudge:
        sentences = [_("No run has been crawled yet. Run: sitepatrol crawl")]
    except NothingToReport:
        sentences = [_("No run has been judged yet. Run: sitepatrol judge")]
    except Refusal as error:
        sentences = [str(error)]
    except OSError as error:
        if error.filename is None and error.errno is None:
            raise
        sentences = [
            _(
                "{place}: {error}. Mend this and run the same command again; nothing stored so far is lost.",
                place=str(error.filename or ""),
                error=error.strerror or str(error),
            )
        ]
    except KeyboardInterrupt:
        err.print(_("Interrupted. Run the same command again: it goes on where it was."), markup=False)
        # Requests under way cannot be unwound: freeing them at the interpreter's end was seen to crash it.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(130)
    for sentence in sentences:
        err.print(sentence, markup=False, soft_wrap=True)
    raise typer.Exit(2)


def clock(now: str) -> Callable[[], datetime]:
    """The system's clock, or one that begins at a moment named by the user."""
    if not now:
        return lambda: datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        raise Refusal(_("--now: “{now}” is not a moment; write it as 2026-11-23T02:00.", now=now)) from None
    return clock_from(moment if moment.tzinfo else moment.replace(tzinfo=TAIPEI))


def print_table(
    title: str, heading: Sequence[str], rows: Sequence[Sequence[str]], spare: Sequence[str], bold: Sequence[bool] = ()
) -> None:
    """Print a table, of which some rows may be `bold`.

    In a window too narrow for all columns those that are `spare` are left out, the first first, and named.
    """
    left_out = spare[: max(0, len(heading) - out.width // ROOM)]
    shown = [place for place, column in enumerate(heading) if column not in left_out]
    caption = _("Left out, for the window is narrow: {columns}", columns=words.listed(left_out)) if left_out else None
    table = Table(title=title, caption=caption)
    for place in shown:
        table.add_column(heading[place], overflow="fold")
    for number, row in enumerate(rows):
        table.add_row(*(row[place] for place in shown), style="bold" if any(bold[number : number + 1]) else None)
    out.print(table, markup=False)


class Place:
    """A configuration, and where its database, reports and mails are."""

    def __init__(self, config: Path) -> None:
        self.county: County = read_county(config)
        self.folder = config.parent / self.county.store.folder
        self.engine: Engine = open_database(self.county.store.database or f"sqlite:///{_database(config, self.county)}")

    @staticmethod
    def has_database(config: Path, county: County) -> bool:
        """Whether there is a database already: none is made just to look something up."""
        return bool(county.store.database) or _database(config, county).exists()

    def storing(self) -> AbstractContextManager[None]:
        return saying_what_failed(str(self.engine.url.database))


def day_named(text: str, now: datetime) -> date:
    """A day that a user writes, such as 2027-05-31 or 116/5/31. Raises Refusal."""
    read = machine_date(text, now.astimezone(TAIPEI).date())
    if read is None or read.precision is not Precision.DAY:
        raise Refusal(_("“{text}” is no day; write it like 2027-05-31 or 116/5/31.", text=text))
    return read.value


def said_by(by: str, reason: str) -> tuple[str, str]:
    """Who says something and why, without blanks around. Raises Refusal where either is empty."""
    if not by.strip() or not reason.strip():
        raise Refusal(_("Say who says so, and why: --by and --reason."))
    return by.strip(), reason.strip()


def _database(config: Path, county: County) -> Path:
    return config.parent / county.store.folder / "sitepatrol.db"


@contextmanager
def watching(county: County) -> Iterator[Progress]:
    """Show progress on a terminal, and nothing elsewhere."""
    if not err.is_terminal:
        yield Progress()
        return
    labels = {
        "site": _("Site"),
        "pages": _("pages"),
        "links": _("links"),
        "asked": _("addresses tried"),
        "elsewhere": _("other hosts"),
        "queue": _("waiting"),
        "crawl": _("Reading pages and trying links"),
        "dates": _("Reading dates"),
        "look": _("Looking again through the browser"),
        "audit": _("Auditing accessibility in the browser"),
        "pictures": _("Taking pictures of barriers"),
    }
    with Watched(err, {site.id: words.name(site) for site in county.site}, labels) as progress:
        yield progress


def is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
