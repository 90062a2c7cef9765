"""The year that a page is named after, and that of its footer's copyright."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final
from unicodedata import normalize

from crawler.extract.date_forms import ROC, fold
from crawler.extract.passage_words import (
    MOST,
    SITE_NAME,
    parts_of,
    passage,
)
from crawler.extract.visible import HARD, VisibleText
from records.facts import Passage, Region, Sign

_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_WORDS = (
    r"(?:\d{2,4}|[一二]?百[一二三四五六七八九十〇○零]{1,4}|一[〇○零一二][〇○零一二三四五六七八九]"
    r"|二[〇○零]{1}[〇○零一二三四五六七八九]{2})"
)
_YEAR = re.compile(
    rf"(?P<era>(?:中華)?民國|西元|公元)? ?(?<!\d)(?P<first>{_YEAR_WORDS})(?!\d) ?(?:[(（]\d{{2,4}}[)）] ?)?(?:年度?)?"
    rf"(?: ?(?:[-~至到]|及|、|,) ?(?:民國)? ?(?P<last>{_YEAR_WORDS})(?!\d))? ?(?P<unit>學年度?|會計年度|年度"
    rf"|年)(?P<after>.?)"
)
_BEFORE_YEAR = re.compile(r"(?:^|[\s(（\[【「『《〈:：,，、|｜>＞_/-]|[縣市鄉鎮區府局處所會署])$")
"""What stands before a bare "113年": not 建校, 屆滿 and the like, which count years."""
_AFTER_YEAR = re.compile(
    r"(?:\s*(?:\d{1,2}(?: ?[-~至] ?\d{1,2})?|[一二三四五六七八九十]{1,2}) ?月|[\s(（]*第?[一二三四1234] ?季"
    r"|[\s(（]*[上下]半年|校慶"
    r"|[代來慶以前後期級資齡保間老紀歷起底初])"
)


_AMENDED = re.compile(r"\{year\}\S{0,3}年度?\s*(?:修正|修訂|訂定|訂頒|制定|增訂|公布(?!欄))")
_ONE_OFF = re.compile(r"[震風水火]災|地震|颱風|豪雨|氣爆|疫情|海嘯")
"""What such a page is for comes once, and no later year's takes its place."""
_AUTHORITY = re.compile(r"^(?:[\u3400-\u9fff]{2,3}(?:[縣市]政府|縣)|本[府縣])(?=\{year\})")
_VERSION_AT_END = re.compile(
    r"[(\[【][^()\[\]【】{}]{0,20}(?:版|草案|稿|核定|修[正訂]|更新|公告|附件|下載|全文|pdf|new)[^()\[\]【】{}]{0,12}[)\]】]$",
    re.IGNORECASE,
)
"""Other brackets tell whose plan or which competition it is."""


def year_labels(titles: Sequence[str]) -> Iterator[Passage]:
    """The year that the heading, else the title, is named after; of several the last. No month, no season, no count.

    None of rules that were amended in it, nor of what comes once. The words are plain: the same thing's title of
    another year has the same, with 年 or 年度, with the county's name before it or a version behind it or without.
    """
    for title in titles:
        folded = fold(title)
        found = [
            (match, year)
            for match in islice(_YEAR.finditer(folded), MOST)
            if (year := _last_year(match)) and _is_label(folded, match)
        ]
        if not found:
            continue
        pieces, at = [], 0
        for match, _ in found:
            pieces += [title[at : match.start()], "{year}"]
            at = match.start("unit")
        words = _plain_label("".join(pieces) + title[at:])
        if not _AMENDED.search(words) and not _ONE_OFF.search(words):
            yield passage(Sign.YEAR_LABEL, words, str(max(year for _, year in found)))
        return


def _plain_label(words: str) -> str:
    parts = [part for part in parts_of(words) if "{year}" in part or not SITE_NAME.search(part)]
    plain = "".join(normalize("NFKC", "-".join(parts)).split())
    plain = _VERSION_AT_END.sub("", _VERSION_AT_END.sub("", plain))
    plain = _AUTHORITY.sub("", plain)
    return re.sub(r"(?<=\{year\})(?:會計)?年度?", "年", re.sub(r"(?<=\{year\})學年度?", "學年度", plain))


def _last_year(match: re.Match[str]) -> int:
    year = _number(match["last"] or match["first"])
    if match["era"] in ("西元", "公元") or year >= 1990:
        return year if 1990 <= year <= 2100 else 0
    is_sure = match["era"] or match["unit"] != "年" or year >= 90
    return year + ROC if is_sure and 80 <= year <= 189 else 0


def _number(written: str) -> int:
    """A year in digits or Chinese numerals: 113, 一一三, 一百一十三, 百十三."""
    if written.isdecimal():
        return int(written)
    if "百" not in written:
        plain = written.translate(_HAN_DIGITS)
        return int(plain) if plain.isdecimal() else 0
    hundreds, _, rest = written.partition("百")
    tens, has_ten, ones = rest.rpartition("十")
    units = [part.translate(_HAN_DIGITS) or "0" for part in (hundreds or "1", tens or ("1" if has_ten else "0"), ones)]
    return sum(weight * int(unit) for weight, unit in zip((100, 10, 1), units, strict=True) if unit.isdecimal())


def _is_label(title: str, match: re.Match[str]) -> bool:
    if _AFTER_YEAR.match(title, match.end("unit")):
        return False
    if match["unit"] != "年":
        return True
    return match["era"] is not None or _BEFORE_YEAR.search(title[: match.start()]) is not None


_MARK = re.compile(r"©|[(（]c[)）]|copyright|版權所有|著作權所有", re.IGNORECASE)
_COPYRIGHT_YEAR = re.compile(r"(?<![\d./])(?P<year>(?:19|20)\d\d)(?!\d|[./-]\d{1,2}[./-]|年\d)")
_COPYRIGHT_ROC = re.compile(r"民國 ?(?P<year>\d{2,3}) ?年?(?!\d)(?! ?\d{1,2} ?月)")


_NO_YEAR_OF_MARK = re.compile(r"[自從於起獲]|since|榮|更新|瀏覽|最佳|建議|解析", re.IGNORECASE)
_SINCE = re.compile(r" ?年?(?:起|迄今|至今|成立|創立)")
_UNTIL_NOW = re.compile(r" ?[-–—~～至] ?+(?=$|\n|\x02)|[-–—~～至] ?+(?!\d)")
"""A range whose end a script writes."""
_BESIDE: Final = 30
"""Characters between the mark and its year."""


def copyright_years(shown: VisibleText) -> Iterator[Passage]:
    """The newest year beside a mark; none where a range is left open, or the year is that of something else."""
    newest, words = 0, ""
    for match in islice(_MARK.finditer(shown.text), MOST):
        if shown.owner(match.start()).region is not Region.FOOTER:
            continue
        line_end = re.search(f"[\n{HARD}]|$", shown.text[match.end() : match.end() + 80])
        begin, end = match.start(), match.end() + (line_end.start() if line_end else 0)
        before = re.split(f"[\n{HARD}]", shown.text[max(begin - 12, 0) : begin])[-1]
        said = before + shown.text[begin:end]
        mark = len(before), len(before) + len(match[0])
        found = [*_COPYRIGHT_YEAR.finditer(said)]
        if any(_is_open(shown, said, year.end(), begin - len(before)) for year in found):
            return
        beside = [year for year in found if _is_of_mark(said, year, mark)]
        rocs = (year for year in _COPYRIGHT_ROC.finditer(said) if _is_of_mark(said, year, mark))
        years = [int(year["year"]) for year in beside] + [int(year["year"]) + ROC for year in rocs]
        if years and max(years) > newest:
            newest, words = max(years), said
    if newest:
        yield passage(Sign.COPYRIGHT, words, str(newest))


def _is_of_mark(said: str, year: re.Match[str], mark: tuple[int, int]) -> bool:
    """Whether the year stands beside the mark, and not behind words that make it another thing's."""
    between = said[mark[1] : year.start()] if year.start() >= mark[1] else said[year.end() : mark[0]]
    return len(between) <= _BESIDE and not _NO_YEAR_OF_MARK.search(between) and not _SINCE.match(said, year.end())


def _is_open(shown: VisibleText, said: str, at: int, begin: int) -> bool:
    """Whether a range without an end stands here, and not "2024 - 禾湖縣政府" in one run of text."""
    dash = _UNTIL_NOW.match(said, at)
    if dash is not None:
        return True
    spaced = re.match(r" [-–—~～至]", said[at:])
    # Where the text is broken off behind the dash, an element without words stands between.
    return spaced is not None and any(begin + at < start <= begin + at + 4 for start in shown.starts)
