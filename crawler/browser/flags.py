"""The switches with which Chromium is started, whichever program starts it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from crawler.browser.gate import Gate

FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--deny-permission-prompts",
    "--no-first-run",
    # Frames of other hosts stay in the page's own process: one script reaches them all. No secret is at stake here.
    "--disable-site-isolation-trials",
    # UDP would go past the gate (one switch, by its older and its newer name).
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    # A page that hoards memory crashes its own tab before it starves the machine.
    "--js-flags=--max-old-space-size=1024",
)


def through(gate: Gate, allowed_hosts: frozenset[str]) -> list[str]:
    """Switches that leave Chromium no other way than the gate, but for the allowed hosts."""
    bypass = ";".join(("<-loopback>", *sorted(_direct(allowed_hosts))))
    return [f"--proxy-server={gate.address}", f"--proxy-bypass-list={bypass}"]


def _direct(hosts: frozenset[str]) -> Iterator[str]:
    """Hosts, written as in Chromium's --proxy-bypass-list, to which the browser goes without asking the gate."""
    for host in hosts:
        if ":" in host:
            yield f"[{host.strip('[]')}]"
            continue
        with suppress(UnicodeError):
            name = host.encode("idna").decode("ascii")
            if re.fullmatch(r"\w[\w.-]*", name):
                yield name
