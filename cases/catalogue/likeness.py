"""Likeness: whose cities are most like one."""

from dataclasses import dataclass

from pyroaring import BitMap

from . import facets
from .holdings import Holdings

COUNTRY, REGION, SIZE, THEME, THEMES = 3, 1, 2, 2, 4
"""How much it counts to be of the same country, else of its region; of the same size; on the same theme, each, and
all of them together: a city that worked on much is not like every other for that."""


@dataclass(frozen=True)
class Traits:
    """What a city is like: country, the countries around it, band of size, themes; empty where not known."""

    country: str = ""
    region: tuple[str, ...] = ()
    size: str = ""
    themes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.country or self.size or self.themes)


def like_a_city(cases: Holdings, traits: Traits, among: BitMap, number: int) -> list[int]:
    """The listings (ids) of `among` whose cities have any of `traits`: the most alike first, the newest first
    among equals."""
    alike = {0: among}
    for alternatives in (_places(cases, traits), _sizes(cases, traits), _themes(cases, traits)):
        alike = _counted(alike, alternatives)
    found: list[int] = []
    for score in sorted(alike, reverse=True):
        if score and len(found) < number:
            found += cases.newest(alike[score], number - len(found))
    return found


def _places(cases: Holdings, traits: Traits) -> dict[int, BitMap]:
    same = cases.having(facets.COUNTRY.name, [traits.country])
    return {COUNTRY: same, REGION: cases.having(facets.COUNTRY.name, traits.region) - same}


def _sizes(cases: Holdings, traits: Traits) -> dict[int, BitMap]:
    return {SIZE: cases.having(facets.SIZE.name, [traits.size])}


def _themes(cases: Holdings, traits: Traits) -> dict[int, BitMap]:
    one, several = BitMap(), BitMap()
    for theme in traits.themes:
        having = cases.having(facets.THEME.name, [theme])
        several |= one & having
        one |= having
    return {THEME: one - several, THEMES: several}


def _counted(alike: dict[int, BitMap], alternatives: dict[int, BitMap]) -> dict[int, BitMap]:
    """The rows by their score, with what each gets for the alternative that it has, if it has one."""
    counted: dict[int, BitMap] = {}
    for score, rows in alike.items():
        rest = rows
        for points, having in alternatives.items():
            counted[score + points] = counted.get(score + points, BitMap()) | (rows & having)
            rest = rest - having
        counted[score] = counted.get(score, BitMap()) | rest
    return counted
