"""A page that declares another language than the one in which it is written.

## Why it matters

A screen reader chooses its voice by the declared language: English read by a Chinese voice, or Vietnamese by an
English one, cannot be understood. Translation and braille go wrong in the same way.

## How to fix it

Declare the language of most of the page at its root: lang="zh-Hant-TW", lang="en", lang="vi", lang="id", lang="th". It
is part of the template: ask the vendor, for the pages in foreign languages above all.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.languages import LANGUAGE, main_language
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Rendering

LEAST_SAID = 5.0
"""In characters of Chinese: from here on a page can be told to be in a language."""
CERTAIN = 0.9
MOST, HARDLY = 0.8, 0.1
"""Shares of the page."""
HALF = 0.5


def _page(lang: str, *lines: str) -> Rendering:
    page = f'<!doctype html><html lang="{lang}"><head><title>公告</title></head><body>{{}}</body></html>'
    return drawn("".join(f"<p>{line}</p>" for line in lines), page=page)


CHINESE = "自即日起受理申請，請於期限內備齊文件送本府社會處。"
ENGLISH = "Please hand in your application with all papers before the end of the month."
VIETNAMESE = "Vui lòng nộp đơn cùng với tất cả giấy tờ trước cuối tháng."


@check(
    title="Wrong language of the page",
    severity=Severity.SERIOUS,
    wcag=("3.1.1",),
    codes=("HM1310100C", "GN1310100E"),
    passes=(
        _page("zh-Hant-TW", CHINESE, "Hehu County Government"),
        _page("en", ENGLISH, "禾湖縣政府"),
        _page("zh-Hant-TW", f'<span lang="en">{ENGLISH}</span>'),
        _page("id", "Silakan serahkan permohonan Anda beserta semua dokumen sebelum akhir bulan."),
        _page("en", "Facebook", "YouTube", "RSS"),
    ),
    fails=(
        _page("en", CHINESE),
        _page("zh-Hant-TW", ENGLISH, "Applications are taken at every township office."),
        _page("en", VIETNAMESE),
        _page("zh-Hant-TW", "申請書は月末までに必要な書類とともに提出してください。"),
    ),
    unsure=(_page("zh-Hant-TW", ENGLISH, ENGLISH, CHINESE),),
)
def wrong_page_language(page: Rendering) -> Iterator[Answer]:
    main = main_language(page) if LANGUAGE.fullmatch(page.lang) else None
    if main is None or main.weight < LEAST_SAID or main.guess.is_fit(page.lang):
        return
    values = {**main.guess.named(), "declared": page.lang}
    said = Message("The page is written in {actual} and declares lang=“{declared}”.", values)
    place = page.place(page.elements[0], said, cause=f"{page.lang} {main.guess.language}")
    if main.share >= MOST and main.fit_share <= HARDLY and main.guess.certainty >= CERTAIN:
        message = Message("The page declares another language than the one in which it is written.")
        yield Finding(page.page_url, message, places=(place,))
    elif main.share >= HALF:
        message = Message("Is most of the page in the language that it declares?")
        yield Unsure(page.page_url, message, places=(place,))
