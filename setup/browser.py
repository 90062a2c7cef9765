"""Make sure that a Chromium starts: the system's, else Playwright's own download, else the distribution's package.

The set-up runs this once. A browser counts only when the patrol has audited a page in it: one that is installed may
still lack a library, or be a stub that asks for a snap.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from subprocess import DEVNULL

from crawler.browser.chromium import Browser

PACKAGES = ("chromium", "chromium-sandbox", "fonts-noto-cjk", "libatomic1")
"""The font draws Chinese in screenshots; Playwright's driver needs libatomic1, which Debian installs only with gcc."""


def main() -> int:
    if starts():
        return 0
    if named := os.environ.get("SITEPATROL_CHROMIUM"):
        print(f"{named}, which SITEPATROL_CHROMIUM names, does not start: name another or none.", file=sys.stderr)
        return 2
    if (downloaded() and starts()) or (installed() and starts()):
        return 0
    print(f"No browser starts: run apt-get install {' '.join(PACKAGES)} as root, then make again.", file=sys.stderr)
    return 2


def starts() -> bool:
    """Try it in a process of its own: Playwright's driver itself may not run, and says so on standard error."""
    return subprocess.run([sys.executable, __file__, "try"], stderr=DEVNULL).returncode == 0


async def audit_a_page() -> None:
    async with Browser(jobs=1) as browser:
        await browser.check_engine()
        print(f"  {browser.version} with {browser.engine}")


def downloaded() -> bool:
    print("  none starts yet: asking Playwright for its own (about 100 MB)", flush=True)
    return runs([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"])


def installed() -> bool:
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*as_root, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=60"]
    if not runs([*apt, "--version"]):
        return False
    print("  none to download: installing the distribution's package (a minute or two)", flush=True)
    runs([*apt, "update"])
    return runs([*apt, "install", "--yes", "--no-install-recommends", *PACKAGES])


def runs(command: list[str]) -> bool:
    quick_to_give_up = os.environ | {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}
    try:
        ended = subprocess.run(command, env=quick_to_give_up, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL)
    except FileNotFoundError:
        return False
    return ended.returncode == 0


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(main())
    asyncio.run(audit_a_page())
