"""Maps of the library: one pair close up, all pairs over the world."""

from collections.abc import Iterable
from itertools import combinations, islice
from typing import Any, Protocol

from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from peerlearn.drawing import Pair, Place, arcs_map, pair_map

FRAMES = {
    "africa": (-20.0, -36.0, 54.0, 38.0),
    "asia": (26.0, -11.0, 150.0, 56.0),
    "europe": (-25.0, 34.0, 45.0, 71.0),
    "latin-america": (-118.0, -56.0, -33.0, 33.0),
    "northern-america": (-168.0, 15.0, -50.0, 72.0),
    "oceania": (110.0, -48.0, 180.0, 12.0),
}
"""What a map of a continent shows, in degrees: west, south, east, north; islands far out are left to the world's."""
MOST_ARCS = 150
"""More arcs than this can't be told apart, and would weigh too much."""


class Mappable(Protocol):
    """A city as maps need it."""

    @property
    def name(self) -> str: ...
    @property
    def colour(self) -> int: ...
    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...


def place(city: Mappable) -> Place:
    return Place(city.name, city.latitude, city.longitude, city.colour)


def map_of_pair(
    cities: Iterable[Mappable], *, prefix: str = "pair", width: float = 480, height: float = 290
) -> SafeString:
    """The cities of one partnership; empty when no place is known."""
    cities = list(cities)
    names = " – ".join(city.name for city in cities)
    name = _("Map: %(pair)s") % {"pair": names}
    return pair_map(
        [place(city) for city in cities], prefix=prefix, name=name, width=width, height=height, size=18
    )


def map_of_arcs(
    groups: Iterable[tuple[Iterable[Any], str]], *, prefix: str = "world", close: bool = False, part: str = ""
) -> SafeString:
    """Every group of cities as arcs from its first to the others, each leading to its address: over the
    world, over a `part` of it (one of `FRAMES`), or close up with the names of the cities."""
    pairs = (
        Pair(place(first), place(other), f"{first.name} – {other.name}", href)
        for cities, href in groups
        for first, other in _links(list(cities))
    )
    return arcs_map(
        list(islice(pairs, MOST_ARCS)),
        prefix=prefix,
        name=_("Map of the cities that learn from each other"),
        land_href=static("map/world.svg"),
        labels=close or bool(part),
        frame=FRAMES.get(part),
        width=480 if close else 1000,
        height=290 if close else 640 if part else 0,
        size=15 if close else 13,
    )


def _links(cities: list[Any]) -> list[tuple[Any, Any]]:
    return [pair for pair in combinations(cities, 2) if pair[0] is cities[0]]
