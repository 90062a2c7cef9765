"""A login field into which nothing may be pasted.

## Why it matters

Who cannot keep a password in mind, or mistypes easily, lets a password manager fill it in or pastes it from a note. A
site that forbids this asks everybody to remember and to copy without a slip, and some people cannot log in at all.

## How to fix it

Take out the script that catches pasting (onpaste, preventDefault). It does not make a login safer: it keeps people
from using long passwords. It is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import form_of, is_typed, kind, plain, seen_fields
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Events, Rendering

FORBIDS = re.compile(r"return\s+false|preventDefault|returnValue\s*=\s*false|^\s*false", re.I)
CODE = re.compile(
    r".{0,8}(?:驗證碼|認證碼|動態密碼|(?:verification|security|onetime|authentication|passcode|otp)(?:code)?)"
)


@check(
    title="Pasting into a login field forbidden",
    severity=Severity.SERIOUS,
    wcag=("3.3.8",),
    codes=("FA2330801E",),
    passes=(
        drawn('<form><label>帳號<input></label><label>密碼<input type="password"></label></form>'),
        drawn('<form><label>留言<textarea onpaste="return false"></textarea></label></form>'),
    ),
    fails=(
        drawn(
            '<form><label>帳號<input></label><label>密碼<input type="password" onpaste="return false"></label></form>'
        ),
        drawn('<form><label>Code<input aria-label="One-time code" onpaste="event.preventDefault()"></label></form>'),
    ),
    unsure=(
        drawn('<form><label>密碼<input type="password" onpaste="onPaste(event)"></label></form>'),
        drawn(
            '<form><label>新密碼<input type="password"></label>'
            '<label>再次輸入新密碼<input type="password" onpaste="return false"></label></form>'
        ),
    ),
)
def forbidden_paste(page: Rendering) -> Iterator[Answer]:
    typed = [one for one in seen_fields(page) if is_typed(one)]
    passwords = [form_of(page, one) for one in typed if kind(one) == "password"]
    for field in typed:
        if not field.events & Events.PASTE:
            continue
        asked = passwords.count(form_of(page, field))
        if not asked and not CODE.match(plain(field.name)):
            continue
        said = Message("Try to paste something into “{text}”.", {"text": field.name})
        if asked < 2 and FORBIDS.search(field.get("onpaste")):
            message = Message("Nothing can be pasted into a field that is needed to log in.")
            yield Finding(page.page_url, message, places=(page.place(field, said),))
        else:
            message = Message("Can a password or code be pasted into this field? A script listens to it.")
            yield Unsure(page.page_url, message, places=(page.place(field, said),))
