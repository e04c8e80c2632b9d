"""Many plans in one picture: a row for each, with what it holds as bars and marks on one line.

Where a timeline gives every entry a row and its words, this gives a whole plan a single row, so that dozens can be
compared on a page; what is in a row is told in words by whoever shows the picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from peerlearn.drawing.marks import mark
from peerlearn.drawing.markup import Value, drawing, element, label, paint
from peerlearn.drawing.palette import LIGHT, Palette
from peerlearn.drawing.ruler import Measures, ruler
from peerlearn.drawing.scale import Across, Calendar

NAMES = 0.34  # of the width: the column of names
BAR = 8.0  # pixels
SHORTEST = 3.0  # pixels: a bar of one day
HALF = 4.2  # pixels: from the middle of a diamond to its corner


@dataclass(frozen=True)
class Bar:
    """What takes time, from its first day to its last; `done` False draws it hollow, as planned."""

    start: date
    end: date
    done: bool = True


@dataclass(frozen=True)
class Diamond:
    """A milestone on its day; `done` False draws it hollow, as not reached."""

    day: date
    done: bool = True


@dataclass(frozen=True)
class Track:
    """A row: its name, the colours of its cities (1 to 6; none for what all do together), what it holds, and the same
    in words."""

    name: str
    colours: tuple[int, ...] = ()
    bars: tuple[Bar, ...] = ()
    diamonds: tuple[Diamond, ...] = ()
    told: str = ""


def tracks(
    rows: Sequence[Track],
    *,
    first: date,
    last: date,
    prefix: str,
    name: str,
    width: float,
    height: float | None = None,
    size: float = 11,
    shaded: tuple[date, date] | None = None,
    today: date | None = None,
    palette: Palette = LIGHT,
) -> SafeString:
    """The rows from the day `first` to the day `last`; empty text without rows. `shaded` is a period to point out;
    `width` and the `size` of letters are in pixels. With a `height` it comes as several drawings one below the
    other, none of them higher, all with the same calendar: a page may end between them."""
    left = round(width * NAMES)
    sheet = Measures(Across(width - left), Calendar(first, last), size, palette, date.isoformat)
    drawn = [
        _drawing(part, left, sheet, name, f"{prefix}-{number}" if number else prefix, shaded, today)
        for number, part in enumerate(_parts(rows, left, sheet, height))
    ]
    return SafeString("".join(drawn))


def _parts(
    rows: Sequence[Track], left: float, sheet: Measures, height: float | None
) -> Iterator[list[Track]]:
    """The rows of each drawing: one that would become too high ends before the row that makes it so."""
    part: list[Track] = []
    y = sheet.size * 1.9
    for row in rows:
        _lines, needed = _name(row, left, sheet)
        if height and part and y + needed > height:
            yield part
            part, y = [], sheet.size * 1.9
        part.append(row)
        y += needed
    if part:
        yield part


def _drawing(
    rows: Sequence[Track],
    left: float,
    sheet: Measures,
    name: str,
    prefix: str,
    shaded: tuple[date, date] | None,
    today: date | None,
) -> SafeString:
    y, drawn = sheet.size * 1.9, []
    for row in rows:
        part, y = _row(row, y, left, sheet)
        drawn.append(part)
    behind = _shade(shaded, y, sheet) + ruler(sheet, y, today)
    return drawing(
        [element("g", behind, transform=f"translate({left} 0)"), *drawn],
        name,
        " ".join(f"{row.name}: {row.told}." for row in rows if row.told),
        prefix=prefix,
        width=left + (sheet.across.width or 0),
        height=round(y + sheet.size * 0.4),
        class_="tracks",
    )


def _name(row: Track, left: float, sheet: Measures) -> tuple[list[str], float]:
    """The name of a row, broken into lines, and the height that the row needs."""
    room = left - sheet.size - len(row.colours) * sheet.size * 0.85
    lines = Across(room).lines(row.name, sheet.size * 1.05)
    return lines, max(len(lines) * sheet.size * 1.25, BAR) + sheet.size * 0.7


def _shade(period: tuple[date, date] | None, bottom: float, sheet: Measures) -> str:
    if period is None:
        return ""
    start, end = (sheet.calendar.part(day) * (sheet.across.width or 0) for day in period)
    size: dict[str, Value] = {"x": start, "y": sheet.size * 1.3, "width": max(end - start, SHORTEST)}
    return element("rect", class_="shade", height=bottom - sheet.size * 1.3, fill=sheet.palette.sea, **size)


def _row(row: Track, y: float, left: float, sheet: Measures) -> tuple[str, float]:
    """A row below a fine line; and where the next one begins."""
    size, palette = sheet.size, sheet.palette
    lines, height = _name(row, left, sheet)
    middle = y + height / 2
    parts = [
        element("line", class_="hairline", x1=0, x2=left + (sheet.across.width or 0), y1=y, y2=y,
                stroke=palette.hairline, stroke_width=0.5)
    ]  # fmt: skip
    top = middle - (len(lines) - 1) * size * 0.625
    for step, colour in enumerate(row.colours):
        parts.append(mark(colour, (size * (0.42 + step * 0.85), top), size * 0.34, palette))
    x = size * (0.3 + len(row.colours) * 0.85) if row.colours else 0
    parts += [
        label(line, x, top + size * (0.36 + number * 1.25), size, palette.ink, class_="ink")
        for number, line in enumerate(lines)
    ]
    held = "".join([*_bars(row, middle, sheet), *_diamonds(row, middle, sheet)])
    return element(
        "g", *parts, element("g", held, transform=f"translate({left} 0)") if held else ""
    ), y + height


def _bars(row: Track, middle: float, sheet: Measures) -> Iterator[str]:
    """The bars; what cities do together has a stripe in each one's colour, what is planned only an outline."""
    whole = sheet.across.width or 0
    for bar in row.bars:
        start, end = (sheet.calendar.part(day) * whole for day in (bar.start, bar.end))
        length = max(end - start, SHORTEST)
        start = min(start, whole - length)
        colours = row.colours or (0,)
        if not bar.done:
            yield element("rect", class_="bar planned", x=start, y=middle - BAR / 2 + 0.5, width=length,
                          height=BAR - 1, fill="none", stroke=sheet.palette.muted, stroke_width=1)  # fmt: skip
            continue
        for number, colour in enumerate(colours):
            name, fill = paint(sheet.palette, colour)
            stripe = BAR / len(colours)
            yield element("rect", class_=f"bar {name}", x=start, y=middle - BAR / 2 + stripe * number,
                          width=length, height=stripe, fill=fill)  # fmt: skip


def _diamonds(row: Track, middle: float, sheet: Measures) -> Iterator[str]:
    whole, palette = sheet.across.width or 0, sheet.palette
    for diamond in row.diamonds:
        x = min(max(sheet.calendar.part(diamond.day) * whole, HALF), whole - HALF)
        yield element(
            "path",
            class_="moment" if diamond.done else "moment planned",
            d=f"M{x:.1f} {middle - HALF:.1f}l{HALF} {HALF} {-HALF} {HALF} {-HALF} {-HALF}z",
            fill=palette.ink if diamond.done else palette.paper,
            stroke=palette.ink,
            stroke_width=1.1,
        )
