"""The Robinson projection: degrees to a plane 1000 units wide, and the view of a part of that plane.

In the plane the globe seen from meridian 0 reaches from (0, 0) to (1000, 507.2), y downwards. The
table is Robinson's own (A. H. Robinson, 1974), read with a cubic through four neighbours so that
meridians have no kinks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor

Point = tuple[float, float]

WIDTH = 1000.0
HEIGHT = WIDTH * 1.3523 / (0.8487 * 3.141592653589793)
STEP = 5  # degrees of latitude from one line of the table to the next
LENGTHS = (
    1.0000, 0.9986, 0.9954, 0.9900, 0.9822, 0.9730, 0.9600, 0.9427, 0.9216, 0.8962,
    0.8679, 0.8350, 0.7986, 0.7597, 0.7186, 0.6732, 0.6213, 0.5722, 0.5322,
)  # fmt: skip
DISTANCES = (
    0.0000, 0.0620, 0.1240, 0.1860, 0.2480, 0.3100, 0.3720, 0.4340, 0.4958, 0.5571,
    0.6176, 0.6769, 0.7346, 0.7903, 0.8435, 0.8936, 0.9394, 0.9761, 1.0000,
)  # fmt: skip


def robinson(longitude: float, latitude: float, central: float = 0.0) -> Point:
    """Where a place lies in the plane. Longitudes past 180 degrees from `central` lie outside the globe."""
    length, distance = _read(LENGTHS, abs(latitude), 1), _read(DISTANCES, abs(latitude), -1)
    x = WIDTH * (0.5 + length * (longitude - central) / 360)
    return x, HEIGHT / 2 * (1 - distance if latitude >= 0 else 1 + distance)


def nearest_turn(longitude: float, central: float) -> float:
    """The same longitude, written so that it is at most 180 degrees from `central`."""
    return longitude - 360 * floor((longitude - central + 180) / 360)


def _read(table: Sequence[float], latitude: float, symmetry: int) -> float:
    """The table between its lines; below the equator it goes on mirrored (1) or negative (-1)."""
    latitude = min(latitude, 90.0)
    line = min(int(latitude // STEP), len(table) - 2)
    part = latitude / STEP - line
    before = table[line - 1] if line else symmetry * table[1]
    here, after = table[line], table[line + 1]
    beyond = table[line + 2] if line + 2 < len(table) else 2 * after - here
    slope = (after - before) / 2
    bend = before - 2.5 * here + 2 * after - beyond / 2
    twist = (beyond - before) / 2 + 1.5 * (here - after)
    return here + part * (slope + part * (bend + part * twist))


@dataclass(frozen=True)
class View:
    """A part of the plane as a picture: `x, y` its top left corner in the plane, `width` and `height`
    in pixels, `scale` pixels per unit of the plane, `central` the meridian in the middle of the plane."""

    x: float
    y: float
    scale: float
    width: float
    height: float
    central: float = 0.0

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a place lies in the picture, in pixels."""
        x, y = robinson(longitude, latitude, self.central)
        return (x - self.x) * self.scale, (y - self.y) * self.scale

    def contains(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point in pixels lies in the picture, `margin` pixels from its edge."""
        x, y = point
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin


def fit(
    points: Iterable[Point],
    *,
    width: float,
    height: float,
    padding: tuple[float, float],
    narrowest: float,
    central: float = 0.0,
) -> View:
    """The view that holds all points of the plane, with `padding` pixels at the sides and above and
    below, at least `narrowest` units of the plane wide, and inside the globe where it can be."""
    xs, ys = zip(*points, strict=True)
    across = (max(xs) - min(xs)) / max(width - 2 * padding[0], 1)
    down = (max(ys) - min(ys)) / max(height - 2 * padding[1], 1)
    unit = max(across, down, narrowest / width)
    x = _within((min(xs) + max(xs) - width * unit) / 2, width * unit, WIDTH)
    y = _within((min(ys) + max(ys) - height * unit) / 2, height * unit, HEIGHT)
    return View(x, y, 1 / unit, width, height, central)


def _within(start: float, length: float, whole: float) -> float:
    """Moves a stretch so that it lies inside the whole, or in the middle when it is longer."""
    if length >= whole:
        return (whole - length) / 2
    return min(max(start, 0.0), whole - length)
