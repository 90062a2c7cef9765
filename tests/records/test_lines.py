"""Lines: what eyes read between two edges of blocks or line breaks."""

from __future__ import annotations

import pytest

from checks.drawn import drawn

CASES = {
    "<p>甲<b>乙</b>丙</p>": ["甲乙丙"],
    "<p>一<br>二</p>三": ["一", "二", "三"],
    "<div>前<p>中</p>後</div>": ["前", "中", "後"],
    "<table><tr><td>左<td>右</table>": ["左", "右"],
    '<p>看得見<span hidden>看不見</span></p><p style="display:none">無</p>': ["看得見"],
    '<p>甲<span style="display:block">乙</span>丙</p>': ["甲", "乙", "丙"],
    '<ul><li style="display:inline">甲</li><li style="display:inline">乙</li></ul>': ["甲乙"],
    "<select><option>甲<option>乙</select><textarea>丙</textarea>": [],
}


@pytest.mark.parametrize(("html", "lines"), CASES.items())
def test_a_line_ends_where_a_block_or_a_break_does(html: str, lines: list[str]) -> None:
    assert [line.text for line in drawn(html).lines] == lines


def test_a_line_knows_its_block_and_keeps_full_width_blanks() -> None:
    (line,) = drawn("<ul><li>公　告\n 事項</li></ul>").lines
    assert line.block.tag == "li"
    assert line.raw == "公　告 事項"
