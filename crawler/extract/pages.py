"""What a page says of itself: its title, its language, and whether it is but a door."""

from __future__ import annotations

from crawler.extract.tree import Tree, parsed

LONGEST_TITLE = 500
MOST_READ = 1_000_000
"""Characters of a page's text."""
_UNREAD = frozenset(("script", "style", "noscript", "template", "title", "option", "textarea", "iframe", "noframes"))
MOST_WORDS_ON_A_LOGIN = 600
"""Characters of text beside the form; more, and the page has something to say without logging in."""


def title(html: str | Tree) -> str:
    """The page's title with blanks squeezed, at most 500 characters; empty where it has none."""
    for node in parsed(html).css("title"):
        if node.parent is not None and node.parent.tag in ("head", "body"):
            return " ".join(node.text().split())[:LONGEST_TITLE]
    return ""


def lang(html: str | Tree) -> str:
    """The language that `<html lang>` names, as written; empty where it names none."""
    root = parsed(html).root
    return ((root.attributes.get("lang") if root is not None else "") or "").strip()


def body_text(tree: Tree, most: int = MOST_READ) -> str:
    """What stands in the page's body for a visitor to read: no scripts, styles, or options of a list.

    Blanks are squeezed; a line break stands wherever a tag does. Stops soon after so many characters. Unlike
    `visible_text` it takes hidden elements for shown, and costs a tenth.
    """
    pieces: list[str] = []
    length = 0
    for node in tree.body.traverse(include_text=True) if tree.body is not None else ():
        text = node.text_content
        if text is not None and node.parent is not None and node.parent.tag not in _UNREAD:
            if words := text.split():
                pieces.append(" ".join(words))
                length += len(pieces[-1]) + 1
            if length > most:
                break
    return "\n".join(pieces)


def looks_like_login(html: str | Tree) -> bool:
    """Whether the page asks for a password and has hardly anything else to read."""
    tree = parsed(html)
    if tree.body is None or tree.css_first("input[type=password i]") is None:
        return False
    return len("".join(body_text(tree).split())) <= MOST_WORDS_ON_A_LOGIN
