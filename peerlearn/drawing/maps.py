"""Maps of who learns with whom: one partnership close up, or many of them over the world.

Places without coordinates are left out; a map without any place is empty text. On the web the
page's style sheet may set the colours of the classes `map-sea map-grid map-land map-label` and
`pair-1` to `pair-6`; without it, and in PDFs, the attributes from the palette hold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import Literal

from django.utils.safestring import SafeString

from peerlearn.drawing.basemap import WORLD, WORLD_CENTRE, clip_to_globe
from peerlearn.drawing.curves import Curve, bow
from peerlearn.drawing.ground import Land, ground
from peerlearn.drawing.markup import drawing, element, title
from peerlearn.drawing.palette import LIGHT, Palette
from peerlearn.drawing.places import Pair, Place, Spot, around, bends, crosses, middle, spots
from peerlearn.drawing.projection import Point, View, fit, robinson
from peerlearn.drawing.sheet import Sheet

Order = Literal["first", "chain"]

type Frame = tuple[float, float, float, float]
"""A part of the world in degrees: its western, southern, eastern and northern edge."""

NARROWEST = 34.0  # units of the plane: about 12 degrees, what the coast's detail is good for
SOUTH, NORTH = -57.0, 80.0  # what a world map shows


def pair_map(
    places: Sequence[Place],
    *,
    prefix: str,
    name: str,
    description: str = "",
    width: float = 640,
    height: float = 360,
    land: Land = "inline",
    land_href: str = "",
    order: Order = "first",
    size: float = 17,
    labels: bool = True,
    above: float = 0,
    palette: Palette = LIGHT,
) -> SafeString:
    """The cities of one partnership, close up, with arcs from the first to each other ("first") or from
    one to the next ("chain"). `name` and `description` say it in words, `prefix` makes ids unique in the
    page, `size` is that of the names, in pixels of a picture `width` by `height`; all stay below the upper
    `above` pixels, over which something else may lie."""
    known, central = _settled(places, land)
    if not known:
        return SafeString("")
    links = [(known[one], known[other]) for one, other in _links(len(known), order)]
    view = _close_up(known, links, central, width, height, size, above)
    sheet = Sheet(view, palette, size, size * 0.42, size * 0.16)
    curves = [bow(sheet.at(one), sheet.at(other)) for one, other in links]
    parts = [ground(sheet.view, palette, land, land_href)]
    parts += [sheet.arc(curve, (a.colour, b.colour)) for curve, (a, b) in zip(curves, links, strict=True)]
    parts += [sheet.marks(known), sheet.names(known, curves, coloured=True) if labels else ""]
    return drawing(parts, name, description, prefix=prefix, width=width, height=height, class_="map pair-map")


def arcs_map(
    pairs: Iterable[Pair],
    *,
    prefix: str,
    name: str,
    description: str = "",
    width: float = 1000,
    height: float = 0,
    land: Land = "image",
    land_href: str = "",
    size: float = 13,
    labels: bool = False,
    frame: Frame | None = None,
    above: float = 0,
    palette: Palette = LIGHT,
) -> SafeString:
    """Many pairs as arcs over the world, each half in the colour of its city, each a link when it has an
    address. With `labels`, names are written where they fit. With a `height`, the map is a close-up of that
    size, where no arc leaves the world at its side; with a `frame` too, it shows that part of the world, and
    arcs run out of it. The other arguments are those of `pair_map`."""
    ends = _known(pairs)
    if not ends:
        return SafeString("")
    close = bool(height) and not frame and not any(crosses(both) for _, both in ends)
    sheet = _world_sheet(width, size, palette)
    if close:
        sheet = _close_sheet(ends, width, height, size, palette, above)
    if frame:
        sheet = _framed_sheet(frame, width, height, size, palette)
    land = "inline" if close else land
    drawn = [
        around(both, sheet.view, bend)
        for (_, both), bend in zip(ends, bends(both for _, both in ends), strict=True)
    ]
    arcs = [_pair(pair, both, sheet, curves) for (pair, both), curves in zip(ends, drawn, strict=True)]
    clip = f"{prefix}-globe" if any(len(curves) > 1 for curves in drawn) else None
    known = _once(spot for _, both in ends for spot in both)
    known = [spot for spot in known if not frame or sheet.view.contains(sheet.at(spot))]
    parts = [ground(sheet.view, palette, land, land_href)]
    parts += [clip_to_globe(sheet.view, clip) if clip else ""]
    parts += [element("g", *arcs, clip_path=f"url(#{clip})" if clip else None), sheet.marks(known)]
    if labels:
        parts.append(sheet.names(known, [*chain(*drawn)], coloured=False, crowded=True))
    role = "group" if any(pair.href for pair, _ in ends) else "img"
    return drawing(
        parts,
        name,
        description,
        prefix=prefix,
        width=width,
        height=sheet.view.height,
        role=role,
        class_="map arcs-map close-map" if close else "map arcs-map",
    )


def _settled(places: Sequence[Place], land: Land) -> tuple[list[Spot], float]:
    """The places to draw and the meridian in the middle. The cached picture has a middle of its own; a
    map that would have to leave it at the side gets its land drawn instead."""
    if land == "image":
        known = spots(places, WORLD_CENTRE)
        if not known or not crosses(known):
            return known, WORLD_CENTRE
    central = middle(places)
    return spots(places, central), central


def _known(pairs: Iterable[Pair]) -> list[tuple[Pair, list[Spot]]]:
    """The pairs whose two cities both have coordinates, with these."""
    ends = ((pair, spots((pair.first, pair.second), WORLD_CENTRE)) for pair in pairs)
    return [(pair, both) for pair, both in ends if len(both) == 2]


def _links(count: int, order: Order) -> list[tuple[int, int]]:
    if order == "chain":
        return list(pairwise(range(count)))
    return [(0, other) for other in range(1, count)]


def _close_up(
    known: Iterable[Spot],
    links: Iterable[Sequence[Spot]],
    central: float,
    width: float,
    height: float,
    size: float,
    above: float = 0,
) -> View:
    """The view round the places and their arcs, with room for names, and `above` it nothing but the ground."""

    def at(spot: Spot) -> Point:
        return robinson(spot.longitude, spot.latitude, central)

    points = [at(spot) for spot in known]
    arcs = [bow(at(one), at(other)).samples() for one, other in links]
    below = height - above
    view = fit(
        [*points, *chain(*arcs)],
        width=width,
        height=below,
        padding=(max(width * 0.17, size * 3.5), max(below * 0.17, size * 2.2)),
        narrowest=NARROWEST,
        central=central,
    )
    return replace(view, y=view.y - above / view.scale, height=height) if above else view


def _once(known: Iterable[Spot]) -> list[Spot]:
    """Every city once; one that has several colours becomes neutral."""
    cities: dict[tuple[str, float, float], Spot] = {}
    for spot in known:
        key = (spot.name, spot.longitude, spot.latitude)
        same = key not in cities or cities[key].colour == spot.colour
        cities[key] = spot if same else replace(spot, colour=0)
    return list(cities.values())


def _world_sheet(width: float, size: float, palette: Palette) -> Sheet:
    """The inhabited world, `width` pixels wide."""
    scale = width / WORLD.width
    top, bottom = WORLD.place(WORLD_CENTRE, NORTH)[1], WORLD.place(WORLD_CENTRE, SOUTH)[1]
    view = View(0, top, scale, width, round((bottom - top) * scale), WORLD_CENTRE)
    return Sheet(view, palette, size, max(width / 300, 2.6), max(width / 640, 1.2))


def _close_sheet(
    ends: Sequence[tuple[Pair, Sequence[Spot]]],
    width: float,
    height: float,
    size: float,
    palette: Palette,
    above: float,
) -> Sheet:
    """Only the part of the world where the pairs are."""
    known = [spot for _, both in ends for spot in both]
    view = _close_up(known, [both for _, both in ends], WORLD_CENTRE, width, height, size, above)
    return Sheet(view, palette, size, size * 0.36, size * 0.14)


def _framed_sheet(frame: Frame, width: float, height: float, size: float, palette: Palette) -> Sheet:
    """A part of the world, as large as the picture allows."""
    west, south, east, north = frame
    corners = [robinson(x, y, WORLD_CENTRE) for x in (west, (west + east) / 2, east) for y in (south, 0, north)
               if south <= y <= north]  # fmt: skip
    view = fit(corners, width=width, height=height, padding=(0, 0), narrowest=NARROWEST, central=WORLD_CENTRE)
    return Sheet(view, palette, size, max(width / 220, 3.4), max(width / 560, 1.4))


def _pair(pair: Pair, both: Sequence[Spot], sheet: Sheet, curves: Iterable[Curve]) -> str:
    """The arc of a pair under its name, as a link when it has an address. A link can be hit near its line."""
    arc = "".join(
        sheet.arc(curve, (both[0].colour, both[1].colour)) + (sheet.reach(curve) if pair.href else "")
        for curve in curves
    )
    return element("a" if pair.href else "g", title(pair.words), arc, href=pair.href or None)
