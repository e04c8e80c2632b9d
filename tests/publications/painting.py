"""What is wrong with what a PDF paints: marks, order, fonts, and the letters that glyphs are."""

import itertools
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont

from .faces import drawn, face, letter_of, named, outline
from .reading import NOTHING, Element, Font, Tagged


def content(read: Tagged) -> Iterator[str]:
    """All that is painted is marked as part of the text, once, or as decoration."""
    owners: dict[tuple[int, int], Element] = {}
    for element in read.top.all():
        for kid in element.kids:
            if not isinstance(kid, int):
                continue
            key = (read.page_of(element), kid)
            if key in owners:
                yield f"Marked content {kid} of page {key[0] + 1} is used twice."
            owners[key] = element
            if key not in read.words:
                yield f"{element.kind} names content {kid} that page {key[0] + 1} doesn't have."
            if owner_of(read, read.pdf.pages[key[0]].get("/StructParents"), kid) != element.written.objgen:
                yield f"The parent tree doesn't lead from content {kid} of page {key[0] + 1} to its element."
    for piece in read.pieces:
        where = f"on page {piece.page + 1}" + (f": “{piece.words}”" if piece.words.strip() else "")
        if piece.is_artifact:
            if piece.number is not None:
                yield f"Decoration is marked as text {where}."
            if piece.words.strip() and piece.kind != "/Pagination":
                yield f"Words are marked as decoration {where}."
        elif piece.number is None:
            yield f"Something is painted without a mark ({piece.operator}) {where}."
        elif (piece.page, piece.number) not in owners:
            yield f"Something is painted that the structure doesn't name {where}."
    pages = [read.page_of(each) for each in read.top.all() if any(isinstance(kid, int) for kid in each.kids)]
    if pages != sorted(pages):
        yield "The reading order goes back to an earlier page."


def fonts(read: Tagged) -> Iterator[str]:
    """Fonts are in the file, cut to what is shown, and each glyph shown is the letter that it says, as our face draws it."""
    if not read.fonts:
        yield "It shows no words."
    for font in read.fonts.values():
        descriptor = font.written.DescendantFonts[0].FontDescriptor
        if "/FontFile2" not in descriptor:
            yield f"The font {font.name} is not in the file."
            continue
        if not re.match(r"[A-Z]{6}\+", font.name):
            yield f"The font {font.name} is not a subset."
        if face(font.name) is None:
            yield f"The font {font.name} is none of ours."
        file = TTFont(BytesIO(descriptor.FontFile2.read_bytes()))
        for glyph in sorted(font.shown):
            yield from _about_glyph(font, file, glyph)


def _about_glyph(font: Font, file: TTFont, glyph: int) -> Iterator[str]:
    letter = font.letters.get(glyph, "")
    if glyph == 0:
        yield f"{font.name} shows a letter that it doesn't have (.notdef)."
    elif not letter or letter == "\0":
        yield f"{font.name} doesn't say which letter its glyph {glyph} is."
    elif outline(file, glyph) != drawn(font.name, glyph):
        yield f"{font.name} draws “{letter}” as our face doesn't."
    elif (name := named(font.name, letter)) and letter_of(font.name, glyph) != name.partition(".")[0]:
        yield f"{font.name} says “{letter}” of a glyph that is none ({letter_of(font.name, glyph)})."


def owner_of(read: Tagged, number: Any, kid: int | None = None) -> Any:
    """Which element the parent tree leads to, from the number of an annotation or of a page (and of its content)."""
    for key, value in _numbers(read):
        if number is not None and key == int(number):
            found = value if kid is None else value[kid] if kid < len(value) else None
            return getattr(found, "objgen", None)
    return None


def _numbers(read: Tagged) -> list[tuple[int, Any]]:
    ways = list(read.top.written.get("/ParentTree", NOTHING).get("/Nums", []))
    return [(int(key), value) for key, value in itertools.batched(ways, 2)]
