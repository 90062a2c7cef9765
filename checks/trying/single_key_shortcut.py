"""A page that does something when a single letter, digit or sign is pressed.

## Why it matters

Who dictates to the computer speaks whole words, and each letter of them may set something off. Who has an unsteady hand
hits keys by mistake.

## How to fix it

This is the vendor's job: let shortcuts need Ctrl, Alt or Shift as well, work only while the part that they belong to
has the focus, or be turned off or changed by a setting of the page.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.interacting import Effect, Shortcuts

URL = "https://county.example/"


@check(
    title="Single-key shortcut",
    severity=Severity.MODERATE,
    wcag=("2.1.4",),
    codes=("FA1210401E", "FA2210401E", "GN2210400E"),
    passes=(Shortcuts(URL), Shortcuts(URL, has_setting=True)),
    fails=(Shortcuts(URL, (("s", Effect.FOCUS),)), Shortcuts(URL, (("?", Effect.SHOWS), ("h", Effect.LEADS)))),
    unsure=(Shortcuts(URL, (("k", Effect.TAKEN),)), Shortcuts(URL, (("s", Effect.SHOWS),), has_setting=True)),
)
def single_key_shortcut(page: Shortcuts) -> Iterator[Answer]:
    plain = [key for key, effect in page.found if effect is not Effect.TAKEN]
    if plain and not page.has_setting:
        message = Message("A single key does something wherever one is in the page: {keys}", {"keys": " ".join(plain)})
        yield Finding(page.page_url, message)
    elif page.found:
        keys = " ".join(key for key, _ in page.found)
        message = Message("Do single keys do something here, and can that be turned off? {keys}", {"keys": keys})
        yield Unsure(page.page_url, message)
