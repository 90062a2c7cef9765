"""Who a page says that keeps it."""

from __future__ import annotations

import time

import pytest

from crawler.extract.ownership import LONGEST, MOST, owner_marks
from crawler.extract.tree import parsed
from crawler.extract.visible import visible_text
from records.ownership import MarkKind, OwnerMark


def marks(body: str, head: str = "") -> list[tuple[str, str, str]]:
    tree = parsed(f"<html><head>{head}</head><body>{body}</body></html>")
    return [(mark.kind.value, mark.label, mark.name) for mark in owner_marks(visible_text(tree), tree)]


@pytest.mark.parametrize(
    ("stamp", "label", "name"),
    [
        ("<ul><li>發布單位：社會處</li><li>更新日期：115-11-03</li></ul>", "發布單位", "社會處"),
        ("<dl><dt>發布單位</dt><dd>地政處</dd><dt>更新日期</dt><dd>115/11/3</dd></dl>", "發布單位", "地政處"),
        ("<table><tr><th>維護單位</th><td>計畫處資訊科</td></tr></table>", "維護單位", "計畫處資訊科"),
        ("<p>發佈單位: 教育處　發布日期2016-04-08　點閱:152</p>", "發佈單位", "教育處"),
        ("<p>公告單位：禾湖縣政府 社會處 社會救助科 更新日期：115.1.2</p>", "公告單位", "禾湖縣政府社會處社會救助科"),
        ("<p>承辦單位：勞工處（就業科）</p>", "承辦單位", "勞工處（就業科）"),
        ("<div>::: 資料提供單位：<a href=/x>民政處</a></div>", "資料提供單位", "民政處"),
        ("<p><strong>資料維護單位：</strong>衛生局</p>", "資料維護單位", "衛生局"),
        ("<p>【承辦單位：地價科，電話：04-7000000】</p>", "承辦單位", "地價科"),
    ],
)
def test_a_label_and_the_name_behind_it_are_read(stamp: str, label: str, name: str) -> None:
    assert marks(f"<main><h1>標題</h1><p>內文</p>{stamp}</main>") == [("label", label, name)]


@pytest.mark.parametrize(
    "body",
    [
        "<main><p>資料來源：數位發展部</p></main>",
        "<main><p>主辦單位：某某基金會</p></main>",
        "<main><p>請洽本案承辦單位辦理</p></main>",
        "<main><p>承辦單位：</p></main>",
        "<main><p>發布單位：04-7000000</p></main>",
        "<main><p>內文</p></main><footer><p>維護單位：資訊科</p></footer>",
        "<nav><p>維護單位：資訊科</p></nav>",
        "<main><div hidden>發布單位：社會處</div></main>",
    ],
)
def test_what_is_no_label_of_the_page_is_left_out(body: str) -> None:
    assert marks(body) == []


def test_metadata_and_the_path_from_the_home_page_are_read() -> None:
    head = '<meta name="DC.Creator" content="禾湖縣政府 交通處"><meta name="dc.publisher" content="禾湖縣政府">'
    path = "<li>您現在的位置：<a href=/>首頁</a></li><li><a href=/a>勞工處</a></li><li>求職</li>"
    assert marks(f'<nav class="crumbs"><ol>{path}</ol></nav><main>x</main>', head) == [
        ("meta", "DC.Creator", "禾湖縣政府 交通處"),
        ("meta", "DC.Publisher", "禾湖縣政府"),
        ("crumb", "", "首頁"),
        ("crumb", "", "勞工處"),
        ("crumb", "", "求職"),
    ]


def test_a_page_of_a_thousand_labels_leaves_a_bounded_number_of_bounded_names() -> None:
    rows = "".join(f"<li>發布單位：{chr(0x4E00 + n)}{'長' * 200}處</li>" for n in range(1000))
    before = time.process_time()
    tree = parsed(f"<main><ul>{rows}</ul></main>")
    found = owner_marks(visible_text(tree), tree)
    assert len(found) == MOST and max(len(mark.name) for mark in found) == LONGEST
    assert found[0].kind is MarkKind.LABEL and isinstance(found[0], OwnerMark)
    assert time.process_time() - before < 2
