"""Names in a page that no longer hold, where the page uses them as if they did."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from crawler.extract.visible import HARD, Element, VisibleText
from records.facts import Passage, Region, Sign
from records.names import NameKind, OldName

AROUND: Final = 40
"""Characters on each side that are looked at."""
MOST_PLACES: Final = 200
"""Of all names on a page."""
LONGEST_ROW: Final = 400
"""Characters of a table's row or a list's entry in which a year is looked for."""
LINES_ABOVE: Final = 12
"""Short lines between a name and the words that head them."""
LONGEST_LINK: Final = 6
"""Characters that a link may have beside the name; a longer one is another article's title."""

_FORMER = re.compile(
    r"(?:前身(?:為|是)?|改制前|升格前|更名前|(?<![目之以日當先提眼])前|原|舊(?:稱|名|制)?|時任|歷任|曾任|"
    r"資料來源|(?:資料|圖片|照片|影片)提供|來源|出處|引自|摘自|參考資料|參考文獻|著作權|(?<=[，,；;。\s])(?:之?後|嗣)|其後|當時|曾(?:經|獲|受)?)[\s:：「『(（為是於由自之的]*$"
)
"""Words before a name that say it was called so then."""
_LATER = re.compile(
    r"[」』)）]?\s*(?:[(（]\s*(?:現|今|已|後|改|即|原|20\d\d|\d{2,3}年)|(?:已"
    r"|業已?)?(?:於[^，。]{0,14})?(?:改制|更名|升格|整併|併入|改隸|裁撤|改組)"
    r"|現(?:為|已|改|稱)|[之的]?前身|時期|時代|\s*(?:→|改為|改稱))"
)
"""Words behind it that say so."""
_POST = re.compile(
    r"[\u3400-\u9fff]{0,6}?(?:[署部局處司院所]長|主任?委員?(?!會)|主任秘書|顧問|委員(?!會)|次長|獎(?![勵助學金])|評[定鑑選比])"
)
"""Who held a post there, and what it awarded, is told of the past."""
_HEADS_THE_PAST = re.compile(
    r"學歷|經歷|簡歷|資歷|沿革|大事[記紀]|歷年|歷屆|歷任|得獎|獲獎|榮譽|參考(?:文獻|資料|書目)|引用文獻|講師|講者|主講|回顧"
)
_LABELS_THE_PAST = re.compile(
    rf"(?:^|[\n{HARD}])[^\n{HARD}]{{0,6}}(?:學經?歷|經歷|簡歷|現職|沿革|大事[記紀]|參考(?:文獻|資料|書目)|講師|講者|主講人?|講座)"
    rf"\s*(?:[:：]|[\n{HARD}]|$)"
)
_WRIT = re.compile(
    r"[^，。；,;\n\x02]{0,30}(?:字第|號函|號令|函釋|令釋|函[頒示復]|訂頒|頒[布定行]|編印|出版|核備|公布|公告"
    r"|法[」』》規令]|條例|辦法|要點|規則|準則|細則|獎)"
)
"""What it wrote then bears its name of then."""
_YEAR = re.compile(r"(?<!\d)(\d{2,4}) ?(?:年|學?年度|[./-] ?\d{1,2} ?[./-])")
_YEAR_CELL = re.compile(r"(?:^|\n)\s*(?:民國)?\s*([6-9]\d|1\d\d|19\d\d|20\d\d)\s*(?=\n|$)")
_NO_WORD_BEFORE = re.compile(r"[\u3400-\u9fffA-Za-z0-9]$")
_MAY_STAND_BEFORE = frozenset("由向至及和與或獲經依的在請洽為該且並暨同於從受據按到對給讓以將→是自含度見詢撥找問")
"""Before a ministry's short name, which is easily the end of another word: 資訊科技部."""
_ANOTHER_PLACES = re.compile(r"(?:[國洲州盟邦際港澳陸歐美英日韓省縣市]|日本|大學|公司|澳門|越南|印尼|印度)$")
"""Before the others: 美國環保署."""
_WORD_GOES_ON = re.compile(r"[門分落位屬議勢面理外]|[A-Za-z0-9]")
_ASCII_BEFORE = re.compile(r"[A-Za-z0-9_.@-]$")
_ASCII_AFTER = re.compile(r"[A-Za-z0-9_-]|\.[A-Za-z0-9]")
_OPENED = (("《", "》"), ("「", "」"), ("『", "』"), ("〈", "〉"))
_LINE_END = re.compile(f"[\n{HARD}]")


def outdated_names(shown: VisibleText, title: str, names: Sequence[OldName]) -> Iterator[Passage]:
    """One passage for each old name that the title, the headings or the text of the page use as if it still held.

    Not where the page tells of the past (原…, a year before the change, also in the same row of a table; a person's
    post, an award; below a heading such as 經歷), names the successor beside it, quotes a
    title, or cites what the office wrote under its name of then; nor in menus and in titles of other articles.
    """
    text = shown.text
    present = {name.old: name for name in names if name.old in text or name.old in title}
    if not present:
        return
    pattern = re.compile("|".join(map(re.escape, sorted(present, key=len, reverse=True))))
    seen: set[str] = set()
    for match in islice(pattern.finditer(title), MOST_PLACES):
        if match[0] not in seen and _holds_no_more(title, match, present[match[0]]):
            seen.add(match[0])
            yield _passage(title, match, present[match[0]])
    for match in islice(pattern.finditer(text), MOST_PLACES):
        name = present[match[0]]
        if (
            name.old not in seen
            and not _is_others(shown.owner(match.start()), name)
            and not _tells_of_the_past(shown, match, name)
            and _holds_no_more(text, match, name)
        ):
            seen.add(name.old)
            yield _passage(text, match, name)


def _passage(text: str, match: re.Match[str], name: OldName) -> Passage:
    before, after = _around(text, match)
    return Passage(
        Sign.OUTDATED_NAME, f"{before}{match[0]}{after}".strip(), f"{name.old}|{name.new}|{name.since.isoformat()}"
    )


def _is_others(owner: Element, name: OldName) -> bool:
    """Whether it stands in a menu, among other articles, or in the title of one."""
    if owner.is_other or owner.region is Region.MENU:
        return True
    element: Element | None = owner
    while owner.is_linked and element is not None and element.tag != "a":
        element = element.parent
    return owner.is_linked and (element is None or element.end - element.start > len(name.old) + LONGEST_LINK)


def _tells_of_the_past(shown: VisibleText, match: re.Match[str], name: OldName) -> bool:
    """By a heading above it, a label in its line or above its list, or a year in its row."""
    at = match.start()
    index = bisect_left(shown.headings, at, key=_start)
    level = "h9"
    for heading in reversed(shown.headings[max(index - LINES_ABOVE, 0) : index]):
        if heading.tag < level or heading.end > at:
            level = heading.tag
            if _HEADS_THE_PAST.search(shown.of(heading)[:AROUND]):
                return True
    if _is_labelled_past(shown.text, at, shown.headings[index - 1].end if index else 0):
        return True
    element: Element | None = shown.owner(at)
    for _ in range(6):
        if element is None or element.tag in ("tr", "li"):
            break
        element = element.parent
    if element is None or element.end - element.start > LONGEST_ROW or element.tag not in ("tr", "li"):
        return False
    row = shown.text[element.start : element.end].replace(HARD, "\n")
    years = (*_YEAR.finditer(row), *(_YEAR_CELL.finditer(row) if element.tag == "tr" else ()))
    return any(_is_before(int(year[1]), name) for year in years)


def _is_labelled_past(text: str, at: int, above: int) -> bool:
    """Whether a label such as 經歷： begins the line, or stands above it with nothing but short lines between.

    `above` is where the nearest heading ends, behind which it must stand.
    """
    end, begin = at, at
    for _ in range(LINES_ABOVE):
        last, first = max(begin - 1, 0), max(begin - AROUND * 3, 0)
        begin = max(text.rfind("\n", first, last), text.rfind(HARD, first, last), first)
        if end - begin > AROUND * 2:
            return False
        if _LABELS_THE_PAST.match(text, begin, min(at, begin + AROUND)):
            return True
        if begin <= above:
            return False
        end = begin
    return False


def _start(element: Element) -> int:
    return element.start


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    before = _LINE_END.split(text[max(match.start() - AROUND, 0) : match.start()])[-1]
    return before, _LINE_END.split(text[match.end() : match.end() + AROUND])[0]


def _holds_no_more(text: str, match: re.Match[str], name: OldName) -> bool:
    before, after = _around(text, match)
    if _WORD_GOES_ON.match(after) and name.kind in (NameKind.AGENCY, NameKind.SHORT):
        return False
    if name.kind is NameKind.SHORT and _is_within_a_word(before, name.old):
        return False
    if match[0].isascii() and (_ASCII_BEFORE.search(before) or _ASCII_AFTER.match(after)):
        return False
    if _FORMER.search(before) or _LATER.match(after) or _POST.match(after) or _is_near(name.new, before, after):
        return False
    is_quoted = any(before.rfind(start) > before.rfind(end) for start, end in _OPENED)
    if name.kind in (NameKind.AGENCY, NameKind.SHORT) and (is_quoted or _WRIT.match(after)):
        return False
    return not any(_is_before(int(year[1]), name) for part in (before, after) for year in _YEAR.finditer(part))


def _is_within_a_word(before: str, old: str) -> bool:
    if old.endswith("部"):
        return bool(_NO_WORD_BEFORE.search(before)) and before[-1] not in _MAY_STAND_BEFORE
    return _ANOTHER_PLACES.search(before) is not None


def _is_near(new: str, before: str, after: str) -> bool:
    """Whether the successor is named beside it, in full or by its own name without the ministry's."""
    parts = re.split(r"[、及和]", new)
    return any(part and (part in before or part in after) for part in parts)


def _is_before(year: int, name: OldName) -> bool:
    return (year if year > 1911 else year + 1911) <= name.since.year
