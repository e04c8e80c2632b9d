"""A timeline: a lane for each city and one for what they do together, bars for activities, marks for milestones.

Every bar has a row of its own under its words, so that long names can be read on a phone and in
print. Without a width the drawing is as wide as the page gives and its letters keep their size.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import SafeString

from peerlearn.drawing.marks import mark
from peerlearn.drawing.markup import drawing, element, halo, label, paint, title
from peerlearn.drawing.palette import LIGHT, Palette
from peerlearn.drawing.ruler import Measures, Stretch, ruler
from peerlearn.drawing.scale import Across, Calendar

BAR = 9.0  # pixels
NARROW = 4.0  # pixels: a stripe as narrow has no room for a hollow
AROUND = 3.0  # pixels above and below a bar that lines of years reach
THINNEST = 0.012  # of the width: a bar of one day


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
    """A milestone in lane number `lane`; `done` False draws it hollow, as not reached; `dated` as with a span."""

    words: str
    day: date
    lane: int = 0
    done: bool = True
    dated: bool = False


Entry = Span | Moment


@dataclass
class Part:
    """One drawing of a timeline: its rows, where their bars are, what stands in them, and where they end."""

    y: float
    rows: list[str] = field(default_factory=list)
    bars: list[Stretch] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def timeline(
    lanes: Sequence[Lane],
    spans: Sequence[Span],
    moments: Sequence[Moment] = (),
    *,
    prefix: str,
    name: str,
    description: str = "",
    width: float | None = None,
    height: float | None = None,
    size: float = 14,
    today: date | None = None,
    written: Callable[[date], str] = date.isoformat,
    palette: Palette = LIGHT,
) -> SafeString:
    """The timeline; empty text when there is nothing in it. `written` turns a date into words; without
    a `description` all entries are told in order. `width` and `size` of letters are in pixels. With a
    `height` it comes as several drawings one below the other, none of them higher: a page may end between them."""
    entries: list[Entry] = sorted([*spans, *moments], key=_when)
    if not entries:
        return SafeString("")
    sheet = Measures(Across(width), _calendar(entries), size, palette, written)
    drawn = [
        drawing(
            [ruler(sheet, part.y, today, None if palette.halo else part.bars), *part.rows],
            name,
            description
            or " ".join(_told(entry, lanes, written) for entry in sorted(part.entries, key=_when)),
            prefix=f"{prefix}-{number}" if number else prefix,
            width=sheet.across.whole,
            height=round(part.y + size * 0.4),
            class_="timeline",
        )
        for number, part in enumerate(_parts(lanes, entries, sheet, height))
    ]
    return SafeString("".join(drawn))


def _parts(
    lanes: Sequence[Lane], entries: Sequence[Entry], sheet: Measures, height: float | None
) -> Iterator[Part]:
    """The lanes that have something in them; a part that would become too high ends before the row that makes
    it so, and the next one names the lane again."""
    part = Part(sheet.size * 1.9)
    for number, lane in enumerate(lanes):
        is_named = False
        for entry in (entry for entry in entries if entry.lane == number):
            if height and part.rows and _bottom(entry, part.y, is_named, sheet) > height:
                yield part
                part, is_named = Part(sheet.size * 1.9), False
            if not is_named:
                heading, part.y = _heading(lane, part.y + (sheet.size * 0.8 if part.rows else 0), sheet)
                part.rows.append(heading)
                is_named = True
            row, top = _row(entry, lane, part.y, sheet)
            part.rows.append(row)
            part.bars.append((top - AROUND, top + BAR + AROUND))
            part.y = _row_ends(entry, part.y, sheet)
            part.entries.append(entry)
    yield part


def _bottom(entry: Entry, y: float, is_named: bool, sheet: Measures) -> float:
    """Where the row of an entry would end, below the heading of its lane if that is not there yet."""
    return _row_ends(entry, y + (0 if is_named else sheet.size * 2.55), sheet)


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
    if entry.dated:
        return entry.words
    start, end = _when(entry)
    dates = written(start) if start == end else f"{written(start)} – {written(end)}"
    return f"{entry.words}, {dates}"


def _heading(lane: Lane, y: float, sheet: Measures) -> tuple[str, float]:
    """The name of a lane with the marks of its cities; and where its first row begins."""
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
    return "".join(parts), y + size * 0.3


def _row(entry: Entry, lane: Lane, y: float, sheet: Measures) -> tuple[str, float]:
    """The words of an entry and its bar or mark below; and where that begins."""
    size = sheet.size * 0.92
    rim = halo(sheet.palette, size, sheet.palette.paper)
    words = [
        label(line, 0, y + size * 1.25 * (number + 1), size, sheet.palette.ink, class_="ink row", **rim)
        for number, line in enumerate(sheet.across.lines(entry.words, size))
    ]
    top = y + size * 1.25 * len(words) + size * 0.42
    shape = _bar(entry, lane, top, sheet) if isinstance(entry, Span) else _moment(entry, lane, top, sheet)
    hint = "" if entry.dated else title(_hint(entry, sheet.written))
    return element("g", hint, *words, shape), top


def _row_ends(entry: Entry, y: float, sheet: Measures) -> float:
    size = sheet.size * 0.92
    return y + size * (1.25 * len(sheet.across.lines(entry.words, size)) + 1.02) + BAR


def _bar(span: Span, lane: Lane, top: float, sheet: Measures) -> str:
    """A bar; what several cities do together has a stripe in each one's colour."""
    start, end = sheet.calendar.part(span.start), sheet.calendar.part(span.end)
    length = max(end - start, THINNEST)
    start = min(start, 1 - length)
    stripe = BAR / len(lane.colours)
    parts = []
    for number, colour in enumerate(lane.colours):
        name, paint_ = paint(sheet.palette, colour)
        if not span.done and stripe < NARROW:
            parts.append(_dashes(start, length, top + stripe * (number + 0.5), stripe, (name, paint_), sheet))
            continue
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


def _dashes(
    start: float, length: float, y: float, thickness: float, look: tuple[str, str], sheet: Measures
) -> str:
    """A planned stripe that is too narrow to be hollow."""
    return element(
        "line",
        class_=f"bar planned {look[0]}",
        x1=sheet.across.at(start),
        x2=sheet.across.at(start + length),
        y1=y,
        y2=y,
        stroke=look[1],
        stroke_width=thickness,
        stroke_dasharray="6 3",
    )


def _moment(moment: Moment, lane: Lane, top: float, sheet: Measures) -> str:
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
