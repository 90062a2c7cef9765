"""A passage in another language than the page, or than its own lang attribute says.

## Why it matters

A screen reader goes on in the voice of the page: an English paragraph in a Chinese voice, or Japanese in an English
one, is noise.

## How to fix it

Mark the passage with its language: <p lang="en">…</p>, <a lang="vi" href="…">Tiếng Việt</a>. Names and single words
that everybody uses need no mark. If the editor of the CMS cannot do it, ask the vendor.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn import drawn
from checks.languages import LANGUAGE, Guess, Passage, language_of, main_language, passages
from checks.registry import check
from records.answers import Answer, Finding, Message, Severity, Unsure
from records.rendering import Rendering

SHORT = 2.0
LONG = 7.0
"""In characters of Chinese; of words between blanks as many."""
CERTAIN, LIKELY = 0.95, 0.7
PAGE = '<!doctype html><html lang="{}"><head><title>t</title></head><body>{{}}</body></html>'
ENGLISH = "Please hand in your application with all papers before the end of the month."
CHINESE = "請於期限內備齊文件送本府社會處。"
FRENCH = "Veuillez envoyer le formulaire rempli au bureau avant la fin du mois."


def _page(lang: str, body: str) -> Rendering:
    return drawn(body, page=PAGE.format(lang))


@check(
    title="Unmarked language",
    severity=Severity.MODERATE,
    wcag=("3.1.2",),
    codes=("HM2310200C", "HM2310200E"),
    passes=(
        _page("zh-Hant-TW", f'<p>{CHINESE}</p><p lang="en">{ENGLISH}</p>'),
        _page("zh-Hant-TW", f"<p>{CHINESE * 3}</p><p>Hehu County Government</p><p>Facebook</p>"),
        _page("zh-Hant-TW", f"<p>{CHINESE * 3}</p><p>本府使用 Windows Server 與 PostgreSQL。</p>"),
        _page("en", f'<p>{ENGLISH}</p><a href="/" lang="zh-Hant-TW">中文版</a>'),
        _page("en", f"<p>{ENGLISH}</p><p>The restaurant Chez Paul is in the Rue de Charonne.</p>"),
    ),
    fails=(
        _page("zh-Hant-TW", f"<p>{CHINESE * 5}</p><p>{ENGLISH}</p>"),
        _page("zh-Hant-TW", f'<p>{CHINESE * 5}</p><p lang="en">本府社會處將寄發通知給申請人。</p>'),
        _page("en", f"<p>{ENGLISH}</p><p>{ENGLISH}</p><blockquote>{FRENCH}</blockquote>"),
    ),
    unsure=(
        _page("en", f'<p>{ENGLISH}</p><a href="/">中文版</a>'),
        _page("zh-Hant-TW", f'<p>{CHINESE * 3}</p><a href="/ja">ホーム</a>'),
    ),
)
def unmarked_language(page: Rendering) -> Iterator[Answer]:
    root = page.elements[0] if page.elements else None
    main = main_language(page)
    is_root_wrong = main is None or not main.guess.is_fit(page.lang)
    found, doubtful = [], []
    for passage in passages(page):
        if not LANGUAGE.fullmatch(passage.lang) or (passage.declarer is root and is_root_wrong):
            continue
        guess = language_of(passage.text)
        if guess is None or guess.is_fit(passage.lang):
            continue
        text = Message("It is written in {actual}, and lang=“{declared}” holds for it.")
        said = Message(text.text, {**guess.named(), "declared": passage.lang})
        place = page.place(page.elements[passage.texts[0].parent], said)
        if _is_plain(passage, guess):
            found.append(place)
        elif guess.certainty >= LIKELY and guess.weight >= SHORT and not _is_name(passage.text):
            doubtful.append(place)
    if found:
        message = Message("A passage is in a language that is not declared for it.")
        yield Finding(page.page_url, message, places=tuple(found))
    if doubtful:
        message = Message("Is this in another language, and no name?")
        yield Unsure(page.page_url, message, places=tuple(doubtful))


def _is_plain(passage: Passage, guess: Guess) -> bool:
    is_long = guess.words >= LONG if guess.script in ("latin", "cyrillic") else guess.weight >= LONG
    return guess.certainty >= CERTAIN and is_long and not _is_name(passage.text)


def _is_name(text: str) -> bool:
    """Whether every longer word of it has a capital letter, as names and headlines have."""
    words = [word for word in text.split() if word.isascii() and len(word) > 3]
    return bool(words) and all(not word.islower() for word in words)
