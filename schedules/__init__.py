"""The weekly job, and what starts it: commands under a lock, systemd units, a crontab line."""
