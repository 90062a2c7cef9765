"""What has happened to an issue so far, in words, the oldest first."""

from __future__ import annotations

from collections.abc import Collection

from records.answers import Message
from records.issues import Flip
from records.runs import TAIPEI
from records.steps import Step, StepKind
from reports.grouping import OwnedIssue
from reports.words import Words

STEPS = {
    StepKind.REMINDER: Message("{date}: the bureau was reminded"),
    StepKind.SUPERVISOR: Message("{date}: its supervisor was told"),
    StepKind.ROLLUP: Message("{date}: it stood in the monthly roll-up"),
}


def past(one: OwnedIssue, words: Words, now: Collection[Step] = ()) -> list[str]:
    """When it was opened and due, and what was done about it; `now`: the steps that this run takes."""
    opened = one.issue.opened_at.astimezone(TAIPEI).date().isoformat()
    said = [
        words.say(Message("{date}: found", {"date": opened})),
        words.say(Message("{date}: due", {"date": one.due.isoformat()})),
    ]
    steps = (*one.steps, *(step for step in now if step.fingerprint == one.issue.fingerprint))
    for step in steps:
        done = step.done_at.astimezone(TAIPEI).date().isoformat()
        said.append(words.say(Message(STEPS[step.kind].text, {"date": done})))
    if one.issue.reopened:
        again = "found again after it had been mended, or called so: {n} times"
        said.append(words.say(Message(again, {"n": one.issue.reopened})))
    return said


def flip_words(flip: Flip, words: Words) -> str:
    """One line of an issue's log: when, what, by whom, why."""
    when = words.moment(flip.at) if flip.at else ""
    who = flip.actor or words.say(Message("the patrol"))
    what = Message("{when} {who}: {what}", {"when": when, "who": who, "what": words.reason(flip.reason)})
    if not flip.note:
        return words.say(what)
    return words.say(Message("{what} ({note})", {"what": words.say(what), "note": flip.note}))
