"""A switch, tab or button that shows its state to the eye alone.

## Why it matters

Who cannot see the page presses it and hears nothing of what happened: whether it is on or off, open or closed, or which
tab is chosen.

## How to fix it

This is the vendor's job: let the script that changes what is seen also change what screen readers are told:
aria-expanded for what opens and closes, aria-checked for switches and boxes, aria-pressed for buttons that stay down,
aria-selected for tabs. Where it can be, use HTML's own: <details>, <input type="checkbox">.
"""

from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.operating import Control, Controls, Dialog, Reaction
from records.spots import Spot

URL = "https://county.example/"
BUTTON = Spot("#more", '<button id="more" aria-expanded="false">展開</button>', "展開")
OPENS = Reaction(appeared=1, is_noticed=True)
TELLS = Reaction(appeared=1, states=(("aria-expanded", "false", "true"),), is_noticed=True)
TURNS = Reaction(changes_look=True, is_noticed=True)
CLOSED = (("aria-expanded", "false"),)
CHECKED = ("switch", "checkbox", "menuitemcheckbox", "radio", "menuitemradio")


def _page(enter: Reaction, role: str = "", states: tuple[tuple[str, str], ...] = (), **did: object) -> Controls:
    return Controls(URL, (Control(BUTTON, role, enter=enter, states=states, **did),))  # type: ignore[arg-type]


@check(
    title="State that is not told",
    severity=Severity.SERIOUS,
    wcag=("4.1.2",),
    codes=("GN1410200E", "HM1410200C"),
    passes=(
        _page(TELLS, states=CLOSED, is_toggle=True),
        _page(OPENS, states=CLOSED, dialog=Dialog(BUTTON)),
        _page(Reaction(appeared=1, changes_words=True), is_toggle=True),
        _page(OPENS),
        _page(TURNS, "radio", (("aria-checked", "true"),)),
        _page(Reaction(changes_look=True, changes_words=True), states=(("aria-pressed", "false"),), is_toggle=True),
        _page(OPENS, "tab", (("aria-selected", "true"),)),
    ),
    fails=(
        _page(OPENS, states=CLOSED, is_toggle=True),
        _page(TURNS, "switch", (("aria-checked", "false"),), is_toggle=True),
        _page(TURNS, "checkbox"),
        _page(TURNS, states=(("aria-pressed", "false"),), is_toggle=True),
        _page(Reaction(appeared=1, vanished=3), "tab", (("aria-selected", "false"),)),
    ),
    unsure=(_page(OPENS, is_toggle=True),),
)
def untold_state(page: Controls) -> Iterator[Answer]:
    found = [control.spot.place() for control in page.controls if _is_untold(control)]
    if found:
        message = Message("What this does can be seen, but its state for screen readers stays the same.")
        yield Finding(page.page_url, message, places=tuple(found))
    stateless = [control.spot.place() for control in page.controls if _is_stateless(control)]
    if stateless:
        message = Message("It shows and hides something. Are screen readers told which of the two it is?")
        yield Unsure(page.page_url, message, "stateless", places=tuple(stateless))


def _is_untold(control: Control) -> bool:
    did = control.outcome
    if did is None or did.led_to or control.dialog:
        return False
    states = dict(control.states)
    told = {name for name, _, _ in did.states}
    if control.role in CHECKED:
        is_chosen = states.get("aria-checked") == "true" and control.role.endswith("radio")
        return did.changes_look and not (is_chosen or told & {"aria-checked", "aria-pressed"})
    if control.role == "tab":
        is_moved = bool(did.appeared or did.vanished or did.changed)
        return is_moved and states.get("aria-selected") != "true" and "aria-selected" not in told
    if "aria-expanded" in states:
        return bool(did.appeared or did.vanished) and control.is_toggle and "aria-expanded" not in told
    if "aria-pressed" in states:
        return did.changes_look and control.is_toggle and not did.changes_words and "aria-pressed" not in told
    return False


def _is_stateless(control: Control) -> bool:
    did = control.outcome
    if did is None or control.states or control.dialog or not control.is_toggle:
        return False
    return bool(did.appeared or did.vanished) and not (did.changes_words or did.states)
