"""axe-core: where it lies, what of it runs in a page, and its answer as facts.

axe runs in a world of its own within the page (an isolated world): it sees the same elements, but a page's own
`module`, `define`, `axe` or patched prototypes do not touch it, nor it them.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from crawler.browser import drawing
from crawler.extract.regions import region_along
from records.answers import Message
from records.facts import AxeNode, AxeOutcome, AxeResult

WCAG_A_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
"""axe's tags for the rules of WCAG 2.0, 2.1 and 2.2, levels A and AA (2.2 brought no new rule of level A yet)."""

DOUBTFUL = ("presentation-role-conflict", "aria-dialog-name", "aria-treeitem-name")
"""Rules that are asked beside these: axe counts them as good practice; what they find a person must look at."""

LEFT_OUT = {"experimental", "deprecated"}
"""axe's tags for rules that it asks only where they are named."""

LATE_RESOURCES_SECONDS = 10
"""How long, once its HTML is whole, a page may wait for its last image or frame: after that it is taken as it is."""
FONT_SECONDS = 1
FRAME_SECONDS = 10
"""How long axe waits for the answer of a frame, before it does without frames."""
NODES_PER_RULE = 200
HTML_LENGTH = 500
SELECTOR_LENGTH = 1000
SUMMARY_LENGTH = 2000

OPTIONS: Final[Mapping[str, object]] = {
    "runOnly": {"type": "tag", "values": WCAG_A_AA},
    "rules": {rule: {"enabled": True} for rule in DOUBTFUL},
    "resultTypes": ["violations", "incomplete"],
    "reporter": "v2",
    "elementRef": True,
    # Media alone: preloading style sheets serves a rule that is still experimental, and fetches them once more.
    "preload": {"assets": ["media"], "timeout": 3000},
    "frameWaitTime": FRAME_SECONDS * 1000,
}
"""What axe-core is asked with."""

MEASURED = ("fgColor", "bgColor", "contrastRatio", "expectedContrastRatio", "fontSize", "fontWeight", "width", "height",
            "minSize", "closestOffset")  # fmt: skip
"""What axe-core's checks tell of what they measured."""


class EngineMissing(Exception):
    """axe-core is not where it should be, or does not work. `message` says what to do, in one sentence."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class EngineSilent(EngineMissing):
    """axe-core found nothing on a page that is full of known faults."""


@dataclass(frozen=True)
class Axe:
    version: str
    script: str
    """What each document runs in our isolated world before its own scripts; it defines `sitepatrol`."""
    page_script: str
    """The same for the page's own world: the body of a function, which leaves `window[HANDLE]` alone behind.

    What the page calls `module`, `define` or `axe` stays its own; what it has changed of the language holds for us too.
    """


def axe_source() -> Axe:
    """axe-core from node_modules of the project (or from the folder that SITEPATROL_AXE names).

    Raises EngineMissing if it is not there.
    """
    folder = _folder()
    try:
        version = json.loads((folder / "package.json").read_text("utf-8"))["version"]
        engine = (folder / "axe.min.js").read_text("utf-8")
        english = json.loads((folder / "locales" / "_template.json").read_text("utf-8"))
        chinese = json.loads((folder / "locales" / "zh_TW.json").read_text("utf-8"))
    except (OSError, ValueError, KeyError) as error:
        text = "axe-core, the accessibility engine, is not whole in {folder}: run make setup (npm ci)."
        raise EngineMissing(Message(text, {"folder": str(folder)})) from error
    settings = json.dumps(_settings(chinese, english), ensure_ascii=False)
    ours = "\n".join(map(script, OURS))
    isolated, shared = (
        GUARDED % {"engine": engine, "taken": taken, "settings": settings, "ours": ours} for taken in ("", TAKEN)
    )
    return Axe(str(version), isolated, WITHIN_PAGE % {"guarded": shared, "handle": json.dumps(HANDLE)})


def _folder() -> Path:
    project = Path(__file__).resolve().parents[2]
    return Path(os.environ.get("SITEPATROL_AXE") or project / "node_modules" / "axe-core")


RULE = re.compile(r"\{id:\"([a-z0-9-]+)\",[^{}]*?tags:\[([^\]]*)\]")
"""How axe-core's own list of its rules is written; a test holds it against what the engine says of itself."""


@cache
def rules_asked() -> frozenset[str]:
    """Names of axe-core's rules that an audit asks. Raises EngineMissing if axe-core is not there."""
    found = ((rule, set(tags.replace('"', "").split(","))) for rule, tags in RULE.findall(axe_source().script))
    return frozenset(rule for rule, tags in found if _is_asked(rule, tags))


def _is_asked(rule: str, tags: set[str]) -> bool:
    return rule in DOUBTFUL or bool(tags & set(WCAG_A_AA) and not tags & LEFT_OUT)


def _settings(chinese: object, english: object) -> dict[str, object]:
    locale = _both(chinese, {part: _member(english, part) for part in ("rules", "checks", "incompleteFallbackMessage")})
    return {
        "locale": locale,
        "options": OPTIONS,
        "late": LATE_RESOURCES_SECONDS * 1000,
        "fonts": FONT_SECONDS * 1000,
        "nodesPerRule": NODES_PER_RULE,
        "htmlLength": HTML_LENGTH,
        "selectorLength": SELECTOR_LENGTH,
        "measured": MEASURED,
        **drawing.SETTINGS,
    }


MARK = "\x1f"
"""Stands between the two languages of one message: Chinese (empty where axe-core has none yet), then English."""


def _both(chinese: object, english: object) -> object:
    """One locale in two languages, shaped as the English one, so that one run of axe answers in both."""
    if isinstance(english, dict):
        return {key: _both(_member(chinese, key), value) for key, value in english.items()}
    return f"{chinese if isinstance(chinese, str) else ''}{MARK}{english}"


def _member(tree: object, key: str) -> object:
    return tree.get(key) if isinstance(tree, dict) else tree


GUARDED = """
var sitepatrol = {settled: () => true, audit: () => { throw new Error("it forbids scripts") }, forget: () => {}};
if (!matchMedia("(scripting: none)").matches) {
%(engine)s
%(taken)s
const settings = %(settings)s;
%(ours)s
}
"""
"""In a sandbox without scripts our own timers would never fire either: axe would wait there without end."""

OURS = (
    "world.js",
    "rendering.js",
    "watching.js",
    "pixels.js",
    "dialogs.js",
    "words.js",
    "losses.js",
    "stopping.js",
    "colours.js",
)


def script(name: str) -> str:
    """One of our own scripts."""
    return resources.files("crawler.browser").joinpath("scripts", name).read_text("utf-8")


WORLD = "sitepatrol"
"""The name of our world."""
HOOKS = script("listeners.js") + script("unasked.js")
"""What each document runs in its own world before its own scripts."""


HANDLE = "sitepatrol axe"
"""The property of a page's window by which our scripts are found in the page's own world: no name, so no clash."""

WITHIN_PAGE = """
let axe, module, exports, define;
const theirs = Object.getOwnPropertyDescriptor(window, "axe");
%(guarded)s
Object.defineProperty(window, %(handle)s, {value: sitepatrol, configurable: true});
"""
TAKEN = """
axe = window.axe;
if (theirs) Object.defineProperty(window, "axe", theirs); else delete window.axe;
"""


def read_results(answer: str, page_url: str) -> tuple[AxeResult, ...]:
    """What `sitepatrol.audit()` answered, as facts. Raises ValueError, KeyError or TypeError if that it is not."""
    groups = json.loads(answer)
    return tuple(_result(rule, outcome, page_url) for outcome in AxeOutcome for rule in groups[outcome.value])


def _result(rule: dict[str, Any], outcome: AxeOutcome, page_url: str) -> AxeResult:
    chinese, english = _languages(rule["help"])
    return AxeResult(
        page_url=page_url,
        rule=rule["id"],
        outcome=outcome,
        impact=rule["impact"] or "",
        help=chinese,
        help_en=english,
        tags=tuple(rule["tags"]),
        nodes=tuple(_node(node, outcome) for node in rule["nodes"]),
    )


def _node(node: dict[str, Any], outcome: AxeOutcome) -> AxeNode:
    pairs = list(_summary(node, outcome))
    chinese, english = ("\n".join(pair[language] for pair in pairs)[:SUMMARY_LENGTH] for language in (0, 1))
    around = [(tag, {"role": role, "id": id, "class": classes}) for tag, role, id, classes in node["path"]]
    return AxeNode(
        node["selector"], node["html"], chinese, english, region_along(around), tuple(node["measured"].items())
    )


HEADINGS = {
    "any": ("修正下列任一項即可：", "Mend any one of these:"),
    "all": ("下列各項都要修正：", "Mend all of these:"),
}


def _summary(node: dict[str, Any], outcome: AxeOutcome) -> Iterator[tuple[str, str]]:
    """Lines on what to mend, or, where axe could not tell, on why not: in Chinese and in English."""
    is_plain = outcome is AxeOutcome.INCOMPLETE or len(node["any"]) + len(node["all"]) == 1
    for group, heading in HEADINGS.items():
        if node[group] and not is_plain:
            yield heading
        for message in node[group]:
            chinese, english = _languages(message)
            yield (chinese, english) if is_plain else (f"- {chinese}", f"- {english}")


def _languages(message: str) -> tuple[str, str]:
    chinese, _, english = message.partition(MARK)
    return chinese or english, english
