"""The maps of a compendium: all its pairs with the numbers of their chapters, and the pair of one chapter."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from peerlearn.drawing import Pair, Palette, Place, arcs_map

from ...presenting import PresentedCity
from ..engine.papers import PIXEL, Print
from ..pairs import map_of_pair
from .across import numbers_of
from .chapters import Chapter

OPENING = 88.0
"""Millimetres of the map above the title of a chapter; the style says the same."""
INSIDE = (612, 420)
"""162 by 111 mm: as wide as the text."""


def cover_map(
    chapters: Sequence[Chapter], size: tuple[int, int], palette: Palette, above: float = 0
) -> SafeString:
    """All pairs, without names, `above` them as many pixels of ground, over which the logo may lie."""
    return _all_pairs(chapters, size, palette, prefix="cover-map", numbers=False, above=above)


def numbered_map(chapters: Sequence[Chapter], palette: Palette) -> SafeString:
    """All pairs, each city with the numbers of its chapters."""
    return _all_pairs(chapters, INSIDE, palette, prefix="numbered-map", numbers=True)


def opening_map(chapter: Chapter, printed: Print, palette: Palette) -> SafeString:
    """The pair of one chapter; empty when no place is known."""
    size = printed.across("cover")[0], round((OPENING + printed.bleed) / PIXEL)
    return map_of_pair(chapter, palette, size, prefix="opening", letters=16)


def _all_pairs(
    chapters: Sequence[Chapter],
    size: tuple[int, int],
    palette: Palette,
    *,
    prefix: str,
    numbers: bool,
    above: float = 0,
) -> SafeString:
    def place(city: PresentedCity) -> Place:
        name = numbers_of(city, chapters) if numbers else city.name
        return Place(name, city.latitude, city.longitude, city.colour)

    pairs = [
        Pair(place(first), place(other), f"{first.name} – {other.name}")
        for chapter in chapters
        for first, *others in [chapter.cities]
        for other in others
    ]
    width, height = size
    return arcs_map(
        pairs,
        prefix=prefix,
        name=_("Map of the cities that learn from each other"),
        width=width,
        height=height,
        land="inline",
        labels=numbers,
        size=10,
        above=above,
        palette=palette,
    )
