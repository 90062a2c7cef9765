"""How texts speak of colours, shapes and places."""

from __future__ import annotations

from collections.abc import Iterable

COLOUR_WORDS = ("red", "green", "blue", "yellow", "orange", "purple", "pink", "gray", "grey", "black", "white", "brown")
COLOUR_WORDS_ZH = ("紅", "綠", "藍", "黃", "橘", "橙", "紫", "粉", "灰", "黑", "白", "咖啡")
SHAPE_WORDS = ("round", "circular", "square", "rectangular", "triangular", "oval", "shaped", "large", "big", "small")
SHAPE_WORDS_ZH = ("圓", "方", "三角", "菱", "星", "箭頭")
SIDE_WORDS = ("right", "left", "top", "bottom", "upper", "lower", "beep", "tone", "chime")
SIDE_WORDS_ZH = ("左", "右", "上", "下")

COLOUR = f"(?:{'|'.join(COLOUR_WORDS)})"
COLOUR_ZH = f"(?:{'|'.join(COLOUR_WORDS_ZH)})"
SHAPE = "(?:round|circular|square|rectangular|triangular|oval|(?:star|diamond)-shaped|large(?:st)?|big|small(?:est)?)"
SHAPE_ZH = "(?:圓|方|正方|長方|三角|菱|星|橢圓|箭頭)形?"
THING = "(?:button|icon|link|box|circle|arrow|square|triangle|symbol|dot|tab|bar|banner)s?"
THING_ZH = "(?:按鈕|按鍵|鈕|鍵|圖示|圖案|連結|箭頭|方塊|方框|圓圈|圓點|區塊|框框|文字|字樣|選單|橫條)"
QUOTED = "[“\"'「『（(【]"


def speaks_of(text: str, *words: Iterable[str]) -> bool:
    """Whether any of the words stands in the text: quick, for the many texts in which none does."""
    small = text.lower()
    return any(word in small for some in words for word in some)
