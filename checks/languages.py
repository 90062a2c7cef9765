"""In which language words are written, and which one the page declares for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from records.rendering import Element, Rendering

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SCRIPTS = {
    "han": "\u3400-\u9fff\uf900-\ufaff", "kana": "\u3040-\u30fa\u30fc-\u30ff", "hangul": "\u1100-\u11ff\uac00-\ud7af",
    "thai": "\u0e01-\u0e4e", "khmer": "\u1780-\u17d3", "burmese": "\u1000-\u103f", "arabic": "\u0620-\u06d3",
    "hebrew": "\u05d0-\u05ea", "greek": "\u0370-\u03ff", "cyrillic": "\u0400-\u04ff", "devanagari": "\u0900-\u0963",
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
}  # fmt: skip
RUN = re.compile("|".join(f"(?P<{name}>[{letters}]+)" for name, letters in SCRIPTS.items()))
WEIGHTS = {"han": 1.0, "kana": 1.0, "hangul": 0.7}
LETTER_WEIGHT = 0.3
"""How much a letter says, measured in characters of Chinese, where a script writes sounds."""
WRITTEN_IN = {
    "han": ("zh", "ja"), "kana": ("ja",), "hangul": ("ko",), "thai": ("th",), "khmer": ("km",), "burmese": ("my",),
    "arabic": ("ar", "fa", "ur", "ps", "ug", "sd", "ckb"), "hebrew": ("he",), "greek": ("el",),
    "cyrillic": ("ru", "uk", "bg", "be", "hr", "mk", "kk", "ky", "mn", "tg"), "devanagari": ("hi", "mr", "ne", "sa"),
}  # fmt: skip
"""By script, the languages that use it, the likeliest first."""
FAMILIES = (
    ("zh", "yue", "nan", "hak", "cmn", "wuu", "lzh"), ("id", "ms", "jv", "su", "min"), ("no", "nb", "nn", "da"),
    ("tl", "fil", "bcl", "ceb", "ilo", "war"), ("en", "pcm", "sco"), ("hr", "sr", "bs", "sh"), ("cs", "sk"),
    ("nl", "af", "fy", "li"), ("pt", "gl", "mwl"), ("es", "ext", "an", "ast"), ("fr", "oc", "wa", "frp"),
    ("de", "lb", "nds", "bar"), ("it", "lij", "lmo", "vec", "scn"), ("he", "iw", "yi"),
)  # fmt: skip
"""Languages that are easily taken for one another."""
FAMILY_OF = {language: family[0] for family in FAMILIES for language in family}
NAMES = {
    "zh": ("Chinese", "中文"), "en": ("English", "英文"), "ja": ("Japanese", "日文"), "ko": ("Korean", "韓文"),
    "vi": ("Vietnamese", "越南文"), "id": ("Indonesian", "印尼文"), "th": ("Thai", "泰文"), "km": ("Khmer", "柬埔寨文"),
    "tl": ("Filipino", "菲律賓文"), "my": ("Burmese", "緬甸文"), "fr": ("French", "法文"), "de": ("German", "德文"),
    "es": ("Spanish", "西班牙文"), "it": ("Italian", "義大利文"), "pt": ("Portuguese", "葡萄牙文"),
    "nl": ("Dutch", "荷蘭文"), "ru": ("Russian", "俄文"), "ar": ("Arabic", "阿拉伯文"),
}  # fmt: skip
ENGLISH_ALONE = re.compile(r"\b(?:the|and|with|this|that|you|your|from|are|which|should|must|its|they|our)\b", re.I)
ENGLISH_TOO = re.compile(r"\b(?:of|to|in|is|it|on|by|an|be|as|or|if|not|can|will|for|when|use)\b", re.I)
"""Words of English that other languages do not have, and that they have as well."""
LEAST_SHARE = 0.6
"""Of a text in one script, from which on that is its script."""
LEAST_KANA = (3, 0.15)
"""Characters, and share of the text, from which on it is Japanese: a single の is fashion in Taiwan."""
LEAST_WORDS = 4
"""In scripts that several languages share: fewer are names as often as not."""
LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_].*)?")
"""What may be declared; anything else axe-core reports."""
FILLER = ("la", "zxx")
"""Lorem ipsum, and names without a sentence."""
NO_WORD = re.compile(r"[\d@/\\_=<>{}|]")
MOST_LOOKED_AT = 2000
NOT_PROSE = frozenset(("code", "pre", "kbd", "samp", "var"))
MOST_PASSAGES = 400
"""Whose language is asked for one page: so many tell as much as all."""


class Guess(NamedTuple):
    language: str
    """Of several that are alike, the first of its family."""
    certainty: float
    """0 to 1."""
    script: str
    words: int
    """As blanks divide it."""
    weight: float
    """How much is said, measured in characters of Chinese."""

    def is_fit(self, declared: str) -> bool:
        """Whether words of this kind may stand where this language is declared."""
        return family(declared) == self.language or (
            self.script not in ("latin", "cyrillic") and family(declared) in WRITTEN_IN[self.script]
        )

    def named(self) -> dict[str, str | int]:
        """For messages: the language's name."""
        english, chinese = NAMES.get(self.language, (self.language, self.language))
        return {"actual": chinese, "actual_en": english}


class Passage(NamedTuple):
    """Words of one line for which one language is declared."""

    texts: tuple[Element, ...]
    declarer: Element
    """The element that declares their language; the root where none does."""

    @property
    def lang(self) -> str:
        return self.declarer.get("lang").lower()

    @property
    def text(self) -> str:
        return " ".join("".join(text.text for text in self.texts).split())


class Main(NamedTuple):
    """What most of a page is written in, of what stands under the root's own declaration."""

    guess: Guess
    """Of the longest passage in it."""
    share: float
    fit_share: float
    """Of what may stand under the language that the root declares."""
    weight: float
    """Of all passages whose language is known, measured in characters of Chinese."""


def family(language: str) -> str:
    """The language itself, without its region, or that for which it is easily taken.

    >>> family("zh-Hant-TW"), family("nb"), family("fr")
    ('zh', 'no', 'fr')
    """
    primary = language.lower().replace("_", "-").partition("-")[0]
    return FAMILY_OF.get(primary, primary)


@lru_cache(maxsize=4096)
def language_of(text: str) -> Guess | None:
    """The language in which a text is written; None where it is mixed, has no words, or too few to tell."""
    words = [word for word in text[:MOST_LOOKED_AT].split() if not NO_WORD.search(word)]
    weights = _weights(" ".join(words))
    total = sum(weights.values())
    if not total:
        return None
    script = max(weights, key=lambda name: weights[name])
    kana = weights.get("kana", 0)
    if kana >= max(LEAST_KANA[0], LEAST_KANA[1] * total):
        script, share = "kana", (kana + weights.get("han", 0)) / total
    else:
        share = weights[script] / total
    if share < LEAST_SHARE:
        return None
    if script not in ("latin", "cyrillic"):
        return Guess(WRITTEN_IN[script][0], 1.0, script, len(words), total)
    if len(words) < LEAST_WORDS:
        return None
    language, certainty = _told_by_words(" ".join(words))
    if language in FILLER:
        return None
    return Guess(language, certainty, script, len(words), total)


def _weights(words: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for run in RUN.finditer(words):
        script = run.lastgroup or ""
        found[script] = found.get(script, 0.0) + len(run[0]) * WEIGHTS.get(script, LETTER_WEIGHT)
    return found


def _told_by_words(words: str) -> tuple[str, float]:
    plain = len(ENGLISH_ALONE.findall(words))
    if plain > 1 or (plain and ENGLISH_TOO.search(words)):
        return "en", 1.0
    found: dict[str, float] = {}
    for language, certainty in _identifier().rank(words)[:8]:
        found[family(language)] = found.get(family(language), 0.0) + float(certainty)
    return max(found.items(), key=lambda pair: pair[1])


@cache
def _identifier() -> LanguageIdentifier:
    """Loaded when the first text asks for it: it takes half a second and 90 MB, and many sites never need it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def passages(page: Rendering) -> Iterator[Passage]:
    """What eyes can read, without code, in the order of the tree."""
    declarers = _declarers(page)
    for line in page.lines:
        for declarer, texts in groupby(line.texts, lambda text: declarers[text.parent]):
            if declarer is not None:
                yield Passage(tuple(texts), declarer)


def _declarers(page: Rendering) -> list[Element | None]:
    """For each element the one that declares its language; None in code."""
    found: list[Element | None] = []
    for element in page.elements:
        declarer = found[element.parent] if element.parent >= 0 else element
        if element.tag in NOT_PROSE:
            declarer = None
        elif declarer is not None and (element.attributes.get("lang", "").strip() or element.tag == "html"):
            declarer = element
        found.append(declarer)
    return found


def main_language(page: Rendering) -> Main | None:
    """None where too little is said to tell."""
    own = (passage.text for passage in passages(page) if passage.declarer is page.elements[0])
    guesses = [guess for text in islice(own, MOST_PASSAGES) if (guess := language_of(text))]
    total = sum(guess.weight for guess in guesses)
    by_language: dict[str, list[Guess]] = {}
    for guess in guesses:
        by_language.setdefault(guess.language, []).append(guess)
    if not by_language:
        return None
    weight, most = max((sum(one.weight for one in found), found) for found in by_language.values())
    fit = sum(guess.weight for guess in guesses if guess.is_fit(page.lang))
    return Main(max(most, key=lambda guess: guess.weight), weight / total, fit / total, total)
