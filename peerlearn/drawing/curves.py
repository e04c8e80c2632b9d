"""The arc between two places: a bow over the straight line, which the two cities share half and half."""

from dataclasses import dataclass

from peerlearn.drawing.markup import number
from peerlearn.drawing.projection import Point

BOW = 0.2  # height of the bow as a part of the straight line


@dataclass(frozen=True)
class Curve:
    """A quadratic Bézier curve."""

    start: Point
    control: Point
    end: Point

    def point(self, part: float) -> Point:
        """The point after `part` of the way, 0 to 1."""
        x, y = (
            (1 - part) ** 2 * a + 2 * part * (1 - part) * b + part**2 * c
            for a, b, c in zip(self.start, self.control, self.end, strict=True)
        )
        return x, y

    def halves(self) -> tuple["Curve", "Curve"]:
        """The same curve in two pieces, which meet in the middle."""
        middle = self.point(0.5)
        return (
            Curve(self.start, _between(self.start, self.control), middle),
            Curve(middle, _between(self.control, self.end), self.end),
        )

    def samples(self, count: int = 16) -> list[Point]:
        """Points along the curve, both ends among them."""
        return [self.point(step / count) for step in range(count + 1)]

    def path(self) -> str:
        """The curve as path data."""
        points = (f"{number(x)} {number(y)}" for x, y in (self.start, self.control, self.end))
        return "M{} Q{} {}".format(*points)


def bow(start: Point, end: Point, bend: float = BOW) -> Curve:
    """The arc from one place to another. It rises towards the top of the picture, and one that goes
    straight up or down swells to the right; a negative `bend` turns it round."""
    run, rise = end[0] - start[0], end[1] - start[1]
    across, up = rise, -run  # at a right angle to the line
    if up > 0 or (up == 0 and across < 0):
        across, up = -across, -up
    middle = _between(start, end)
    return Curve(start, (middle[0] + 2 * bend * across, middle[1] + 2 * bend * up), end)


def _between(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
