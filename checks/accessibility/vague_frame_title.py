"""An embedded page whose title says nothing of what is in it: iframe, 內嵌框架, a file name.

## Why it matters

A screen reader announces each embedded page by its title, and the visitor decides by it whether to go in or past.
“iframe” says nothing, and what is in it (a map, a film, a form) is found out only by listening through all of it.

## How to fix it

Say in the title what is inside: <iframe title="縣政府位置圖">, <iframe title="影片：115 年花燈展">. A title can be
written where the map or film is put into the page; what a system puts in is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.fields import plain
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Rendering

VAGUE = re.compile(
    r"(?:內[嵌崁]|嵌入|外部)?(?:網頁|式)?(?:框架|視窗|頁框)?(?:網頁|內容)?\d*|(?:my)?i?frames?\d*|(?:inline|embedded)(?:frame|content|page)?"
    r"|frame(?:title|\d+)|content|main|page|untitled(?:document)?|title|blank|about:?blank|none|null|test|標題|無標題|網站|連結"
)
FILE = re.compile(r"(?:https?:)?//\S+|[\w%./-]{1,100}\.(?:html?|aspx?|php|jsp|cgi|swf|pdf|mp4)(?:[?#]\S*)?", re.I)
PLAYER = re.compile(
    r"(?:youtube|vimeo|facebook)?(?:video)?(?:player|plugin)?|(?:youtube)?影片播放器?|google(?:maps?|地圖)"
)
"""What services call their frames by themselves: it says what kind of thing is inside, and not which."""


@check(
    title="Vague title of an embedded page",
    severity=Severity.MODERATE,
    wcag=("4.1.2",),
    codes=("HM1410201C",),
    passes=(
        drawn('<iframe src="about:blank" title="縣政府位置圖"></iframe>'),
        drawn('<iframe src="about:blank" title="Opening hours"></iframe>'),
        drawn('<iframe src="about:blank"></iframe>'),
        drawn('<iframe src="about:blank" title="iframe" style="display: none"></iframe>'),
    ),
    fails=(
        drawn('<iframe src="about:blank" title="iframe"></iframe>'),
        drawn('<iframe src="about:blank" title="內嵌框架"></iframe>'),
        drawn('<iframe src="about:blank" title="news_list.aspx?id=3"></iframe>'),
    ),
    unsure=(drawn('<iframe src="about:blank" title="YouTube video player"></iframe>'),),
)
def vague_frame_title(page: Rendering) -> Iterator[Answer]:
    for frame in page.tags("iframe", "frame"):
        title = frame.name.strip()
        words = plain(title)
        if not (title and frame.is_exposed and frame.is_visible):
            continue
        said = Message("In place of “{text}”, say what is inside.", {"text": title})
        if not words or VAGUE.fullmatch(words) or FILE.fullmatch(title):
            message = Message("The title of an embedded page does not say what is in it.")
            yield Finding(page.page_url, message, places=(page.place(frame, said),))
        elif PLAYER.fullmatch(words):
            message = Message("Can visitors tell from the title which film or map is embedded?")
            yield Unsure(page.page_url, message, places=(page.place(frame, said),))
