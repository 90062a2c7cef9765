"""What a picture's file and its alternative text give away of what it shows."""

from __future__ import annotations

import re
from urllib.parse import unquote

from records.rendering import Element, Rendering

SHOWS_SOMETHING = re.compile(
    r"logo|chart|graph|diagram|(?<![a-z])maps?(?![a-z])|flow|process|timetable|schedule|infographic|qr-?_?code"
    r"|floor-?_?plan|org-?_?chart"
    r"|圖表|統計圖|流程|地圖|位置圖|交通圖|路線圖|組織圖|架構圖|平面圖|配置圖|時刻表|時程|課表|菜單|價目",
    re.I,
)
"""In a file's name or beside a picture: that it is there for what it shows."""
SHOWS_TEXT = re.compile(
    r"banner|poster|flyer|leaflet|slogan|infographic|(?<![a-z])dm(?![a-z])|scan|notice|announce|screenshot"
    r"|海報|傳單|公告|布告|標語|懶人包|簡章|文宣|掃描|截圖|長輩圖|賀卡|邀請卡|宣導",
    re.I,
)
"""In a file's name or an alternative text: that the picture is likely to be of words."""
SPACER = re.compile(
    r"(?:^|[/_-])(?:spacer|blank|transparent|trans|clear|pixel|dot|space|empty|1x1|none)[\w-]{0,8}\.(?:gif|png)$", re.I
)


def file_name(picture: Element) -> str:
    """The last part of its address, decoded; empty where it carries its bytes in the page."""
    source = picture.get("src")
    if source[:5].lower() == "data:":
        return ""
    return unquote(source.split("?", 1)[0].rpartition("/")[2])


def is_marked_decorative(picture: Element) -> bool:
    return picture.attributes.get("alt", "?").strip() == "" or picture.get("role") in ("presentation", "none")


def stands_alone_in_a_control(page: Rendering, picture: Element) -> bool:
    """Whether it is all that a link or button has to say what it does."""
    control = page.closest(picture, "a", "button")
    return control is not None and not page.text(control)
