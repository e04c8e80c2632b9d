"""What lies under the arcs of a map: sea, graticule and land, drawn in place or taken from the cached picture."""

from typing import Literal

from peerlearn.drawing.basemap import WORLD_CENTRE, globe_path, graticule_path, land_path, outline
from peerlearn.drawing.markup import element
from peerlearn.drawing.palette import Palette
from peerlearn.drawing.projection import HEIGHT, WIDTH, View

Land = Literal["inline", "image"]

# the widest view, in units of the plane, that still gets a graticule this fine (degrees)
GRATICULES = ((60.0, 5.0), (140.0, 10.0), (420.0, 15.0), (float("inf"), 30.0))


def ground(view: View, palette: Palette, land: Land, land_href: str) -> str:
    """The ground of a map. `inline` draws the land of this view in full detail; `image` names the
    cached world picture at `land_href`, which fits a view round WORLD_CENTRE only."""
    if land == "image" and view.central == WORLD_CENTRE and land_href:
        coast = _picture(view, land_href)
    else:
        coast = _drawn(view, palette)
    return _sea(view, palette) + _grid(view, palette) + coast


def _sea(view: View, palette: Palette) -> str:
    """The whole frame, or the globe where its edge can be seen."""
    if _is_within(view):
        return element("rect", class_="map-sea", width=view.width, height=view.height, fill=palette.sea)
    return element("path", class_="map-sea", d=globe_path(view), fill=palette.sea)


def _is_within(view: View) -> bool:
    """Whether nothing but the globe is seen."""
    return all(_inside_globe(view, corner) for corner in _corners(view))


def _grid(view: View, palette: Palette) -> str:
    across = view.width / view.scale
    step = next(degrees for widest, degrees in GRATICULES if across <= widest)
    data = graticule_path(view, step)
    look = {"fill": "none", "stroke": palette.grid, "stroke_width": "0.7"}
    edge = "" if _is_within(view) else globe_path(view)
    return element("path", class_="map-grid", d=f"{data}{edge}", **look) if data or edge else ""


def _drawn(view: View, palette: Palette) -> str:
    return element(
        "path",
        class_="map-land",
        d=land_path(view),
        transform="scale(.1)",
        fill=palette.land,
        fill_rule="evenodd",
        stroke=palette.coast,
        stroke_width="6",
        stroke_linejoin="round",
    )


def _picture(view: View, href: str) -> str:
    return element(
        "image",
        class_="map-land",
        href=href,
        x=-view.x * view.scale,
        y=-view.y * view.scale,
        width=WIDTH * view.scale,
        height=HEIGHT * view.scale,
        preserveAspectRatio="none",
    )


def _corners(view: View) -> tuple[tuple[float, float], ...]:
    return (0, 0), (view.width, 0), (0, view.height), (view.width, view.height)


def _inside_globe(view: View, corner: tuple[float, float]) -> bool:
    """Whether a corner lies on the globe: the edge of the globe in that height is further out."""
    edge = min(outline(view), key=lambda point: (abs(point[1] - corner[1]), point[0]))
    middle = (WIDTH / 2 - view.x) * view.scale
    return abs(corner[0] - middle) <= abs(edge[0] - middle) and corner[1] + view.y * view.scale >= -0.5
