"""Pages painted as soon as they are laid out, for a PDF of hundreds: what was only needed for painting is let go.

WeasyPrint paints all pages when it writes. Until then each keeps the boxes of its layout with all their style, two
megabytes a page. Here a page is painted into a stream of its own, with fonts, pictures and the like that all pages of
the PDF share (`Sheets`); when the PDF is written, what was painted is put in. The boxes stay, with the little that
tags are made of.
"""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.document import Document, Page
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import FontConfiguration

from .tagging import Remembered

SCALE = 0.75  # points in a pixel of CSS
SAID = ("display", "list_style_type")
"""What tags ask of style."""
TOLD = ("element", "element_tag", "children", "is_table_wrapper", "colspan", "rowspan")
"""What tags ask of every box."""
PICTURES = ("img", "{http://www.w3.org/2000/svg}svg")
PLACE = (
    *("position_x", "margin_left", "border_left_width", "padding_left", "width"),
    *("position_y", "margin_top", "border_top_width", "padding_top", "height"),
)
"""What they ask of a picture besides: where it stands."""


class _Later(pydyf.Object):
    """Stands for an object of the PDF that is not begun yet."""

    words: Any = b"null"

    @property
    def data(self) -> bytes:
        return bytes(self.words)


class Sheets:
    """What the pages of one PDF are painted with."""

    def __init__(self) -> None:
        self.fonts: dict[Any, Any] = {}
        self.images: dict[str, Any] = {}
        self.colours = _Later()
        self.resources = pydyf.Dictionary(
            {
                **{name: pydyf.Dictionary() for name in ("ExtGState", "XObject", "Pattern", "Shading")},
                "ColorSpace": self.colours,
            }
        )
        self.kept: list[Any] = []
        """Layouts of text that fonts were first met in: fonts go with the last of theirs."""
        self.faces = FontConfiguration()
        """The typefaces of all: the engine would read them anew for each part, and never let them go."""
        self.styles: dict[Any, dict[str, Any]] = {}
        self._given: Any = None

    def give(self, stream: Any) -> None:
        """Hands all of it to the PDF that the stream is written in."""
        if self._given is stream._resources:
            return
        self._given = stream._resources
        self.colours.words = stream._resources["ColorSpace"]
        for name, things in self.resources.items():
            if isinstance(things, dict):
                stream._resources[name].update(things)
        stream._fonts.update(self.fonts)
        stream._images.update(self.images)


class Painted(Remembered):
    """A page that is painted already."""

    def __init__(self, page: Page, sheets: Sheets, document: Document) -> None:
        super().__init__(page)
        self._sheets = sheets
        known = len(sheets.fonts)
        stream = Stream(
            sheets.fonts,
            (0, 0, self.width, self.height),
            sheets.resources,
            sheets.images,
            {},
            document.color_profiles,
            document.output_intent,
            compress=True,
        )
        stream.transform(d=-1, f=self.height * SCALE)
        begun = len(stream.stream)
        super().paint(stream, SCALE)
        self._tags = stream._tags
        self._written = b"\n".join(map(_bytes, stream.stream[begun:]))
        boxes = list(_all(self._page_box))
        if len(sheets.fonts) > known:
            sheets.kept += [box.pango_layout for box in boxes if hasattr(box, "pango_layout")]
        self._page_box.fixed_boxes = []  # what stands on every page is no text
        for box in boxes:
            _let_go(box, sheets)

    def paint(self, stream: Any, scale: float = SCALE) -> None:
        self._sheets.give(stream)
        stream.stream.append(self._written)
        stream._tags.update(self._tags)
        self._tags, self._written = {}, b""


def painted(document: Document, sheets: Sheets) -> Document:
    """The document with its pages painted."""
    return document.copy([Painted(page, sheets, document) for page in document.pages])


def _bytes(piece: Any) -> bytes:
    """A piece of a stream as it is written."""
    if isinstance(piece, pydyf.Object):
        return bytes(piece.data)
    return piece if isinstance(piece, bytes) else str(piece).encode("ascii")


def _all(box: Any) -> Iterator[Any]:
    box = getattr(box, "_box", box)  # of what is placed absolutely stands a placeholder in the tree
    yield box
    for child in box.children:
        yield from _all(child)


def _let_go(box: Any, sheets: Sheets) -> None:
    said = {name: box.style[name] for name in SAID}
    asked = TOLD + PLACE if box.element_tag in PICTURES else TOLD
    kept = {name: box.__dict__[name] for name in asked if name in box.__dict__}
    kept["style"] = sheets.styles.setdefault(repr(said), said)
    box.__dict__ = kept
