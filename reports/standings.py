"""Words for where an issue stands, and for what a waiver says."""

from __future__ import annotations

from records.answers import Message
from records.waivers import Ground, Scope
from reports.grouping import Standing

STANDINGS = {
    Standing.NEW: Message("New"),
    Standing.OVERDUE: Message("Overdue"),
    Standing.OPEN: Message("Still open"),
    Standing.CONFIRMING: Message("Looks mended; the next patrol confirms it"),
    Standing.UNSEEN: Message("Could not be looked at this time"),
    Standing.FIXED: Message("Fixed"),
    Standing.WAIVED: Message("Waived"),
}

GROUNDS = {
    Ground.FALSE_ALARM: Message("a false alarm"),
    Ground.ACCEPTED: Message("accepted for a time"),
    Ground.NOT_OURS: Message("not for us to mend"),
}

SCOPES = {
    Scope.PLACE: Message("at this place alone"),
    Scope.PAGE: Message("on this page"),
    Scope.SITE: Message("on the whole site"),
}
