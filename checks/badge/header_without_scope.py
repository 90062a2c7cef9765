"""Header cells of tables without scope.

## Why it matters

The official tool (Freego) counts each <th> without scope as a failure of the badge. Screen readers usually find out
by themselves which cells a header belongs to, so in a simple table this alone is no barrier.

## How to fix it

Give each <th> scope="col" for a column or scope="row" for a row. Many editors have a setting for it: 表格屬性,
儲存格類型, 標題, 範圍.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.pretest import looked_at, places
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Element, Rendering

SCOPES = ("col", "row", "colgroup", "rowgroup")


@check(
    title="Header cells without scope",
    severity=Severity.MINOR,
    codes=("HM1130101C",),
    passes=(
        drawn('<table><tr><th scope="col">年度</th></tr><tr><td>115</td></tr></table>'),
        drawn('<table><tr><th id="y">年度</th></tr><tr><td headers="y">115</td></tr></table>'),
    ),
    fails=(
        drawn("<table><tr><th>年度</th></tr><tr><td>115</td></tr></table>"),
        drawn('<table><tr><th scope="column">年度</th></tr><tr><td>115</td></tr></table>'),
    ),
)
def header_without_scope(page: Rendering) -> Iterator[Answer]:
    pointed = {id for cell in page.tags("td", "th") for id in cell.get("headers").split()}
    bare = [one for one in looked_at(page, "th") if not _is_told(one, pointed)]
    if bare:
        message = Message("Header cells do not say which cells they belong to (scope).")
        yield Finding(page.page_url, message, places=places(page, bare))


def _is_told(cell: Element, pointed: set[str]) -> bool:
    return cell.get("scope").lower() in SCOPES or cell.get("id") in pointed
