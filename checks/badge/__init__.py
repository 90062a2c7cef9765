"""What the official tool (Freego) will say before a badge is granted: stricter than a barrier, and never taken for
one."""
