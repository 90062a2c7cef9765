"""The static report: files that open from disk, for IT and for each bureau."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from pathlib import Path

from jinja2 import Environment

from checks.waivers import Waivers
from records.county import County
from records.issues import RunRecord
from records.pictures import Picture
from records.standard import EDITIONS, edition_in_force
from records.tallies import Tally
from records.waivers import Waiver
from reports.chart import Chart, chart
from reports.codes import CodeResult, by_verdict, editions_of, results, ways
from reports.grouping import OwnedIssue, Share, Standing, day_of, shares
from reports.lists import lists_of_bureau
from reports.overview import Point, Work, tallies, together, trend, works
from reports.owners import site_of
from reports.past import flip_words, past
from reports.rendering import TEMPLATES, run_environment
from reports.standings import GROUNDS, SCOPES, STANDINGS
from reports.words import VERDICTS, WAYS, Words

Pictures = Callable[[str], Picture | None]

LISTED = 60
"""Entries of one check and standing on a bureau's page; the rest stands in its list."""
ISSUE_PAGES = 3000
"""Pages of single issues, for all bureaus together."""


def write_site(
    record: RunRecord,
    county: County,
    folder: Path,
    language: str,
    by_bureau: Mapping[str, Share] | None = None,
    picture_of: Pictures = lambda _: None,
) -> None:
    """Write the report of one run: index.html, work.html, run.html, unsure.html, one page per site, a page for each
    bureau and its worst issues, and the full lists.

    `by_bureau`: the bureaus' shares of the run, where they are known already. `picture_of`: an issue's picture, by its
    fingerprint. It is written beside `folder` and takes
    its place only when it is whole. Raises OSError (a full disk, no rights): what was in `folder` is then still there.
    """
    beside, old = (folder.with_name(f".{folder.name}.{name}") for name in ("writing", "old"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    if old.exists() and not folder.exists():
        old.rename(folder)
    for left in (beside, old):
        shutil.rmtree(left, ignore_errors=True)
    try:
        beside.mkdir()
        _write_pages(record, county, beside, Words(language), by_bureau or shares(record, county), picture_of)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _write_pages(
    record: RunRecord,
    county: County,
    folder: Path,
    words: Words,
    by_bureau: Mapping[str, Share],
    picture_of: Pictures,
) -> None:
    issues = sorted(_all_issues(by_bureau), key=lambda one: one.worst_first)
    whole = Share(
        county.bureaus[county.county.catch_all], {s: [i for i in issues if i.standing is s] for s in Standing}
    )
    whole.unsure.extend(record.unsure)
    paged = {one.issue.fingerprint for share in by_bureau.values() for one in _worst(share, len(by_bureau))}
    env = _environment(record, county, words, by_bureau)
    env.globals["paged"] = paged
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
    _write(env, "work", folder / "work.html", **_work(record, county, words, by_bureau))
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
        files = lists_of_bureau(share, record, county)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        _write(env, "bureau", folder / f"bureau-{share.bureau.id}.html", share=share, files=sorted(files))
    for one in issues:
        if one.issue.fingerprint in paged:
            picture = picture_of(one.issue.fingerprint) if one.issue.finding.wcag else None
            if picture is not None:
                (folder / picture_file(one)).write_bytes(picture.image)
            _write(env, "issue", folder / f"issue-{one.issue.fingerprint}.html", one=one, picture=picture)


def picture_file(one: OwnedIssue) -> str:
    """Where the report keeps an issue's picture."""
    return f"picture-{one.issue.fingerprint}.jpg"


def _environment(record: RunRecord, county: County, words: Words, by_bureau: Mapping[str, Share]) -> Environment:
    env = run_environment(words, record, county)
    waivers = Waivers(record.waivers, lambda url: site.id if (site := county.site_of(url)) else "")

    def waiver_of(one: OwnedIssue) -> Waiver | None:
        is_waived = one.standing is Standing.WAIVED
        return waivers.waiver_of(one.issue.check_id, one.issue.finding) if is_waived else None

    env.globals.update(
        shares=by_bureau,
        editions=sorted(EDITIONS.items(), reverse=True),
        standings={standing: words.say(name) for standing, name in STANDINGS.items()},
        verdicts={verdict: words.say(name) for verdict, name in VERDICTS.items()},
        ways={way: words.say(name) for way, name in WAYS.items()},
        grounds=GROUNDS,
        scopes=SCOPES,
        waiver_of=waiver_of,
        tools=[f"{name} {version}" for name, version in sorted(record.versions.items()) if name != "aiohttp"],
        picture_file=picture_file,
        flip_words=lambda flip: flip_words(flip, words),
        events=lambda one: past(one, words),
        LISTED=LISTED,
    )
    return env


def _worst(share: Share, bureaus: int) -> list[OwnedIssue]:
    """The issues of a bureau that get a page of their own: the worst of all its standings, within the bureau's part."""
    issues = chain.from_iterable(share.issues.values())
    return sorted(issues, key=lambda one: one.worst_first)[: max(ISSUE_PAGES // max(bureaus, 1), 20)]


def _work(record: RunRecord, county: County, words: Words, by_bureau: Mapping[str, Share]) -> dict[str, object]:
    """What the page of bureaus and sites shows."""
    found = works(record, county, by_bureau.values())
    of_bureaus, of_sites = (together(found, itemgetter(part)) for part in (0, 1))
    now = tallies(record, county, by_bureau.values())

    def drawn(counts: Callable[[Tally], bool]) -> tuple[Chart | None, tuple[Point, ...]]:
        points = trend(record, now, counts)
        return chart(points), points

    county_chart, county_points = drawn(lambda _: True)
    return {
        "bureaus": [
            (words.name(share.bureau), f"bureau-{id}.html", of_bureaus.get(id, Work()))
            for id, share in by_bureau.items()
        ],
        "sites": [(words.name(site), f"site-{site.id}.html", of_sites.get(site.id, Work())) for site in county.site],
        "county_chart": county_chart,
        "county_points": county_points,
        "bureau_charts": [
            (share, *drawn(lambda tally, id=id: tally.bureau == id))  # type: ignore[misc]
            for id, share in by_bureau.items()
            if id in of_bureaus
        ],
        "site_charts": [
            (site, *drawn(lambda tally, id=site.id: tally.site_id == id))  # type: ignore[misc]
            for site in county.site
            if site.id in of_sites
        ],
    }


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
