"""Commands in groups, each a file: they are thin, and what they print is made in reports/."""
