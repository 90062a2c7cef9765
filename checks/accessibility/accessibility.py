"""A part of a page that some people cannot perceive, understand or operate: a rule of WCAG 2.0–2.2, A or AA, is broken.

## Why it matters

Residents who cannot see well, hear well or use a mouse rely on screen readers, keyboards and enlarged text. What breaks
a rule shuts some of them out. Government sites must meet 網站無障礙規範, which follows WCAG (身心障礙者權益保障法,
article 52-2).

## How to fix it

Each place named says what to mend there. Faults in the header, menu or footer come from the template: mend them once,
and every page is mended. Then look with a keyboard and a screen reader: a program finds only part of the barriers.
"""

import re
from collections.abc import Iterator

from checks.registry import check
from records.answers import Answer, Finding, Message, Place, Severity, Unsure
from records.facts import AxeNode, AxeOutcome, AxeResult
from records.standard import codes_for

CRITERION = re.compile(r"wcag(\d)(\d)(\d{1,2})")


def _result(outcome: AxeOutcome, rule: str = "image-alt", *tags: str) -> AxeResult:
    node = AxeNode("main > img", '<img src="map.png">', "請加上 alt 屬性", "Element has no alt attribute")
    help, help_en = "圖片必須有替代文字", "Images must have alternative text"
    return AxeResult("https://county.example/", rule, outcome, "critical", help, help_en, tags, (node,))


@check(
    title="Barrier to access",
    severity=Severity.SERIOUS,
    passes=(_result(AxeOutcome.VIOLATION, "landmark-banner-is-top-level", "cat.semantics", "best-practice"),),
    fails=(
        _result(AxeOutcome.VIOLATION, "image-alt", "wcag2a", "wcag111"),
        _result(AxeOutcome.VIOLATION, "new", "wcag1410"),
    ),
    unsure=(_result(AxeOutcome.INCOMPLETE, "color-contrast", "wcag2aa", "wcag143"),),
)
def accessibility(result: AxeResult) -> Iterator[Answer]:
    wcag = tuple(".".join(found.groups()) for tag in result.tags if (found := CRITERION.fullmatch(tag)))
    codes = codes_for(result.rule)
    if not wcag and not any(codes.values()):
        return
    values: dict[str, str | int] = {"help": result.help, "help_en": result.help_en or result.help}
    severity = Severity(result.impact) if result.impact in set(Severity) else None
    places = tuple(_place(result.rule, node) for node in result.nodes)
    if result.outcome is AxeOutcome.VIOLATION:
        message = Message("{help}", values)
        yield Finding(result.page_url, message, result.rule, result.rule, severity, places, wcag, codes)
    else:
        message = Message("A person must look: {help}", values)
        yield Unsure(result.page_url, message, result.rule, result.rule, severity, places, wcag, codes)


def _place(rule: str, node: AxeNode) -> Place:
    measured = dict(node.measured)
    cause = ""
    if rule == "color-contrast" and measured.keys() >= {"fgColor", "bgColor"}:
        # One pair of colours is one cause, however many words are written in it.
        cause = f"{measured['fgColor']} on {measured['bgColor']}"
    return Place(
        node.selector,
        node.html,
        node.summary,
        node.summary_en,
        region=node.region.value,
        cause=cause,
        measured=node.measured,
    )
