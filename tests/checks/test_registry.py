"""Adding a check touches one file; a file that is not right says so, by its name."""

import importlib
import itertools
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import checks
from checks.registry import CheckError, load_checks
from records.facts import Page

GOOD = '''"""A page without words.

## Why it matters

Nobody learns
anything from it.

Nobody comes back.

## How to fix it

- Write some.
- Then read it.
"""

from checks.registry import check
from records.answers import Finding, Message, Severity
from records.facts import Page


@check(title="Empty page", severity=Severity.MINOR, passes=(Page("u", "words"),), fails=(Page("u", ""),))
def empty_page(page: Page):
    if not page.html:
        yield Finding(page.url, Message("This page is empty."))
'''
Write = Callable[..., ModuleType]
names = itertools.count()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes files into the folders of a package of checks and hands out the package."""

    def write(**files: str) -> ModuleType:
        root = tmp_path / f"samples{next(names)}"
        for name, text in files.items():
            file = root.joinpath(*name.split("__")).with_suffix(".py")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        root.mkdir(exist_ok=True)
        (root / "__init__.py").touch()
        monkeypatch.syspath_prepend(str(tmp_path))
        return importlib.import_module(root.name)

    return write


def test_a_file_is_all_that_a_check_needs(package: Write) -> None:
    [check] = load_checks(package(pages__empty_page=GOOD)).values()
    assert check.id == "empty-page"
    assert check.reads is Page
    assert check.summary == "A page without words."
    assert check.why == "Nobody learns anything from it.\n\nNobody comes back."
    assert check.how == "- Write some.\n- Then read it."


def test_a_package_without_checks_is_not_ours(package: Write) -> None:
    with pytest.raises(CheckError, match="no check found"):
        load_checks(package())


def test_two_checks_of_one_name_are_both_named(package: Write) -> None:
    with pytest.raises(CheckError, match=r"(?s)pages.empty_page\.py.*links.empty_page\.py"):
        load_checks(package(links__empty_page=GOOD, pages__empty_page=GOOD))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("## Why it matters", "## Motivation", "Why it matters"),
        ("## How to fix it", "How to fix it", "How to fix it"),
        ("Nobody learns\nanything from it.\n\nNobody comes back.\n", "", "with words under both"),
        ('"""A page without words.\n', '"""', "one sentence"),
        ("page: Page", "page", "exactly one argument, annotated with one of Page, Link, AxeResult"),
        ("page: Page", "page: str", "exactly one argument"),
        ("page: Page", "page: Page, other: Page", "exactly one argument"),
        ('(Page("u", "words"),)', "()", "at least one example"),
        ("@check(title", "dict(title", "there is no check in it"),
    ],
)
def test_what_is_missing_is_named_with_its_file(package: Write, old: str, new: str, sentence: str) -> None:
    with pytest.raises(CheckError, match=r"pages.empty_page\.py") as error:
        load_checks(package(pages__empty_page=GOOD.replace(old, new)))
    assert sentence in str(error.value)


def test_ours_are_found() -> None:
    found = load_checks(checks)
    assert {"broken-link", "stale-page", "missing-update-date", "accessibility"} <= found.keys()
    assert list(found) == sorted(found)


def test_every_folder_of_checks_is_a_package_so_that_it_is_installed() -> None:
    for file in Path(checks.__path__[0]).glob("*/*.py"):
        assert (file.parent / "__init__.py").exists()
