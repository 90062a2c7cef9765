"""Words that stand at a form field as its label, while the code gives the field another name.

## Why it matters

Who sees the page reads “姓名” beside the field; a screen reader reads the pale example inside it, “王小明”, and the
visitor does not learn what is asked for. Who steers by voice says what stands there, and nothing happens. A click on
the words does not lead into the field, which who has unsteady hands would need.

## How to fix it

Tie the words to the field: <label for="applicant">姓名</label> <input id="applicant">. The label's “for” must be
written exactly as the field's “id”, and no two fields may share an id. Forms usually come from the system: then it is
the vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import (
    CHOSEN,
    has_button_beside,
    is_field,
    is_typed,
    kind,
    labelled,
    labels,
    own_words,
    plain,
    seen_fields,
    words_beside,
)
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Rendering

REACH = 12
"""Elements and runs of words behind a label within which its field is looked for."""
LONGEST_LABEL = 20
SAID = "Write <label for=…>{text}</label> with this field's id."


@check(
    title="Label not tied to its field",
    severity=Severity.SERIOUS,
    wcag=("1.3.1",),
    codes=("HM1130112E", "HM1130104C"),
    passes=(
        drawn('<form><label for="n">姓名</label><input id="n" placeholder="王小明"></form>'),
        drawn('<form><label>姓名 <input placeholder="王小明"></label></form>'),
        drawn('<form><label>姓名</label><input title="姓名"></form>'),
        drawn('<form><label id="l">Name</label><input aria-labelledby="l"></form>'),
        drawn("<form><label>姓名</label><input></form>"),
        drawn(
            '<form><label>性別</label><label><input type="radio" name="g">男</label>'
            '<label><input type="radio" name="g">女</label></form>'
        ),
        drawn('<p>王小明</p><p><input type="search" placeholder="Search" aria-label="Search"></p>'),
        drawn('<form><p>電子報</p><input placeholder="電子郵件"><button>訂閱</button></form>'),
    ),
    fails=(
        drawn('<form><label>姓名</label><input placeholder="王小明"></form>'),
        drawn('<form><label for="name">Name</label><input id="Name" title="Max. 20 characters"></form>'),
    ),
    unsure=(
        drawn('<form><table><tr><td>姓名：</td><td><input placeholder="請輸入中文全名"></td></tr></table></form>'),
    ),
)
def unattached_label(page: Rendering) -> Iterator[Answer]:
    taken = set()
    pointed = {id for one in page.elements for id in _ids(one)}
    for label in page.tags("label"):
        words = page.text(label) if label.is_visible and label.get("id") not in pointed else ""
        field = _next_field(page, label) if plain(words) and labelled(page, label) is None else None
        if field is not None and not _is_in_name(words, field):
            taken.add(field.ordinal)
            message = Message("A label is not tied to the field beside it.")
            yield Finding(page.page_url, message, places=(page.place(label, Message(SAID, {"text": words})),))
    labels_of = labels(page)
    for field in seen_fields(page):
        if field.ordinal in taken or not is_typed(field) or own_words(page, field, labels_of):
            continue
        if not _is_named_by_placeholder(field) or has_button_beside(page, field):
            continue
        words = words_beside(page, field)
        if 0 < len(plain(words)) <= LONGEST_LABEL and not _is_in_name(words, field):
            message = Message("Are these words the label of the field beside them? The code does not say so.")
            yield Unsure(page.page_url, message, places=(page.place(field, Message(SAID, {"text": words})),))


def _ids(element: Element) -> list[str]:
    return (element.get("aria-labelledby") + " " + element.get("aria-describedby")).split()


def _next_field(page: Rendering, label: Element) -> Element | None:
    """The field that stands right behind a label; none where it is one of several to be ticked."""
    for one in page.elements[label.end : label.end + REACH]:
        if is_field(one):
            return one if one.is_visible and kind(one) not in CHOSEN and one.name.strip() else None
        if one.tag == "label" or one.role in ("button", "heading"):
            return None
    return None


def _is_in_name(words: str, field: Element) -> bool:
    said, name = plain(words), plain(field.name)
    return said in name or name in said


def _is_named_by_placeholder(field: Element) -> bool:
    named = any(field.get(name) for name in ("aria-label", "aria-labelledby", "title"))
    return bool(field.get("placeholder")) and not named
