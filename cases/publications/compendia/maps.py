"""The maps of a compendium: all its pairs with the numbers of their chapters, and the pair of one chapter."""

from collections.abc import Sequence
from math import dist

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from peerlearn.drawing import Pair, Palette, Place, arcs_map

from ...presenting import PresentedCity
from ..engine.papers import PIXEL, Print
from ..pairs import map_of_pair
from . import across
from .chapters import Chapter

OPENING = 88.0
"""Millimetres of the map above the title of a chapter; the style says the same."""
INSIDE = (612, 420)
"""162 by 111 mm: as wide as the text."""
NEAR = 2.5
"""Degrees: marks of cities that are nearer lie on each other, and have their numbers together."""


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
    names = _numbers(chapters) if numbers else {}

    def place(city: PresentedCity) -> Place:
        return Place(names.get(city.slug, ""), city.latitude, city.longitude, city.colour)

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


def _numbers(chapters: Sequence[Chapter]) -> dict[str, str]:
    """The numbers of chapters for each city (slug): of cities on one spot all stand at the first."""
    told: dict[str, tuple[PresentedCity, set[int]]] = {}
    for city in across.cities_of(chapters):
        near = next((slug for slug, (other, _in) in told.items() if _is_near(city, other)), city.slug)
        told.setdefault(near, (city, set()))[1].update(across.numbers_of(city, chapters))
    return {slug: ", ".join(map(str, sorted(numbers))) for slug, (_city, numbers) in told.items()}


def _is_near(city: PresentedCity, other: PresentedCity) -> bool:
    here, there = city.place, other.place
    return here is not None and there is not None and dist(here, there) < NEAR
