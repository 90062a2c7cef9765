"""The commands as a user types them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.browser.trying import all_probes
from tests.crawler.crawled import configuration
from tests.crawler.web import Web, html, page, serving

SITEPATROL = Path(sys.executable).with_name("sitepatrol")
EXAMPLE = Path(__file__).parents[1] / "config" / "county.example.toml"
MONDAY = "2026-11-23T02:00"
GOOD = """<!doctype html><html lang=zh-Hant-TW><head><title>好頁</title></head><body><main><h1>好頁</h1>
<p>每週一至週五上午八時至下午五時受理，備齊文件即可辦理。</p>
<p>更新日期：民國115年11月3日</p></main></body></html>"""


def sitepatrol(*arguments: object, cwd: Path | None = None, lang: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SITEPATROL_LANG": lang}
    command = [str(SITEPATROL), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, timeout=280)


def check(*arguments: object) -> tuple[int, dict[str, Any]]:
    done = sitepatrol("check", "--json", "--now", MONDAY, *arguments)
    return done.returncode, json.loads(done.stdout)


class TestCheckNow:
    def test_a_page_without_fault_gives_exit_code_0(self) -> None:
        with serving({"/": html(GOOD)}) as web:
            code, document = check(web.address)
        assert code == 0
        assert document == {
            "version": "0.1.0",
            "pages": [
                {
                    "url": web.address + "/",
                    "final_url": web.address + "/",
                    "outcome": "answered",
                    "status": 200,
                    "dates": [
                        {
                            "kind": "updated",
                            "value": "2026-11-03",
                            "precision": "day",
                            "source": "label",
                            "text": "更新日期：民國115年11月3日",
                            "until": None,
                            "line": 3,
                            "is_weak": False,
                        }
                    ],
                    "links": 0,
                    "ran": ["axe", "static", *(probe.name for probe in all_probes())],
                }
            ],
            "findings": [],
            "unsure": [],
        }

    def test_findings_give_exit_code_1_and_each_says_what_where_and_which_criterion(self) -> None:
        faulty = GOOD.replace("<h1>", "<img src=/map.png><a href=/gone>地圖</a><h1>").replace("115", "112")
        with serving({"/": html(faulty), "/map.png": (200, {"Content-Type": "image/png"}, b"\x89PNG")}) as web:
            code, document = check(web.address)
            assert code == 1
            found = {(row["check"], row["rule"]): row for row in document["findings"]}
            assert set(found) == {
                ("broken-link", "gone"),
                ("accessibility", "image-alt"),
                ("stale-page", "stale"),
            }
            image = found["accessibility", "image-alt"]
            assert image["wcag"] == ["1.1.1"]
            assert {edition: codes[0] for edition, codes in image["codes"].items()} == {
                "110.07": "HM1110100C",
                "115.11": "HM1110100C",
            }
            assert image["selector"] == "img"
            assert "/map.png" in image["snippet"]
            assert image["severity"] == "critical"
            assert found["broken-link", "gone"]["detail"] == web.address + "/gone"
            assert document["pages"][0]["links"] == 2

    def test_depth_0_reads_just_these_pages_and_tries_their_links(self) -> None:
        with serving({"/": page("/a", "/b"), "/a": page("/c"), "/b": page()}) as web:
            _, document = check(web.address, web.address + "/b")
            assert [row["url"] for row in document["pages"]] == [web.address + "/", web.address + "/b"]
            assert (web.count("/a"), web.count("/c")) == (1, 0)

    def test_depth_1_follows_links_one_step(self) -> None:
        with serving({"/": page("/a"), "/a": page("/b"), "/b": page("/c"), "/c": page()}) as web:
            _, document = check(web.address, "--depth", 1)
            assert [row["url"] for row in document["pages"]] == [web.address + "/", web.address + "/a"]

    def test_addresses_come_from_a_file_one_a_line(self, tmp_path: Path) -> None:
        with serving({"/": html(GOOD), "/b": html(GOOD)}) as web:
            (tmp_path / "urls.txt").write_text(f"# 兩頁\n{web.address}/\n\n{web.address}/b\n")
            code, document = check("--urls", tmp_path / "urls.txt")
        assert (code, len(document["pages"])) == (0, 2)

    def test_nothing_is_left_behind(self, tmp_path: Path) -> None:
        # Chromium's socket must fit into 107 bytes, so the folder for temporary files has a short name.
        with tempfile.TemporaryDirectory(dir="/tmp", prefix="t") as temporary, serving({"/": html(GOOD)}) as web:
            environment = {**os.environ, "TMPDIR": temporary}
            command = [str(SITEPATROL), "check", web.address]
            subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=120)
            assert [path.name for path in Path(temporary).iterdir() if "sitepatrol" in path.name] == []
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            ([], "Name at least one address"),
            (["www.county.example"], "is not a web address"),
            (["http://[half"], "is not a web address"),
            (["--urls", "no-such-file.txt"], "no-such-file.txt"),
        ],
    )
    def test_bad_arguments_are_one_sentence_and_exit_code_2(self, arguments: list[str], sentence: str) -> None:
        done = sitepatrol("check", *arguments)
        assert done.returncode == 2
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_page_that_cannot_be_reached_gives_exit_code_2_and_its_outcome(self) -> None:
        code, document = check("http://127.0.0.1:1/")
        assert code == 2
        assert document["pages"][0]["outcome"] == "refused"

    def test_a_missing_page_is_told_by_its_status(self) -> None:
        with serving({}) as web:
            code, document = check(web.address + "/none")
        assert (code, document["pages"][0]["status"]) == (2, 404)

    def test_only_the_layers_that_are_asked_for_look_at_the_page(self) -> None:
        with serving({"/": html(GOOD.replace("</main>", "<img src='data:,'><a href=/>更多</a></main>"))}) as web:
            found = {}
            for layers in ("axe", "static", "axe,static"):
                _, document = check(web.address, "--layers", layers)
                assert document["pages"][0]["ran"] == layers.split(",")
                found[layers] = {row["check"] for row in document["findings"] if row["wcag"]}
        assert "accessibility" in found["axe"] and "accessibility" not in found["static"]
        assert found["axe,static"] == found["axe"] | found["static"] and found["static"]

    def test_a_layer_that_does_not_exist_is_one_sentence(self) -> None:
        done = sitepatrol("check", "http://127.0.0.1:9/", "--layers", "axe,ears")
        assert done.returncode == 2
        assert done.stderr == "--layers: “ears” is no way of looking; there are axe, static, probes.\n"

    def test_a_link_to_a_private_address_that_was_not_named_is_not_followed(self) -> None:
        with serving({"/": html(GOOD)}, host="127.0.0.9") as secret, serving({}) as web:
            web.routes["/"] = html(
                GOOD.replace("<h1>", f"<a href={secret.address}/>內部</a><iframe src={secret.address}/>")
            )
            _, document = check(web.address)
            assert secret.asked == []
            assert {row["rule"] for row in document["unsure"] if row["check"] == "broken-link"} == {"private-address"}

    def test_the_table_is_in_chinese_unless_asked_otherwise(self) -> None:
        with serving({"/": html(GOOD.replace("<h1>", "<img src=data:,><h1>"))}) as web:
            chinese, english = (sitepatrol("check", web.address, lang=lang).stdout for lang in ("zh-Hant-TW", "en"))
        assert "嚴重程度" in chinese
        assert "Severity" in english


class TestConfiguration:
    def test_a_good_file_is_counted(self) -> None:
        done = sitepatrol("config", "check", EXAMPLE)
        assert done.returncode == 0
        assert "2 sites, 3 bureaus, 2 ownership rules" in done.stdout

    def test_every_mistake_is_named_with_its_line(self, tmp_path: Path) -> None:
        path = tmp_path / "county.toml"
        path.write_text(EXAMPLE.read_text("utf-8").replace('bureau = "traffic"', 'bureau = "trafic"'), "utf-8")
        done = sitepatrol("config", "check", path)
        line = path.read_text("utf-8").splitlines().index('bureau = "trafic"') + 1
        assert done.returncode == 2
        assert f"{path}:{line}: The bureau “trafic” is named here" in done.stderr

    def test_a_missing_file_is_one_sentence(self, tmp_path: Path) -> None:
        for command in (["weekly"], ["crawl"], ["owner", "https://a.example/"]):
            done = sitepatrol(*command, "--config", "none.toml", cwd=tmp_path)
            assert done.returncode == 2
            assert done.stderr.startswith("none.toml:1: There is no such file")

    def test_the_owner_of_an_address_is_named_with_the_rule(self) -> None:
        done = sitepatrol(
            "owner", "https://www.county.example/DTO/traffic/a.aspx", "--config", EXAMPLE, lang="zh-Hant-TW"
        )
        assert done.returncode == 0
        assert "交通處 <traffic@county.example>" in done.stdout
        assert "/DTO/traffic/" in done.stdout


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "county.toml"


def configure(config: Path, web: Web) -> None:
    config.write_text(configuration(web.address), "utf-8")


class TestDates:
    @pytest.fixture
    def crawled(self, config: Path) -> Iterator[str]:
        """The address of a page of 2019 that a run has read."""
        with serving({"/": page("/card"), "/card": html(GOOD.replace("115", "108"))}) as web:
            configure(config, web)
            assert sitepatrol("crawl", "--config", config, "--now", MONDAY).returncode == 0
            yield f"{web.address}/card"

    def test_says_which_date_of_a_page_counts_and_what_is_held_against_it(self, config: Path, crawled: str) -> None:
        done = sitepatrol("dates", "--config", config, "--json", crawled)
        document = json.loads(done.stdout)
        [date] = document["dates"]
        assert (date["value"], date["source"], date["line"]) == ("2019-11-03", "label", 3)
        assert date["standing"].startswith("This one counts")
        assert (document["stale_after_days"], document["unchanged_since"]) == (365, "2026-11-23")
        assert ("stale", True) in {(answer["rule"], answer["sure"]) for answer in document["answers"]}
        shown = sitepatrol("dates", "--config", config, crawled, lang="zh-Hant-TW").stdout
        assert "108/11/03" in shown and "以這個為準" in shown

    def test_a_page_that_was_reviewed_starts_anew_and_says_until_when(self, config: Path, crawled: str) -> None:
        given = ("--config", config, "--now", MONDAY, "--by", "社會處")
        for until, sentence in (("soon", "is no day"), ("108/1/1", "after today"), ("2036-01-01", "three years")):
            refused = sitepatrol("reviewed", crawled, *given, "--until", until)
            assert (refused.returncode, sentence in refused.stderr) == (2, True)
        assert sitepatrol("reviewed", crawled, *given, "--until", "116/5/31").returncode == 0
        document = json.loads(sitepatrol("dates", "--config", config, "--json", crawled).stdout)
        assert document["review"] == {"by": "社會處", "on": "2026-11-23", "until": "2027-05-31"}
        assert "stale" not in {answer["rule"] for answer in document["answers"]}

    def test_a_page_that_no_run_has_read_is_one_sentence(self, config: Path, crawled: str) -> None:
        for command in (["dates"], ["reviewed", "--by", "IT", "--until", "2027-05-31", "--now", MONDAY]):
            done = sitepatrol(*command, "--config", config, f"{crawled}/other")
            assert (done.returncode, "No run has read" in done.stderr) == (2, True)


class TestSteps:
    def test_the_four_steps_run_one_by_one_and_again(self, config: Path) -> None:
        with serving({"/": page("/gone")}) as web:
            configure(config, web)
            for command in ("crawl", "judge", "judge", "report", "report", "send", "send"):
                done = sitepatrol(command, "--config", config, "--now", MONDAY)
                assert done.returncode == 0, done.stderr
        folder = config.parent / "sitepatrol"
        assert (folder / "reports" / "index.html").is_file()
        assert sorted(path.name for path in (folder / "mail").iterdir()) == [
            "run-1-it-weekly.eml",
            "run-1-operator-operator.eml",
        ]

    @pytest.mark.parametrize(
        ("command", "sentence"), [("judge", "No run has been crawled"), ("report", "No run has been judged")]
    )
    def test_a_step_too_early_says_which_comes_first(self, config: Path, command: str, sentence: str) -> None:
        with serving({}) as web:
            configure(config, web)
        done = sitepatrol(command, "--config", config)
        assert (done.returncode, done.stderr.startswith(sentence)) == (2, True)

    def test_a_site_that_is_down_makes_the_run_sick_and_mails_the_operator_alone(self, config: Path) -> None:
        with serving({}) as web:
            configure(config, web)
        done = sitepatrol("weekly", "--config", config, "--now", MONDAY)
        assert done.returncode == 1
        assert "Not one page of any site was read" in done.stdout
        assert [path.name for path in (config.parent / "sitepatrol" / "mail").iterdir()] == ["run-1-operator-sick.eml"]

    def test_a_start_page_that_is_a_login_makes_the_run_sick(self, config: Path) -> None:
        login = "<!doctype html><title>登入</title><form method=post><label>密碼<input type=password></label></form>"
        with serving({"/": html(login)}) as web:
            configure(config, web)
            done = sitepatrol("weekly", "--config", config, "--now", MONDAY)
        assert done.returncode == 1
        assert "asks for a login" in done.stdout

    def test_a_second_run_is_refused_while_one_is_under_way(self, config: Path) -> None:
        def slow(_: Any) -> Any:
            time.sleep(1)
            return page()

        with serving({"/": page(*(f"/{n}" for n in range(150)))}) as web:
            web.routes |= {f"/{n}": slow for n in range(150)}
            configure(config, web)
            command = [str(SITEPATROL), "crawl", "--config", str(config)]
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
                while not web.count("/"):
                    time.sleep(0.05)
                second = sitepatrol("crawl", "--config", config)
                assert second.returncode == 2
                assert f"Another run is under way (process {first.pid})" in second.stderr
                first.send_signal(signal.SIGINT)
                assert first.wait(30) == 130
            web.routes |= {f"/{n}": page() for n in range(150)}
            assert sitepatrol("crawl", "--config", config).stdout.startswith("Run 1 is crawled")

    def test_a_report_folder_that_cannot_be_written_is_one_sentence(self, config: Path) -> None:
        with serving({"/": page()}) as web:
            configure(config, web)
            assert sitepatrol("crawl", "--config", config).returncode == 0
            assert sitepatrol("judge", "--config", config).returncode == 0
        (config.parent / "sitepatrol" / "reports").write_text("in the way")
        (config.parent / "sitepatrol" / ".reports.old").mkdir()
        (config.parent / "sitepatrol" / ".reports.old" / "x").mkdir()
        done = sitepatrol("report", "--config", config)
        assert "Traceback" not in done.stderr

    def test_sending_without_a_mail_server_is_refused(self, config: Path) -> None:
        with serving({}) as web:
            configure(config, web)
        done = sitepatrol("send", "--send", "--config", config)
        assert (done.returncode, "No mail server is configured" in done.stderr) == (2, True)

    def test_a_moment_that_is_none_is_refused(self, config: Path) -> None:
        with serving({}) as web:
            configure(config, web)
        done = sitepatrol("judge", "--config", config, "--now", "yesterday")
        assert (done.returncode, "is not a moment" in done.stderr) == (2, True)
