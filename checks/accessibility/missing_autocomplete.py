"""A form that asks for name, e-mail address, telephone number and the like, and does not tell browsers which is
which.

## Why it matters

Where a field says what it is for, the browser fills in what its owner has entered before, and other programs can put
a picture beside it. Who types with difficulty, or cannot keep a long address in mind, depends on that.

## How to fix it

Give each field about the visitor the attribute that names it: autocomplete="name", "email", "tel", "street-address",
"postal-code", "bday". Forms usually come from the system: then it is the vendor's job.
"""

from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import form_of, is_typed, seen_fields
from checks.purposes import is_login, purpose
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Element, Rendering

PLAINLY_PERSONAL = 3
"""Kinds of personal data in one form from which on it is beyond doubt that they are the visitor's own."""
REACHED_BY = frozenset(("email", "tel"))
NOT_ABOUT_THE_VISITOR = frozenset(("", "current-password", "username"))


@check(
    title="Personal fields without autocomplete",
    severity=Severity.MODERATE,
    wcag=("1.3.5",),
    codes=("HM2130500E",),
    passes=(
        drawn(
            '<form><label>姓名<input autocomplete="name"></label><label>電話<input autocomplete="tel"></label>'
            '<label>電子郵件<input autocomplete="email"></label><button>送出</button></form>'
        ),
        drawn('<form role="search"><label>姓名<input></label><button>查詢</button></form>'),
        drawn("<form><label>活動名稱<input></label><label>活動地點<input></label><button>送出</button></form>"),
        drawn('<form autocomplete="off"><label>公文文號<input></label></form>'),
    ),
    fails=(
        drawn(
            "<form><label>姓名<input></label><label>聯絡電話<input></label><label>電子郵件<input></label>"
            "<button>送出</button></form>"
        ),
        drawn(
            '<form><label>First name<input></label><label>Last name<input></label><label>E-mail<input type="email">'
            '</label><input type="submit" value="Send"></form>'
        ),
    ),
    unsure=(
        drawn("<form><label>姓名<input></label><label>留言<textarea></textarea></label><button>送出</button></form>"),
        drawn('<p><label>Your email <input type="email"></label><button>Subscribe</button></p>'),
    ),
)
def missing_autocomplete(page: Rendering) -> Iterator[Answer]:
    forms: dict[int, list[Element]] = {}
    for field in seen_fields(page):
        if is_typed(field):
            forms.setdefault(form_of(page, field), []).append(field)
    for asked in forms.values():
        if is_login(asked):
            continue  # what is asked of these is another check's
        found = [(field, meant) for field in asked if (meant := purpose(field)) not in NOT_ABOUT_THE_VISITOR]
        kinds = {meant for _, meant in found}
        bare = [(field, meant) for field, meant in found if not _is_marked(page, field)]
        is_sure = len(kinds) >= PLAINLY_PERSONAL and bool(kinds & REACHED_BY)
        for field, meant in bare:
            said = Message(
                'Add autocomplete="{purpose}" to the field “{text}”.', {"purpose": meant, "text": field.name}
            )
            place = page.place(field, said)
            if is_sure:
                message = Message("Fields about the visitor do not name their purpose (autocomplete).")
                yield Finding(page.page_url, message, places=(place,))
            else:
                message = Message("Does this field ask for the visitor's own data? Then it must name its purpose.")
                yield Unsure(page.page_url, message, places=(place,))


def _is_marked(page: Rendering, field: Element) -> bool:
    """Whether it names its purpose, or looks for somebody instead of asking who the visitor is."""
    stated = field.get("autocomplete").lower()
    return stated not in ("", "on", "off") or any(above.role == "search" for above in page.around(field))
