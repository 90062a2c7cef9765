"""Issues, owners and mails as IT types them: one patrol of a small site, then what people say of it."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import subprocess
import termios
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.crawled import configuration
from tests.crawler.web import Web, html, page, serving
from tests.test_command_line import MONDAY, SITEPATROL, sitepatrol

LABELLED = html(
    "<!doctype html><html lang=zh-Hant-TW><title>補助</title><main><h1>補助</h1><p><a href=/gone-label>表單</a></p>"
    "<p>發布單位：社會處</p></main>"
)
UNKNOWN = html(
    "<!doctype html><html lang=zh-Hant-TW><title>天文</title><main><h1>天文</h1><p><a href=/gone-stars>表單</a></p>"
    "<p>發布單位：天文處</p></main>"
)
BUREAUS = """
[accessibility]
layers = ["axe"]
[[bureau]]
id = "social"
name = "社會處"
mail = "social@county.example"
[[owner]]
path = "/nowhere/"
bureau = "social"
"""


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("county") / "county.toml"


@pytest.fixture(scope="module")
def web(config: Path) -> Iterator[Web]:
    """A site that was patrolled on Monday."""
    pages = {f"/{name}": page(f"/gone-{name}") for name in "abc"} | {"/label": LABELLED, "/stars": UNKNOWN}
    with serving({"/": page(*pages), **pages}) as web:
        config.write_text(configuration(web.address, rest=BUREAUS), "utf-8")
        assert sitepatrol("weekly", "--config", config, "--now", MONDAY).returncode == 0
        yield web


@pytest.fixture
def type_in(config: Path, web: Web) -> Any:
    def typed(*arguments: object, lang: str = "en") -> Any:
        return sitepatrol(*arguments, "--config", config, lang=lang)

    return typed


def listed(type_in: Any, *filters: str) -> dict[str, dict[str, Any]]:
    """Dead links by the last part of their target."""
    done = type_in("issues", "--format", "json", "--check", "broken-link", *filters)
    assert done.returncode == 0, done.stderr
    return {row["detail"].rpartition("/")[2]: row for row in json.loads(done.stdout)}


SAID = ("--by", "王小姐", "--reason", "已請廠商處理", "--now", "2026-11-24T09:00")


def test_issues_are_listed_by_bureau_state_check_and_site(type_in: Any) -> None:
    assert set(listed(type_in)) == {"gone-a", "gone-b", "gone-c", "gone-label", "gone-stars"}
    assert set(listed(type_in, "--bureau", "social")) == {"gone-label"}
    assert listed(type_in, "--state", "fixed") == {}
    assert listed(type_in, "--site", "site-0", "--bureau", "social")["gone-label"]["owner_rule"] == "label 發布單位"
    for option in ("--bureau", "--state", "--check", "--site", "--format"):
        done = type_in("issues", option, "nonsense")
        assert (done.returncode, f"{option}: there is no “nonsense”" in done.stderr) == (2, True)


def test_a_list_is_a_table_or_a_csv_file_for_excel(type_in: Any, tmp_path: Path) -> None:
    assert "找不到" not in type_in("issues", lang="zh-Hant-TW").stdout
    assert "Found on" in type_in("issues").stdout
    assert type_in("issues", "--format", "csv", "--out", tmp_path / "issues.csv").returncode == 0
    raw = (tmp_path / "issues.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(raw.decode("utf-8-sig"))))
    assert {row["Bureau"] for row in rows} == {"IT", "社會處"}


def in_a_window(columns: int, *arguments: object) -> str:
    """What a command prints in a terminal of that width."""
    ours, its = pty.openpty()
    termios.tcsetwinsize(its, (24, columns))
    inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    environment = {**inherited, "SITEPATROL_LANG": "en", "TERM": "xterm"}
    with subprocess.Popen([str(SITEPATROL), *map(str, arguments)], stdout=its, stderr=its, env=environment) as process:
        os.close(its)
        printed = b""
        try:
            while some := os.read(ours, 65536):
                printed += some
        except OSError:
            """The terminal is gone with its last writer."""
        os.close(ours)
    assert process.returncode == 0
    return re.sub(r"\x1b\[[\d;]*m", "", printed.decode())


def test_a_narrow_window_shows_fewer_columns_rather_than_words_in_pieces(config: Path, web: Web) -> None:
    wide, narrow = (in_a_window(columns, "issues", "--config", config) for columns in (200, 80))
    assert "Found on" in wide and "Left out" not in wide
    heading = next(line for line in narrow.splitlines() if "Issue number" in line or "Bureau" in line)
    assert all(column in heading for column in ("Bureau", "What is wrong", "Due on")), narrow
    assert "Left out, for the window is narrow: Found again, Check, Found on, Severity, Status" in " ".join(
        narrow.split()
    )


def test_what_is_piped_is_not_wrapped(type_in: Any, web: Web) -> None:
    rows = [line for line in type_in("issues").stdout.splitlines() if "/gone-" in line]
    assert len(rows) == len(listed(type_in)) and all(web.address in row for row in rows)


def test_what_people_say_is_kept_with_who_and_why(type_in: Any) -> None:
    number = listed(type_in)["gone-a"]["number"]
    assert type_in("issue", "ack", number, *SAID).returncode == 0
    assert listed(type_in, "--state", "acknowledged")["gone-a"]["number"] == number
    assert type_in("issue", "assign", number, "social", *SAID).returncode == 0
    assert listed(type_in)["gone-a"]["bureau"] == "social"
    assert type_in("issue", "waive", number, "--until", "116/5/31", "--ground", "accepted", *SAID).returncode == 0
    assert listed(type_in, "--state", "waived")["gone-a"]["status"] == "waived"
    shown = type_in("issue", "show", number, "--now", "2026-11-25").stdout
    for words in ("Waived until 31 May 2027. 王小姐: 已請廠商處理", "the bureau knows of it", "social: 已請廠商處理"):
        assert words in shown, words


def test_a_recheck_closes_what_is_mended_and_says_why_not_of_the_rest(type_in: Any, web: Web) -> None:
    numbers = {target: row["number"] for target, row in listed(type_in).items()}
    web.routes["/gone-b"] = page()
    done = type_in("issue", "recheck", numbers["gone-b"], *SAID)
    assert (done.returncode, "is fixed: our own look confirms it" in done.stdout) == (0, True)
    done = type_in("issue", "recheck", numbers["gone-c"], *SAID)
    assert (done.returncode, "is still there, and open again" in done.stdout) == (1, True)
    assert listed(type_in)["gone-c"]["reopened"] == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("issue", "ack", "1"), "--by and --reason"),
        (("issue", "ack", "9999", *SAID), "There is no issue number 9999"),
        (("issue", "assign", "1", "astronomy", *SAID), "there is no “astronomy”"),
        (("issue", "waive", "1", "--until", "2036-01-01", "--ground", "accepted", *SAID), "within a year"),
        (("issue", "waive", "1", "--until", "someday", "--ground", "accepted", *SAID), "is no day"),
        (("recheck",), "--since-mail"),
        (("recheck", "--since-mail"), "Answers by mail are off"),
        (("owners", "import", "none.csv", "--by", "IT"), "none.csv:1: There is no such file"),
        (("outbox", "settle", "77", "sent"), "No mail with the number 77"),
        (("outbox", "bounces"), "bounces_box"),
        (("outbox", "bounces", "--box", "nowhere"), "nowhere is no mailbox"),
    ],
)
def test_what_makes_no_sense_is_one_sentence_and_exit_code_2(
    type_in: Any, arguments: tuple[str, ...], sentence: str
) -> None:
    done = type_in(*arguments)
    assert (done.returncode, sentence in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr


def test_the_owner_of_a_page_is_explained_by_what_the_page_says(type_in: Any, web: Web) -> None:
    said = type_in("owner", f"{web.address}/label").stdout
    assert said.startswith("社會處 <social@county.example>\n")
    assert "The page says “發布單位: 社會處”" in said
    said = type_in("owner", f"{web.address}/stars").stdout
    assert "IT <it@county.example>" in said
    assert "“發布單位: 天文處”, which names no bureau" in said


def test_owners_are_looked_over(type_in: Any) -> None:
    said = " ".join(type_in("owners", "audit").stdout.split())
    for words in ("label 發布單位", "天文處", "This rule decides for no page: owner 1: path=/nowhere/"):
        assert words in said, words


def test_pages_are_given_to_bureaus_by_a_file_and_taken_back(type_in: Any, web: Web, tmp_path: Path) -> None:
    path = tmp_path / "owners.csv"
    assert type_in("owners", "export", path).returncode == 0
    rows = list(csv.DictReader(StringIO(path.read_text("utf-8-sig"))))
    assert {row["address"].rpartition("/")[2]: row["bureau"] for row in rows}["stars"] == "it"
    changed = path.read_text("utf-8-sig").replace("/stars,it,", "/stars,social,")
    path.write_text(changed, "utf-8-sig")
    assert type_in("owners", "import", path, "--by", "IT").stdout.startswith("1 pages changed hands")
    assert type_in("owners", "import", path, "--by", "IT").stdout.startswith("0 pages changed hands")
    assert "IT has given it to 社會處" in type_in("owner", f"{web.address}/stars").stdout
    path.write_text(f"address,bureau,reason\n{web.address}/stars,,moved back\n", "utf-8")
    assert type_in("owners", "import", path, "--by", "IT").stdout.startswith("1 pages changed hands")
    assert "IT <it@county.example>" in type_in("owner", f"{web.address}/stars").stdout


def test_every_mistake_of_a_file_of_owners_is_named_and_nothing_is_changed(
    type_in: Any, web: Web, tmp_path: Path
) -> None:
    path = tmp_path / "owners.csv"
    path.write_text(
        f"address,bureau,reason\n{web.address}/a,social,x\n{web.address}/b,astronomy,x\nhttps://elsewhere.example/,it,x\n"
    )
    done = type_in("owners", "import", path, "--by", "IT")
    assert done.returncode == 2
    assert f"{path}:3: The bureau “astronomy” is named here" in done.stderr
    assert f"{path}:4: No site of the configuration holds the address" in done.stderr
    assert "IT <it@county.example>" in type_in("owner", f"{web.address}/a").stdout


def test_what_is_in_the_outbox_is_listed(type_in: Any) -> None:
    said = type_in("outbox", "list").stdout
    assert "social@county.example" in said and "waits" in said
