"""Where an answer stands: its pages, and the spots in them that can be shown."""

from __future__ import annotations

from records.answers import Answer, Place


def pages_of(answer: Answer) -> tuple[str, ...]:
    """Every page that an answer speaks of, each once: thousands, where a template puts a link there; at least one."""
    return tuple(dict.fromkeys(place.page_url for place in answer.places if place.page_url)) or (answer.page_url,)


def is_of_template(answer: Answer) -> bool:
    """Whether it stands on more pages than one, so that it is mended in the site's template and not in a page."""
    return len(pages_of(answer)) > 1


def spots_of(answer: Answer) -> tuple[Place, ...]:
    """The places of which more is known than their page."""
    return tuple(place for place in answer.places if place.snippet or place.selector or place.note)
