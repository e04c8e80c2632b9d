"""Plane geometry of outlines: cutting rings at straight edges, simplifying them, writing them as path data."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from peerlearn.drawing.projection import Point


def cut(ring: Sequence[Point], axis: int, limit: float, sign: int) -> list[Point]:
    """The part of a closed ring where coordinate `axis` is at least (sign 1) or at most (-1) the limit
    (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for before, here in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
        was_in, is_in = (sign * (point[axis] - limit) >= 0 for point in (before, here))
        if was_in != is_in:
            part = (limit - before[axis]) / (here[axis] - before[axis])
            other = before[1 - axis] + part * (here[1 - axis] - before[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if is_in:
            kept.append(here)
    return kept


def cut_to_frame(
    ring: Sequence[Point], left: float, top: float, right: float, bottom: float
) -> Sequence[Point]:
    """The part of a closed ring inside a frame."""
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        ring = cut(ring, axis, limit, sign)
    return ring


def area(ring: Sequence[Point]) -> float:
    """The area of a closed ring, never negative."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def simplify(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line with fewer points, nowhere further than `tolerance` from the old one (Douglas and Peucker)."""
    keep = {0, len(line) - 1}
    stretches = [(0, len(line) - 1)]
    while stretches:
        first, last = stretches.pop()
        if last - first < 2:
            continue
        distance, furthest = max(
            (_distance(line[at], line[first], line[last]), at) for at in range(first + 1, last)
        )
        if distance > tolerance:
            keep.add(furthest)
            stretches += [(first, furthest), (furthest, last)]
    return [line[at] for at in sorted(keep)]


def path_data(rings: Iterable[Sequence[Point]], finer: int = 10) -> str:
    """Closed rings as compact path data in units of 1/`finer`, whole numbers and relative steps.
    Draw it with scale(1/finer)."""
    return "".join(_ring_data(ring, finer) for ring in rings)


def _ring_data(ring: Sequence[Point], finer: int) -> str:
    rounded = [(round(x * finer), round(y * finer)) for x, y in ring]
    if rounded[0] == rounded[-1]:
        rounded.pop()
    if len(rounded) < 3:
        return ""
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(rounded) if a != b]
    return f"M{rounded[0][0]} {rounded[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from the stretch between two others."""
    run, rise = end[0] - start[0], end[1] - start[1]
    length = run * run + rise * rise
    part = ((point[0] - start[0]) * run + (point[1] - start[1]) * rise) / length if length else 0.0
    part = min(max(part, 0.0), 1.0)
    return float(((point[0] - start[0] - part * run) ** 2 + (point[1] - start[1] - part * rise) ** 2) ** 0.5)
