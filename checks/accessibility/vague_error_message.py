"""An error message that does not say which field is wrong, or a field marked as wrong without a word why.

## Why it matters

“輸入錯誤” sends the visitor looking: which of the fields, and what is wrong with it? Who hears the page must go
through all of them again, and who finds reading hard gives up.

## How to fix it

Name the field and the mend: “電子郵件缺少 @，例如 name@county.example”, instead of “格式錯誤”. Put it at the field
and tie it to the field with aria-describedby. It is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import fields, plain
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

VAGUE = re.compile(
    r"(?:您|你)?(?:發生|有)?(?:輸入|填寫|資料|格式|欄位|內容|系統)?(?:的?(?:資料|內容|欄位|格式|值))?(?:發生|有)?"
    r"(?:錯誤|有誤|不正確|不完整|無效|失敗|不符)(?:請?(?:重新輸入|再試一次|修正|檢查|更正)[^，。]{0,6})?"
    r"|(?:請)?(?:修正|更正)(?:以下|下列|上述)?(?:的)?錯誤|(?:此|本|這個)(?:欄位|項目)為?(?:欄位)?"
    r"|(?:an?)?(?:error|failed|failure|oops|wrong|incorrect|notvalid)(?:occurred|hasoccurred|s)?"
    r"|(?:the)?(?:form|input|value|entry|field|data)?(?:is|was|has|contains)?(?:an?)?(?:invalid|incorrect|errors?|wrong|notvalid)"
    r"(?:value|input|entry|field|data|format)?|somethingwentwrong"
    r"|(?:please)?(?:correct|fix|check)(?:the|your)?(?:errors?|entry|entries|input|fields?|form)(?:below|above)?(?:andtryagain)?"
    r"|thisfield(?:is)?|(?:please)?tryagain"
)
"""The whole message, in small letters and without marks and spaces ("required" is such a mark)."""
MESSAGE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:error|errors|invalid|alert-danger|has-error|validation-summary-errors|errmsg)(?:$|[\s_-])", re.I
)
LONGEST = 60
FIELD_NEAR = 6
"""Elements and runs of words before a message among which its field may stand: then it need not be named."""


@check(
    title="Vague error message",
    severity=Severity.MODERATE,
    wcag=("3.3.1",),
    codes=("GN1330101E", "GN1330100E"),
    passes=(
        drawn('<div role="alert">電子郵件缺少 @</div><form><label>電子郵件<input></label></form>'),
        drawn('<form><label>電話 <input></label> <span class="error">此欄位必填</span></form>'),
        drawn("<h1>錯誤</h1><p>常見的輸入錯誤</p>"),
        drawn(
            '<form><label>Age <input aria-invalid="true" aria-describedby="e"></label><p id="e">18 or more</p></form>'
        ),
        drawn('<div role="alert">輸入錯誤</div><p>沒有表單</p>'),
    ),
    unsure=(
        drawn('<div role="alert">輸入錯誤</div><form><label>電子郵件<input></label></form>'),
        drawn('<p class="error">Please correct the errors below</p><form><label>Name<input></label></form>'),
        drawn('<form><label>電話 <input aria-invalid="true"></label></form>'),
    ),
)
def vague_error_message(page: Rendering) -> Iterator[Answer]:
    asked = fields(page)
    for element in page.elements if asked else ():
        if _is_message(element) and element.is_visible and _is_vague(page, element):
            message = Message("Does this error message say which field is wrong and how to mend it?")
            yield Unsure(page.page_url, message, places=(page.place(element),))
    for field in asked:
        if field.get("aria-invalid") == "true" and not (
            field.get("aria-describedby") or field.get("aria-errormessage")
        ):
            message = Message("This field is marked as wrong. Is it said beside it what is wrong?")
            yield Unsure(page.page_url, message, "no message", places=(page.place(field),))


def _is_message(element: Element) -> bool:
    return element.role == "alert" or MESSAGE_CLASS.search(element.get("class")) is not None


def _is_vague(page: Rendering, element: Element) -> bool:
    """Whether its words are none but that something is wrong, and it does not stand right behind a field."""
    words = page.text(element)
    before = page.elements[max(0, element.ordinal - FIELD_NEAR) : element.ordinal]
    stands_at_field = any(one.tag in ("input", "select", "textarea") for one in before)
    return len(words) <= LONGEST and VAGUE.fullmatch(plain(words)) is not None and not stands_at_field
