"""Lengths along a drawing whose letters keep their size: per cent of any width on the web, pixels in print."""

from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from peerlearn.drawing.markup import Value, element

LETTER = 0.52  # mean width of a letter as a part of its size
PHONE = 300.0  # the width that texts must fit when the true one is not known


@dataclass(frozen=True)
class Across:
    """`width` in pixels, or None for as wide as the page gives; parts are 0 to 1 of it."""

    width: float | None = None

    def at(self, part: float) -> Value:
        """A position or a length."""
        return f"{part * 100:.4g}%" if self.width is None else part * self.width

    @property
    def whole(self) -> Value:
        """The width of the drawing itself."""
        return "100%" if self.width is None else self.width

    def lines(self, words: str, size: float, parts: float = 1.0) -> list[str]:
        """Words broken into lines that fit `parts` of the width, on a phone if it is not known."""
        room = (self.width or PHONE) * parts
        return wrap(words, max(int(room / (size * LETTER)), 8)) or [""]

    def moved(self, part: float, y: float, *children: str) -> str:
        """Children drawn round the origin, moved to a place."""
        return element("svg", *children, x=self.at(part), y=y, overflow="visible")


@dataclass(frozen=True)
class Calendar:
    """Days from `first` until `last` as parts of a width; `last` itself is outside."""

    first: date
    last: date

    def part(self, day: date) -> float:
        """Where a day lies, 0 to 1; days outside lie at the ends."""
        whole = max((self.last - self.first).days, 1)
        return min(max((day - self.first).days / whole, 0.0), 1.0)

    def years(self) -> list[date]:
        """The first of January of each year that begins inside."""
        days = [date(year, 1, 1) for year in range(self.first.year, self.last.year + 1)]
        return [day for day in days if self.first <= day < self.last]

    def quarters(self) -> list[date]:
        """The first day of each quarter of a year inside."""
        years = range(self.first.year, self.last.year + 1)
        days = [date(year, month, 1) for year in years for month in (1, 4, 7, 10)]
        return [day for day in days if self.first <= day < self.last]
