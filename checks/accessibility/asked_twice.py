"""A form that asks for the same thing twice.

## Why it matters

Who types with difficulty, or cannot keep in mind what was just entered, needs long for every field and makes a slip
in the second as easily as in the first. Then the form is sent back.

## How to fix it

Fill in what is known already, or offer a box “同上” that does. Let an address be checked by showing it once more
before sending, instead of asking for it again; only a new password may be asked for twice. It is the vendor's job.
"""

import re
from collections import Counter
from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import CHOSEN, form_of, is_typed, kind, plain, seen_fields
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

AGAIN = re.compile(
    r"(?:再次|再|重新|重複|重覆|重)(?:輸入|填寫|確認).{1,12}|確認(?:您的)?(?:電子|信箱|e-?mail|電話|手機|帳號|身分).{0,8}"
    r"|(?:confirm(?!ation)|re-?enter|repeat|retype|verify)(?:your)?.{1,20}|.{1,20}(?:again|confirmation)"
)
SAME = re.compile(r"同上|同前|同戶籍|同申請人|同聯絡人|相同|same as|copy from", re.I)
LEAST_SHARED = 3
"""Fields of one name from which on two sets of fields ask for the same kind of thing."""


@check(
    title="Asked for twice",
    severity=Severity.MINOR,
    wcag=("3.3.7",),
    codes=("GN1330700E",),
    passes=(
        drawn(
            '<form><label>密碼<input type="password"></label><label>再次輸入密碼<input type="password"></label></form>'
        ),
        drawn("<form><label>電子郵件<input></label><label>確認事項<input></label></form>"),
    ),
    unsure=(
        drawn("<form><label>電子郵件<input></label><label>再次輸入電子郵件<input></label></form>"),
        drawn("<form><label>E-mail<input></label><label>Confirm e-mail<input></label></form>"),
        drawn(
            "<form><fieldset><legend>戶籍</legend><label>縣市<input></label><label>鄉鎮<input></label>"
            "<label>路名<input></label></fieldset><fieldset><legend>通訊</legend><label>縣市<input></label>"
            "<label>鄉鎮<input></label><label>路名<input></label></fieldset></form>"
        ),
    ),
)
def asked_twice(page: Rendering) -> Iterator[Answer]:
    forms: dict[int, list[Element]] = {}
    for field in seen_fields(page):
        forms.setdefault(form_of(page, field), []).append(field)
    for ordinal, found in forms.items():
        typed = [one for one in found if is_typed(one) and kind(one) != "password"]
        names = Counter(plain(one.name) for one in typed if plain(one.name))
        repeated = [one for one in typed if names[plain(one.name)] > 1]
        again = [one for one in typed if AGAIN.fullmatch(plain(one.name)) and "密碼" not in one.name]
        if len({plain(one.name) for one in repeated}) >= LEAST_SHARED and not _offers_same(
            page, page.elements[ordinal]
        ):
            again += repeated[-1:]
        for field in again:
            message = Message("Must a visitor enter the same thing twice? What is known already can be filled in.")
            yield Unsure(page.page_url, message, places=(page.place(field),))


def _offers_same(page: Rendering, form: Element) -> bool:
    return any(SAME.search(one.name) for one in page.inside(form) if kind(one) in CHOSEN or one.role == "button")
