"""Finds room for the names of places: beside, above or below their marks, clear of each other and of the arcs."""

from collections.abc import Sequence
from dataclasses import dataclass

from peerlearn.drawing.projection import Point

LETTER = 0.57  # mean width of a Plex Sans letter as a part of its size
GRAVE = 40.0  # what no good place costs: outside the picture, or over another name


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The area that two boxes share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def holds(self, point: Point, margin: float) -> bool:
        """Whether a point lies in the box or within `margin` of it."""
        inside_x = self.left - margin <= point[0] <= self.right + margin
        return inside_x and self.top - margin <= point[1] <= self.bottom + margin


@dataclass(frozen=True)
class Placed:
    """A name that found its place: the point of its baseline, which end lies there, and its cost."""

    words: str
    at: Point
    anchor: str
    box: Box
    cost: float


def place_labels(
    names: Sequence[tuple[str, Point]],
    obstacles: Sequence[Point],
    *,
    size: float,
    gap: float,
    width: float,
    height: float,
) -> list[Placed]:
    """Places every name near its point, the first ones first. `obstacles` are points to keep clear of
    (along arcs), `size` the height of letters, `gap` the room round a mark, all in pixels."""
    frame = Box(size * 0.4, size * 0.3, width - size * 0.4, height - size * 0.3)
    marks = [Box(x - gap, y - gap, x + gap, y + gap) for _, (x, y) in names]
    placed: list[Placed] = []
    for words, point in names:
        taken = [label.box for label in placed] + marks
        choices = (
            _cost(choice, rank, taken, obstacles, frame, size)
            for rank, choice in enumerate(_choices(words, point, size, gap, frame))
        )
        placed.append(min(choices, key=lambda choice: choice.cost))
    return placed


def _choices(words: str, point: Point, size: float, gap: float, frame: Box) -> list[Placed]:
    """Right, left, below, above, then the four corners; the best liked first."""
    x, y = point
    room = gap * 1.25
    middle, under, over = y + size * 0.35, y + room + size * 0.85, y - room - size * 0.1
    length = len(words) * size * LETTER
    centre = min(max(x, frame.left + length / 2), max(frame.right - length / 2, frame.left + length / 2))
    corner = gap * 0.7
    spots = (
        ((x + room, middle), "start"),
        ((x - room, middle), "end"),
        ((centre, under), "middle"),
        ((centre, over), "middle"),
        ((x + corner, under - gap * 0.4), "start"),
        ((x - corner, under - gap * 0.4), "end"),
        ((x + corner, over + gap * 0.4), "start"),
        ((x - corner, over + gap * 0.4), "end"),
    )
    return [Placed(words, at, anchor, _box(at, anchor, length, size), 0.0) for at, anchor in spots]


def _box(at: Point, anchor: str, length: float, size: float) -> Box:
    left = at[0] - {"start": 0.0, "middle": length / 2, "end": length}[anchor]
    return Box(left, at[1] - size * 0.8, left + length, at[1] + size * 0.25)


def _cost(
    choice: Placed, rank: int, taken: Sequence[Box], obstacles: Sequence[Point], frame: Box, size: float
) -> Placed:
    box = choice.box
    whole = (box.right - box.left) * (box.bottom - box.top) or 1.0
    outside = 1 - box.overlap(frame) / whole
    over = sum(box.overlap(other) for other in taken) / whole
    crossed = sum(box.holds(point, size * 0.2) for point in obstacles)
    cost = rank * 0.4 + crossed * 2 + (GRAVE + outside * GRAVE if outside > 0.001 else 0)
    cost += GRAVE + over * GRAVE if over > 0.02 else 0
    return Placed(choice.words, choice.at, choice.anchor, box, cost)
