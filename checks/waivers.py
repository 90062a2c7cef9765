"""What of a finding still counts when the waivers that people gave are taken off."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from records.answers import Finding, Place, fingerprint
from records.waivers import Scope, Waiver


class Waivers:
    """Those that hold, of each extent one. `site_of`: the id of the site that holds an address; empty for none."""

    def __init__(self, waivers: Collection[Waiver] = (), site_of: Callable[[str], str] = lambda _: "") -> None:
        self._by_extent = {waiver.extent: waiver for waiver in waivers}
        self._site_of = site_of
        self._has_sites = any(waiver.scope is Scope.SITE for waiver in waivers)

    def left_of(self, check_id: str, finding: Finding) -> Finding | None:
        """The finding without the places that are waived; None where nothing of it is left."""
        if not self._by_extent:
            return finding
        name = fingerprint(check_id, finding)
        if (Scope.PAGE, name) in self._by_extent or self._everywhere(check_id, finding):
            return None
        waiver = self._by_extent.get((Scope.PLACE, name))
        if waiver is None:
            return finding
        places = tuple(place for place in finding.places if what_stands_at(place) not in waiver.places)
        return replace(finding, places=places) if places else None

    def waiver_of(self, check_id: str, finding: Finding) -> Waiver | None:
        """The waiver that takes off this finding, or a part of it."""
        name = fingerprint(check_id, finding)
        extents = [(Scope.PAGE, name), (Scope.PLACE, name)]
        found = (self._by_extent.get(extent) for extent in extents)
        return next(filter(None, found), None) or self._everywhere(check_id, finding)

    def _everywhere(self, check_id: str, finding: Finding) -> Waiver | None:
        if not self._has_sites:
            return None
        return self._by_extent.get((Scope.SITE, self._site_of(finding.page_url), check_id, finding.detail))


def what_stands_at(place: Place) -> str:
    """By what a waived place is known again: its HTML, for selectors change with every edit of a page."""
    return place.snippet or place.selector or place.page_url
