"""The files that start the weekly job."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import schedules

FOLDER = Path(schedules.__file__).parent


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    for name in ("sitepatrol.service", "sitepatrol.timer", "sitepatrol-send.service", "sitepatrol-send.timer"):
        text = (FOLDER / name).read_text("utf-8").replace("/opt/sitepatrol/.venv/bin/sitepatrol", "/bin/true")
        (tmp_path / name).write_text(text, "utf-8")
    command = ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))]
    verified = subprocess.run(command, capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_the_timer_elapses_on_monday_at_two_in_taiwan() -> None:
    [calendar] = re.findall(r"^OnCalendar=(.*)$", (FOLDER / "sitepatrol.timer").read_text("utf-8"), re.MULTILINE)
    command = ["systemd-analyze", "calendar", "--base-time=2026-11-22 00:00:00 UTC", calendar]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Sun 2026-11-22 18:00:00 UTC" in said


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_mails_are_sent_from_the_hour_on_at_which_they_may_go() -> None:
    [calendar] = re.findall(r"^OnCalendar=(.*)$", (FOLDER / "sitepatrol-send.timer").read_text("utf-8"), re.MULTILINE)
    command = ["systemd-analyze", "calendar", "--base-time=2026-11-22 18:00:00 UTC", calendar]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Mon 2026-11-23 00:00:00 UTC" in said, "eight in the morning in Taiwan"


@pytest.mark.parametrize(
    ("unit", "when"), [("sitepatrol", r"0 2 \* \* 1"), ("sitepatrol-send", r"\*/15 8-17 \* \* 1-5")]
)
def test_the_crontab_lines_start_the_same_commands_as_the_services(unit: str, when: str) -> None:
    service = (FOLDER / f"{unit}.service").read_text("utf-8")
    cron = (FOLDER / "sitepatrol.cron").read_text("utf-8")
    [arguments] = re.findall(r"^ExecStart=\S+ (.*)$", service, re.MULTILINE)
    [line] = re.findall(rf"^{when}  .*$", cron, re.MULTILINE)
    assert f".venv/bin/sitepatrol {arguments}" in line
