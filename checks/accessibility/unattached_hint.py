"""A hint at a form field (a format, an example, a limit) that nothing in the code ties to the field.

## Why it matters

Who goes from field to field with a screen reader hears only what belongs to each field. “民國年月日，例如 115/01/31”
that merely stands behind it is not heard, and the form comes back with an error.

## How to fix it

Give the hint an id and name it at the field: <input aria-describedby="hint">; or take the hint into the label. Forms
usually come from the system: then it is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import fields, is_field, is_typed, labels, own_words, plain
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

CLASSES = re.compile(r"(?:^|[\s_-])(?:hint|help(?:-?(?:text|block))?|form-text|tips?|note)(?:$|[\s_-])", re.I)
WORDS = re.compile(
    r"格式|例如|範例|例[:：]|如[:：]|請以|請用|限\s*\d|不超過|至少|至多|最多|個?字元|民國|西元|半形|全形|[yY]{4}|[mM]{2}[/-][dD]{2}"
    r"|\be\.?g\.|\bfor example|\bformat|\bat least|\bat most|\bmust (?:be|contain|have)|\bcharacters|\bdigits",
    re.I,
)
REACH = 8
"""Elements and runs of words behind a field, or between its label and itself, among which a hint may stand."""
LONGEST_HINT = 120


@check(
    title="Hint not tied to its field",
    severity=Severity.MINOR,
    wcag=("1.3.1",),
    codes=("GN1330202E", "HM1130112E"),
    passes=(
        drawn(
            '<p><label for="d">日期</label><input id="d" aria-describedby="h"><span id="h">格式：115/01/31</span></p>'
        ),
        drawn("<p><label>日期（格式：115/01/31）<input></label></p>"),
        drawn('<p><label for="d">日期</label><input id="d"></p><p>本表格式依規定辦理。</p>'),
        drawn('<p><label for="d">Date</label><input id="d" title="Format: DD/MM/YYYY"> (Format: DD/MM/YYYY)</p>'),
        drawn('<p><label for="d">縣市</label><input id="d"> 請選擇</p>'),
    ),
    unsure=(
        drawn('<p><label for="d">日期</label><input id="d"> <span>（格式：115/01/31）</span></p>'),
        drawn('<div><label for="p">Password</label><input id="p"><div class="hint">Longer is better</div></div>'),
        drawn('<div><label for="p">Code</label><span>Must be 6 digits</span><input id="p"></div>'),
    ),
)
def unattached_hint(page: Rendering) -> Iterator[Answer]:
    labels_of = labels(page)
    for field in fields(page):
        if not (field.is_visible and is_typed(field) and field.name.strip()):
            continue
        known = plain(
            f"{field.name} {own_words(page, field, labels_of)} {_described(page, field)} {field.get('title')}"
        )
        hint = next((words for words in _around(page, field) if plain(words) not in known), "")
        if hint:
            message = Message("Does a screen reader say the hint that stands at this field?")
            said = Message("“{text}” is not tied to it.", {"text": hint})
            yield Unsure(page.page_url, message, places=(page.place(field, said),))


def _described(page: Rendering, field: Element) -> str:
    ids = (field.get("aria-describedby") + " " + field.get("aria-errormessage")).split()
    return field.get("aria-description") + " ".join(page.text(page.by_id[id]) for id in ids if id in page.by_id)


def _around(page: Rendering, field: Element) -> Iterator[str]:
    """Hints in the field's own block: before it as far as the field before, behind it as far as the next."""
    block = next((above for above in page.around(field) if above.tag not in ("span", "label", "b", "strong")), field)
    before = range(field.ordinal - 1, max(block.ordinal, field.ordinal - 1 - REACH), -1)
    behind = range(field.end, min(block.end, field.end + REACH))
    for ordinals in (behind, before):
        for ordinal in ordinals:
            one = page.elements[ordinal]
            if is_field(one) or one.role in ("button", "link"):
                break
            if one.tag == "#text" and _is_hint(page, one):
                yield one.text.strip()


def _is_hint(page: Rendering, words: Element) -> bool:
    holder = page.elements[words.parent]
    if not (holder.is_visible and plain(words.text) and len(words.text) <= LONGEST_HINT):
        return False
    return WORDS.search(words.text) is not None or CLASSES.search(holder.get("class")) is not None
