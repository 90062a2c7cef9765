"""Words for where an issue stands, and for what changed it."""

from __future__ import annotations

from records.answers import Message
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
