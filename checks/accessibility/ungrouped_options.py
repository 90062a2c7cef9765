"""Radio buttons or check boxes that answer one question, and nothing in the code ties them to the question.

## Why it matters

A screen reader that comes to the first button reads “是”, and not the question above it: the visitor hears yes or no
without knowing to what. On the page the question stands right above; in the code it belongs to nothing.

## How to fix it

Put the options into a <fieldset> whose <legend> is the question, or give the element around them role="radiogroup"
(for check boxes role="group") and the question's id in aria-labelledby. Forms usually come from the system: then it
is the vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import CHOSEN, fields, form_of, is_field, kind, labels, plain
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Rendering

GROUPS = ("group", "radiogroup")
NEAR_NODES = 25
NEAR_PIXELS = 120
GENDER = '<label><input type="radio" name="g">男</label><label><input type="radio" name="g">女</label>'
WAYS = '<label><input type="checkbox" name="w">電話</label><label><input type="checkbox" name="w">信件</label>'


@check(
    title="Options not tied to their question",
    severity=Severity.SERIOUS,
    wcag=("1.3.1",),
    codes=("HM1130105C", "HM1130103C@110.07", "HM1130111E"),
    passes=(
        drawn(f"<form><fieldset><legend>性別</legend>{GENDER}</fieldset></form>"),
        drawn(f'<form><p id="q">性別</p><div role="radiogroup" aria-labelledby="q">{GENDER}</div></form>'),
        drawn(f'<form><div role="group" aria-label="How to reach you"><p>How to reach you</p>{WAYS}</div></form>'),
        drawn('<form><p>條款</p><label><input type="checkbox" name="agree">我已閱讀並同意</label></form>'),
        drawn(f"<form>{GENDER}</form>"),
        drawn(f'<form><input type="checkbox" id="a"><label for="a">我要參加</label>{GENDER}</form>'),
        drawn(
            f"<form><fieldset><legend>怎麼聯絡您？</legend>{WAYS}<label>電話<input></label><label>地址<input></label>"
            "</fieldset></form>"
        ),
        drawn(
            '<form><p>性別</p><input type="radio" name="g" aria-label="性別：男">'
            '<input type="radio" name="g" aria-label="性別：女"></form>'
        ),
    ),
    fails=(
        drawn(f"<form><p>性別</p>{GENDER}</form>"),
        drawn('<form><div>性別 <input type="radio" name="g"> 男 <input type="radio" name="g"> 女</div></form>'),
        drawn(f"<form><div>希望的聯絡方式：</div>{WAYS}</form>"),
        drawn(f"<form><fieldset><p>Are you a man or a woman?</p>{GENDER}</fieldset></form>"),
        drawn(
            "<form><fieldset><legend>個人資料</legend><label>姓名<input></label><label>電話<input></label>"
            f"<p>性別</p>{GENDER}</fieldset></form>"
        ),
    ),
    unsure=(
        drawn(f"<form><h2>性別</h2>{GENDER}</form>"),
        drawn(f"<form><table><tr><th>性別</th><td>{GENDER}</td></tr></table></form>"),
    ),
)
def ungrouped_options(page: Rendering) -> Iterator[Answer]:
    labels_of = labels(page)
    for options in _questions(page):
        words, holder = _question(page, options, labels_of)
        if not words or page.closest(holder, "legend") or _is_grouped(page, options):
            continue
        if all(plain(words) in plain(f"{one.name} {_described(page, one)}") for one in options):
            continue
        if page.closest(holder, "th", "h1", "h2", "h3", "h4", "h5", "h6"):
            message = Message("Does somebody who hears only these options know to which question they belong?")
            said = Message("They stand under “{text}”, and no fieldset or group says so.", {"text": words})
            yield Unsure(page.page_url, message, places=(page.place(options[0], said),))
        else:
            message = Message("Options are not tied to the question that they answer.")
            said = Message("Put them into a <fieldset> with <legend>{text}</legend>.", {"text": words})
            yield Finding(page.page_url, message, places=(page.place(options[0], said),))


def _questions(page: Rendering) -> Iterator[list[Element]]:
    """Options that share a name, of which there are at least two."""
    found: dict[tuple[int, str, str], list[Element]] = {}
    for one in fields(page):
        if kind(one) in CHOSEN and (name := one.get("name").removesuffix("[]")):
            found.setdefault((form_of(page, one), kind(one), name), []).append(one)
    yield from (options for options in found.values() if len(options) > 1)


def _question(page: Rendering, options: list[Element], labels_of: dict[int, list[Element]]) -> tuple[str, Element]:
    """The words above the first option that are in no field's own label, and the element that holds them."""
    first = options[0]
    own = {label.ordinal for one in options for label in labels_of.get(one.ordinal, ())}
    others = {label.ordinal for found in labels_of.values() for label in found} - own
    for ordinal in range(first.ordinal - 1, max(0, first.ordinal - NEAR_NODES), -1):
        one = page.elements[ordinal]
        if one.tag == "#text" and plain(one.text):
            holder = page.elements[one.parent]
            around = {above.ordinal for above in page.around(one)}
            if around & others:
                break
            if holder.is_visible and not around & own:
                is_near = first.box.top - holder.box.bottom < NEAR_PIXELS
                return one.text.strip() if is_near else "", holder
        elif is_field(one) or one.role == "button":
            break
    return "", first


def _is_grouped(page: Rendering, options: list[Element]) -> bool:
    """Whether a group with a name holds these options, and hardly anything else to fill in."""
    own = {one.ordinal for one in options}
    for above in page.around(options[0]):
        if options[-1].ordinal < above.end and (above.tag == "fieldset" or above.role in GROUPS) and above.name.strip():
            others = [one for one in page.inside(above) if is_field(one) and one.ordinal not in own]
            if len(others) <= 1:
                return True
    return False


def _described(page: Rendering, option: Element) -> str:
    return " ".join(page.text(page.by_id[id]) for id in option.get("aria-describedby").split() if id in page.by_id)
