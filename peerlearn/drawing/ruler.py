"""The measures of a timeline, and the lines of its years and quarters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from peerlearn.drawing.markup import Value, element, label
from peerlearn.drawing.palette import Palette
from peerlearn.drawing.scale import Across, Calendar

GRID_YEARS = (
    8  # with more years than that, only every second one is named, and so on: a phone has room for eight
)
ROOM = 0.93
"""Of the width: a year that begins further right has no room for its name."""

type Stretch = tuple[float, float]
"""From which height to which."""


@dataclass(frozen=True)
class Measures:
    """The measures of one timeline."""

    across: Across
    calendar: Calendar
    size: float
    palette: Palette
    written: Callable[[date], str]


def ruler(sheet: Measures, bottom: float, today: date | None, bars: Sequence[Stretch] | None = None) -> str:
    """Fine lines at the quarters, stronger ones with a number at the years, a dashed one for today. Where words have no
    rim, lines would go through them: then quarters have none, and years theirs in the head and behind the `bars` that
    are given."""
    years = sheet.calendar.years()
    quarters = sheet.calendar.quarters() if len(years) <= 4 and sheet.palette.halo else []
    top = sheet.size * 1.3
    lines = [
        _line(sheet, day, top, bottom, sheet.palette.hairline, 0.5) for day in quarters if day not in years
    ]
    stretches = [(0.0, bottom)] if bars is None else [(0.0, sheet.size * 1.9), *bars]
    lines += [
        _line(sheet, day, upper, lower, sheet.palette.hairline, 1)
        for day in years
        for upper, lower in stretches
    ]
    if today and sheet.calendar.first <= today <= sheet.calendar.last:
        lines.append(_line(sheet, today, top, bottom, sheet.palette.ink, 1, "2 3"))
    every = -(-len(years) // GRID_YEARS) or 1
    named = [day for day in years[::every] if sheet.calendar.part(day) < ROOM]
    if not named or sheet.calendar.part(named[0]) > 0.2:
        named = [sheet.calendar.first, *named]
    return "".join(lines) + "".join(_year(sheet, day) for day in named)


def _line(
    sheet: Measures,
    day: date,
    top: float,
    bottom: float,
    stroke: str,
    thickness: float,
    dashes: str | None = None,
) -> str:
    x = sheet.across.at(sheet.calendar.part(day))
    look: dict[str, Value] = {"stroke": stroke, "stroke_width": thickness, "stroke_dasharray": dashes}
    return element("line", class_="today" if dashes else "grid", x1=x, x2=x, y1=top, y2=bottom, **look)


def _year(sheet: Measures, day: date) -> str:
    """The number of a year, right of its line."""
    size = sheet.size * 0.86
    words = label(str(day.year), 4, size, size, sheet.palette.muted, class_="muted")
    return sheet.across.moved(sheet.calendar.part(day), 0, words)
