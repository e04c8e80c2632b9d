"""When nothing fits everything at once: what there would be without one of the choices, or with one of them alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ...catalogue.finding import WORDS, Found
from ..saying import sentence


@dataclass(frozen=True)
class WayOut:
    """A search that finds something: what it finds, in words; which choice was dropped for it ("" where all but
    one were); and its query as an address carries it."""

    words: str
    dropped: Promise | str
    query: str
    count: int


def ways_out(found: Found) -> list[WayOut]:
    """The searches without one of the choices that find something, the most first; where none does, those that
    keep one choice alone. None where there is but one choice: everything is what is without it."""
    names = [name for name in (WORDS, *found.asked.chosen) if name != WORDS or found.asked.words]
    if len(names) < 2:
        return []
    called = {facet.name: facet.label for facet in found.catalogue.facets} | {WORDS: _("Search words")}
    without = [_way_out(found.with_only(set(names) - {name}), called[name]) for name in names]
    ways = [way for way in without if way.count] or [
        way for name in names if len(names) > 2 and (way := _way_out(found.with_only({name}), "")).count
    ]
    return sorted(ways, key=lambda way: -way.count)


def _way_out(found: Found, dropped: Promise | str) -> WayOut:
    count = len(found.ids)
    return WayOut(sentence(found, count), dropped, found.understood.urlencode(), count)
