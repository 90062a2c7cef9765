"""One run of a small county, made by hand: what reports and mails are tried on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

from PIL import Image

from checks.drawn import drawn
from checks.registry import load_checks
from checks.runner import judge
from records.answers import Finding, Message, Place, Unsure, Verdict, fingerprint
from records.audits import Audit, AuditsOfRun
from records.county import County, parse_county
from records.facts import (
    AxeNode,
    AxeOutcome,
    AxeResult,
    Content,
    DateKind,
    Fetch,
    Hop,
    Likeness,
    Link,
    Offer,
    Outcome,
    Page,
    PageDate,
    Precision,
    Region,
    Review,
)
from records.issues import Flip, Illness, Issue, LimitHit, Notice, Run, RunRecord, RunState, SiteFigures, Status
from records.kinds import Fact
from records.pictures import Picture
from reports.escalation import steps_of_run
from reports.grouping import shares
from reports.lists import lists_of_bureau
from reports.notices import notices

WWW = "https://www.county.example/"
SOCIAL = f"{WWW}DTO/social/"
STARTED = datetime(2026, 11, 22, 18, tzinfo=UTC)
"""02:00 on Monday, 23 November 2026, in Taiwan."""
A_WEEK_AGO = datetime(2026, 11, 15, 18, tzinfo=UTC)
IN_MAY = datetime(2026, 5, 3, 18, tzinfo=UTC)

COUNTY_FILE = """
[county]
name = "範例縣政府"
name_en = "Example County Government"
catch_all = "planning"
contact_name = "計畫處資訊科"
contact_phone = "04-0000000 分機 100"
contact_mail = "it@county.example"

[mail]
sender = "sitepatrol@county.example"
reply_to = "web@county.example"

[[site]]
id = "www"
name = "縣政府全球資訊網"
name_en = "County portal"
start = ["https://www.county.example/"]
bureau = "planning"

[[site]]
id = "social"
name = "社會處"
name_en = "Social Affairs"
start = ["https://www.county.example/DTO/social/00home/index.aspx"]
scope = ["https://www.county.example/DTO/social/"]
bureau = "social"

[[site]]
id = "land"
name = "地政處"
start = ["https://land.county.example/"]

[[bureau]]
id = "planning"
name = "計畫處"
name_en = "Planning Department"
mail = "planning@county.example"

[[bureau]]
id = "social"
name = "社會處"
name_en = "Social Affairs Department"
mail = "social@county.example"

[[bureau]]
id = "traffic"
name = "交通處"
name_en = "Traffic Department"
mail = "traffic@county.example"
language = "en"

[[bureau]]
id = "health"
name = "衛生局"
mail = "health@county.example"

[[owner]]
host = "www.county.example"
path = "/DTO/traffic/"
bureau = "traffic"

[[owner]]
path = "/DTO/traffic/parking/"
bureau = "planning"

[[owner]]
host = "land.county.example"
query = "topsn=4594"
bureau = "social"
"""

TITLES = {
    WWW: "範例縣政府全球資訊網",
    f"{WWW}ch2/actives.aspx": "活動訊息",
    f"{SOCIAL}00home/index.aspx": "社會處",
    f"{SOCIAL}06service/service01_con.aspx?data_id=18897&topsn=4594": "低收入戶及中低收入戶生活扶助",
    f"{SOCIAL}06service/service01_con.aspx?data_id=18911&topsn=4594": "身心障礙者生活補助",
    f"{SOCIAL}07other/other01_con.aspx?cate_id=7265&data_id=26082&topsn=6537": "敬老愛心卡申請須知",
    f"{SOCIAL}03bulletin/bulletin02_con.aspx?bull_id=437062": "115年度長青學苑招生簡章",
    f"{WWW}DTO/traffic/00home/index.aspx": "Traffic Department",
}


def county(extra: str = "", after: str = "") -> County:
    """`extra`: what stands in its file besides, at the end or behind `after`."""
    text = COUNTY_FILE.replace(after, after + extra, 1) if after else COUNTY_FILE + extra
    return parse_county(text, "county.toml")


def mails_of(run: RunRecord, county: County, at: datetime) -> Iterator[Notice]:
    """The mails that a run's closing would write."""
    by_bureau = shares(run, county)
    steps = list(steps_of_run(run, county, by_bureau.values(), at))
    lists = {id: lists_of_bureau(share, run, county) for id, share in by_bureau.items()}
    yield from notices(run, county, by_bureau, lists.__getitem__, steps, at, picture_of)


def picture_of(fingerprint: str, size: int = 400) -> Picture | None:
    """Of every issue that may have one."""
    with BytesIO() as file:
        Image.new("RGB", (size, 120), "white").save(file, "JPEG")
        return Picture(fingerprint, f"{SOCIAL}00home/index.aspx", STARTED, file.getvalue(), size, 120)


def link_to(page_url: str, target: str, text: str, status: int = 404) -> Link:
    snippet = f'<a href="{target}" class="more" target="_blank">{text}</a>'
    tries = tuple(Fetch(target, Outcome.ANSWERED, status, at=STARTED.replace(minute=m)) for m in (5, 45))
    return Link(page_url, target, target, text, "a", "main > ul > li:nth-child(3) > a", snippet, tries=tries)


def link_in_template(pages: int = 260) -> Link:
    """A dead link in the menu of the portal's template, which many pages share."""
    target = "https://service.county.example/permits"
    final = f"{target}/index.html"
    tries = tuple(
        Fetch(
            target,
            Outcome.ANSWERED,
            404,
            final,
            at=STARTED.replace(minute=m),
            hops=(Hop(target, 301),),
            title="查無此頁",
        )
        for m in (5, 45)
    )
    return Link(
        WWW, target, "//service.county.example/permits", "線上申辦", "a", "nav > ul > li:nth-child(4) > a",
        '<a href="//service.county.example/permits">線上申辦</a>', Region.MENU, 42, tries,
        (*(f"{WWW}ch2/page{n}.aspx" for n in range(1, pages)), f"{SOCIAL}00home/index.aspx"),
        last_fine=A_WEEK_AGO,
        offers=(
            Offer(f"{WWW}ch2/permits.aspx?a=1&b=2", Likeness.TITLE),
            Offer("https://archive.example/1", Likeness.ARCHIVED),
        ),
    )  # fmt: skip


def silent_link(page_url: str) -> Link:
    """A link whose target did not answer this week."""
    target = "https://slow.example/"
    tries = tuple(Fetch(target, Outcome.TIMED_OUT, at=STARTED.replace(minute=m)) for m in (5, 45))
    return replace(link_to(page_url, target, "颱風資訊"), tries=tries)


def page_of(url: str, updated: date | None) -> Page:
    dates = (
        ()
        if updated is None
        else (PageDate(DateKind.UPDATED, updated, Precision.DAY, "label", f"更新日期：{updated}"),)
    )
    content = Content(dates=dates, text_length=400)
    return Page(url, TITLES.get(url, ""), read_on=date(2026, 11, 23), content=content)


def axe(page_url: str, rule: str, places: int = 1, outcome: AxeOutcome = AxeOutcome.VIOLATION) -> AxeResult:
    known = {
        "image-alt": ("critical", "圖片必須有替代文字", "Images must have alternative text", ("wcag2a", "wcag111")),
        "color-contrast": (
            "serious",
            "元素必須符合最低色彩對比度門檻值",
            "Elements must meet minimum color contrast ratio thresholds",
            ("wcag2aa", "wcag143"),
        ),
    }
    impact, help, help_en, tags = known[rule]
    node_of = {"image-alt": _image_without_alt, "color-contrast": _pale_text}[rule]
    nodes = tuple(node_of(n) for n in range(1, places + 1))
    return AxeResult(page_url, rule, outcome, impact, help, help_en, tags, nodes)


def _image_without_alt(n: int) -> AxeNode:
    return AxeNode(
        f"#banner > div:nth-child({n}) > img",
        f'<img src="/images/banner{n}.jpg" width="960" height="240">',
        "請修正下列其中一項：\n  元素沒有 alt 屬性\n  aria-label 屬性不存在或為空值",
        "Fix any of the following:\n  Element does not have an alt attribute\n  aria-label attribute does not exist",
    )


def _pale_text(n: int) -> AxeNode:
    return AxeNode(
        f".news > li:nth-child({n}) > .date",
        '<span class="date" style="color: #9a9a9a">115-11-20</span>',
        "請修正下列其中一項：\n  色彩對比度 2.81 不足（前景色 #9a9a9a，背景色 #ffffff），應達 4.5:1",
        "Fix any of the following:\n  Color contrast of 2.81 is insufficient (#9a9a9a on #ffffff); expected 4.5:1",
        measured=(
            ("fgColor", "#9a9a9a"),
            ("bgColor", "#ffffff"),
            ("contrastRatio", "2.81"),
            ("expectedContrastRatio", "4.5:1"),
            ("somethingNew", "7"),
        ),
    )


def answers(check_id: str, *facts: Fact) -> list[tuple[str, Finding | Unsure]]:
    """What the real check says of facts."""
    verdicts = judge([load_checks()[check_id]], facts)
    return [(check_id, answer) for verdict in verdicts for answer in verdict.answers]


def issue_of(check_id: str, finding: Finding, opened_at: datetime = STARTED, fixed_at: datetime | None = None) -> Issue:
    name = fingerprint(check_id, finding)
    return Issue(
        name,
        check_id,
        Status.FIXED if fixed_at else Status.OPEN,
        finding.severity or load_checks()[check_id].severity,
        finding,
        opened_at,
        A_WEEK_AGO if fixed_at else STARTED,
        fixed_at,
        number=int(name[:4], 16),
        seen_in=11 if fixed_at else 12,
    )


def issues(check_id: str, *facts: Fact, opened_at: datetime = STARTED, fixed: bool = False) -> list[Issue]:
    return [
        issue_of(check_id, answer, opened_at, STARTED if fixed else None)
        for _, answer in answers(check_id, *facts)
        if isinstance(answer, Finding)
    ]


def record() -> RunRecord:
    low_income, disabled, card, school = list(TITLES)[3:7]
    old_form = "https://www.old-ministry.example.tw/upload/forms/社會救助申請表_1100315.pdf"
    new = [
        *issues("broken-link", *(link_to(page, old_form, "申請表下載") for page in (low_income, disabled, card))),
        *issues("accessibility", axe(f"{SOCIAL}00home/index.aspx", "image-alt", places=3)),
        *issues("broken-link", link_to(WWW, "https://travel.county.example/2024-lantern", "2024 燈會專區", 410)),
        *issues("broken-link", link_in_template()),
    ]
    again = issues("missing-update-date", page_of(school, None))
    overdue = [
        *issues("accessibility", axe(card, "color-contrast", 2), axe(school, "color-contrast"), opened_at=A_WEEK_AGO),
        *issues("stale-page", page_of(card, date(2022, 3, 1)), opened_at=IN_MAY),
        *issues(
            "broken-link", link_to(TITLES_TRAFFIC, f"{WWW}DTO/traffic/bus.aspx", "Bus timetable"), opened_at=IN_MAY
        ),
    ]
    still_open = [
        *issues("stale-page", page_of(low_income, date(2025, 6, 30)), opened_at=A_WEEK_AGO),
        *issues("missing-update-date", page_of(f"{WWW}ch2/actives.aspx", None), opened_at=A_WEEK_AGO),
    ]
    fixed = [
        *issues("broken-link", link_to(disabled, f"{SOCIAL}files/2019.odt", "舊表格"), opened_at=IN_MAY, fixed=True),
        *issues("accessibility", axe(low_income, "image-alt"), opened_at=A_WEEK_AGO, fixed=True),
    ]
    pretest = issues("absolute-size", drawn('<p style="font-size: 12pt">內容</p>', url=card))
    flips = [
        *(Flip(one, None, Status.OPEN, "found") for one in (*new, *pretest)),
        *(Flip(one, Status.FIXED, Status.OPEN, "found again") for one in again),
        *(Flip(one, Status.OPEN, Status.FIXED, "not found any more") for one in fixed),
    ]
    unsure = [
        *answers(
            "broken-link",
            link_to(low_income, "https://www.facebook.com/county.social", "粉絲專頁", 403),
            link_to(card, "https://www.facebook.com/county.social", "臉書", 403),
        ),
        *answers("accessibility", axe(WWW, "color-contrast", 5, AxeOutcome.INCOMPLETE)),
        *answers("broken-link", silent_link(WWW)),
    ]
    return RunRecord(
        run=Run(12, RunState.JUDGED, STARTED, STARTED.replace(hour=19), STARTED.replace(hour=20)),
        previous=Run(11, RunState.CLOSED, A_WEEK_AGO),
        sites=(
            SiteFigures("www", 412, 0, 9120, 412, seen={"axe": 412, "static": 412, "reflow": 9}),
            SiteFigures("social", 1236, 2, 31240, 1234, seen={"axe": 1234, "static": 1234}),
            SiteFigures("land", 0, 1, 0, 0),
        ),
        issues=tuple([*new, *again, *overdue, *still_open, *fixed, *pretest]),
        flips=tuple(flips),
        unsure=tuple((check_id, answer) for check_id, answer in unsure if isinstance(answer, Unsure)),
        audits=AuditsOfRun(246, ((A_WEEK_AGO, 1400),), 30, (f"{SOCIAL}00home/index.aspx",)),
        crashes=(Verdict("stale-page", f"{SOCIAL}broken.aspx", error="ValueError: year 0 is out of range"),),
        not_read=(
            Fetch("https://land.county.example/", Outcome.TIMED_OUT, error="User timeout caused connection failure"),
            Fetch(f"{SOCIAL}private/", Outcome.ROBOTS),
            Fetch(f"{SOCIAL}06service/report.aspx?id=7", Outcome.ANSWERED, 500),
        ),
        not_audited=(
            Audit(f"{SOCIAL}07other/map.aspx", Outcome.TIMED_OUT, "the page did not settle within 30 seconds"),
            Audit(f"{SOCIAL}06service/service04.aspx", Outcome.DOWNLOAD),
        ),
        limits=(LimitHit("social", "max_pages", 1236, 118, f"{SOCIAL}03bulletin/bulletin.aspx?page=119"),),
        reviews=((f"{SOCIAL}06service/card.aspx", Review("社會處 王小姐", date(2026, 10, 5), date(2027, 5, 31))),),
        illnesses=(),
        titles=TITLES,
        versions={"SitePatrol": "0.1.0", "axe-core": "4.14.1", "Chromium": "142.0"},
    )


TITLES_TRAFFIC = f"{WWW}DTO/traffic/00home/index.aspx"


def sick_record() -> RunRecord:
    seen = Message("This run read {now} pages; the run before it read {before}.", {"now": 12, "before": 1648})
    return replace(
        record(),
        run=Run(12, RunState.SICK, STARTED, STARTED.replace(hour=19), STARTED.replace(hour=20)),
        flips=(),
        illnesses=(Illness("pages-read", seen),),
    )


def empty_record() -> RunRecord:
    """A run in which all went well and nothing was found."""
    figures = tuple(SiteFigures(site, 10, 0, 20, 10) for site in ("www", "social", "land"))
    return replace(
        record(),
        sites=figures,
        issues=(),
        flips=(),
        unsure=(),
        crashes=(),
        not_read=(),
        not_audited=(),
        limits=(),
        reviews=(),
    )


def with_new(*found: Issue) -> RunRecord:
    """A run in which all went well, and these were found for the first time."""
    return replace(empty_record(), issues=found, flips=tuple(Flip(one, None, Status.OPEN, "found") for one in found))


HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(2)>\r\nBcc: victim@example.com\r\n\r\n'
    "\u202egnp.exe\x00\x1b[31m"
)
SURROGATE = "\ud800"


def hostile_record() -> RunRecord:
    """Every text that a site can send us is an attack."""
    page = f"{SOCIAL}?q={HOSTILE}"
    target = "javascript:alert(document.domain)//" + "x" * 3000
    bad = [
        *issues("broken-link", link_to(page, target, HOSTILE)),
        *issues("accessibility", replace(axe(page, "image-alt"), help=HOSTILE, help_en=HOSTILE)),
    ]
    place = bad[0].finding.places[0]
    bad.append(
        issue_of(
            "broken-link",
            Finding(
                target,
                Message("{text} leads to {url}", {"text": HOSTILE, "url": target}),
                HOSTILE,
                HOSTILE,
                places=(
                    replace(place, note=HOSTILE, selector=HOSTILE, snippet=(HOSTILE + SURROGATE) * 40, region=HOSTILE),
                    *(Place(page_url=url) for url in (page, target, f"http://[{HOSTILE}")),
                ),
                notes=(Message("The way there: {chain}", {"chain": HOSTILE}),),
                mends=tuple(
                    Message("Put the new address into the link: {url}", {"url": url}) for url in (page, target)
                ),
                wcag=(HOSTILE,),
                codes={"115.11": (HOSTILE,)},
            ),
        )
    )
    return replace(
        record(),
        issues=tuple(bad),
        flips=tuple(Flip(one, None, Status.OPEN, HOSTILE) for one in bad),
        unsure=tuple(
            (HOSTILE, Unsure(url, Message(HOSTILE + "{text}", {"text": HOSTILE}), HOSTILE)) for url in (page, target)
        ),
        crashes=(Verdict(HOSTILE, target, error=HOSTILE),),
        not_read=(Fetch(target, Outcome.MALFORMED, error=HOSTILE, final_url=target),),
        not_audited=(Audit(target, Outcome.CRASHED, HOSTILE),),
        limits=(LimitHit("social", HOSTILE, 1, 1, target),),
        reviews=((target, Review(HOSTILE, date(2026, 10, 5), date(2027, 5, 31))),),
        titles={page: (HOSTILE + SURROGATE) * 100, target: HOSTILE},
        versions={HOSTILE: HOSTILE},
    )
