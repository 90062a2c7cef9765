"""A form field with no words beside it that say what belongs into it: only a placeholder, or a name that nobody sees.

## Why it matters

A placeholder is gone with the first letter that is typed. Who is interrupted, forgets easily or has memory troubles
no longer knows what the field asked for, cannot check the form before sending it, and often takes the pale words for
an answer that is filled in already. A name for screen readers alone helps nobody who looks.

## How to fix it

Put a label above or beside the field that always stays there, and tie it to the field: <label
for="mail">電子郵件</label> <input id="mail">. The placeholder may stay as an example of what to type. Forms usually
come from the template or the system: then it is the vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import has_button_beside, is_typed, labels, own_words, plain, seen_fields, words_beside
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Rendering

LONGEST_LABEL = 40
"""Characters; what is longer is a paragraph that happens to stand above."""


@check(
    title="No visible label",
    severity=Severity.MODERATE,
    wcag=("3.3.2",),
    codes=("GN1330203E",),
    passes=(
        drawn('<form><label for="a">電子郵件</label><input id="a" placeholder="name@county.example"></form>'),
        drawn('<form><table><tr><td>姓名</td><td><input title="姓名" placeholder="王小明"></td></tr></table></form>'),
        drawn('<form><input placeholder="請輸入關鍵字" title="關鍵字"><button>搜尋</button></form>'),
        drawn('<form><input aria-label="Search this site"><input type="submit" value="Search"></form>'),
        drawn('<form><p><input type="checkbox" aria-label="第 1 列"></p></form>'),
        drawn('<form><select title="鄉鎮"><option>請選擇鄉鎮</option><option>仁愛鄉</option></select></form>'),
        drawn("<form><p><input></p></form>"),
    ),
    fails=(
        drawn('<form><p><input placeholder="姓名"></p><p><input placeholder="電話"></p><button>送出</button></form>'),
        drawn(
            '<form><h2>Log in</h2><input placeholder="User name"><input type="password" placeholder="Password"></form>'
        ),
    ),
    unsure=(
        drawn('<form><p><input aria-label="姓名"></p><p><input aria-label="電話"></p></form>'),
        drawn('<form><input title="First name"><input title="Last name"><button>Send</button></form>'),
    ),
)
def missing_visible_label(page: Rendering) -> Iterator[Answer]:
    labels_of = labels(page)
    for field in seen_fields(page):
        if not is_typed(field) or not field.name.strip() or _says_itself(page, field):
            continue
        if own_words(page, field, labels_of) or has_button_beside(page, field) or _is_labelled(page, field):
            continue
        if placeholder := field.get("placeholder"):
            message = Message("The only label of a field is a placeholder, which is gone as soon as somebody types.")
            said = Message("Put “{text}” above or before the field as a label that stays.", {"text": placeholder})
            yield Finding(page.page_url, message, places=(page.place(field, said),))
        else:
            message = Message("Is it clear to those who see the page what belongs into this field?")
            said = Message("Screen readers call it “{text}”; no words beside it say so.", {"text": field.name})
            yield Unsure(page.page_url, message, places=(page.place(field, said),))


def _is_labelled(page: Rendering, field: Element) -> bool:
    """Whether words beside it, or the head of its column, can be taken for its label."""
    table = page.closest(field, "table")
    if table is not None and any(one.tag == "th" for one in page.inside(table)):
        return True
    return 0 < len(plain(words_beside(page, field))) <= LONGEST_LABEL


def _says_itself(page: Rendering, field: Element) -> bool:
    """Whether a select shows in its first option what is to be chosen."""
    first = next((one for one in page.inside(field) if one.tag == "option"), None)
    return field.tag == "select" and first is not None and bool(plain(page.text(first, seen=False)))
