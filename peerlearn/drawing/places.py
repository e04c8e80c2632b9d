"""Places as maps know them: plain values, their longitudes written near the middle of a map, and the arcs between them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin

from peerlearn.drawing.curves import BOW, Curve, bow
from peerlearn.drawing.projection import Point, View, nearest_turn


@dataclass(frozen=True)
class Place:
    """A city on a map: degrees north and east, or None when not known; `colour` 1 to 6."""

    name: str
    latitude: float | None
    longitude: float | None
    colour: int = 1


@dataclass(frozen=True)
class Pair:
    """Two cities that learn from each other; `title` names the pair, `href` leads to it."""

    first: Place
    second: Place
    title: str = ""
    href: str = ""

    @property
    def words(self) -> str:
        """The title, or the names of both."""
        return self.title or f"{self.first.name} – {self.second.name}"


@dataclass(frozen=True)
class Spot:
    """A place whose coordinates are known, its longitude at most 180 degrees from the map's middle."""

    name: str
    latitude: float
    longitude: float
    colour: int


def spots(places: Iterable[Place], central: float) -> list[Spot]:
    """The places that have coordinates."""
    return [
        Spot(place.name, place.latitude, nearest_turn(place.longitude, central), place.colour)
        for place in places
        if place.latitude is not None and place.longitude is not None
    ]


def middle(places: Iterable[Place]) -> float:
    """The meridian in the middle of the places, a whole degree; the mean on a circle, so that 179 and
    -179 give 180."""
    angles = [radians(place.longitude) for place in places if place.longitude is not None]
    return float(round(degrees(atan2(sum(map(sin, angles)), sum(map(cos, angles))))))


def crosses(ends: Sequence[Spot]) -> bool:
    """Whether the short way between two of the places leaves the map at its side."""
    longitudes = [spot.longitude for spot in ends]
    return max(longitudes) - min(longitudes) > 180


def bends(pairs: Iterable[Sequence[Spot]]) -> Iterator[float]:
    """How much the arc of each pair bends: arcs between the same two cities lie beside each other."""
    seen: Counter[frozenset[Point]] = Counter()
    for ends in pairs:
        both = frozenset((spot.longitude, spot.latitude) for spot in ends)
        yield BOW + 0.06 * seen[both]
        seen[both] += 1


def around(ends: Sequence[Spot], view: View, bend: float) -> list[Curve]:
    """The arc of a pair; where the short way leaves the map at its side, one arc over each side."""
    first, second = ends
    turns = [(0, 0)]
    if crosses(ends):
        turns = [(0, 360), (-360, 0)] if first.longitude > second.longitude else [(0, -360), (360, 0)]
    return [
        bow(
            view.place(first.longitude + one, first.latitude),
            view.place(second.longitude + other, second.latitude),
            bend,
        )
        for one, other in turns
    ]
