"""A set of page fragments in the manner of county sites, labelled by hand, each in six kinds of noise.

`fragments.txt` holds them. Each begins with a line "== kind answer | what it is"; "--" ends what belongs into the head.
Answers are those that a person in the county would give, read on `TODAY`: a day, a month, a year, "first/last",
"../last" for what is open to a day, or "none". They were written before the reader was measured on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from records.facts import DateKind, PageDate, Precision

TODAY = date(2026, 11, 22)
"""民國115年11月22日, a Sunday."""

NONE = "none"

_LIST = (
    '<ul><li><a href="n.aspx?id=31">社會處辦理長照宣導活動第8場</a> <span class="date">115-10-08</span></li>'
    '<li><a href="n.aspx?id=32">年節食品抽驗結果全數合格</a> <span class="date">115-10-09</span></li></ul>'
)
_LINES = (
    '<div><h3>最新消息</h3><p>115/10/08 <a href="n.aspx?id=31">社會處辦理長照宣導活動第8場</a></p>'
    '<p>115/10/09 <a href="n.aspx?id=32">年節食品抽驗結果全數合格</a></p></div>'
)
_TABLE = (
    "<aside><table><tr><th>標題</th><th>發布日期</th></tr>"
    '<tr><td><a href="n.aspx?id=31">社會處辦理長照宣導活動第8場</a></td><td>2026-10-08</td></tr>'
    '<tr><td><a href="n.aspx?id=32">年節食品抽驗結果全數合格</a></td><td>2026-10-09</td></tr></table></aside>'
)
NOISES: dict[str, Sequence[str]] = {
    "none": ("{}",),
    "footer year": (
        "{}<p>Copyright © 2020</p>",
        "{}<footer><p>Copyright © 2020 彰化縣政府 版權所有</p><p>彰化市中山路二段416號 電話：04-7222151</p></footer>",
        '{}<div class="footer">© 2018-2020 Changhua County Government. All rights reserved.</div>',
    ),
    "dated file path": (
        '{}<p><a href="/upload/20190501/a.pdf">附件下載</a></p>',
        '<img src="/upload/2019/05/01/banner.jpg" alt="橫幅">{}'
        '<p><a href="/files/12_1080501.pdf">12_1080501.pdf</a></p>',
        '{}<ul class="files"><li><a href="/Download.ashx?u=LzAwMS8&amp;n=20190501.odt">20190501申請表.odt</a></li>'
        "</ul>",
    ),
    "clock": (
        "<div>今天日期 2026-11-22</div>{}",
        "{}<p>今天是民國115年11月22日 星期日</p>",
        '<header><span id="nowTime">115/11/22 10:20:30</span></header>{}<div>現在時間：2026/11/22 10:20</div>',
    ),
    "event dates": (
        "<p>健行活動訂於115年12月20日上午9時舉行，歡迎參加。</p>{}",
        "{}<p>本府訂於2026年12月20日召開說明會，12月21日公布會議紀錄。</p>",
        "{}<div><h3>活動行事曆</h3><p>12/20 健行</p><p>115/12/21 講座</p></div>",
    ),
    "news sidebar": (
        '{}<aside class="sidebar"><h3>最新消息</h3>' + _LIST + "</aside>",
        "{}" + _LINES,
        _TABLE + "{}",
    ),
}
_LAYOUTS = (
    "{}",
    "<main>{}</main>",
    '<div id="header"><a href="/">彰化縣政府</a></div><div id="content">{}</div>',
    '<nav><ul><li><a href="/a">業務介紹</a></li><li><a href="/b">便民服務</a></li></ul></nav><div class="wrap">'
    "{}</div>",
    '<table width="900"><tr><td>{}</td></tr></table>',
)


class Fragment(NamedTuple):
    name: str
    kind: DateKind
    """Which of the page's dates is asked for."""
    answer: str
    head: str
    body: str


def fragments() -> list[Fragment]:
    """The labelled fragments, in the order of the file."""
    read = []
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("fragments*.txt")))
    for part in text.split("== ")[1:]:
        first, _, html = part.partition("\n")
        asked, _, name = first.partition(" | ")
        kind, answer = asked.split()
        head, parting, body = html.partition("\n--\n")
        read.append(Fragment(name, DateKind(kind), answer, head if parting else "", body if parting else head))
    return read


class LabelledPage(NamedTuple):
    fragment: Fragment
    noise: str
    html: str


def labelled_pages() -> Iterator[LabelledPage]:
    """Each fragment in each kind of noise; layouts and variants of the noise take turns."""
    for number, fragment in enumerate(fragments()):
        layout = _LAYOUTS[number % len(_LAYOUTS)]
        head = fragment.head if "<title>" in fragment.head else fragment.head + "<title>彰化縣政府</title>"
        for noise, variants in NOISES.items():
            body = layout.format(variants[number % len(variants)].format(fragment.body))
            start = f'<!doctype html><html lang="zh-Hant-TW"><head><meta charset="utf-8">{head}</head>'
            yield LabelledPage(fragment, noise, f"{start}<body>{body}</body></html>")


def as_answer(dates: Sequence[PageDate], kind: DateKind) -> str:
    """What the reader says of one kind, as the answers are written: sure dates before weak ones, all if they differ."""
    asked = [one for one in dates if one.kind is kind]
    sure = [one for one in asked if not one.is_weak] or asked
    return " and ".join(dict.fromkeys(map(_written, sure))) or NONE


def _written(one: PageDate) -> str:
    first, last = (
        day.isoformat()[: {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[one.precision]]
        for day in (one.value, one.until or one.value)
    )
    if one.until is None:
        return first
    return f"../{last}" if one.until == one.value else f"{first}/{last}"
