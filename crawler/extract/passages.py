"""What a page says, beside its dates, that bears on whether it still holds: marks, promises, names, years, contacts.

Each sign is read only where it speaks of the page itself. Unknown is an answer: what might be another thing's is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from crawler.extract.closed import closed_controls
from crawler.extract.closing_marks import archive_marks, closing_marks
from crawler.extract.counterparts import counterparts
from crawler.extract.main_part import LONGEST, emptiness, main_lines, own_lines
from crawler.extract.odd_dates import bare_dates, impossible_dates
from crawler.extract.old_names import outdated_names
from crawler.extract.passage_words import passage
from crawler.extract.promises import promises
from crawler.extract.tree import Tree
from crawler.extract.unfinished import unfinished_marks
from crawler.extract.unit_contacts import unit_contacts
from crawler.extract.visible import VisibleText
from crawler.extract.years import copyright_years, year_labels
from records.facts import Passage, Sign
from records.names import OldName


def page_passages(
    shown: VisibleText, tree: Tree, url: str, title: str, names: Sequence[OldName]
) -> tuple[Passage, ...]:
    """The passages of a page, in the order of their signs. Never raises.

    `shown` is the visible text of `tree`; `url` the page's address, `title` what its `<title>` says; `names` are those
    that no longer hold.
    """
    lines = main_lines(shown, tree)
    own = own_lines(lines)
    heading = next((shown.of(found) for found in shown.headings if found.tag == "h1"), "")[:LONGEST]
    titles = tuple(dict.fromkeys(name for name in (heading, title[:LONGEST]) if name))
    unfinished = tuple(unfinished_marks(shown, tree, titles, lines, own))
    readers: tuple[Iterator[Passage], ...] = (
        closing_marks(shown, titles, lines),
        archive_marks(shown, titles, own),
        promises(shown, own),
        iter(unfinished),
        iter(()) if unfinished else emptiness(shown, tree, url, title, lines, own),
        outdated_names(shown, title[:LONGEST], names),
        unit_contacts(shown),
        year_labels(titles),
        copyright_years(shown),
        impossible_dates(shown),
        bare_dates(shown),
        counterparts(shown, tree, url, title),
    )
    found = tuple(passage for reader in readers for passage in islice(reader, 50))
    if not any(passage.sign is Sign.CLOSED for passage in found) and (words := closed_controls(tree)):
        return (passage(Sign.CLOSED, words), *found)
    return found
