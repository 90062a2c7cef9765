"""Make sure that the tests have a chromedriver and a Java that start: those that are there, else the distribution's.

Only `make test` runs this, once. The patrol itself needs neither: where audits are a WebDriver's, that runs elsewhere.
Where they cannot be had, the tests of the second driver say so and are skipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
from subprocess import DEVNULL

PROGRAMS = {"chromedriver": (["chromedriver", "--version"], "chromium-driver"),
            "java": (["java", "-version"], "default-jre-headless")}  # fmt: skip
"""How each is asked whether it starts, and the package that brings it."""


def main() -> int:
    packages = [package for command, package in PROGRAMS.values() if not runs(command)]
    if packages:
        print(f"  installing for the tests: {' '.join(packages)} (a minute or two)", flush=True)
        install(packages)
    if missing := [name for name, (command, _) in PROGRAMS.items() if not runs(command)]:
        print(f"  not to be had here: {', '.join(missing)}; the tests that need it are skipped", file=sys.stderr)
    return 0


def install(packages: list[str]) -> None:
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*as_root, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=60"]
    if runs([*apt, "--version"]):
        runs([*apt, "update"])
        runs([*apt, "install", "--yes", "--no-install-recommends", *packages])


def runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL).returncode == 0
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    sys.exit(main())
