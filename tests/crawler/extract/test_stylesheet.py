"""Every address that a style sheet makes a browser fetch is found, and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.stylesheet import MOST_ADDRESSES, addresses_in


@pytest.mark.parametrize(
    ("css", "addresses"),
    [
        ("a{background:url(x.png)}", ["x.png"]),
        ("a{background:URL( 'x y.png' )}", ["x y.png"]),
        ('background: #fff url("中文.png") no-repeat', ["中文.png"]),
        ("@import 'a.css'; @import url(b.css) screen; @IMPORT\"c.css\";", ["a.css", "b.css", "c.css"]),
        ("@font-face{src:url(f.eot?#iefix),url(f.woff2) format('woff2')}", ["f.eot?#iefix", "f.woff2"]),
        (r"a{b:url(x\ y\29 \(.png)}", ["x y)(.png"]),
        (r"a{b:url('\4e2d \6587.png')}", ["中文.png"]),
        ("a{b:url(x.png);c:url(x.png)}", ["x.png"]),
        ("a{b:url(x.png", []),
        ("/* url(no.png) */ a{b:url(x.png)} /* url(no.png)", ["x.png"]),
        ("a:after{content:'url(no.png)'}", []),
        ('a:after{content:"don\'t"} b{c:url(x.png)}', ["x.png"]),
        ("@namespace svg url(http://www.w3.org/2000/svg); a{b:url(x.png)}", ["x.png"]),
        ("a{b:url(data:image/png;base64,AAAA);c:url(#clip);d:url();e:url('')}", []),
        ("a{b:curl(no.png)}", []),
        ("", []),
    ],
)
def test_the_addresses_of_a_style_sheet_are_found(css: str, addresses: list[str]) -> None:
    assert addresses_in(css) == addresses


@given(
    st.lists(
        st.sampled_from(["url(", ")", "'", '"', "\\", "/*", "*/", "@import", " ", "x", "\\4e2d", "\\110000", "\n"])
    )
)
def test_any_text_is_read(pieces: list[str]) -> None:
    assert all(addresses_in("".join(pieces)))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["url(", "url(a ", "url('", "/*", "'\\", "@import ", "url(\\", '@namespace "', "@import '"]
)
def test_a_style_sheet_built_to_exhaust_the_reader_does_not(piece: str) -> None:
    assert len(addresses_in(piece * 200_000)) <= MOST_ADDRESSES


def test_a_style_sheet_has_so_many_addresses_at_most() -> None:
    assert len(addresses_in("".join(f"url({number})" for number in range(20_000)))) == MOST_ADDRESSES
