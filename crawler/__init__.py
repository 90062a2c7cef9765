"""Fetch the county's pages and the addresses that they point at, and record what was seen as facts."""
