"""Words for where an issue stands, and for what a waiver says."""

from __future__ import annotations

from records.answers import Message
from records.issues import Status
from records.outbox import Delivery
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

STATUSES = {
    Status.OPEN: Message("open"),
    Status.ACKNOWLEDGED: Message("open, the bureau knows of it"),
    Status.CLAIMED: Message("said to be mended, to be looked at"),
    Status.WAIVED: Message("waived"),
    Status.FIXED: Message("fixed"),
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

DELIVERIES = {
    Delivery.QUEUED: Message("waits"),
    Delivery.SENDING: Message("under way"),
    Delivery.SENT: Message("sent"),
    Delivery.FAILED: Message("refused"),
    Delivery.BOUNCED: Message("came back"),
    Delivery.UNKNOWN: Message("not known whether it arrived: please settle it"),
    Delivery.EXPIRED: Message("not sent: a later mail says it anew"),
}
