"""Keep the catalogues complete: `python -m reports.catalogue` writes every source string that is missing into them.

Sources are `Message("…")` and `_("…")` in code and templates, and the prose of the checks.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from checks.registry import load_checks
from reports.rendering import TEMPLATES
from reports.words import LOCALE

ROOT = Path(__file__).parent.parent
FOLDERS = ("records", "crawler", "checks", "reports", "schedules", "commands")


def sources() -> Iterator[tuple[str, str]]:
    """(English string, file it stands in) pairs, in a settled order."""
    for file in python_files():
        for string in spoken(file):
            if string is not None:
                yield string, _name(file)
    for name, _, words, _, _ in extract_from_dir(TEMPLATES, [("**.*", "jinja2")], keywords={"_": None}):
        yield str(words), f"{_name(TEMPLATES)}/{name}"
    for check in load_checks().values():
        for prose in (check.title, check.summary, check.why, check.how):
            yield prose, _name(Path(check.file))


def python_files() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.py"))
    if (command_line := ROOT / "sitepatrol.py").exists():
        yield command_line


def spoken(file: Path) -> Iterator[str | None]:
    """The strings that `Message(…)` and `_(…)` are given in a file of code, None where they cannot be read there.

    A string may stand in the call, or in a variable of the file that the call names. The words of another message
    (`other.text`) are read where that one is made.
    """
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    named: dict[str, list[str]] = {}
    for node in nodes:
        match node:
            case ast.Assign([ast.Name(name)], ast.Constant(str(string))):
                named.setdefault(name, []).append(string)
            case ast.Assign([ast.Name(name)], value) if _is_anothers(value):
                named.setdefault(name, [])
    for node in nodes:
        match node:
            case ast.Call(ast.Name("Message" | "_"), [ast.Constant(str(string)), *_]):
                yield string
            case ast.Call(ast.Name("Message" | "_"), [ast.Name(name), *_]) if name in named:
                yield from named[name]
            case ast.Call(ast.Name("Message" | "_"), [words, *_]) if not _is_anothers(words):
                yield None


def _is_anothers(words: ast.expr) -> bool:
    match words:
        case ast.Attribute(_, "text"):
            return True
        case ast.IfExp(_, one, other):
            return _is_anothers(one) and _is_anothers(other)
    return False


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def update(path: Path) -> Catalog:
    """Add what is missing from a catalogue, drop what no source says any more, and return it."""
    found = Catalog()
    for string, file in sources():
        found.add(string, locations=[(file, 0)])
    catalogue = read(path)
    found.creation_date = catalogue.creation_date
    catalogue.update(found, no_fuzzy_matching=True)
    with path.open("wb") as written:
        write_po(written, catalogue, width=120, ignore_obsolete=True, include_lineno=False)
    return catalogue


def main() -> None:
    for path in sorted(LOCALE.glob("zh*/LC_MESSAGES/sitepatrol.po")):
        catalogue = update(path)
        missing = sum(not message.string for message in catalogue if message.id)
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} strings, {missing} without a translation")


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    main()
