"""The telephone numbers and mail addresses that a page gives for a unit by its name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import Final

from crawler.extract.visible import HARD, Element, VisibleText
from records.directory import mail_address, phone_number
from records.facts import Passage, Region, Sign

MOST: Final = 50
MOST_LABELS: Final = 400
FARTHEST: Final = 200
"""Characters between a unit and its number."""
NEAR: Final = 60
"""The same where no block of their own holds them."""
LARGEST_BLOCK: Final = 600
"""Characters of the block that holds both."""
NUMBERS_OF_A_LABEL: Final = 3
LONGEST: Final = 200

_BEGINS = rf"(?:^|(?<=[\s{HARD}　(（)）*※●•．.、,，;；|｜/]))"
_UNIT_LABEL = (
    r"(?:承辦|聯絡|連絡|洽詢|業務)?(?:單位|機關|課室|科室|處室|部門|科別"
    r"|課別)(?:名稱)?"
)
"""Who is in charge (主管, 主辦) leaves the telephone to others."""
_UNIT = r"[\u4e00-\u9fff]{1,28}(?:處|局|科|課|室|所|中心|組|隊|館|會|府|院|校|股|署|部)"
_PHONE_LABEL = r"(?:聯絡|連絡|洽詢|諮詢|承辦|服務|公務|辦公室?)?電話(?:號碼)?|TEL"
_MAIL_LABEL = r"(?:聯絡|連絡|服務|公務)?(?:電子郵件|電子信箱|電郵|e-?mail)(?:信箱|地址)?"
_LABEL = re.compile(
    rf"{_BEGINS}(?:(?P<unit>{_UNIT_LABEL})|(?P<tel>{_PHONE_LABEL})|(?P<mail>{_MAIL_LABEL}))[ 　]?(?:[:：]|\n)[ 　\n]*",
    re.IGNORECASE,
)
_UNIT_VALUE = re.compile(rf"(?P<unit>{_UNIT})(?![\u4e00-\u9fff])")
_NUMBER = re.compile(
    r"[(（+]{0,2}\d[\d \-－.()（）+]{5,18}\d(?: ?[(（,，]?(?:[#＃*]|分機|轉|ext\.?) ?[:：]?\d{1,6})?", re.IGNORECASE
)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,100}\.[A-Za-z]{2,24}")
_LINE = re.compile(f"[^\n{HARD}]{{0,80}}")
_BETWEEN = re.compile(
    rf"(?:[A-Za-z0-9._%+-]{{1,64}}@[A-Za-z0-9.-]{{1,120}}|{_PHONE_LABEL}|{_MAIL_LABEL}|傳真(?:電話|號碼)?|FAX|分機|轉|ext"
    rf"|[(（]?[一二三四五六七八九十]{{1,2}}[)）、.]|[^A-Za-z\u4e00-\u9fff])*+",
    re.IGNORECASE,
)
"""All that may stand between a unit and its number: whatever else is named there may be whose number it is."""
_ANOTHERS = re.compile(r"(?![轉分機或及至與內線])[\u4e00-\u9fff]")
_ELSEWHERE = ("08", "09")
"""Free calls and mobiles reach no desk that a directory of units lists."""
_UNIT_COLUMN = re.compile(r"(?:承辦|業務|服務)?(?:單位|課室|科室|處室|部門)(?:名稱)?")
_PHONE_COLUMN = re.compile(r"(?:聯絡|連絡|服務|洽詢)?電話(?:號碼)?")
_MAIL_COLUMN = re.compile(_MAIL_LABEL, re.IGNORECASE)
_PERSONS = re.compile(r"姓名|職稱|承辦人|聯絡人|人員")
"""A table of persons gives each one's own extension."""


def unit_contacts(shown: VisibleText) -> Iterator[Passage]:
    """CONTACT passages: "label: value" pairs in one block with a unit's name, and tables with columns for both.

    No fax, no free or mobile number, no number of a person; none where anything else is named between unit and number,
    nor where a block gives numbers before it names a unit.
    """
    seen: set[str] = set()
    for text, value in islice((*_labelled(shown), *_in_tables(shown)), MOST * 2):
        if value not in seen and len(seen) < MOST:
            seen.add(value)
            yield Passage(Sign.CONTACT, " ".join(text.replace(HARD, " ").split())[:LONGEST], value)


def _labelled(shown: VisibleText) -> Iterator[tuple[str, str]]:
    text = shown.text
    if "電話" not in text and "mail" not in text.lower() and "電子" not in text:
        return
    labels = [
        label
        for label in islice(_LABEL.finditer(text), MOST_LABELS)
        if shown.owner(label.start("unit" if label["unit"] else "tel" if label["tel"] else "mail")).region
        in (None, Region.MAIN)
    ]
    headings = [heading.start for heading in shown.headings]
    unit: tuple[re.Match[str], str] | None = None
    for index, label in enumerate(labels):
        if label["unit"]:
            value = _UNIT_VALUE.match(text, label.end())
            unit = (label, value["unit"]) if value else None
            continue
        if unit is None or label.start() - unit[0].start() > FARTHEST:
            continue
        named, name = unit
        begin = _block_begin(shown, named.end(), label.end())
        if begin is None or bisect_left(headings, named.end()) != bisect_left(headings, label.start()):
            continue
        if not _BETWEEN.fullmatch(text, named.end() + len(name), label.start()):
            continue
        if any(
            begin <= other.start() < named.start() and not other["unit"] for other in labels[max(index - 20, 0) : index]
        ):
            continue
        line = _LINE.match(text, label.end())
        values = _values(line[0] if line else "", bool(label["tel"]))
        for value_ in values:
            yield text[named.start() : label.end()] + (line[0] if line else ""), f"{name}|{value_}"


def _values(line: str, is_phone: bool) -> list[str]:
    line = re.split(r"傳真|fax|手機|行動", line, maxsplit=1, flags=re.IGNORECASE)[0]
    line = _ANOTHERS.split(line, maxsplit=1)[0]
    if not is_phone:
        return [f"mail:{mail_address(match[0])}" for match in islice(_MAIL.finditer(line), NUMBERS_OF_A_LABEL)]
    numbers = [phone_number(match[0]) for match in islice(_NUMBER.finditer(line), NUMBERS_OF_A_LABEL)]
    return [f"tel:{number}" for number in numbers if number and not number.startswith(_ELSEWHERE)]


def _block_begin(shown: VisibleText, first: int, last: int) -> int | None:
    """Where the smallest element that holds both places begins, if it is small enough; else the lines just before.

    None where the places do not belong together.
    """
    if first >= len(shown.text) or last >= len(shown.text):
        return None
    element: Element | None = shown.owner(first)
    for _ in range(12):
        if element is None or element.end - element.start > LARGEST_BLOCK or element.tag in ("body", "main"):
            break
        if element.start <= first and last < element.end:
            return element.start
        element = element.parent
    if last - first > NEAR or HARD in shown.text[first:last]:
        return None
    return max(shown.text.rfind(HARD, 0, first) + 1, first - FARTHEST)


def _in_tables(shown: VisibleText) -> Iterator[tuple[str, str]]:
    """Rows below a row that names the columns; a row of another number of cells ends the table."""
    if not re.search(rf"[\n{HARD}](?:承辦|業務|服務)?(?:單位|課室|科室|處室|部門)(?:名稱)?\n", shown.text):
        return
    header: list[str] = []
    at = 0
    for segment in shown.text.split(HARD):
        begin, at = at, at + len(segment) + 1
        cells = [cell.strip() for cell in segment.split("\n")]
        if len(cells) > 1 and any(map(_UNIT_COLUMN.fullmatch, cells)) and any(map(_PHONE_COLUMN.fullmatch, cells)):
            is_own = not any(map(_PERSONS.search, cells)) and shown.owner(begin).region in (None, Region.MAIN)
            header = cells if is_own else []
        elif header and len(cells) == len(header):
            yield from _row(header, cells)
        elif segment.strip():
            header = []


def _row(header: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    unit = next(cell for name, cell in zip(header, cells, strict=True) if _UNIT_COLUMN.fullmatch(name))
    if not re.fullmatch(_UNIT, unit):
        return
    for name, cell in zip(header, cells, strict=True):
        is_phone = _PHONE_COLUMN.fullmatch(name) is not None
        if is_phone or _MAIL_COLUMN.fullmatch(name):
            for value in _values(cell[:80], is_phone):
                yield " ".join(cells), f"{unit}|{value}"
