"""A long selection list whose choices fall into groups, and the groups are drawn with dashes or repeated words only.

## Why it matters

Lines of dashes and indented names show the groups to the eye. A screen reader reads them as one choice among the
others, and the visitor cannot tell that “── 北區 ──” is no choice but the head of those that follow.

## How to fix it

Let the system put each group's choices into <optgroup label="北區">…</optgroup>, and leave out the choices that are
only dashes. It is the vendor's job, unless the list can be edited in the CMS.
"""

import re
from collections import Counter
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

LEAST_CHOICES = 6
HEAD = re.compile(r"[-–—─=_*＝－\s]{2,}[^-–—─=_*＝－\s].{0,40}|[-–—─=_＝－│┃\s]{3,}|[├└┣┗].{0,60}")
"""Dashes, alone or before words."""
PREFIX = re.compile(r"(.{1,12}?)\s*[:：/／|>＞－–—-]\s*\S")
LEAST_SHARED = 0.8


def _list(*choices: str, name: str = "服務") -> str:
    options = "".join(f"<option>{choice}</option>" for choice in choices)
    return f'<label for="s">{name}</label><select id="s">{options}</select>'


@check(
    title="Choices without groups",
    severity=Severity.MINOR,
    wcag=("1.3.1",),
    codes=("HM1130103C@115.11", "HM1130111E"),
    passes=(
        drawn(_list("-- 請選擇 --", *(f"{n} 月" for n in range(1, 13)))),
        drawn(_list("請選擇", "仁愛鄉", "信義鄉", "埔里鎮", "草屯鎮", "竹山鎮", "集集鎮")),
        drawn(
            '<label for="s">機關</label><select id="s"><optgroup label="北區"><option>北區：一所</option>'
            "<option>北區：二所</option><option>北區：三所</option></optgroup><optgroup label='南區'>"
            "<option>南區：一所</option><option>南區：二所</option><option>南區：三所</option></optgroup></select>"
        ),
        drawn(_list("0800-001", "0800-002", "0800-003", "0800-004", "0800-005", "0800-006", name="電話")),
    ),
    unsure=(
        drawn(_list("請選擇", "── 北區 ──", "埔里鎮", "國姓鄉", "── 南區 ──", "竹山鎮", "鹿谷鄉")),
        drawn(_list("Fruit: apple", "Fruit: pear", "Fruit: plum", "Nuts: almond", "Nuts: walnut", "Nuts: cashew")),
        drawn(
            '<label for="s">Car</label><select id="s"><option>Choose</option><option disabled>Swedish</option>'
            "<option>Volvo</option><option>Saab</option><option disabled>German</option><option>Audi</option>"
            "<option>Opel</option></select>"
        ),
    ),
)
def ungrouped_choices(page: Rendering) -> Iterator[Answer]:
    for select in page.tags("select"):
        if not select.is_exposed or any(one.tag == "optgroup" for one in page.inside(select)):
            continue
        choices = [one for one in page.inside(select) if one.tag == "option"]
        if len(choices) >= LEAST_CHOICES and (_has_heads(page, choices) or _share_prefixes(page, choices)):
            message = Message("Do the choices of this list fall into groups that only the eye can see?")
            said = Message("If they do, put each group into <optgroup label=…>.")
            yield Unsure(page.page_url, message, places=(page.place(select, said),))


def _has_heads(page: Rendering, choices: list[Element]) -> bool:
    """Whether choices after the first are none, but head those that follow."""
    heads = [_is_head(one, page.text(one, seen=False)) for one in choices[1:]]
    return 2 <= sum(heads) <= len(heads) / 2


def _is_head(choice: Element, words: str) -> bool:
    is_off = "disabled" in choice.attributes and not re.search(r"\d", words)
    return is_off or HEAD.fullmatch(words) is not None


def _share_prefixes(page: Rendering, choices: list[Element]) -> bool:
    """Whether nearly all begin with one of a few words that each begin several."""
    found = (PREFIX.match(page.text(one, seen=False)) for one in choices)
    prefixes = Counter(one[1] for one in found if one and not one[1].isdigit())
    shared = [count for count in prefixes.values() if count > 1]
    return len(shared) > 1 and sum(shared) >= LEAST_SHARED * len(choices)
