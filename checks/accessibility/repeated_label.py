"""Two fields of one form that go by the same name.

## Why it matters

Who sees the form tells the two “電話” fields apart by where they stand. A screen reader reads the same word twice,
and who steers by voice and says it is asked which of them is meant.

## How to fix it

Say in each label what sets it apart: “電話區碼”, “電話號碼”, or “申請人姓名”, “代理人姓名”. Where the same questions
come twice, put each set into a <fieldset> with a <legend> of its own. Forms usually come from the system: then it is
the vendor's job.
"""

from bisect import bisect
from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import form_of, is_typed, plain, seen_fields
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity
from records.rendering import Element, Rendering

APART = ("fieldset", "tr", "li", "dialog", "section", "article", "nav", "header", "footer", "main", "aside", "details")
"""Elements that can set apart what is in them."""
NEAR = 100
"""Elements and runs of words: two fields that are farther apart stand in different parts of the page."""
ROLES_APART = frozenset(("group", "radiogroup", "region", "search", "tabpanel", "row", "listitem", "dialog"))


@check(
    title="Two fields with one name",
    severity=Severity.MODERATE,
    wcag=("2.4.6",),
    codes=("GN2240601E",),
    passes=(
        drawn("<form><label>電話區碼<input></label><label>電話號碼<input></label></form>"),
        drawn(
            "<form><fieldset><legend>申請人</legend><label>姓名<input></label></fieldset>"
            "<fieldset><legend>代理人</legend><label>姓名<input></label></fieldset></form>"
        ),
        drawn("<form><h2>Buyer</h2><label>Name<input></label><h2>Seller</h2><label>Name<input></label></form>"),
        drawn("<form><label>關鍵字<input></label></form><form><label>關鍵字<input></label></form>"),
        drawn('<form><label>姓名<input></label><label style="display: none">姓名<input></label></form>'),
        drawn("<div><label>回應<input></label></div><div><label>回應<input></label></div>"),
        drawn(
            '<table><tr><th>甲</th><td><input aria-label="數量"></td></tr>'
            '<tr><th>乙</th><td><input aria-label="數量"></td></tr></table>'
        ),
    ),
    fails=(
        drawn('<form><p>電話 <input title="電話"> - <input title="電話"></p></form>'),
        drawn("<form><label>Name<input></label><label>Phone<input></label><label>Name:<input></label></form>"),
    ),
)
def repeated_label(page: Rendering) -> Iterator[Answer]:
    headings = sorted(one.ordinal for one in page.roles("heading"))
    first: dict[tuple[str | int, ...], Element] = {}
    for field in seen_fields(page):
        form = form_of(page, field)
        if not (form and is_typed(field) and plain(field.name)):
            continue
        surroundings = (form, _apart(page, field), bisect(headings, field.ordinal), field.region)
        known = (plain(field.name), field.get("aria-describedby"), *surroundings)
        if field.ordinal - first.setdefault(known, field).ordinal in range(1, NEAR):
            message = Message("Fields of one form go by the same name.")
            said = Message("Another field of this form is called “{text}” as well.", {"text": field.name})
            yield Finding(page.page_url, message, places=(page.place(field, said),))


def _apart(page: Rendering, field: Element) -> int:
    """The ordinal of what sets it apart from others; -1 where nothing does."""
    around = (one for one in page.around(field) if one.tag in APART or one.role in ROLES_APART)
    return next((one.ordinal for one in around), -1)
