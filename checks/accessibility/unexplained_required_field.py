"""A field that must be filled in, and the page does not say so in words: an asterisk without a legend, or no sign at
all.

## Why it matters

Who does not know what a red asterisk means, cannot see it, or cannot tell red from black, learns only after sending
the form that something was missing, and has to find out what.

## How to fix it

Write “必填” into the label of each field that must be filled in, or explain the sign once above the form: “標示 *
者為必填”. Give the field the attribute “required” as well, so that screen readers say it. Forms usually come from the
system: then it is the vendor's job.
"""

import re
from collections import Counter
from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import CHOSEN, form_of, kind, labels, own_words, seen_fields, words_beside
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

MARK = re.compile(r"^\s*[*＊✱∗※]|[*＊✱∗※]\s*[:：]?\s*$")
SAID = re.compile(
    r"必填|必須填|必選|必要欄位|不可空白|不得空白|required|mandatory|obligatory|must be filled|必須輸入", re.I
)
EXPLAINED = re.compile(
    r"[*＊✱∗※].{0,20}(?:必填|必須|必選|必要|務必|不可空白|不得空白|required|mandatory|obligatory|compulsory|must)"
    r"|(?:必填|必要|必選|required|mandatory).{0,20}[*＊✱∗※]"
    r"|(?:均|皆|都|全部|所有).{0,8}(?:必填|必須填|需填)|all (?:the )?fields .{0,12}(?:required|mandatory)"
    r"|除.{0,12}(?:選填|外).{0,12}必填|unless (?:marked|stated|noted)",
    re.I,
)


@check(
    title="Required fields not named in words",
    severity=Severity.MODERATE,
    wcag=("3.3.2",),
    codes=("GN1330201E", "GN1330206E"),
    passes=(
        drawn("<p>* 為必填</p><form><label>* 姓名 <input required></label></form>"),
        drawn("<form><label>姓名（必填） <input required></label><label>備註 <input></label></form>"),
        drawn("<p>All fields are required.</p><form><label>Name <input required></label></form>"),
        drawn("<form><label>關鍵字 <input required></label><button>搜尋</button></form>"),
        drawn("<form><label>評分 5* <input></label></form>"),
    ),
    unsure=(
        drawn("<form><label>* 姓名 <input></label><label>備註 <input></label></form>"),
        drawn('<form><p>Name<span>*</span>: <input title="Name"></p><p>Note: <input title="Note"></p></form>'),
        drawn("<form><label>姓名 <input required></label><label>備註 <input></label></form>"),
    ),
)
def unexplained_required_field(page: Rendering) -> Iterator[Answer]:
    suspects = list(_suspects(page))
    if not suspects or EXPLAINED.search(page.text(page.elements[0])):
        return
    for field, is_marked in suspects:
        if is_marked:
            message = Message("Does the page say in words what the asterisk at this field means?")
        else:
            message = Message("Is it said anywhere on the page that this field must be filled in?")
        yield Unsure(page.page_url, message, "mark" if is_marked else "no mark", places=(page.place(field),))


def _suspects(page: Rendering) -> Iterator[tuple[Element, bool]]:
    """(field, whether a mark stands at it) of those that must be filled in, and do not say so in words of their own.

    Where a field is the only one of its form, nobody needs to be told.
    """
    labels_of = labels(page)
    typed = [one for one in seen_fields(page) if kind(one) not in CHOSEN]
    in_form = Counter(form_of(page, one) for one in typed)
    for field in typed:
        words = own_words(page, field, labels_of) or words_beside(page, field)
        is_marked = MARK.search(words) is not None
        is_required = "required" in field.attributes or field.get("aria-required") == "true"
        says_so = SAID.search(f"{words} {field.get('placeholder')}")
        if in_form[form_of(page, field)] > 1 and (is_marked or is_required) and not says_so:
            yield field, is_marked
