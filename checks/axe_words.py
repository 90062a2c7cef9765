"""What each rule of axe-core means to people: whom its faults shut out, and what a clerk or the vendor does then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from records.answers import Message


class Meaning(NamedTuple):
    rules: str
    who: Message
    """Whom it shuts out, and how."""
    mend: Message
    """What is to be done, and by whom."""


_MEANINGS: Final = (
    Meaning(
        "image-alt role-img-alt svg-img-alt object-alt",
        Message("Who cannot see has the page read out: here a screen reader says nothing, or the name of a file."),
        Message(
            "Describe in the editor's field “alternative text” what the picture tells, for instance "
            '“縣長頒獎給得獎學生”. Leave it empty (alt="") where the picture only adorns.'
        ),
    ),
    Meaning(
        "area-alt input-image-alt",
        Message("Who cannot see is not told what a click on this part of the picture does."),
        Message("Give each part of the picture that can be clicked words that say what it leads to or does."),
    ),
    Meaning(
        "link-name",
        Message("Who cannot see hears “link” and not where to: often an icon or a picture without words is inside."),
        Message(
            "Write words into the link, or give the picture in it an alternative text that says where it "
            "leads, for instance “彰化縣政府臉書”. In a menu or footer that is the vendor's job."
        ),
    ),
    Meaning(
        "button-name input-button-name summary-name aria-command-name aria-tab-name aria-tooltip-name "
        "aria-toggle-field-name",
        Message("Who cannot see hears “button” and not what it does; who steers by voice cannot call it."),
        Message('The vendor writes words into the button, or an aria-label, for instance aria-label="搜尋".'),
    ),
    Meaning(
        "label select-name aria-input-field-name form-field-multiple-labels duplicate-id-aria",
        Message("Who cannot see reaches a field and is not told what to fill in."),
        Message(
            'Tie the words beside the field to it: <label for="…"> with the field\'s id, each id once '
            "on the page. In a form of the system's own that is the vendor's job; in the editor, use its "
            "field “label”."
        ),
    ),
    Meaning(
        "autocomplete-valid",
        Message("Who writes with effort has the browser fill in name and address: a wrong value keeps it from that."),
        Message('The vendor gives the field a value of the HTML standard, for instance autocomplete="tel".'),
    ),
    Meaning(
        "label-content-name-mismatch",
        Message(
            "Who steers by voice says the words that are seen, and nothing happens: the control's name is another."
        ),
        Message("The vendor lets aria-label begin with the words that are seen, or takes it away."),
    ),
    Meaning(
        "color-contrast link-in-text-block",
        Message("Who sees little, or reads on a phone in the sun, cannot make out words that stand off so little."),
        Message(
            "Darken the words or lighten what is behind them until the ratio is reached; underline links "
            "in a text. Colours set in the editor are the clerk's to mend, those of menus and headings "
            "the vendor's."
        ),
    ),
    Meaning(
        "meta-viewport",
        Message("Who sees little enlarges the page with two fingers: here the page forbids it."),
        Message('The vendor takes user-scalable=no and maximum-scale out of <meta name="viewport">.'),
    ),
    Meaning(
        "avoid-inline-spacing",
        Message("Who reads with effort sets letters and lines further apart: here the page does not let them."),
        Message("Take “!important” off letter-spacing, word-spacing and line-height, in the text or in the template."),
    ),
    Meaning(
        "css-orientation-lock",
        Message("Whose device is fixed to a wheelchair cannot turn it: the page is to be used upright and lying."),
        Message("The vendor takes the rule that turns the page out of the style sheet."),
    ),
    Meaning(
        "target-size",
        Message("Whose hand trembles, or who taps with a large finger, hits the neighbour of so small a target."),
        Message(
            "Make links and buttons at least 24 by 24 pixels, or set them further apart: larger words, or "
            "lines with more space. In menus and footers that is the vendor's job."
        ),
    ),
    Meaning(
        "html-has-lang html-lang-valid html-xml-lang-mismatch",
        Message("A screen reader does not know that the page is Chinese, and reads it in a wrong voice or not at all."),
        Message('The vendor writes <html lang="zh-Hant-TW"> into the template, lang="en" on English pages.'),
    ),
    Meaning(
        "valid-lang",
        Message("A screen reader reads the foreign words in the wrong voice."),
        Message('Write a language that is known, for instance lang="en", lang="vi", lang="id".'),
    ),
    Meaning(
        "document-title",
        Message("Who has many pages open, or has them read out, cannot tell this one from the others."),
        Message("Give the page a title; where the system does not put it into <title>, that is the vendor's job."),
    ),
    Meaning(
        "bypass",
        Message("Who uses the keyboard must pass the whole menu with the Tab key on every page."),
        Message("The vendor puts a link “跳到主要內容” first on the page, and <main> and headings into the template."),
    ),
    Meaning(
        "frame-title frame-title-unique",
        Message("Who cannot see comes to a frame (a map, a film) and is not told what is in it."),
        Message('Give the frame a title of its own, for instance <iframe title="縣府位置地圖">.'),
    ),
    Meaning(
        "frame-focusable-content scrollable-region-focusable server-side-image-map",
        Message("Who uses the keyboard alone cannot get into this part, or cannot scroll it."),
        Message('The vendor lets the Tab key reach it (tabindex="0"), or uses links in place of a clickable picture.'),
    ),
    Meaning(
        "list listitem definition-list dlitem",
        Message("A screen reader tells how many items a list has, and lets one jump over it: here it cannot."),
        Message(
            "Make lists with the editor's list button; in a template, the vendor puts <li> directly into <ul> or <ol>."
        ),
    ),
    Meaning(
        "td-headers-attr th-has-data-cells td-has-header table-fake-caption",
        Message("Who cannot see hears a figure and not which row and column it belongs to."),
        Message(
            'Mark the first row or column as headings in the table\'s properties (<th scope="col">), and '
            "write what the table is about into its caption."
        ),
    ),
    Meaning(
        "p-as-heading",
        Message("Who cannot see jumps from heading to heading: bold words that only look like one are passed over."),
        Message("Choose “heading 2” or “heading 3” in the editor instead of making words bold or large."),
    ),
    Meaning(
        "meta-refresh",
        Message("Who reads slowly loses the place when the page loads itself anew or leads on by itself."),
        Message('The vendor takes <meta http-equiv="refresh"> away and lets the server redirect.'),
    ),
    Meaning(
        "marquee blink",
        Message("Words that move or blink cannot be read by many, and keep others from reading the rest."),
        Message("Let the words stand still: take <marquee> or <blink> out of the text."),
    ),
    Meaning(
        "no-autoplay-audio",
        Message("Who has the page read out cannot hear the voice over the sound."),
        Message("Take autoplay away, or let it begin without sound and with a button to stop it."),
    ),
    Meaning(
        "video-caption audio-caption",
        Message("Who does not hear misses all that is said."),
        Message(
            'Add captions (<track kind="captions">), or a transcript beside it; on YouTube, turn on corrected captions.'
        ),
    ),
    Meaning(
        "aria-allowed-attr aria-braille-equivalent aria-conditional-attr aria-deprecated-role "
        "aria-hidden-body aria-hidden-focus aria-meter-name aria-progressbar-name "
        "aria-prohibited-attr aria-required-attr aria-required-children aria-required-parent "
        "aria-roledescription aria-roles aria-valid-attr aria-valid-attr-value nested-interactive",
        Message(
            "A screen reader is told something wrong about this part, or nothing, and misleads whoever relies on it."
        ),
        Message(
            "This is in the template's code (ARIA), so the vendor's job: often it is enough to use the "
            "HTML element that is meant, for instance <button>, and to take the role and its attributes "
            "away."
        ),
    ),
)

MEANINGS: Final[Mapping[str, Meaning]] = {rule: meaning for meaning in _MEANINGS for rule in meaning.rules.split()}
"""By rule."""
