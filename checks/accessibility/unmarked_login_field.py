"""A login whose fields do not tell password managers what they are for.

## Why it matters

Who cannot keep passwords in mind, or types with difficulty, logs in with the help of the browser or a password
manager. That works for sure only where the fields are marked.

## How to fix it

Give the account field autocomplete="username" (of an e-mail address type="email" as well), and the password
autocomplete="current-password"; autocomplete="off" must go. It is the vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import form_of, is_typed, kind, seen_fields
from checks.purposes import is_login
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

FIT = {"password": frozenset(("current-password", "new-password", "one-time-code", "webauthn"))}
FIT_ACCOUNT = frozenset(("username", "email", "tel", "webauthn"))


@check(
    title="Login fields not marked",
    severity=Severity.MINOR,
    wcag=("3.3.8",),
    codes=("HM2330800E",),
    passes=(
        drawn(
            '<form><label>帳號<input autocomplete="username"></label>'
            '<label>密碼<input type="password" autocomplete="current-password"></label></form>'
        ),
        drawn(
            '<form><label>密碼<input type="password"></label><label>再次輸入密碼<input type="password"></label></form>'
        ),
        drawn("<form><label>姓名<input></label><label>電話<input></label></form>"),
    ),
    unsure=(
        drawn('<form><label>帳號<input></label><label>密碼<input type="password"></label></form>'),
        drawn(
            '<form autocomplete="off"><label>User<input autocomplete="username"></label>'
            '<label>Password<input type="password" autocomplete="off"></label></form>'
        ),
    ),
)
def unmarked_login_field(page: Rendering) -> Iterator[Answer]:
    forms: dict[int, list[Element]] = {}
    for field in seen_fields(page):
        if is_typed(field):
            forms.setdefault(form_of(page, field), []).append(field)
    for asked in forms.values():
        if not is_login(asked):
            continue
        at = next(at for at, field in enumerate(asked) if kind(field) == "password")
        for field in asked[max(0, at - 1) : at + 1]:
            fit = FIT.get(kind(field), FIT_ACCOUNT)
            if not fit & set(field.get("autocomplete").lower().split()):
                message = Message("Does a password manager fill in this login? Its fields do not say what they are.")
                said = Message('Add autocomplete="{purpose}".', {"purpose": _purpose(field)})
                yield Unsure(page.page_url, message, places=(page.place(field, said),))


def _purpose(field: Element) -> str:
    return "current-password" if kind(field) == "password" else "username"
