"""Find every check: one in each file of a folder of this package."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, get_args, get_type_hints

import checks
from records.answers import Answer, Severity
from records.kinds import Fact
from records.standard import codes_of

PRETEST = "badge"
"""The folder of checks that say what the official tool will say before a badge is granted."""
WHY, HOW = "## Why it matters", "## How to fix it"
DOC = re.compile(rf"(?P<summary>\S.*?)\n+{WHY}\n+(?P<why>\S.*?)\n+{HOW}\n+(?P<how>\S.*)", re.DOTALL)

F = TypeVar("F", bound=Fact)


class CheckError(Exception):
    """A file does not hold what a check must; the sentence starts with the file's name."""


@dataclass(frozen=True)
class Check:
    id: str
    title: str
    severity: Severity
    reads: type[Fact]
    judge: Callable[[Any], Iterator[Answer]] = field(repr=False)
    doc: str = field(repr=False)
    file: str
    passes: tuple[Fact, ...] = field(repr=False)
    """Facts on which it is silent."""
    fails: tuple[Fact, ...] = field(repr=False)
    """Facts of which it finds fault."""
    unsure: tuple[Fact, ...] = field(repr=False)
    """Facts of which it cannot tell."""
    wcag: tuple[str, ...] = ()
    """Success criteria that its answers speak of, unless an answer names its own."""
    codes: tuple[str, ...] = ()
    """Codes of 網站無障礙規範 that its answers speak of, as `records.standard.codes_of` takes them."""
    echoes: tuple[str, ...] = ()
    """Checks that find the same barrier by other means: where one of these has found fault, this one adds nothing."""
    is_urgent: bool = False
    """Whether its bureau is to hear on the same day."""

    @property
    def group(self) -> str:
        """The folder that it is in: "links", "freshness", "accessibility", "trying", "badge"."""
        return Path(self.file).parent.name

    @property
    def summary(self) -> str:
        """What it looks for, in one sentence (English, for gettext)."""
        return self._part("summary")

    @property
    def why(self) -> str:
        """Why it matters: paragraphs apart by an empty line (English, for gettext)."""
        return self._part("why")

    @property
    def how(self) -> str:
        """How to fix it: paragraphs apart by an empty line (English, for gettext)."""
        return self._part("how")

    def _part(self, name: str) -> str:
        found = DOC.fullmatch(self.doc)
        return re.sub(r"(?<!\n)\n(?![\n-])", " ", found[name]) if found else ""


def check(
    *,
    title: str,
    severity: Severity,
    passes: tuple[F, ...],
    fails: tuple[F, ...] = (),
    unsure: tuple[F, ...] = (),
    wcag: tuple[str, ...] = (),
    codes: tuple[str, ...] = (),
    echoes: tuple[str, ...] = (),
    is_urgent: bool = False,
) -> Callable[[Callable[[F], Iterator[Answer]]], Check]:
    """Make a check of a generator function. Its id is its file's name; what it reads is the type of its argument.

    Its docstring is its file's: one sentence, then "## Why it matters" and "## How to fix it". The examples are facts
    on which it must be silent, must find fault, cannot tell: they are its tests and its documentation. `wcag`, `codes`:
    what its answers speak of, unless an answer names its own. `echoes`, `is_urgent`: see `Check`. Raises CheckError,
    which names the file, where one of these is missing or not known.
    """

    def make(judge: Callable[[F], Iterator[Answer]]) -> Check:
        module = inspect.getmodule(judge)
        file = judge.__code__.co_filename
        doc = inspect.cleandoc(getattr(module, "__doc__", None) or "")
        if not DOC.fullmatch(doc):
            raise CheckError(
                f'{file}: its docstring must be one sentence, then "{WHY}" and "{HOW}" with words under both'
            )
        if not (passes and (fails or unsure)):
            raise CheckError(f"{file}: give at least one example that passes and one that fails or leaves it unsure")
        if unknown := [code for code in codes if not any(codes_of(code).values())]:
            raise CheckError(f"{file}: no edition of the standard has the codes {', '.join(unknown)}")
        id = Path(file).stem.replace("_", "-")
        reads = _argument(judge, file)
        return Check(
            id, title, severity, reads, judge, doc, file, passes, fails, unsure, wcag, codes, echoes, is_urgent
        )

    return make


def _argument(judge: Callable[..., Any], file: str) -> type[Fact]:
    names = list(inspect.signature(judge).parameters)
    hints = get_type_hints(judge)
    if len(names) == 1 and hints.get(names[0]) in get_args(Fact):
        fact: type[Fact] = hints[names[0]]
        return fact
    kinds = ", ".join(kind.__name__ for kind in get_args(Fact))
    raise CheckError(f"{file}: {judge.__name__}() must have exactly one argument, annotated with one of {kinds}")


def load_checks(package: ModuleType = checks) -> dict[str, Check]:
    """Import every file in the folders of `package` and return their checks by id, sorted.

    Raises CheckError where a file holds no check, where two checks share an id, and where there is none at all.
    """
    found: dict[str, Check] = {}
    for file in sorted(file for folder in package.__path__ for file in Path(folder).glob("*/*.py")):
        if file.stem.startswith("_"):
            continue
        module = importlib.import_module(f"{package.__name__}.{file.parent.name}.{file.stem}")
        here = [value for value in vars(module).values() if isinstance(value, Check)]
        if not here:
            raise CheckError(f"{file}: there is no check in it; put @check(…) above its function")
        for one in here:
            if one.id in found:
                raise CheckError(f"{one.file}: a check called “{one.id}” is already in {found[one.id].file}")
            found[one.id] = one
    if not found:
        raise CheckError(
            f"{list(package.__path__)}: no check found there; is another package called “{package.__name__}” installed?"
        )
    return dict(sorted(found.items()))


@cache
def pretest_ids() -> frozenset[str]:
    """Ids of the checks whose findings are no barriers: counted apart, and mixed with nothing."""
    return frozenset(id for id, one in load_checks().items() if one.group == PRETEST)
