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

from playwright.sync_api import Error, sync_playwright

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "chromium-sandbox", "fonts-noto-cjk")
"""The font is for screenshots: without it, Chinese is drawn as boxes."""


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
    quick_to_give_up = os.environ | {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}
    subprocess.run(command, env=quick_to_give_up, stdout=DEVNULL, stderr=DEVNULL, check=False)
    return "Playwright's own" if starts(None) else None


def from_the_distribution() -> str | None:
    if shutil.which("apt-get") is None:
        return None
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and (shutil.which("sudo") is None or not runs([*as_root, "true"], stderr=DEVNULL)):
        return None
    print("  that did not start either: installing the distribution's package", flush=True)
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=60"]
    runs([*apt, "update"])
    runs([*apt, "install", "--yes", "--no-install-recommends", *PACKAGES])
    return of_the_system()


def starts(path: str | None) -> bool:
    """Open a page in the browser at `path`, or in the one that Playwright downloaded."""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, timeout=60_000)
            browser.new_page().goto("about:blank")
            browser.close()
    except Error:
        return False
    return True


def runs(command: list[str], stderr: int | None = None) -> bool:
    return subprocess.run(command, stdout=DEVNULL, stderr=stderr, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
