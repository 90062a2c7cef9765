"""Probes: try a page as its visitors do, and record what happened.

A probe is one file with one function `probe(driver, url)`, which returns one fact (`records/trials.py`), and beside it
the script that it runs in our own world of the page. It holds no opinion: a check judges. It submits nothing, follows
no link out of the page, and bounds what it looks at. `DISTURBS`: whether it leaves the page other than it found it, so
that the page is loaded anew before the next probe.
"""
