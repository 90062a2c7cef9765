"""A page that scripts fill is told from one that merely says little."""

import pytest

from crawler.extract.shell import is_shell
from crawler.extract.tree import parsed

SCRIPT = "<script src=/main.js></script>"


@pytest.mark.parametrize(
    "html",
    [
        f"<div id=app></div>{SCRIPT}",
        f"<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>{SCRIPT}",
        f"<app-root>Loading...</app-root>{SCRIPT}",
        f"<div id=app><div class=spinner><svg></svg>載入中，請稍候…</div></div>{SCRIPT}",
        f"<div id=__nuxt><script>var x = 'a long script that is no text'</script></div>{SCRIPT}",
        "<body><script>document.write('<a href=k>x</a>')</script>",
        "<head><script>location.replace('/tw/')</script></head><body></body>",
        f"<p>本網站需啟用 JavaScript</p>{SCRIPT}",
        f"<div id=app></div><p>© 彰化縣政府</p>{SCRIPT}",
    ],
)
def test_a_shell_is_known(html: str) -> None:
    assert is_shell(parsed(html))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>系統維護中</p>",
        f"<h1>系統維護中</h1>{SCRIPT}",
        f"<p>OK</p>{SCRIPT}",
        f"<a href=k>進入</a>{SCRIPT}",
        f"<div id=app><a href=k><img src=i></a></div>{SCRIPT}",
        f"<div id=app>{'公告內容' * 30}</div>{SCRIPT}",
        f"<div id=app>今日公告</div>{SCRIPT}",
        f"<img src=maintenance.png>{SCRIPT}",
        f"<frameset><frame src=k></frameset>{SCRIPT}",
        f"<iframe src=k></iframe>{SCRIPT}",
        f"<meta http-equiv=refresh content='0;url=k'>{SCRIPT}",
        "<div id=app></div>",
        f"<form><input name=q></form>{SCRIPT}",
        f"<object data=x.swf></object>{SCRIPT}",
    ],
)
def test_a_small_page_is_no_shell(html: str) -> None:
    assert not is_shell(parsed(html))
