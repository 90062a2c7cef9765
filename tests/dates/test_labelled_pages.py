"""The reader of dates on the labelled set: nearly always right, hardly ever wrong, else without an answer."""

from collections import Counter

from crawler.extract.dates import page_dates
from tests.dates.labelled_pages import NOISES, NONE, TODAY, as_answer, fragments, labelled_pages

LEAST_EXACT = 0.95
MOST_WRONG = 0.005


def test_the_set_is_large_and_of_all_kinds() -> None:
    assert len(fragments()) >= 200
    assert len(NOISES) == 6
    assert len({fragment.kind for fragment in fragments()}) >= 6
    assert len({fragment.name for fragment in fragments()}) == len(fragments())


def test_nearly_all_answers_are_exact_and_hardly_one_is_wrong() -> None:
    answers = Counter[str]()
    wrong = []
    for page in labelled_pages():
        fragment = page.fragment
        said = as_answer(page_dates(page.html, today=TODAY), fragment.kind)
        answers["exact" if said == fragment.answer else "unknown" if said == NONE else "wrong"] += 1
        if said not in (fragment.answer, NONE):
            wrong.append((fragment.name, page.noise, fragment.answer, said))
    assert answers["exact"] >= LEAST_EXACT * answers.total()
    assert len(wrong) <= MOST_WRONG * answers.total(), wrong


def test_what_is_certain_is_never_wrong() -> None:
    for page in labelled_pages():
        fragment = page.fragment
        sure = [one for one in page_dates(page.html, today=TODAY) if not one.is_weak]
        assert as_answer(sure, fragment.kind) in (fragment.answer, NONE), (fragment.name, page.noise)


def test_most_dates_tell_their_line() -> None:
    lines = [
        one.line for page in labelled_pages() for one in page_dates(page.html, today=TODAY) if one.source == "label"
    ]
    assert sum(line > 0 for line in lines) > 0.9 * len(lines)
