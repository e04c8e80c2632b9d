"""The marks of cities: one shape for each of the six colours, so that colour is never alone."""

from math import cos, pi, sin

from peerlearn.drawing.markup import Value, element, number, paint
from peerlearn.drawing.palette import Palette
from peerlearn.drawing.projection import Point

# corners, and the turn of the first one in degrees from straight up; the disc has none
SHAPES = ((0, 0), (4, 0), (3, 0), (4, 45), (3, 180), (6, 0))


def mark(index: int, at: Point, radius: float, palette: Palette) -> str:
    """The mark of city `index` with its middle at a point, about as heavy as a disc of `radius` pixels."""
    name, fill = paint(palette, index)
    corners, turn = SHAPES[(index - 1) % len(SHAPES)] if index > 0 else (0, 0)
    look: dict[str, Value] = {
        "class_": f"mark {name}",
        "fill": fill,
        "stroke": palette.paper,
        "stroke_width": radius / 3.2,
    }
    if not corners:
        return element("circle", cx=at[0], cy=at[1], r=radius, **look)
    reach = radius * (1.32 if corners < 6 else 1.14)
    points = (_corner(at, reach, turn + 360 * corner / corners) for corner in range(corners))
    data = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "z"
    return element("path", d=data, stroke_linejoin="round", **look)


def _corner(at: Point, reach: float, degrees: float) -> Point:
    angle = degrees * pi / 180
    return at[0] + reach * sin(angle), at[1] - reach * cos(angle)
