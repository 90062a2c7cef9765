"""One spelling for each address, and the same answer as a browser for each reference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from w3lib.url import safe_url_string

from crawler.extract.addresses import (
    Elsewhere,
    Flaw,
    Malformed,
    Target,
    _escaped,
    _spell,
    _spell_plain,
    canonical,
    resolve,
)

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
    ("href", "url"),
    [
        (" x y.htm ", "http://a.tw/d/x%20y.htm"),
        ("x%20y.htm", "http://a.tw/d/x%20y.htm"),
        ("x\ty\r\nz", "http://a.tw/d/xyz"),
        ("ht\ntp://b.tw/x", "http://b.tw/x"),
        ("\x00x", "http://a.tw/d/x"),
        ("中文/檔 案.pdf", "http://a.tw/d/%E4%B8%AD%E6%96%87/%E6%AA%94%20%E6%A1%88.pdf"),
        ("?q=中+文", "http://a.tw/d/e.aspx?q=%E4%B8%AD+%E6%96%87"),
        ("%E4%B8%AD", "http://a.tw/d/%E4%B8%AD"),
        ("%e4%b8%ad", "http://a.tw/d/%E4%B8%AD"),
        ("%A4%A4.htm", "http://a.tw/d/%A4%A4.htm"),
        ("?q=%A4%A4", "http://a.tw/d/e.aspx?q=%A4%A4"),
        ("%A4%A4/中", "http://a.tw/d/%A4%A4/%E4%B8%AD"),
        ("%zz", "http://a.tw/d/%zz"),
        ("100%.htm", "http://a.tw/d/100%.htm"),
        ("?q=%zz", "http://a.tw/d/e.aspx?q=%zz"),
        ("a%2Fb%3Fc", "http://a.tw/d/a%2Fb%3Fc"),
        ("%41%7e", "http://a.tw/d/A~"),
        ("..", "http://a.tw/"),
        ("../../../../x", "http://a.tw/x"),
        ("./x", "http://a.tw/d/x"),
        ("x/..", "http://a.tw/d/"),
        ("/x/%2e%2e/y", "http://a.tw/y"),
        (".%2e/y", "http://a.tw/y"),
        ("/a//b", "http://a.tw/a//b"),
        ("x//y.htm", "http://a.tw/d/x//y.htm"),
        ("//b.tw", "http://b.tw/"),
        ("//b.tw:80/", "http://b.tw/"),
        ("////b.tw/x", "http://b.tw/x"),
        ("/\\b.tw/x", "http://b.tw/x"),
        ("www.b.tw/x", "http://a.tw/d/www.b.tw/x"),
        ("..\\x\\y", "http://a.tw/x/y"),
        ("http:\\\\b.tw\\x", "http://b.tw/x"),
        ("http:/b.tw/x", "http://a.tw/b.tw/x"),
        ("http:b.tw/x", "http://a.tw/d/b.tw/x"),
        ("https:/b.tw/x", "https://b.tw/x"),
        ("https:b.tw/x", "https://b.tw/x"),
        ("https:///b.tw/x", "https://b.tw/x"),
        ("HTTP://B.TW/X", "http://b.tw/X"),
        ("http://u:p@b.tw/x", "http://u:p@b.tw/x"),
        ("http://b.tw@c.tw/", "http://b.tw@c.tw/"),
        ("http://b.tw:/x", "http://b.tw/x"),
        ("http://b.tw:080/x", "http://b.tw/x"),
        ("http://b.tw:8080/x", "http://b.tw:8080/x"),
        ("?", "http://a.tw/d/e.aspx"),
        ("?a", "http://a.tw/d/e.aspx?a"),
        ("x?y?z", "http://a.tw/d/x?y?z"),
        ("?a&amp;b=1", "http://a.tw/d/e.aspx?a&amp;b=1"),
        ("?b&amp;amp;a=1", "http://a.tw/d/e.aspx?amp;amp;a=1&b"),
        ("?a=1&b=2&lang=zh", "http://a.tw/d/e.aspx?a=1&b=2&lang=zh"),
        ("x;p=1", "http://a.tw/d/x;p=1"),
        (";p", "http://a.tw/d/;p"),
        ("x;y/z?a=1;b=2", "http://a.tw/d/x;y/z?a=1;b=2"),
        ("\u200bx.htm", "http://a.tw/d/%E2%80%8Bx.htm"),
        ("x\u200b.htm", "http://a.tw/d/x%E2%80%8B.htm"),
        ("/x\u3000", "http://a.tw/x%E3%80%80"),
        ("x\xa0y", "http://a.tw/d/x%C2%A0y"),
        ("http://b.tw\u200b/", "http://b.tw/"),
        ("http://b\xad.tw/", "http://b.tw/"),
        ("http://b。tw/x", "http://b.tw/x"),
        ("http://b．tw/x", "http://b.tw/x"),
        ("http://ｂ.tw/ｘ", "http://b.tw/%EF%BD%98"),
        ("http://彰化縣.tw/中文", "http://xn--cjr500ax3x.tw/%E4%B8%AD%E6%96%87"),
        ("http://%E5%BD%B0%E5%8C%96.tw/", "http://xn--cjr500a.tw/"),
        ("http://b%2etw/", "http://b.tw/"),
        ("http://faß.de/", "http://xn--fa-hia.de/"),
        ("http://😀.tw/", "http://xn--e28h.tw/"),
        ("http://b_c.tw/", "http://b_c.tw/"),
        ("http://b.tw./x", "http://b.tw./x"),
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0x7f.0.0.1/", "http://127.0.0.1/"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("x|y", "http://a.tw/d/x%7Cy"),
        ("x[y]{z}", "http://a.tw/d/x%5By%5D%7Bz%7D"),
        ('x"<>`y', "http://a.tw/d/x%22%3C%3E%60y"),
        ("?x'y", "http://a.tw/d/e.aspx?x%27y"),
        ("?a[]=1", "http://a.tw/d/e.aspx?a%5B%5D=1"),
        ("http://b.tw?x/y", "http://b.tw/?x/y"),
        ("http://b.tw#x", "http://b.tw/"),
        ("x#a#b", "http://a.tw/d/x"),
        ("x #a", "http://a.tw/d/x%20"),
        ("a/b:c", "http://a.tw/d/a/b:c"),
        ("@", "http://a.tw/d/@"),
        ("b@c.tw", "http://a.tw/d/b@c.tw"),
        ("/;jsessionid=0A.n1?x", "http://a.tw/?x"),
        ("/a;v=1;JSESSIONID=0A/b", "http://a.tw/a;v=1/b"),
        ("/x.php;PHPSESSID=0a", "http://a.tw/x.php"),
        ("/(S(lit3py55))/a.aspx", "http://a.tw/a.aspx"),
        ("/w/(X(1)S(ab)F(cd))/a.aspx", "http://a.tw/w/a.aspx"),
        ("/(a)/b", "http://a.tw/(a)/b"),
        ("/(S(x))", "http://a.tw/(S(x))"),
    ],
)
def test_an_address_of_the_wild_leads_where_a_browser_goes(href: str, url: str) -> None:
    """As by the URL standard (https://url.spec.whatwg.org/), and then spelt canonically."""
    target = resolve(PAGE, href)
    assert isinstance(target, Target) and target.url == url
    assert canonical(url) == url


def test_one_slash_and_the_pages_own_scheme_make_a_relative_reference() -> None:
    secure = "https://a.tw/d/"
    assert resolve(secure, "https:/x") == Target("https://a.tw/x")
    assert resolve(secure, "https:x") == Target("https://a.tw/d/x")
    assert resolve(secure, "http:/b.tw/x") == Target("http://b.tw/x")


def test_big5_that_is_percent_encoded_already_is_kept_on_a_big5_page() -> None:
    assert resolve(PAGE, "/%A4%A4?q=%A4%A4", "big5hkscs") == Target("http://a.tw/%A4%A4?q=%A4%A4")
    assert resolve(PAGE, "/%A4%A4?q=文", "big5hkscs") == Target("http://a.tw/%A4%A4?q=%A4%E5")


@pytest.mark.parametrize(
    ("href", "fragment"),
    [
        ("x#y", "y"),
        ("x#", ""),
        ("x#top", ""),
        ("x#TOP", ""),
        ("x#topic", "topic"),
        ("x#%E7%AC%AC%E4%B8%80", "第一"),
        ("x#第一 節 ", "第一 節"),
        ("x#a\nb", "ab"),
        ("x#a#b", "a#b"),
        ("x#:~:text=y", ""),
        ("x#y:~:text=z", "y"),
        ("x#%A4", "\ufffd"),
        ("x.pdf#page=3", "page=3"),
        ("中文#y", "y"),
    ],
)
def test_the_place_in_a_page_is_kept_apart_from_its_address(href: str, fragment: str) -> None:
    target = resolve(PAGE, href)
    assert isinstance(target, Target) and target.fragment == fragment and "#" not in target.url


@pytest.mark.parametrize("href", ["#y", " #y", "#y:~:text=z", "#%79"])
def test_a_fragment_alone_leads_to_a_place_of_the_same_page(href: str) -> None:
    assert resolve(PAGE, href) == Target(PAGE, "y")


@pytest.mark.parametrize("href", ["", "  ", "\n", "#", " # ", "#top", "#Top", "#:~:text=x"])
def test_a_reference_to_nothing_leads_elsewhere(href: str) -> None:
    assert resolve(PAGE, href) == Elsewhere(href.strip(), "")


@pytest.mark.parametrize(
    ("href", "scheme"),
    [
        ("mailto:a@b.tw", "mailto"),
        ("MAILTO: a@b.tw?subject=x#1", "mailto"),
        ("tel:04-7222151#123", "tel"),
        ("JavaScript:void(0)", "javascript"),
        ("java\nscript:x", "javascript"),
        ("data:,x", "data"),
        ("about:blank", "about"),
        ("blob:http://a.tw/1", "blob"),
        ("line://msg/text/x", "line"),
        ("skype:a", "skype"),
        ("ftp://a.tw/x", "ftp"),
    ],
)
def test_what_is_not_the_webs_is_told_by_its_scheme(href: str, scheme: str) -> None:
    assert resolve(PAGE, href) == Elsewhere(href.replace("\n", ""), scheme)


def test_a_mail_or_a_telephone_that_cannot_be_reached_has_a_flaw() -> None:
    assert resolve(PAGE, "mailto:a＠b.tw") == Elsewhere("mailto:a＠b.tw", "mailto", Flaw.BAD_MAIL)
    assert resolve(PAGE, "tel:O4-7222151") == Elsewhere("tel:O4-7222151", "tel", Flaw.BAD_PHONE)


def test_what_leads_elsewhere_is_kept_short() -> None:
    target = resolve(PAGE, "data:," + "x" * 100_000)
    assert isinstance(target, Elsewhere) and len(target.written) == 2_000


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
        ("http://彰" + "a" * 70 + ".tw/", Flaw.BAD_HOST),
        ("http://" + "彰化" * 60 + ".tw/", Flaw.BAD_HOST),
        ("http://1.2.3.4.5/", Flaw.BAD_HOST),
        ("http://256.1.1.1/", Flaw.BAD_HOST),
        ("http://b%20c.tw/", Flaw.BAD_HOST),
        ("http://b%00.tw/", Flaw.BAD_HOST),
        ("http://b.tw：80/", Flaw.BAD_HOST),
        ("http://ｂ．ｔｗ／ｘ", Flaw.BAD_HOST),
        ("http:／／a.tw/", Flaw.BAD_SCHEME),
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


@given(ODD | st.text(max_size=40) | st.text(st.characters(), max_size=20))
def test_resolving_never_raises_and_what_it_finds_is_spelt_canonically(href: str) -> None:
    target = resolve(PAGE, href)
    assert not isinstance(target, Elsewhere) or len(target.written) <= len(href)
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
