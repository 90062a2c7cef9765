"""One spelling for each address, and the same answer as a browser for each reference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from w3lib.url import safe_url_string

from crawler.extract.addresses import Flaw, Malformed, Target, _escaped, _spell, _spell_plain, canonical, resolve

PAGE = "http://a.tw/d/e.aspx?id=1"


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("http://a.tw", "http://a.tw/"),
        ("HTTP://A.TW/X", "http://a.tw/X"),
        ("http://a.tw:80/", "http://a.tw/"),
        ("https://a.tw:443/x", "https://a.tw/x"),
        ("http://a.tw:443/", "http://a.tw:443/"),
        ("http://a.tw:8610/x", "http://a.tw:8610/x"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("http://a.tw?b=1", "http://a.tw/?b=1"),
        ("http://a.tw/x#y", "http://a.tw/x"),
        ("http://a.tw/a b?q=a b", "http://a.tw/a%20b?q=a%20b"),
        ("http://a.tw/\tb\r\nc", "http://a.tw/bc"),
        ("  http://a.tw/x ", "http://a.tw/x"),
        ("http://a.tw/../../x/./y/..", "http://a.tw/x/"),
        ("http://a.tw\\b\\c", "http://a.tw/b/c"),
        ("http://彰化.tw/中文?題=中#片", "http://xn--cjr500a.tw/%E4%B8%AD%E6%96%87?%E9%A1%8C=%E4%B8%AD"),
        ("http://ａ．ｔｗ/x", "http://a.tw/x"),
        ("ｈｔｔｐ：／／a.tw/x", "http://a.tw/x"),
        ("http://a.tw/%7ex/%e4%b8%ad?q=%e4%b8%ad", "http://a.tw/~x/%E4%B8%AD?q=%E4%B8%AD"),
        ("http://a.tw/%A4%A4?q=%A4%A4", "http://a.tw/%A4%A4?q=%A4%A4"),
        ("http://a.tw/?b=2&a=1", "http://a.tw/?a=1&b=2"),
        ("http://a.tw/?b=2&a=2&a=1", "http://a.tw/?a=2&a=1&b=2"),
        ("http://a.tw/?a=&&b", "http://a.tw/?a=&b"),
        ("http://a.tw/?/topic/12", "http://a.tw/?/topic/12"),
        ("http://a.tw/?", "http://a.tw/"),
        ("http://a.tw/x;p=1?b=1;c=2", "http://a.tw/x;p=1?b=1;c=2"),
    ],
)
def test_an_address_is_spelt_one_way(written: str, spelt: str) -> None:
    assert canonical(written) == spelt


@pytest.mark.parametrize(
    "written", ["", "a.tw", "ftp://a.tw/", "http:///x", "http://[bad", "http://a b.tw/", "http://a..tw/"]
)
def test_what_is_no_web_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no http or https address"):
        canonical(written)


def test_a_site_may_drop_parameters_and_overlook_case() -> None:
    url = canonical(
        "http://a.tw/DTO/Social/Main.aspx?TopSn=7&SessionID=Q&Data_ID=Aa&print", drop_query=("sessionid", "print")
    )
    assert url == "http://a.tw/DTO/Social/Main.aspx?Data_ID=Aa&TopSn=7"
    assert canonical(url, ignore_case=True) == "http://a.tw/dto/social/main.aspx?data_id=Aa&topsn=7"
    assert canonical("http://a.tw/%E4%B8%AD/A", ignore_case=True) == "http://a.tw/%E4%B8%AD/a"
    assert canonical("http://a.tw/?sid=1", drop_query=("sid",)) == "http://a.tw/"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("x.aspx#y", "http://a.tw/d/x.aspx"),
        (" /y ", "http://a.tw/y"),
        ("?b=1", "http://a.tw/d/e.aspx?b=1"),
        ("../../../z", "http://a.tw/z"),
        (r"\x\y.htm", "http://a.tw/x/y.htm"),
        ("//b.tw/x", "http://b.tw/x"),
        ("HTTPS://B.tw", "https://b.tw/"),
        ("http:y", "http://a.tw/d/y"),
        ("www.b.tw/x", "http://a.tw/d/www.b.tw/x"),
        ("中文 檔.pdf", "http://a.tw/d/%E4%B8%AD%E6%96%87%20%E6%AA%94.pdf"),
        ("/x?u=http://b.tw/", "http://a.tw/x?u=http://b.tw/"),
        ("http:///www.b.tw/x", "http://www.b.tw/x"),
        ("https:/www.b.tw/x", "https://www.b.tw/x"),
    ],
)
def test_a_reference_leads_where_a_browser_goes(href: str, url: str) -> None:
    assert resolve(PAGE, href) == Target(url)


def test_the_query_of_a_big5_page_is_sent_in_big5_and_its_path_in_utf8() -> None:
    assert resolve(PAGE, "/中?題=中", "big5hkscs") == Target("http://a.tw/%E4%B8%AD?%C3D=%A4%A4")
    assert resolve(PAGE, "/?q=😀", "big5hkscs") == Target("http://a.tw/?q=%F0%9F%98%80")


@pytest.mark.parametrize(
    "href",
    ["", "  ", "#", "#top", "mailto:a@b.tw", "tel:04-7222151", "JavaScript:void(0)", "java\nscript:x", "data:,x"],
)
def test_what_is_not_the_webs_has_no_target(href: str) -> None:
    assert resolve(PAGE, href) is None


@pytest.mark.parametrize("href", ["about:blank", "blob:http://a.tw/1", "line://msg/text/x", "skype:a", "ftp://a.tw/x"])
def test_other_schemes_are_not_the_webs(href: str) -> None:
    assert resolve(PAGE, href) is None


@pytest.mark.parametrize(
    ("href", "flaw"),
    [
        ("http:///x", Flaw.NO_HOST),
        ("http://", Flaw.NO_HOST),
        ("//", Flaw.NO_HOST),
        ("http://[bad", Flaw.BAD_HOST),
        ("http://a b.tw/", Flaw.BAD_HOST),
        ("http:// a.tw/", Flaw.BAD_HOST),
        ("http://.tw/", Flaw.BAD_HOST),
        ("http://" + "a" * 64 + ".tw/", Flaw.BAD_HOST),
        ("http://a.tw:80a/", Flaw.BAD_PORT),
        ("http://a.tw:99999/", Flaw.BAD_PORT),
        ("htp://a.tw/", Flaw.BAD_SCHEME),
        ("htttps://a.tw/", Flaw.BAD_SCHEME),
        ("http//a.tw/", Flaw.BAD_SCHEME),
        ("http：//a.tw/", Flaw.BAD_SCHEME),
        ("ｈｔｔｐ://a.tw/", Flaw.BAD_SCHEME),
        ("www.a.tw:8080/", Flaw.BAD_SCHEME),
        ("localhost:80/", Flaw.BAD_SCHEME),
        ("http://http://a.tw/", Flaw.SCHEME_TWICE),
        ("https://http//a.tw/", Flaw.SCHEME_TWICE),
        ("\u3000http://a.tw/", Flaw.HIDDEN_CHARACTER),
        ("\u200bhttp://a.tw/", Flaw.HIDDEN_CHARACTER),
        ("file:///C:/x.doc", Flaw.LOCAL_FILE),
        (r"C:\x\y.doc", Flaw.LOCAL_FILE),
        (r"\\server\share\x.doc", Flaw.LOCAL_FILE),
    ],
)
def test_a_malformed_reference_is_named_with_its_flaw(href: str, flaw: Flaw) -> None:
    assert resolve(PAGE, href) == Malformed(" ".join(href.split()), flaw)


ODD = st.text(alphabet="aZ09/.:?#&=%@;\\ \t中文-_~+,!'()[]{}|<>\"^`*$\u3000　ａ：", max_size=40)


@given(ODD | st.text(max_size=40))
def test_resolving_never_raises_and_what_it_finds_is_spelt_canonically(href: str) -> None:
    target = resolve(PAGE, href)
    if isinstance(target, Target):
        assert canonical(target.url) == target.url
        assert safe_url_string(target.url) == target.url
        assert target.url.isascii()


@given(ODD)
def test_the_quick_spelling_is_the_slow_one(rest: str) -> None:
    rest = rest.rstrip(" \t")
    for url in (f"http://a.tw{rest}", f"http://a.tw/{rest}", f"https://b-c.a.tw:8610/x/{rest}"):
        if "#" not in url:
            quick = _spell_plain(url) or _spell_plain(_escaped(url, "utf-8"))
            assert not quick or quick == _spell(url, "utf-8")


PLAIN_PART = st.text(alphabet="aZ09_~.-", min_size=1, max_size=6)


@given(st.lists(PLAIN_PART, max_size=4), st.lists(st.tuples(PLAIN_PART, PLAIN_PART), max_size=4))
def test_ordinary_addresses_take_the_quick_way(path: list[str], query: list[tuple[str, str]]) -> None:
    url = "http://a.tw/" + "/".join(path) + "?" * bool(query) + "&".join(f"{name}={value}" for name, value in query)
    if not any(segment.startswith(".") for segment in path):
        assert _spell_plain(url) == _spell(url, "utf-8")
