"""When: the weekly job under its lock, and the files that start it from systemd or cron."""
