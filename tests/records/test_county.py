"""The configuration: read as written, and every mistake in it named with its line."""

from pathlib import Path

import pytest

from records.county import ConfigurationError, County, parse_county, read_county
from records.facts import PageKind

EXAMPLE = (Path(__file__).parents[2] / "config" / "county.example.toml").read_text("utf-8")


def example(*changes: tuple[str, str]) -> str:
    text = EXAMPLE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def mistakes(text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        parse_county(text)
    return [str(mistake) for mistake in caught.value.mistakes]


def line_of(words: str, text: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


@pytest.fixture
def county() -> County:
    return parse_county(EXAMPLE)


def test_the_example_has_no_mistake(county: County) -> None:
    assert county.county.name == "範例縣政府"


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="There is no such file"):
        read_county(tmp_path / "none.toml")


def test_a_file_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "county.toml").write_bytes("縣".encode("big5"))
    with pytest.raises(ConfigurationError, match="cannot be read as UTF-8"):
        read_county(tmp_path / "county.toml")


def test_broken_toml_is_named_with_its_line() -> None:
    text = example(("delay_seconds = 0.5", "delay_seconds = "))
    [mistake] = mistakes(text)
    assert mistake.startswith(f"county.toml:{line_of('delay_seconds', text)}: This is not TOML")


def test_every_mistake_is_named_at_once_each_with_its_line() -> None:
    text = example(
        ("critical = 1", "critical = 0"),
        ("max_depth = 20", "max_dept = 20"),
        ('path = "/DTO/traffic/"\nbureau = "traffic"', 'path = "/DTO/traffic/"\nbureau = "trafic"'),
        ('mail = "social@county.example"', 'mail = "social"'),
        ("exclude = ['/calendar", "exclude = ['(/calendar"),
    )
    said = mistakes(text)
    for words, sentence in (
        ("critical = 0", "“due.critical” must be at least 1."),
        ("max_dept =", "“crawl.max_dept” is not a setting"),
        ('"trafic"', "The bureau “trafic” is named here"),
        ('mail = "social"', "“bureau.mail” does not hold what it should"),
        ("'(/calendar", "is not a regular expression"),
    ):
        start = f"county.toml:{line_of(words, text)}: "
        assert any(mistake.startswith(start) and sentence in mistake for mistake in said), (sentence, said)
    assert len(said) == 5


def test_two_bureaus_of_one_name_are_a_mistake() -> None:
    [mistake] = mistakes(
        example(('id = "traffic"\nname', 'id = "social"\nname'), ('bureau = "traffic"', 'bureau = "social"'))
    )
    assert "Two bureaus are called “social”" in mistake


def test_a_rule_that_matches_nothing_is_a_mistake() -> None:
    [mistake] = mistakes(example(('query = "topsn=4594"\n', "")))
    assert "give at least one of host, path, query, file and section" in mistake


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "交通處"', 'name = "交通處"\naliases = ["運輸科", "社會處"]', "“社會處” is a name of two bureaus"),
        ('name = "交通處"', 'name = "社會處"', "“社會處” is a name of two bureaus, “social” and “traffic”"),
        (
            'query = "topsn=4594"',
            'host = "WWW.county.example"\npath = "/DTO/traffic/"',
            "Owner rule 2 matches just what rule 1 does",
        ),
        ('query = "topsn=4594"', "", "give at least one of host, path, query, file and section"),
    ],
)
def test_names_and_rules_that_are_at_odds_are_mistakes(old: str, new: str, said: str) -> None:
    [mistake] = mistakes(example((old, new)))
    assert said in mistake


def test_the_site_with_the_longest_path_holds_an_address(county: County) -> None:
    def site_of(url: str) -> str | None:
        site = county.site_of(url)
        return site.id if site else None

    assert site_of("http://www.county.example/dto/SOCIAL/06service/a.aspx") == "social"
    assert site_of("https://www.county.example:443/other") == "www"
    assert site_of("https://www.county.example:8443/other") is None
    assert site_of("https://elsewhere.example/") is None


def test_the_first_freshness_rule_that_matches_decides(county: County) -> None:
    def days(path: str, kind: PageKind = PageKind.OTHER) -> int | None:
        return county.freshness_of(f"https://www.county.example{path}", kind).stale_after_days

    assert (days("/archive/news/1"), days("/news/1"), days("/1")) == (None, 90, 365)
    assert (days("/news/1", PageKind.LAW), days("/1", PageKind.LAW), days("/1", PageKind.PERSONNEL)) == (90, None, 180)


RULES = """
[[freshness.rule]]
path = "/forms/"
kind = "form"
[[freshness.rule]]
only = "form"
stale_after_days = "never"
[[freshness.rule]]
path = "/list"
kind = "news-list"
entries_after_days = 14
"""


def test_rules_give_pages_their_kind_and_kinds_their_periods() -> None:
    by_kind = "[freshness.kind_days]"
    county = parse_county(example((by_kind, f"{by_kind}\nservice = 200\nlaw = 700"), ("[due]", f"{RULES}[due]")))
    www, social = "https://www.county.example", "https://www.county.example/DTO/social"
    assert county.freshness_of(f"{www}/1", PageKind.SERVICE) == (PageKind.SERVICE, 200, None)
    assert county.freshness_of(f"{social}/1", PageKind.SERVICE) == (PageKind.SERVICE, 180, None)
    assert county.freshness_of(f"{www}/1", PageKind.LAW) == (PageKind.LAW, 700, None)
    assert county.freshness_of(f"{www}/forms/1", PageKind.OTHER) == (PageKind.FORM, None, None)
    assert county.freshness_of(f"{www}/list?1", PageKind.OTHER) == (PageKind.NEWS_LIST, None, 14)
    assert county.freshness_of(f"{www}/1", PageKind.NEWS_LIST) == (PageKind.NEWS_LIST, None, 90)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("stale_after_days = 9", "give at least one of host, path, query, site and only"),
        ('path = "/a"', "The rule says nothing"),
        ('only = "form"\nkind = "service"', "write two rules"),
        ('site = "nowhere"\nstale_after_days = 9', "The site “nowhere” is named here"),
        ('only = "leaflet"\nstale_after_days = 9', "only"),
    ],
)
def test_a_freshness_rule_that_means_nothing_is_a_mistake_at_its_line(rule: str, said: str) -> None:
    text = example(("[due]", f"[[freshness.rule]]\n{rule}\n[due]"))
    [mistake] = mistakes(text)
    assert said in mistake
    last = line_of("[due]", text) - 1
    assert last - rule.count("\n") - 1 <= int(mistake.split(":")[1]) <= last


def test_only_hosts_that_the_configuration_names_may_be_private(county: County) -> None:
    assert county.allowed_hosts() == {"www.county.example"}


def test_a_badge_of_an_edition_from_before_that_edition_is_named() -> None:
    text = example(('bureau = "planning"', 'bureau = "planning"\nbadge_edition = "115.11"\nbadge_date = 2024-05-20'))
    [mistake] = mistakes(text)
    assert mistake.endswith("Edition 115.11 is in force from 2026-11-30 on; no badge was granted by it on 2024-05-20.")


def test_an_edition_that_there_is_not_is_no_value(county: County) -> None:
    [mistake] = mistakes(example(('bureau = "planning"', 'bureau = "planning"\nbadge_edition = "2.1"')))
    assert "“badge_edition” does not hold what it should" in mistake or "site.badge_edition" in mistake
    assert [site.badge_level for site in county.site] == ["AA", "AA"]
