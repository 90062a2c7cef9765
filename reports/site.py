"""The static report: files that open from disk, for IT and for each bureau."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from jinja2 import Environment

from records.answers import Message
from records.county import County
from records.issues import RunRecord
from records.standard import EDITIONS, edition_in_force
from reports.codes import CodeResult, by_verdict, editions_of, results, ways
from reports.grouping import OwnedIssue, Share, Standing, day_of, shares
from reports.owners import site_of
from reports.rendering import TEMPLATES, run_environment
from reports.words import VERDICTS, WAYS, Words

STANDINGS = {
    Standing.NEW: Message("New"),
    Standing.OVERDUE: Message("Overdue"),
    Standing.OPEN: Message("Still open"),
    Standing.FIXED: Message("Fixed"),
}


def write_site(record: RunRecord, county: County, folder: Path, language: str) -> None:
    """Write the report of one run: index.html, run.html, unsure.html, one page per site, per bureau and per issue.

    It is written beside `folder` and takes its place only when it is whole. Raises OSError (a full disk, no rights):
    what stood in `folder` is then still there.
    """
    beside, old = (folder.with_name(f".{folder.name}.{name}") for name in ("writing", "old"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    if old.exists() and not folder.exists():
        old.rename(folder)
    for left in (beside, old):
        shutil.rmtree(left, ignore_errors=True)
    try:
        beside.mkdir()
        _write_pages(record, county, beside, Words(language))
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _write_pages(record: RunRecord, county: County, folder: Path, words: Words) -> None:
    by_bureau = shares(record, county)
    issues = sorted(_all_issues(by_bureau), key=lambda one: one.worst_first)
    whole = Share(
        county.bureaus[county.county.catch_all], {s: [i for i in issues if i.standing is s] for s in Standing}
    )
    whole.unsure.extend(record.unsure)
    env = run_environment(words, record, county)
    env.globals.update(
        shares=by_bureau,
        editions=sorted(EDITIONS.items(), reverse=True),
        standings={standing: words.say(name) for standing, name in STANDINGS.items()},
        verdicts={verdict: words.say(name) for verdict, name in VERDICTS.items()},
        ways={way: words.say(name) for way, name in WAYS.items()},
    )
    shutil.copyfile(TEMPLATES / "site" / "style.css", folder / "style.css")
    _write(
        env,
        "index",
        folder / "index.html",
        whole=whole,
        read=sum(site.pages_read for site in record.sites),
        audited=sum(site.pages_audited for site in record.sites),
        unfixed_by_site=_unfixed_by_site(issues, county),
        codes=_codes(issues, edition_in_force(day_of(record))),
        by_check=_by_check(issues, record),
        most_urgent={standing: whole.entries(standing) for standing in Standing},
    )
    _write(env, "run", folder / "run.html")
    _write(env, "unsure", folder / "unsure.html")
    by_site = results(record, county)
    pretest = [one for share in by_bureau.values() for one in share.pretest]
    for site in county.site:
        found = [(edition, by_site[site.id, edition]) for edition in editions_of(site, day_of(record))]
        _write(
            env,
            "site",
            folder / f"site-{site.id}.html",
            site=site,
            found=[(edition, told, by_verdict(told)) for edition, told in found],
            pretest=_by_pretest([one for one in pretest if site_of(one.issue.page_url, county) == site], dict(found)),
        )
    for share in by_bureau.values():
        _write(env, "bureau", folder / f"bureau-{share.bureau.id}.html", share=share)
    for one in issues:
        _write(env, "issue", folder / f"issue-{one.issue.fingerprint}.html", one=one)


def _write(env: Environment, template: str, path: Path, **values: object) -> None:
    """Piece by piece, so that a page of any length takes no memory of its size."""
    pieces = env.get_template(f"site/{template}.html").stream(here=path.name, **values)
    pieces.enable_buffering(100)
    with path.open("w", encoding="utf-8", errors="replace") as file:
        file.writelines(pieces)


def _all_issues(by_bureau: Mapping[str, Share]) -> chain[OwnedIssue]:
    return chain.from_iterable(issues for share in by_bureau.values() for issues in share.issues.values())


def _unfixed_by_site(issues: list[OwnedIssue], county: County) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in issues:
        site = county.site_of(one.issue.page_url)
        if site and one.standing is not Standing.FIXED:
            counts[site.id] += 1
    return counts


@dataclass(frozen=True)
class Codes:
    """How many codes of the edition, at levels A and AA, the program can say anything about."""

    edition: str
    machine: int
    """Checkable by software."""
    looked_at: int
    """Of these, by a rule of ours."""
    failing: int
    """Of these, with an issue that is not fixed."""
    person: int
    """Judged by a person alone."""


def _codes(issues: list[OwnedIssue], edition: str) -> Codes:
    binding = {one: way for one, way in ways(edition).items() if one.level in ("A", "AA")}
    machine = [one for one in binding if one.kind == "C"]
    looked_at = {one.code for one in machine if binding[one].needs}
    unfixed = (one.issue.finding.codes.get(edition, ()) for one in issues if one.standing is not Standing.FIXED)
    failing = looked_at & set(chain.from_iterable(unfixed))
    return Codes(edition, len(machine), len(looked_at), len(failing), len(binding) - len(machine))


def _by_pretest(issues: Iterable[OwnedIssue], found: Mapping[str, Iterable[CodeResult]]) -> dict[str, list[OwnedIssue]]:
    """What the badge pre-test found on a site, by check: only what speaks of a code that its badge asks for."""
    asked = {edition: {one.code.code for one in told} for edition, told in found.items()}
    by_check: dict[str, list[OwnedIssue]] = {}
    for one in issues:
        if any(asked[edition] & set(codes) for edition, codes in one.issue.finding.codes.items() if edition in asked):
            by_check.setdefault(one.issue.check_id, []).append(one)
    return dict(sorted(by_check.items()))


def _by_check(issues: list[OwnedIssue], record: RunRecord) -> dict[str, Counter[str]]:
    """Counts by standing, and of unsure answers, by check id."""
    counts: dict[str, Counter[str]] = {}
    for one in issues:
        counts.setdefault(one.issue.check_id, Counter())[one.standing.value] += 1
    for check_id, _ in record.unsure:
        counts.setdefault(check_id, Counter())["unsure"] += 1
    return dict(sorted(counts.items()))
