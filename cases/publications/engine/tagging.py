"""The tags of a PDF, mended before it is written: what a page says to those who don't see it.

WeasyPrint writes a tree of structure elements and marks each piece of content as one of them. As of version 70 it
says no language but the document's, passes running heads off as text, repeats what stands on every page, makes an
item of each term of a list and of what is said of it, names links by their addresses, gives the places of
pictures in pixels, and leaves out the scope of headers and the tree that leads to them by name.

`remembered` notes of each page which box a mark was made for, while it is painted; `mend` is the finisher of
`write_pdf`, which is handed the whole PDF as objects. Both work on the pages of several documents as on one.
"""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.boxes import MarginBox

from .structure import PARTS, Mark, object_of, read, tidy, write

MARGIN = "margin"
POINTS = 0.75  # in a pixel of CSS


class Remembered(Page):
    """A page that knows, once it is painted, which box each number of marked content stands for."""

    def __init__(self, page: Page) -> None:
        self.__dict__.update(page.__dict__)
        self.marks: dict[int, Mark] = {}

    def paint(self, stream: Any, scale: float = 1) -> None:
        super().paint(stream, scale)
        aside: dict[int, str] = {}
        for box, part in _texts(self._page_box):
            if mark := stream._tags.get(box):
                if part == MARGIN:
                    aside[mark["mcid"]] = "/Pagination"
                elif not getattr(box, "text", "a picture").strip():  # a space alone: the engine paints none
                    aside[mark["mcid"]] = "/Layout"
                else:
                    self.marks[mark["mcid"]] = Mark(box.style["lang"] or "", part)
        _make_artifacts(stream, aside)


def _texts(box: Any, part: str = "") -> Iterator[tuple[Any, str]]:
    """The box and all below it, with the nearest part round each."""
    box = getattr(box, "_box", box)  # of what is placed absolutely stands a placeholder in the tree
    if isinstance(box, MarginBox):
        part = MARGIN
    elif box.element_tag in PARTS:
        part = box.element_tag
    yield box, part
    for child in box.children:
        yield from _texts(child, part)


def _make_artifacts(stream: Any, aside: dict[int, str]) -> None:
    """Running heads and page numbers belong to the page, not to the text; `aside` says of which kind each is."""
    written = stream.stream
    for place, piece in enumerate(written):
        if isinstance(piece, pydyf.Dictionary) and piece.get("MCID") in aside:
            written[place - 1] = "/Artifact"
            written[place] = pydyf.Dictionary({"Type": aside[piece["MCID"]]})


def remembered(document: Document, pages: list[Page]) -> Document:
    """The document with these pages, ready to be written with `mend` as its finisher."""
    return document.copy([page if isinstance(page, Remembered) else Remembered(page) for page in pages])


def mend(document: Document, pdf: pydyf.PDF) -> None:
    """Mends the tags of a document that `remembered` made. Raises KeyError where the engine's tree is another."""
    _name_links(document)
    pages = dict(zip(pdf.page_references, document.pages, strict=True))
    marks = {reference: page.marks for reference, page in pages.items()}
    root = object_of(pdf, pdf.catalog["StructTreeRoot"])
    top = read(pdf, root["K"][0])
    tidy(top, marks)
    top.speak(marks, document.metadata.lang or "")
    for each in top.all():
        if each.kind == "/Figure":
            _place(each.written, pages[each.written["Pg"]])
    write(pdf, root, top, list(pages))


def _place(figure: Any, page: Page) -> None:
    """Where a picture is, in points from below as everything in a PDF, not in pixels from above."""
    left, top, right, bottom = figure["A"]["BBox"]
    box = (left, page.height - bottom, right, page.height - top)
    figure["A"]["BBox"] = pydyf.Array(each * POINTS for each in box)


def _name_links(document: Document) -> None:
    """What is said of a link is its label where it has one, else its words."""
    for page in document.pages:
        for _type, _target, _rectangle, box in page.links:
            words = box.element.get("aria-label") or " ".join("".join(box.element.itertext()).split())
            if box.link_annotation and words:
                box.link_annotation["Contents"] = pydyf.String(words)
