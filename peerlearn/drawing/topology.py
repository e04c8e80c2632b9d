"""Reads the land of the world from TopoJSON: rings of (longitude, latitude), ready to be projected.

The source is `static/map/land-50m.json` of world-atlas (Natural Earth, 1:50 million). Rings are
*unwrapped*: where one crosses the antimeridian its longitudes go on past 180 instead of jumping, so
that no ring draws a bar across the map. Whoever draws a ring draws it at -360, 0 and +360 degrees
and cuts at the edge of the globe. Antarctica is left out: no edge of it closes on a flat map.
"""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from peerlearn.drawing.projection import Point

Ring = list[Point]

SOURCE = Path(__file__).resolve().parents[2] / "static" / "map" / "land-50m.json"
ANTARCTIC = -60.0


@lru_cache(maxsize=1)
def land_rings() -> tuple[Ring, ...]:
    """All rings of land (and of seas inside land), without Antarctica."""
    topology = json.loads(SOURCE.read_text())
    return tuple(ring for ring in rings(topology, "land") if max(y for _, y in ring) > ANTARCTIC)


def rings(topology: dict[str, Any], name: str) -> Iterator[Ring]:
    """The rings of all polygons of one object of a topology, in degrees, unwrapped and closed."""
    arcs = [_degrees(arc, topology["transform"]) for arc in topology["arcs"]]
    for polygon in _polygons(topology["objects"][name]):
        for ring in polygon:
            yield unwrap(_join(ring, arcs))


def unwrap(ring: Sequence[Point]) -> Ring:
    """The ring with every longitude within 180 degrees of the one before."""
    turned = [ring[0]]
    for longitude, latitude in ring[1:]:
        before = turned[-1][0]
        turned.append((longitude - 360 * round((longitude - before) / 360), latitude))
    return turned


def _degrees(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """An arc as degrees: TopoJSON keeps steps from point to point in whole numbers."""
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    xs = accumulate(step[0] for step in arc)
    ys = accumulate(step[1] for step in arc)
    return [(x * scale_x + shift_x, y * scale_y + shift_y) for x, y in zip(xs, ys, strict=True)]


def _polygons(thing: dict[str, Any]) -> Iterator[list[list[int]]]:
    """The polygons of a geometry, each a list of rings, each a list of arc numbers."""
    if thing["type"] == "GeometryCollection":
        for part in thing["geometries"]:
            yield from _polygons(part)
    elif thing["type"] == "MultiPolygon":
        yield from thing["arcs"]
    elif thing["type"] == "Polygon":
        yield thing["arcs"]


def _join(numbers: list[int], arcs: list[Ring]) -> Ring:
    """The arcs one after the other; ~n is arc n backwards, and neighbours share their end point."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring
