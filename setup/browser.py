"""Make sure that a Chromium starts: the system's, else Playwright's own download, else the distribution's package.

The set-up runs this once. A browser counts only when Playwright has opened a page in it: one that is installed may
still lack a library, or be a stub that asks for a snap.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from subprocess import DEVNULL

from playwright.sync_api import sync_playwright

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "chromium-sandbox", "fonts-noto-cjk", "libatomic1")
"""The font draws Chinese in screenshots; Playwright's driver needs libatomic1, which Debian installs only with gcc."""


def main() -> int:
    browser = of_the_system() or downloaded() or from_the_distribution()
    if browser:
        print(f"  {browser}")
        return 0
    print(f"No browser starts: run apt-get install {' '.join(PACKAGES)} as root, then make again.", file=sys.stderr)
    return 2


def of_the_system() -> str | None:
    paths = filter(None, map(shutil.which, SYSTEM_NAMES))
    return next(filter(starts, paths), None)


def downloaded() -> str | None:
    print("  none of the system's starts: asking Playwright for its own (about 100 MB)", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    return "Playwright's own" if runs(command) and starts("") else None


def from_the_distribution() -> str | None:
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*as_root, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=60"]
    if not runs([*apt, "--version"]):
        return None
    print("  none to download: installing the distribution's package (a minute or two)", flush=True)
    runs([*apt, "update"])
    runs([*apt, "install", "--yes", "--no-install-recommends", *PACKAGES])
    return of_the_system()


def starts(path: str) -> bool:
    """Open a page in this browser ("": the downloaded one), in a process of its own: the driver itself may not run."""
    return runs([sys.executable, __file__, path])


def open_a_page(path: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path or None, timeout=60_000)
        browser.new_page().goto("about:blank")
        browser.close()


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
    open_a_page(sys.argv[1])
