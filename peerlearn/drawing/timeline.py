"""A timeline: a lane for each city and one for what they do together, bars for activities, marks for milestones.

Every bar has a row of its own under its words, so that long names can be read on a phone and in
print. Without a width the drawing is as wide as the page gives and its letters keep their size.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from peerlearn.drawing.marks import mark
from peerlearn.drawing.markup import Value, drawing, element, halo, label, paint, title
from peerlearn.drawing.palette import LIGHT, Palette
from peerlearn.drawing.scale import Across, Calendar

BAR = 9.0  # pixels
THINNEST = 0.012  # of the width: a bar of one day
GRID_YEARS = (
    8  # with more years than that, only every second one is named, and so on: a phone has room for eight
)


@dataclass(frozen=True)
class Lane:
    """A lane: its name and the colours of its cities, 1 to 6; several for what they do together."""

    name: str
    colours: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Span:
    """What takes time, in lane number `lane`; `done` False draws it hollow, as planned; `dated` when its words tell
    the dates themselves, for instance because no more than the years are known."""

    words: str
    start: date
    end: date
    lane: int = 0
    done: bool = True
    dated: bool = False


@dataclass(frozen=True)
class Moment:
    """A milestone in lane number `lane`; `done` False draws it hollow, as not reached."""

    words: str
    day: date
    lane: int = 0
    done: bool = True


Entry = Span | Moment


@dataclass(frozen=True)
class Sheet:
    """The measures of one timeline."""

    across: Across
    calendar: Calendar
    size: float
    palette: Palette
    written: Callable[[date], str]


def timeline(
    lanes: Sequence[Lane],
    spans: Sequence[Span],
    moments: Sequence[Moment] = (),
    *,
    prefix: str,
    name: str,
    description: str = "",
    width: float | None = None,
    size: float = 14,
    today: date | None = None,
    written: Callable[[date], str] = date.isoformat,
    palette: Palette = LIGHT,
) -> SafeString:
    """The timeline; empty text when there is nothing in it. `written` turns a date into words; without
    a `description` all entries are told in order. `width` and `size` of letters are in pixels."""
    entries: list[Entry] = sorted([*spans, *moments], key=_when)
    if not entries:
        return SafeString("")
    sheet = Sheet(Across(width), _calendar(entries), size, palette, written)
    rows: list[str] = []
    y = size * 1.9
    for number, lane in enumerate(lanes):
        inside = [entry for entry in entries if entry.lane == number]
        if inside:
            row, y = _lane(lane, inside, y, sheet)
            rows.append(row)
    return drawing(
        [_grid(sheet, y, today), *rows],
        name,
        description or " ".join(_told(entry, lanes, written) for entry in entries),
        prefix=prefix,
        width=sheet.across.whole,
        height=round(y + size * 0.4),
        class_="timeline",
    )


def _when(entry: Entry) -> tuple[date, date]:
    return (entry.start, entry.end) if isinstance(entry, Span) else (entry.day, entry.day)


def _calendar(entries: Sequence[Entry]) -> Calendar:
    """From the first day of the first quarter to the last day of the last."""
    first = min(_when(entry)[0] for entry in entries)
    last = max(_when(entry)[1] for entry in entries)
    quarter = (last.month - 1) // 3 + 1
    end = date(last.year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return Calendar(date(first.year, (first.month - 1) // 3 * 3 + 1, 1), end)


def _told(entry: Entry, lanes: Sequence[Lane], written: Callable[[date], str]) -> str:
    """An entry in words, for readers who don't see the drawing."""
    lane = f"{lanes[entry.lane].name}: " if 0 <= entry.lane < len(lanes) else ""
    return f"{lane}{_hint(entry, written)}."


def _hint(entry: Entry, written: Callable[[date], str]) -> str:
    if isinstance(entry, Span) and entry.dated:
        return entry.words
    start, end = _when(entry)
    dates = written(start) if start == end else f"{written(start)} – {written(end)}"
    return f"{entry.words}, {dates}"


def _grid(sheet: Sheet, bottom: float, today: date | None) -> str:
    """Fine lines at the quarters, stronger ones with a number at the years, a dashed one for today."""
    years = sheet.calendar.years()
    quarters = sheet.calendar.quarters() if len(years) <= 4 else []
    top = sheet.size * 1.3
    lines = [
        _line(sheet, day, top, bottom, sheet.palette.hairline, 0.5) for day in quarters if day not in years
    ]
    lines += [_line(sheet, day, 0, bottom, sheet.palette.hairline, 1) for day in years]
    if today and sheet.calendar.first <= today <= sheet.calendar.last:
        lines.append(_line(sheet, today, top, bottom, sheet.palette.ink, 1, "2 3"))
    every = -(-len(years) // GRID_YEARS) or 1
    named = years[::every]
    if not named or sheet.calendar.part(named[0]) > 0.2:
        named = [sheet.calendar.first, *named]
    return "".join(lines) + "".join(_year(sheet, day) for day in named)


def _line(
    sheet: Sheet,
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


def _year(sheet: Sheet, day: date) -> str:
    part, size = sheet.calendar.part(day), sheet.size * 0.86
    words = label(str(day.year), 4 if part < 0.93 else -4, size, size, sheet.palette.muted,
                  anchor="start" if part < 0.93 else "end", class_="muted")  # fmt: skip
    return sheet.across.moved(part, 0, words)


def _lane(lane: Lane, entries: Sequence[Entry], y: float, sheet: Sheet) -> tuple[str, float]:
    """The heading of a lane and its rows; and where the next lane begins."""
    size, palette = sheet.size, sheet.palette
    parts = [
        element("line", class_="hairline", x1=0, x2=sheet.across.at(1), y1=y, y2=y, stroke=palette.hairline)
    ]
    y += size * 1.45
    cities = [colour for colour in lane.colours if colour]
    for step, colour in enumerate(cities):
        parts.append(mark(colour, (size * (0.42 + step * 0.8), y - size * 0.35), size * 0.34, palette))
    name, fill = paint(palette, lane.colours[0]) if len(lane.colours) == 1 else ("ink", palette.ink)
    x = size * (0.25 + len(cities) * 0.8) if cities else 0
    parts.append(label(lane.name, x, y, size, fill, class_=f"lane {name}", font_weight="600"))
    y += size * 0.3
    for entry in entries:
        row, y = _row(entry, lane, y, sheet)
        parts.append(row)
    return element("g", *parts), y + size * 0.8


def _row(entry: Entry, lane: Lane, y: float, sheet: Sheet) -> tuple[str, float]:
    """The words of an entry and its bar or mark below; and where the next row begins."""
    size = sheet.size * 0.92
    lines = sheet.across.lines(entry.words, size)
    rim = halo(sheet.palette, size, sheet.palette.paper)
    words = [
        label(line, 0, y + size * 1.25 * (number + 1), size, sheet.palette.ink, class_="ink row", **rim)
        for number, line in enumerate(lines)
    ]
    top = y + size * 1.25 * len(lines) + size * 0.42
    shape = _bar(entry, lane, top, sheet) if isinstance(entry, Span) else _moment(entry, lane, top, sheet)
    return element("g", title(_hint(entry, sheet.written)), *words, shape), top + BAR + size * 0.6


def _bar(span: Span, lane: Lane, top: float, sheet: Sheet) -> str:
    """A bar; what several cities do together has a stripe in each one's colour."""
    start, end = sheet.calendar.part(span.start), sheet.calendar.part(span.end)
    length = max(end - start, THINNEST)
    start = min(start, 1 - length)
    stripe = BAR / len(lane.colours)
    parts = []
    for number, colour in enumerate(lane.colours):
        name, paint_ = paint(sheet.palette, colour)
        inset = 0.0 if span.done else 0.75
        parts.append(
            element(
                "rect",
                class_=f"bar {name}" if span.done else f"bar planned {name}",
                x=sheet.across.at(start),
                y=top + stripe * number + inset,
                width=sheet.across.at(length),
                height=stripe - 2 * inset,
                fill=paint_ if span.done else "none",
                stroke=None if span.done else paint_,
                stroke_width=None if span.done else 1.5,
            )
        )
    return "".join(parts)


def _moment(moment: Moment, lane: Lane, top: float, sheet: Sheet) -> str:
    """A diamond on its day, hollow as long as it isn't reached."""
    name, fill = paint(sheet.palette, lane.colours[0] if len(lane.colours) == 1 else 0)
    half = BAR * 0.62
    part = sheet.calendar.part(moment.day)
    shape = element(
        "path",
        class_=f"moment {name}" if moment.done else f"moment planned {name}",
        d=f"M0 {-half:.1f}L{half:.1f} 0 0 {half:.1f} {-half:.1f} 0z",
        fill=fill if moment.done else sheet.palette.paper,
        stroke=fill,
        stroke_width=1.5,
    )
    return sheet.across.moved(min(max(part, 0.02), 0.98), top + BAR / 2, shape)
