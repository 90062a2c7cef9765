"""A fragment is looked for as a browser looks for it, and only where it is meant for an element."""

import pytest

from crawler.extract.anchors import anchors, has_anchor, names_a_place
from crawler.extract.tree import parsed

FOUND = anchors(
    parsed(
        "<body id=b><h2 id='第一 節'></h2><a name=old></a><map name=m></map><a id=a%20b></a><svg><g id=Shape /></svg>"
        "<input name=field><meta name=description><!-- <p id=no> --><template><p id=no></template><p id=''>"
    )
)


def test_ids_and_old_names_are_anchors() -> None:
    assert frozenset(("b", "第一 節", "old", "m", "a%20b", "Shape")) == FOUND


@pytest.mark.parametrize("fragment", ["b", "第一 節", "%E7%AC%AC%E4%B8%80%20%E7%AF%80", "old", "a%20b", "a b"])
def test_an_anchor_is_found_as_written_and_decoded(fragment: str) -> None:
    assert has_anchor(FOUND, fragment)


@pytest.mark.parametrize("fragment", ["B", "no", "field", "第一", "", "shape"])
def test_what_is_not_there_is_not_found(fragment: str) -> None:
    assert not has_anchor(FOUND, fragment)


@pytest.mark.parametrize("fragment", ["section-1", "第一節", "a.b:c", "1", "topic", "toc/1", "p?"])
def test_a_fragment_names_a_place(fragment: str) -> None:
    assert names_a_place(fragment)


@pytest.mark.parametrize(
    "fragment", ["", "top", "TOP", "!", "!/news", "/news/1", "page=3", "page=3&zoom=100,0,0", "tab=2", "?tab=2", "_=_"]
)
def test_a_fragment_for_an_application_names_none(fragment: str) -> None:
    assert not names_a_place(fragment)
