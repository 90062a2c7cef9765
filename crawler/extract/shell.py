"""Pages that are empty until their scripts have run."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

from crawler.extract.pages import body_text
from crawler.extract.tree import Tree

MOST_WORDS: Final = 60
"""Characters: "please wait", a notice on cookies."""

_ROOTS = (
    "#app, #root, #__next, #__nuxt, #___gatsby, #svelte, #q-app, #react-root, #app-root, #main-app, #application, "
    "#container-app, app-root, app-main, my-app, [ng-app], [data-ng-app], [ng-version], [data-reactroot], [data-v-app]"
)
"""What common frameworks fill: React, Vue, Angular, Svelte, Quasar, Gatsby."""
_WAITING = re.compile(
    r"(?:loading|please wait|redirecting|initiali[sz]ing|(?:資料|系統|頁面|網頁)?(?:載入|讀取|加載|轉址|跳轉)中"
    r"|請稍[候等後]|[\s.…。,，、!！:：%0-9-])+",
    re.IGNORECASE,
)
_NEEDS_SCRIPTS = re.compile(
    r"enable javascript|javascript (?:is|to be|must be) (?:required|enabled)|requires javascript|without javascript"
    r"|(?:啟用|開啟|支援) ?java ?script",
    re.IGNORECASE,
)
_SHOWN = "img, svg, object, embed, video, audio, canvas, picture, input:not([type=hidden i]), select, textarea, button"


def is_shell(tree: Tree) -> bool:
    """Whether the page has nothing to read and no link until its scripts have run, so that only a browser can read it.

    Never so for frames, for a page that sends its visitors on by `<meta>`, and for small pages with a word to say.
    """
    body = tree.body
    if body is None or tree.css_first("script") is None or tree.css_first("frameset, frame, iframe") is not None:
        return False
    if tree.css_first("meta[http-equiv=refresh i]") is not None or tree.css_first("body a[href], body area[href]"):
        return False
    text = body_text(tree, MOST_WORDS)
    if len(text) > MOST_WORDS:
        return False
    if any(_is_empty(root) for root in tree.css(_ROOTS)):
        return True
    if text and not _WAITING.fullmatch(text):
        return _NEEDS_SCRIPTS.search(text) is not None
    return tree.css_first(_SHOWN) is None


def _is_empty(root: LexborNode) -> bool:
    words = " ".join(root.text().split())[:MOST_WORDS] if root.css_first("script, style") is None else ""
    return not words or bool(_WAITING.fullmatch(words)) or _NEEDS_SCRIPTS.search(words) is not None
