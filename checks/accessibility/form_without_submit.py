"""A form that has no button to send it.

## Why it matters

A form that goes off by itself takes the visitor by surprise: who uses a screen reader finds another page under the
fingers, who navigates by keyboard is sent on with the first choice passed by. Who waits for a button does not find
one.

## How to fix it

Give the form a button that says what it does, for instance “查詢” or “送出”, and let only the button send it. It is
the vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import form_of, seen_fields
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Events, Rendering

ELSEWHERE = 40
"""Elements behind a form among which a button of its own may still stand."""
PUSHED = Events.CLICK | Events.PRESS


@check(
    title="Form without a button",
    severity=Severity.MODERATE,
    wcag=("3.2.2",),
    codes=("GN1320201E",),
    passes=(
        drawn("<form><label>關鍵字<input></label><button>查詢</button></form>"),
        drawn('<form><label>關鍵字<input></label><a href="#" role="button">查詢</a></form>'),
        drawn('<form><label>Word<input></label><a href="javascript:send()">Search</a></form>'),
        drawn('<form id="f"><label>年度<select></select></label></form><button form="f">查詢</button>'),
        drawn('<form><input type="hidden" name="token"></form>'),
        drawn("<p><label>字級<select></select></label></p>"),
    ),
    unsure=(
        drawn("<form><label>關鍵字<input></label></form>"),
        drawn("<form><label>年度<select><option>115</option></select></label></form>"),
    ),
)
def form_without_submit(page: Rendering) -> Iterator[Answer]:
    asking = {form_of(page, one) for one in seen_fields(page)} - {0}
    for ordinal in sorted(asking):
        form = page.elements[ordinal]
        if not _has_button(page, form):
            message = Message("How does a visitor send this form? It has no button.")
            yield Unsure(page.page_url, message, places=(page.place(form),))


def _has_button(page: Rendering, form: Element) -> bool:
    """Whether anything in it or right behind it can be pushed: a link or a script's own button may send it as well."""
    own = form.get("id")
    pushed = (one for one in page.inside(form) if one.role in ("button", "link") or one.events & PUSHED)
    behind = (one for one in page.elements[form.end : form.end + ELSEWHERE] if own and one.get("form") == own)
    return any(one.is_exposed or one.is_visible for one in (*pushed, *behind))
