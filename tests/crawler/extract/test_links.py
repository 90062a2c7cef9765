"""Every reference of a page is found, with the words and the place that a clerk needs to find it again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.addresses import Elsewhere, Flaw, Malformed, Target
from crawler.extract.links import Found, links, place_of
from crawler.extract.pages import lang, looks_like_login, title
from crawler.extract.tree import parsed
from records.facts import Region

URL = "http://a.tw/d/x.aspx"


def found(html: str) -> list[Found]:
    return links(html, URL)


def targets(html: str) -> list[tuple[str, str]]:
    return [(link.element, link.target.url) for link in found(html) if isinstance(link.target, Target)]


@pytest.mark.parametrize(
    ("html", "element", "paths"),
    [
        ("<a href=k>x</a>", "a", ["k"]),
        ("<map><area href=k></map>", "area", ["k"]),
        ("<link rel='shortcut icon' href=k>", "icon", ["k"]),
        ("<link rel=stylesheet href=k>", "stylesheet", ["k"]),
        ("<link rel=alternate type=application/rss+xml href=k>", "alternate", ["k"]),
        ("<img src=k>", "img", ["k"]),
        ("<img src=k srcset='k 1x,l 2x, m'>", "img", ["k", "l", "m"]),
        ("<picture><source srcset='l 100w, m 200w'><img src=k></picture>", "source", ["l", "m"]),
        ("<script src=k></script>", "script", ["k"]),
        ("<iframe src=k></iframe>", "iframe", ["k"]),
        ("<embed src=k>", "embed", ["k"]),
        ("<object data=k></object>", "object", ["k"]),
        ("<video src=k poster=l><track src=m></video>", "video", ["k", "l"]),
        ("<video><track src=m></video>", "track", ["m"]),
        ("<audio src=k></audio>", "audio", ["k"]),
        ("<input type=image src=k>", "input", ["k"]),
        ("<form action=k></form>", "form", ["k"]),
        ("<meta http-equiv=Refresh content='5; URL=k'>", "meta", ["k"]),
        ("<meta http-equiv=refresh content=\"0;url='k'\">", "meta", ["k"]),
        ("<link rel=preload as=image imagesrcset='k 1x, l 2x'>", "preload", ["k", "l"]),
        ("<svg><a href=k><text>x</text></a></svg>", "a", ["k"]),
        ("<svg><a xlink:href=k><text>x</text></a></svg>", "a", ["k"]),
        ("<svg><image href=k xlink:href=l /></svg>", "image", ["k"]),
        ("<svg><use xlink:href='k#symbol'/><use href='#own'/></svg>", "use", ["k"]),
        ("<blockquote cite=k></blockquote><q cite=l></q><del cite=m></del><ins cite=n></ins>", "cite", list("klmn")),
        ("<img src=i longdesc=k><iframe longdesc=l></iframe>", "longdesc", ["k", "l"]),
        ("<body background=k><table background=l><td background=m></table>", "background", ["k", "l", "m"]),
        ("<p style='background:url(k)'>x<i STYLE=\"b:url('l')\"></i>", "css", ["k", "l"]),
        ("<style>@import 'k'; a{b:url(l)}</style>", "css", ["k", "l"]),
        ("<button onclick=\"location.href='k'\">x</button>", "onclick", ["k"]),
        ("<a href=# onclick=\"window.location = 'k'; return false;\">x</a>", "onclick", ["k"]),
        ('<a href=# onclick=\'return window.open("k", "_blank", "width=3,height=4");\'>x</a>', "onclick", ["k"]),
        ("<tr onclick=\"document.location.replace('k')\">", "onclick", []),
        ("<table><tr onclick=\"document.location.replace('k')\"></table>", "onclick", ["k"]),
        ("<a href=\"javascript:location.href='k'\">x</a>", "onclick", ["k"]),
        ("<a href=\"JavaScript:void%20window.open('k')\">x</a>", "onclick", ["k"]),
    ],
)
def test_each_kind_of_reference_is_found(html: str, element: str, paths: list[str]) -> None:
    assert [url for kind, url in targets(html) if kind == element] == [f"http://a.tw/d/{path}" for path in paths]


def test_a_frame_is_found() -> None:
    assert targets("<frameset><frame src=k></frameset>") == [("frame", "http://a.tw/d/k")]


@pytest.mark.parametrize(
    "html",
    [
        "<!-- <a href=k>x</a> -->",
        "<template><a href=k>x</a></template>",
        "<noscript><a href=k>x</a></noscript>",
        "<script>'<a href=k>x</a>'</script>",
        "<link rel=dns-prefetch href=//cdn.tw><link rel=preconnect href=//cdn.tw>",
        "<link rel=schema.DC href=http://purl.org/dc/elements/1.1/>",
        "<form method=post action=k></form>",
        "<meta http-equiv=refresh content=30>",
        "<a name=k>x</a>",
        "<input type=text src=k>",
        "<meta property=og:title content=http://a.tw/k><meta property=og:image content=k>",
        "<template><p style='a:url(k)'></p><style>a{b:url(k)}</style></template>",
        "<noscript><p style='a:url(k)' onclick=\"location='k'\"></p></noscript>",
        "<!-- <p style='a:url(k)'> --><p style='color:red'>",
        "<p cite=k longdesc=l>x</p>",
        '<p onclick="location.href=\'k\' + id"></p><p onclick="go(\'k\')"></p><p onclick="location.href=base"></p>',
        "<p onclick=\"if (ok) location.href='k'\"></p><p onclick=\"window.open('')\"></p>",
    ],
)
def test_what_is_no_reference_is_not_found(html: str) -> None:
    assert found(html) == []


def test_a_picture_for_social_media_counts_where_its_address_is_whole() -> None:
    html = "<meta property=og:image content=http://a.tw/k><meta name=twitter:image content=https://a.tw/l>"
    assert targets(html) == [("og", "http://a.tw/k"), ("og", "https://a.tw/l")]


def test_references_stay_in_the_order_of_the_page_and_keep_their_words() -> None:
    html = "<a href=j>一</a><input type=button value=前往 onclick=\"location='k'\"><p style='a:url(l)'><a href=m>二</a>"
    assert [(one.element, one.text) for one in found(html)] == [
        ("a", "一"),
        ("onclick", "前往"),
        ("css", ""),
        ("a", "二"),
    ]
    assert [one.ordinal for one in found(html)] == [0, 1, 2, 3]


def test_a_script_in_a_link_is_found_as_it_is_and_as_where_it_goes() -> None:
    script, address = found("<a href=\"javascript:location.href='k'\">前往</a>")
    assert isinstance(script.target, Elsewhere) and script.target.scheme == "javascript"
    assert address.target == Target("http://a.tw/d/k") and address.text == "前往"


def test_the_base_element_is_honoured() -> None:
    assert targets("<base href='//b.tw/c/'><a href=k>x</a>") == [("a", "http://b.tw/c/k")]
    assert targets("<base href='mailto:x'><a href=k>x</a>") == [("a", "http://a.tw/d/k")]


def test_a_reference_that_leads_nowhere_or_cannot_is_found_too() -> None:
    mail, local = found(r"<a href=mailto:a@b.tw>信</a><a href='C:\x.doc'>檔</a>")
    assert mail.target == Elsewhere("mailto:a@b.tw", "mailto") and mail.href == "mailto:a@b.tw"
    assert local.target == Malformed(r"C:\x.doc", Flaw.LOCAL_FILE)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<a href=k> 社會\n 福利 </a>", "社會 福利"),
        ("<a href=k><b>社</b>會<img src=i alt=圖></a>", "社會"),
        ("<a href=k><img src=i alt='回 首頁'></a>", "回 首頁"),
        ("<a href=k aria-label=看更多></a>", "看更多"),
        ("<a href=k title=說明></a>", "說明"),
        ("<a href=k></a>", ""),
        ("<img src=k alt=標誌>", "標誌"),
        ("<iframe src=k title=地圖></iframe>", "地圖"),
        ("<a href=k>" + "長" * 300 + "</a>", "長" * 200),
    ],
)
def test_the_words_are_those_that_a_visitor_meets(html: str, text: str) -> None:
    assert found(html)[0].text == text


@pytest.mark.parametrize(
    ("html", "region"),
    [
        ("<p>@</p>", Region.MAIN),
        ("<nav><ul><li>@</ul></nav>", Region.MENU),
        ("<header>@</header>", Region.HEADER),
        ("<footer>@</footer>", Region.FOOTER),
        ("<aside>@</aside>", Region.MENU),
        ("<header><nav>@</nav></header>", Region.MENU),
        ("<footer><nav>@</nav></footer>", Region.FOOTER),
        ("<main><article><header>@</header></article></main>", Region.MAIN),
        ("<div role=navigation>@</div>", Region.MENU),
        ("<div role=contentinfo>@</div>", Region.FOOTER),
        ("<div id=footer_area><ul class=menu><li>@</ul></div>", Region.FOOTER),
        ("<table><tr><td id=LeftMenu>@</table>", Region.MENU),
        ("<div class='w3 main-nav'>@</div>", Region.MENU),
        ("<div class=sub_menu>@</div>", Region.MENU),
        ("<div id=top_header>@</div>", Region.HEADER),
        ("<div class=card-header>@</div>", Region.MAIN),
        ("<div class=headline>@</div>", Region.MAIN),
        ("<div class=navigable>@</div>", Region.MAIN),
        ("<div id=main-content><div class=header>@</div></div>", Region.MAIN),
    ],
)
def test_the_region_is_that_of_the_nearest_landmark(html: str, region: Region) -> None:
    assert found(html.replace("@", "<a href=k>x</a>"))[0].region is region


def test_the_same_target_is_found_once_with_a_count_and_its_words() -> None:
    html = "<a href=k><img src=i></a><a href='k'>詳細</a><a href=k#>又</a><link rel=next href=k><a href=k#y>三</a>"
    assert [(link.element, link.text, link.ordinal, link.count) for link in found(html)] == [
        ("a", "詳細", 0, 3),
        ("img", "", 1, 1),
        ("next", "", 4, 1),
        ("a", "三", 5, 1),
    ]
    assert found(html)[3].target == Target("http://a.tw/d/k", "y")


def test_the_place_of_a_reference_is_had_from_its_number() -> None:
    html = "<div id=box><p>x</p><p><a href=j>一</a> <a href=k>二</a></p></div>"
    place = place_of(html, found(html)[1].ordinal)
    assert (place.selector, place.snippet) == ("#box > p:nth-of-type(2) > a:nth-of-type(2)", '<a href="k">二</a>')
    assert [node.text() for node in parsed(html).css(place.selector)] == ["二"]
    assert len(place_of(f"<a href=k>{'長' * 900}</a>", 0).snippet) == 500
    with pytest.raises(IndexError, match="no reference number 7"):
        place_of(html, 7)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>\n<a href=k>x</a>\n\n<a href=l>y</a>", [2, 4]),
        ("<p>\r\n<a href=k>x</a>\r\n<a href=l>y</a>\r<a href=m>", [2, 3, 4]),
        ("<!-- <a href=k>\n -->\n<a href=k>x</a>", [3]),
        ("<script>'<a href=k>'\n</script>\n<style>\n</style><a href=k>x</a>", [4]),
        ("<template>\n<a href=k>\n</template>\n<a href=k>x</a>", [4]),
        ("<noscript>\n<a href=k></noscript>\n<a href=k>x</a>", [3]),
        ("<title>\n<a href=k></title>\n<a href=k>x</a>", [3]),
        ("<p title='\n>\n'><a\n title='\n>'\n href=k>x</a>\n<A HREF='l'>y</A>", [3, 7]),
        ("<a href=k>\n</a><img src=k>\n<a title=t href=k></a>", [1, 2]),
        ("<a href='?a=1&copy=2&amp;b'>x</a>\n<a href=\"?a=1&amp;copy=2&b=\">", [1, 2]),
        ("<svg>\n<a xlink:href=k></a>\n<use xlink:href=k /></svg>", [2, 3]),
        ("<table>\n<a href=k>x</a>\n<tr><td><a href=l>y</a></table>", [2, 3]),
        ("<?php <a href=k> ?>\n<!doctype html>\n<a href=k>", [3]),
        ("<!-->\n<a href=k>x</a>", [2]),
        ("<body\nbackground=k>\n<p style='a:url(k)'\nclass=x>", [1, 3]),
    ],
)
def test_the_line_is_that_of_the_references_tag(html: str, lines: list[int]) -> None:
    assert [place_of(html, one.ordinal).line for one in found(html)] == lines
    assert place_of(parsed(html), 0).line == 0


def test_of_tags_that_are_alike_each_has_its_line() -> None:
    html = "<a href=k>x</a>\n<!-- <a href=k> -->\n<a href=k>y</a>\n<a class=z href=k>z</a>\n<a href=k>y</a>"
    assert [place_of(html, ordinal).line for ordinal in range(4)] == [1, 3, 4, 5]


def test_a_tag_that_the_parser_doubles_has_the_first_line_that_it_may_have() -> None:
    html = "<p>\n<a href=k><div>\n<a href=j>x</div>\n<a href=k>y"
    assert {place_of(html, ordinal).line for ordinal in range(3)} <= {2, 3, 4}


@given(
    st.lists(
        st.sampled_from(
            [
                "<a href=k",
                " ",
                ">",
                "</a>",
                "<table>",
                "<td>",
                "<object data='",
                "'",
                "<b>",
                "</b>",
                "中",
                "\r\n",
                "<!--",
                "-->",
                "<svg>",
                "<p style='a:url(",
                "<p onclick='location=\"",
                "<template>",
                "</template>",
                "<script>",
            ]
        )
    )
)
def test_any_markup_is_read(pieces: list[str]) -> None:
    html = "".join(pieces)
    for link in found(html):
        assert place_of(html, link.ordinal).selector


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 300_000,
        "".join(f"<font color={number}><p>" for number in range(20_000)),
        "".join(f"<b id={number}><div>" for number in range(5_000)) + "</b>" * 5_000,
        "<img srcset='" + "a b (c ," * 50_000 + "'>",
        '<p onclick="' + "window." * 50_000 + "location='k'\">",
        "<p onclick=\"open('k'" + ",a" * 1_000 + '">',
        "<p style='a:url(" * 20_000,
        "<div class='footer" + "1" * 5_000 + "x'><a href=k>",
    ],
    ids=["nested", "reopened", "misnested", "srcset", "onclick", "open", "style", "class"],
)
@pytest.mark.timeout(20)
def test_a_page_built_to_exhaust_a_parser_does_not(html: str) -> None:
    links(html, URL)


@pytest.mark.parametrize("piece", ["<a ", "<a b='", "<!--", "<script>", "<template><a href=k>", "<a href=k>", "</a "])
@pytest.mark.timeout(20)
def test_a_page_built_to_hide_its_lines_does_not(piece: str) -> None:
    assert place_of("<a href=j>\n" + piece * 100_000, 0).line in (0, 1)


def test_a_long_honest_page_is_read_to_its_end() -> None:
    rows = "".join(f"<tr><td><font color=red><b>{n}</b></font><td><a href=k{n}>項目</a>" for n in range(10_000))
    assert len(found(f"<table>{rows}</table>")) == 10_000


def test_title_and_language_are_the_pages_own() -> None:
    html = "<html lang=' zh-Hant-TW '><head><title> 社會處\n 公告 </title></head><svg><title>圖</title></svg>"
    assert (title(html), lang(html)) == ("社會處 公告", "zh-Hant-TW")
    assert (title("<svg><title>圖</title></svg>"), lang("<p>")) == ("", "")


def test_a_door_is_told_from_a_page_with_a_login_in_its_corner() -> None:
    door = "<h1>員工入口</h1><form>帳號<input><input type=PASSWORD><button>登入</button></form>"
    assert looks_like_login(door)
    assert not looks_like_login("<p>員工入口</p>")
    assert not looks_like_login(door + f"<p>{'公告內容' * 200}</p>")
    assert looks_like_login(door + f"<script>{'x' * 5_000}</script>")
