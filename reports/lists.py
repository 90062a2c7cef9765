"""The full list of a bureau's issues, a row for each, as files to work with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from checks.registry import load_checks
from records.answers import Message
from records.county import County
from records.issues import RunRecord
from reports.grouping import OwnedIssue, Share, Standing
from reports.sheets import Cell, csv_bytes, ods_bytes
from reports.standings import STANDINGS
from reports.words import Words

LISTED = (Standing.NEW, Standing.OVERDUE, Standing.OPEN, Standing.CONFIRMING, Standing.UNSEEN, Standing.FIXED)
COLUMNS = (
    Message("Issue number"),
    Message("Standing"),
    Message("Severity"),
    Message("Check"),
    Message("What is wrong"),
    Message("Title of the page"),
    Message("Address of the page"),
    Message("Number of pages"),
    Message("Where on the page"),
    Message("Leads to"),
    Message("What we propose"),
    Message("Found on"),
    Message("Due on"),
    Message("Found again"),
)


def lists_of_bureau(share: Share, record: RunRecord, county: County) -> dict[str, bytes]:
    """A bureau's list as files by name, in its own language; none where it has no issue."""
    words = Words(share.bureau.language or county.county.language)
    titles = {check.id: words.source(check.title) for check in load_checks().values()}
    return lists_of(share, record, titles, words)


def read_lists(folder: Path, run_id: int, bureau: str) -> dict[str, bytes]:
    """The same as the report in this folder has it."""
    name = _name(run_id, bureau)
    return {file.name: file.read_bytes() for end in ("csv", "ods") if (file := folder / f"{name}.{end}").is_file()}


def lists_of(share: Share, record: RunRecord, titles: Mapping[str, str], words: Words) -> dict[str, bytes]:
    """Files by name; none where the bureau has no issue. `titles`: of the checks, by their ids."""
    rows: list[list[Cell]] = [[words.say(column) for column in COLUMNS], *_rows(share, record, titles, words)]
    if len(rows) == 1:
        return {}
    name = _name(record.run.id, share.bureau.id)
    return {f"{name}.csv": csv_bytes(rows), f"{name}.ods": ods_bytes(rows, words.name(share.bureau))}


def _name(run_id: int, bureau: str) -> str:
    return f"sitepatrol-{run_id}-{bureau}"


def _rows(share: Share, record: RunRecord, titles: Mapping[str, str], words: Words) -> Iterator[list[Cell]]:
    for standing in LISTED:
        for one in share.issues[standing]:
            yield _row(one, record, titles, words)


def _row(one: OwnedIssue, record: RunRecord, titles: Mapping[str, str], words: Words) -> list[Cell]:
    issue, finding = one.issue, one.issue.finding
    spot = next(iter(finding.places), None)
    where = words.listed(filter(None, (words.where(spot), spot.snippet or spot.selector))) if spot else ""
    return [
        issue.number,
        words.say(STANDINGS[one.standing]),
        words.severity(issue.severity),
        titles.get(issue.check_id, issue.check_id),
        words.say(finding.message),
        record.titles.get(one.pages[0], ""),
        one.pages[0],
        len(one.pages),
        where,
        finding.detail if finding.detail.startswith(("http://", "https://")) else "",
        words.listed(words.say(mend) for mend in finding.mends[:2]),
        words.short_date(issue.opened_at),
        words.short_date(one.due),
        issue.reopened,
    ]
