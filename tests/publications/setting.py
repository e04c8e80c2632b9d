"""How type stands on laid-out pages: every line of the text with its place, and what it is a line of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, MarginBox

POINTS = 0.75  # in a pixel of CSS
HEADINGS = {"h1", "h2", "h3", "h4", "caption", "thead"}
"""What something must follow on the same page."""


@dataclass(frozen=True)
class Around:
    """An element round a line."""

    key: int  # the same for its parts on several pages
    tag: str
    classes: frozenset[str]


@dataclass(frozen=True)
class Line:
    """A line of text. `top` is in points below the first that the page has room for; the nearest of `around` is last."""

    page: int
    top: float
    height: float
    words: str
    around: tuple[Around, ...]

    @property
    def is_heading(self) -> bool:
        return any(each.tag in HEADINGS for each in self.around)

    @property
    def block(self) -> int:
        """Which paragraph, or item of a list, or cell it is in."""
        return self.around[-1].key

    def inside(self, name: str) -> int:
        """The element with this tag, or with this class (".sources"), that it is in; 0 when in none."""
        found = (each.key for each in reversed(self.around) if name in (each.tag, *each.classes))
        return next(found, 0)

    def is_in(self, *names: str) -> bool:
        return any(self.inside(name) for name in names)


def lines_of(pages: list[Any]) -> list[list[Line]]:
    """The lines of each laid-out page, from above; running heads are none."""
    return [sorted(_lines(number, page), key=lambda line: line.top) for number, page in enumerate(pages, 1)]


def references_of(pages: list[Any]) -> list[tuple[str, int]]:
    """Where each reference leads to, and the page number that the style writes behind it."""
    said = [
        (box.element.get("href", "").removeprefix("#"), "".join(_words(box)).strip("\xa0)"))
        for page in pages
        for box in page._page_box.descendants(placeholders=True)
        if getattr(box, "element_tag", "") == "a::after"
    ]
    return [(name, int(number)) for name, number in said if number]


def wrong_references(pages: list[Any]) -> list[str]:
    """References that don't say the page that they lead to."""
    places = {name: number for number, page in enumerate(pages, 1) for name in page.anchors}
    return [f"{name}: {number}" for name, number in references_of(pages) if places[name] != number]


def _lines(number: int, page: Any) -> Iterator[Line]:
    first = page._page_box.content_box_y()
    for box, around in _boxes(page._page_box, ()):
        words = "".join(_words(box)).strip()
        if words:
            yield Line(number, (box.position_y - first) * POINTS, box.height * POINTS, words, around)


def _boxes(box: Any, around: tuple[Around, ...]) -> Iterator[tuple[Any, tuple[Around, ...]]]:
    """The lines below a box, and what is round each."""
    box = getattr(box, "_box", box)  # of what is placed absolutely stands a placeholder in the tree
    if isinstance(box, MarginBox):
        return
    if box.element is not None and (not around or around[-1].key != id(box.element)):
        classes = frozenset(f".{name}" for name in (box.element.get("class") or "").split())
        around = (*around, Around(id(box.element), box.element_tag, classes))
    if isinstance(box, LineBox):
        yield box, around
        return
    for child in getattr(box, "children", ()):
        yield from _boxes(child, around)


def _words(box: Any) -> Iterator[str]:
    box = getattr(box, "_box", box)
    yield getattr(box, "text", "")
    for child in getattr(box, "children", ()):
        yield from _words(child)
