"""Chains: columns of things in words, each tied to what follows from it in the next column; what is missing is hollow.

Every thing stands beside the first thing that leads to it, and has a band of its own across all columns for what
follows: ties stay short, and a row reads as a sentence. Long words are broken into lines and cut, the whole is in
the title.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.safestring import SafeString

from peerlearn.drawing.marks import mark
from peerlearn.drawing.markup import Value, drawing, element, label, paint, title
from peerlearn.drawing.palette import LIGHT, Palette

type Spot = tuple[int, int]
"""A thing by the number of its column and its number in that."""
type Tie = tuple[int, int]
"""From a thing in a column to one in the next, by their numbers."""

LETTER = 0.54  # mean width of a letter as a part of its size
MOST_LINES = 4
CUT = "…"


@dataclass(frozen=True)
class Node:
    """A thing: its words, in `language` when it isn't the page's, a note below them, where it leads, and the colours
    of the cities that it belongs to, 1 to 6. `hollow` for what is missing."""

    words: str
    href: str = ""
    note: str = ""
    colours: tuple[int, ...] = ()
    language: str = ""
    hollow: bool = False


@dataclass(frozen=True)
class Sheet:
    """The measures of one drawing in pixels: a column, the gutter between two, the letters."""

    column: float
    gutter: float
    size: float
    palette: Palette

    @property
    def line(self) -> float:
        return self.size * 1.3

    @property
    def edge(self) -> float:
        """Between the border of a thing and its words."""
        return self.size * 0.75

    def left(self, column: int) -> float:
        return column * (self.column + self.gutter)

    def lines(self, words: str, size: float, marks: int = 0) -> list[str]:
        """Words broken to fit a column, where some marks stand before them; after the last line that there is room
        for they are cut."""
        letters = max(int((self.column - 2 * self.edge - marks * size) / (size * LETTER)), 8)
        lines = wrap(words, letters) or [""]
        if len(lines) <= MOST_LINES:
            return lines
        return [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][: letters - 1].rstrip(" ,;:.") + CUT]


@dataclass(frozen=True)
class Box:
    """A thing with its words in lines, and where its border begins."""

    node: Node
    lines: Sequence[str]
    notes: Sequence[str]
    x: float
    y: float
    height: float


def chains(
    columns: Sequence[tuple[str, Sequence[Node]]],
    ties: Sequence[Sequence[Tie]],
    *,
    prefix: str,
    name: str,
    description: str = "",
    width: float = 960,
    size: float = 13.5,
    palette: Palette = LIGHT,
) -> SafeString:
    """Columns by name, and the ties from each to the next; empty text when there is nothing in them. Without a
    `description` all things are told in order. `width` and `size` of letters are in pixels."""
    if not any(nodes for _name, nodes in columns):
        return SafeString("")
    gutter = size * 3.4
    sheet = Sheet((width - gutter * (len(columns) - 1)) / len(columns), gutter, size, palette)
    boxes, bottom = _boxes([nodes for _name, nodes in columns], ties, sheet)
    return drawing(
        [
            *(_heading(number, words, sheet) for number, (words, _nodes) in enumerate(columns)),
            *_ties(boxes, ties, sheet),
            *(_box(box, sheet) for box in boxes.values()),
        ],
        name,
        description or _told(columns, boxes),
        prefix=prefix,
        width=width,
        height=round(bottom + size * 0.2),
        class_="chains",
        role="group",
    )


def _told(columns: Sequence[tuple[str, Sequence[Node]]], boxes: Mapping[Spot, Box]) -> str:
    """All things in the order of their bands, for readers who don't see the drawing."""
    return " ".join(f"{columns[column][0]}: {_hint(box.node)}." for (column, _number), box in boxes.items())


def _hint(node: Node) -> str:
    return ", ".join(filter(None, (node.words, node.note)))


def _boxes(
    columns: Sequence[Sequence[Node]], ties: Sequence[Sequence[Tie]], sheet: Sheet
) -> tuple[dict[Spot, Box], float]:
    """Every thing in its place, band by band, and where the last band ends."""
    led: dict[Spot, list[Spot]] = {}
    beside: set[Spot] = set()
    for column, pairs in enumerate(ties):
        for one, other in sorted(pairs):
            if (spot := (column + 1, other)) not in beside:
                beside.add(spot)
                led.setdefault((column, one), []).append(spot)
    boxes: dict[Spot, Box] = {}

    def place(spot: Spot, y: float) -> float:
        """Where the next band begins."""
        box = _measured(columns[spot[0]][spot[1]], spot[0], y, sheet)
        boxes[spot] = box
        below = y
        for follower in sorted(led.get(spot, ()), key=lambda each: each[1]):
            below = place(follower, below)
        return max(below, y + box.height + sheet.size * 0.8)

    y = sheet.size * 2.4
    for spot in _spots(columns):
        if spot not in beside:
            y = place(spot, y)
    return boxes, y


def _spots(columns: Sequence[Sequence[Node]]) -> Iterator[Spot]:
    return ((column, number) for column, nodes in enumerate(columns) for number in range(len(nodes)))


def _measured(node: Node, column: int, y: float, sheet: Sheet) -> Box:
    lines = sheet.lines(node.words, sheet.size)
    notes = sheet.lines(node.note, _small(sheet), len(node.colours)) if node.note else []
    height = sheet.edge * 1.3 + sheet.line * len(lines) + _small(sheet) * 1.35 * len(notes)
    return Box(node, lines, notes, sheet.left(column), y, height)


def _small(sheet: Sheet) -> float:
    return sheet.size * 0.89


def _heading(column: int, words: str, sheet: Sheet) -> str:
    x, y = sheet.left(column), sheet.size * 1.55
    look: dict[str, Value] = {"stroke": sheet.palette.ink, "stroke_width": 1}
    return label(
        words, x, sheet.size, sheet.size, sheet.palette.muted, class_="muted", font_weight="600"
    ) + element("line", class_="rule", x1=x, x2=x + sheet.column, y1=y, y2=y, **look)


def _ties(boxes: Mapping[Spot, Box], ties: Sequence[Sequence[Tie]], sheet: Sheet) -> Iterator[str]:
    """Curves through the gutters, from the first line of a thing to that of what follows."""
    for column, pairs in enumerate(ties):
        for one, other in sorted(pairs):
            yield _tie(boxes[column, one], boxes[column + 1, other], sheet)


def _tie(start: Box, end: Box, sheet: Sheet) -> str:
    x1, x2 = start.x + sheet.column, end.x
    y1, y2 = (box.y + sheet.edge * 0.65 + sheet.line * 0.5 for box in (start, end))
    middle = (x1 + x2) / 2
    is_gap = start.node.hollow or end.node.hollow
    return element(
        "path",
        class_="tie",
        d=f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}",
        fill="none",
        stroke=sheet.palette.muted,
        stroke_width=1.2,
        stroke_dasharray="3 3" if is_gap else None,
    )


def _box(box: Box, sheet: Sheet) -> str:
    """A thing as a link, when it leads somewhere; in the colours of its cities at its edge."""
    node, palette = box.node, sheet.palette
    border: dict[str, Value] = {
        "class_": "gap" if node.hollow else "node",
        "fill": "none" if node.hollow else palette.paper,
        "stroke": palette.muted if node.hollow else palette.hairline,
        "stroke_dasharray": "3 3" if node.hollow else None,
    }
    parts = [
        title(_hint(node)),
        element(
            "rect",
            x=box.x + 0.5,
            y=box.y + 0.5,
            width=sheet.column - 1,
            height=box.height - 1,
            rx=2,
            **border,
        ),
        *_edges(box, sheet),
        *_words(box, sheet),
    ]
    if node.href:
        return element("a", *parts, href=node.href, lang=node.language or None)
    return element("g", *parts, lang=node.language or None)


def _edges(box: Box, sheet: Sheet) -> Iterator[str]:
    """A stripe for each city along the left border."""
    stripe = (box.height - 1) / max(len(box.node.colours), 1)
    for number, colour in enumerate(box.node.colours):
        name, fill = paint(sheet.palette, colour)
        yield element(
            "rect",
            class_=f"edge {name}",
            x=box.x,
            y=box.y + 0.5 + number * stripe,
            width=sheet.size * 0.3,
            height=stripe,
            fill=fill,
        )


def _words(box: Box, sheet: Sheet) -> Iterator[str]:
    """The words, line by line, then the note behind the marks of the cities."""
    node, palette, small = box.node, sheet.palette, _small(sheet)
    x, y = box.x + sheet.edge, box.y + sheet.edge * 0.65
    colour, class_ = (palette.muted, "muted") if node.hollow else (palette.ink, "ink")
    for line in box.lines:
        yield label(line, x, y + sheet.size, sheet.size, colour, class_=class_)
        y += sheet.line
    for number, line in enumerate(box.notes):
        start = x
        if not number:
            for step, city in enumerate(node.colours):
                yield mark(city, (x + small * (0.4 + step * 0.85), y + small * 0.68), small * 0.32, palette)
            start += small * 0.85 * len(node.colours) + (small * 0.25 if node.colours else 0)
        yield label(line, start, y + small, small, palette.muted, class_="muted")
        y += small * 1.35
