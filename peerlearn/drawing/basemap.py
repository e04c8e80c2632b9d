"""The land under every map: as path data for one view, and as the cached picture of the whole world.

The land is one flat shape without borders: it is the ground of the drawing, not its subject.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from peerlearn.drawing.markup import element, number
from peerlearn.drawing.outlines import area, cut, cut_to_frame, path_data, simplify
from peerlearn.drawing.palette import DARK, LIGHT
from peerlearn.drawing.projection import HEIGHT, WIDTH, Point, View
from peerlearn.drawing.topology import SOURCE, Ring, land_rings

# The meridian in the middle of the world picture: its edge then runs through the Bering Strait and cuts no land.
WORLD_CENTRE = 11.0
WORLD = View(0, 0, 1, WIDTH, HEIGHT, WORLD_CENTRE)
WORLD_FILE = SOURCE.with_name("world.svg")
STRIDE = 4.0  # the longest piece of a land's straight edge in degrees, so that it can follow a bent meridian
BLEED = 3.0  # pixels of land beyond the frame, so that no coast is drawn along it


@lru_cache(maxsize=64)
def land_path(view: View, tolerance: float = 0.4, smallest: float = 0.8) -> str:
    """The land in a view as path data in tenths of a pixel. `tolerance`: how far a coast may move, in
    pixels; islands under `smallest` square pixels are left out."""
    return path_data(
        simplify(ring, tolerance) for ring in _visible(view) if area(ring) >= smallest and len(ring) > 2
    )


def graticule_path(view: View, step: float) -> str:
    """Meridians and parallels every `step` degrees as path data in pixels."""
    lines = [*_meridians(view, step), *_parallels(view, step)]
    return "".join(
        f"M{number(line[0][0])} {number(line[0][1])}L"
        + " ".join(f"{number(x)} {number(y)}" for x, y in line[1:])
        for line in lines
        if _touches(line, view)
    )


def outline(view: View) -> list[Point]:
    """The edge of the globe in pixels, as a closed ring."""
    latitudes = range(-90, 91, 5)
    west = [view.place(view.central - 180, latitude) for latitude in latitudes]
    east = [view.place(view.central + 180, latitude) for latitude in reversed(latitudes)]
    return [*west, *east]


def globe_path(view: View) -> str:
    """The edge of the globe as path data in pixels."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in outline(view)) + "z"


def clip_to_globe(view: View, name: str) -> str:
    """A clip path with the id `name`, for what runs over the edge of the globe."""
    return element("clipPath", element("path", d=globe_path(view)), id=name)


def world_svg() -> str:
    """The cached base map: land alone on a clear ground, by day and by night. Should a browser refuse
    the style, the fill is a grey that can be seen on both."""
    style = (
        f"path{{fill:{LIGHT.land};fill-opacity:1;stroke:{LIGHT.coast}}}"
        f"@media(prefers-color-scheme:dark){{path{{fill:{DARK.land};stroke:{DARK.coast}}}}}"
    )
    return element(
        "svg",
        element("style", style),
        element(
            "path",
            d=land_path(WORLD, 0.26, 0.6),
            fill="#8c9a94",
            fill_opacity=".35",
            fill_rule="evenodd",
            stroke="#8c9a94",
            stroke_width="3",
        ),
        xmlns="http://www.w3.org/2000/svg",
        width=number(WIDTH),
        height=number(HEIGHT),
        viewBox=f"0 0 {round(WIDTH * 10)} {round(HEIGHT * 10)}",
    )


def write_world(target: Path = WORLD_FILE) -> None:
    """Writes the cached base map anew; script/fetch-assets does."""
    target.write_text(world_svg() + "\n")


def _visible(view: View) -> Iterator[list[Point]]:
    """Every ring of land that shows in the view, projected and cut to it."""
    frame = (-BLEED, -BLEED, view.width + BLEED, view.height + BLEED)
    for ring in land_rings():
        for turn in (-360, 0, 360):
            projected = [view.place(*point) for point in _on_globe(ring, turn, view.central)]
            if _touches(projected, view):
                yield [*cut_to_frame(projected, *frame)]


def _on_globe(ring: Ring, turn: float, central: float) -> Ring:
    """The ring moved by a turn, and what of it is within half a turn of the central meridian."""
    west, east = central - 180, central + 180
    longitudes = [point[0] + turn for point in ring]
    if max(longitudes) <= west or min(longitudes) >= east:
        return []
    moved = [(longitude, point[1]) for longitude, point in zip(longitudes, ring, strict=True)]
    if min(longitudes) >= west and max(longitudes) <= east:
        return moved
    return _finer(cut(cut(moved, 0, west, 1), 0, east, -1))


def _finer(ring: Ring) -> Ring:
    """The ring with its long straight pieces divided."""
    fine: Ring = []
    for before, here in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
        pieces = int(abs(here[1] - before[1]) // STRIDE) + 1
        fine += [
            (
                before[0] + (here[0] - before[0]) * piece / pieces,
                before[1] + (here[1] - before[1]) * piece / pieces,
            )
            for piece in range(1, pieces + 1)
        ]
    return fine


def _touches(line: list[Point], view: View) -> bool:
    """Whether the box round a line meets the picture."""
    if not line:
        return False
    xs, ys = [point[0] for point in line], [point[1] for point in line]
    return max(xs) > 0 and min(xs) < view.width and max(ys) > 0 and min(ys) < view.height


def _meridians(view: View, step: float) -> Iterator[list[Point]]:
    first = int((view.central - 180) // step) + 1
    last = int((view.central + 180) // step)
    for longitude in range(first, last + 1):
        points = [view.place(longitude * step, latitude) for latitude in range(-90, 91, 5)]
        inside = [at for at, (_, y) in enumerate(points) if 0 <= y <= view.height]
        if inside:
            yield points[max(inside[0] - 1, 0) : inside[-1] + 2]


def _parallels(view: View, step: float) -> Iterator[list[Point]]:
    """Parallels are straight in this projection: two points are enough."""
    latitude = -90 + step
    while latitude < 90:
        west = view.place(view.central - 180, latitude)
        east = view.place(view.central + 180, latitude)
        yield [(max(west[0], 0.0), west[1]), (min(east[0], view.width), east[1])]
        latitude += step
