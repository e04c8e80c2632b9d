"""What is wrong with a PDF for those who don't see it, as sentences: PDF/UA-1 as far as a program can judge it.

`faults` asks the file alone. What it says of its words, compared with the HTML that they came from, is in
`passages.py`; both together are `all_faults` there.
"""

import itertools
import re
from collections.abc import Iterator
from typing import Any

from .painting import content, fonts, owner_of
from .reading import NOTHING, Annotation, Tagged, squeezed

HEADING = re.compile(r"H[1-6]")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
PARTS = {
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"Caption", "L", "LI"},
    "LI": {"Lbl", "LBody"},
}
"""Elements that hold nothing but these."""
HOLDERS = {
    part: {each for each, parts in PARTS.items() if part in parts}
    for part in ("TR", "TH", "TD", "LI", "LBody")
} | {"Lbl": {"LI"}, "THead": {"Table"}, "TBody": {"Table"}}


def faults(pdf: bytes) -> list[str]:
    """What is wrong with it, in sentences; empty when nothing is."""
    read = Tagged(pdf)
    checks = (document, tree, content, headings, figures, tables, lists, links, languages, fonts)
    return [fault for check in checks for fault in check(read)]


def document(read: Tagged) -> Iterator[str]:
    root = read.root
    if not root.get("/ViewerPreferences", NOTHING).get("/DisplayDocTitle", False):
        yield "The window doesn't show the title."
    if not str(read.pdf.docinfo.get("/Title", "")).strip():
        yield "It has no title."
    if not root.get("/MarkInfo", NOTHING).get("/Marked", False):
        yield "It doesn't say that it is tagged."
    with read.pdf.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1" and metadata.get("pdfaid:conformance") != "A":
            yield "Its metadata name neither PDF/UA nor an accessible PDF/A."
        if not metadata.get("dc:title"):
            yield "Its metadata have no title."
    for number, page in enumerate(read.pdf.pages, 1):
        if "/Annots" in page and page.get("/Tabs") != "/S":
            yield f"The tab key doesn't follow the structure on page {number}."


def tree(read: Tagged) -> Iterator[str]:
    """Elements are where they may be, and hold something."""
    for each in read.top.all():
        above = each.above.kind if each.above else ""
        if above in PARTS and each.kind not in PARTS[above]:
            yield f"{above} holds {each.kind}: “{read.words_of(each)}”."
        if each.kind in HOLDERS and above not in HOLDERS[each.kind]:
            yield f"{each.kind} is not in {' or '.join(sorted(HOLDERS[each.kind]))}: “{read.words_of(each)}”."
        if not each.kids and each.kind not in ("TD", "TH"):
            yield f"An element {each.kind} holds nothing."


def headings(read: Tagged) -> Iterator[str]:
    """They go down step by step, and the bookmarks are among them in the same order."""
    found = [each for each in read.top.all() if HEADING.fullmatch(each.kind)]
    levels = [int(each.kind[1]) for each in found]
    if levels[:1] != [1]:
        yield "The first heading is not of the first level."
    for above, (level, heading) in zip(levels, zip(levels[1:], found[1:], strict=True), strict=False):
        if level > above + 1:
            yield f"A heading skips a level: “{read.words_of(heading)}”."
    for heading in found:
        if not squeezed(read.words_of(heading)):
            yield f"A heading {heading.kind} has no words."
    with read.pdf.open_outline() as outline:
        marked = list(_titles(outline.root))
    if not marked:
        yield "It has no bookmarks."
    words = iter([squeezed(read.words_of(each)) for each in found])
    for title in marked:
        if squeezed(title) not in words:
            yield f"No heading has the words of the bookmark in its place: “{title}”."
            break


def figures(read: Tagged) -> Iterator[str]:
    for each in read.top.all():
        if each.kind != "Figure":
            continue
        page = read.page_of(each) + 1
        if not (each.text_of("Alt") or each.text_of("ActualText")):
            yield f"A picture on page {page} has no text alternative."
        box = [float(side) for side in each.written.get("/A", NOTHING).get("/BBox", [])]
        media = [float(side) for side in read.pdf.pages[page - 1].MediaBox]
        if len(box) != 4 or not (box[0] < box[2] and box[1] < box[3]):
            yield f"A picture on page {page} doesn't say where it is."
        elif box[0] < media[0] - 1 or box[1] < media[1] - 1 or box[2] > media[2] + 1 or box[3] > media[3] + 1:
            yield f"A picture on page {page} is said to be outside of the page."


def tables(read: Tagged) -> Iterator[str]:
    named = {str(name): element for name, element in _names(read.top.written.get("/IDTree"))}
    for table in [each for each in read.top.all() if each.kind == "Table"]:
        words = read.words_of(table)[:40]
        cells = [each for each in table.all() if each.kind in ("TH", "TD")]
        heads = [each for each in cells if each.kind == "TH"]
        if not heads:
            yield f"A table has no headers: “{words}”."
        for head in heads:
            if head.written.get("/A", NOTHING).get("/Scope") not in ("/Row", "/Column", "/Both"):
                yield f"A header doesn't say what it heads: “{read.words_of(head)}”."
            if str(head.written.get("/ID", "")) not in named:
                yield f"A header can't be found by its name: “{read.words_of(head)}”."
        for cell in cells:
            for name in cell.written.get("/A", NOTHING).get("/Headers", []):
                if str(name) not in named:
                    yield f"A cell names a header that isn't there: “{read.words_of(cell)}”."
        widths = {
            sum(
                int(cell.written.get("/A", NOTHING).get("/ColSpan", 1))
                for cell in row.elements
                if cell in cells
            )
            for row in table.all()
            if row.kind == "TR"
        }
        if len(widths) > 1 and not any("/RowSpan" in cell.written.get("/A", NOTHING) for cell in cells):
            yield f"The rows of a table are not equally long: “{words}”."


def lists(read: Tagged) -> Iterator[str]:
    for item in [each for each in read.top.all() if each.kind == "LI"]:
        if "LBody" not in [each.kind for each in item.elements]:
            yield f"An item of a list has no body: “{read.words_of(item)}”."


def links(read: Tagged) -> Iterator[str]:
    """Every link is one of the structure, has words, and leads somewhere."""
    held: set[Any] = set()
    places = {str(name) for name, _place in _names(read.root.get("/Names", NOTHING).get("/Dests"))}
    for element in read.top.all():
        for annotation in element.annotations:
            held.add(annotation.written.objgen)
            if element.kind != "Link":
                yield f"A link is part of {element.kind}: “{read.words_of(element)}”."
            if owner_of(read, annotation.written.get("/StructParent")) != element.written.objgen:
                yield f"The parent tree doesn't lead from a link to its element: “{read.words_of(element)}”."
            yield from _about_link(annotation, places)
        if element.kind == "Link":
            has_picture = any(each.kind == "Figure" for each in element.all())
            if not squeezed(read.words_of(element)) and not has_picture:
                yield f"A link on page {read.page_of(element) + 1} has no words."
            if not any(each.annotations for each in (element, *element.all())):
                yield f"A link leads nowhere: “{read.words_of(element)}”."
    for number, page in enumerate(read.pdf.pages, 1):
        for each in page.get("/Annots", []):
            if each.objgen not in held:
                yield f"A link on page {number} is not in the structure."


def _about_link(annotation: Annotation, places: set[str]) -> Iterator[str]:
    said, place = (
        str(annotation.written.get("/Contents", "")).strip(),
        str(annotation.written.get("/Dest", "")),
    )
    if not said or said == place:
        yield f"A link doesn't say in words where it leads: “{place or annotation.written.get('/A', {}).get('/URI')}”."
    if place and place not in places:
        yield f"A link leads to a place that isn't there: “{place}”."


def languages(read: Tagged) -> Iterator[str]:
    if not LANGUAGE.fullmatch(str(read.root.get("/Lang", ""))):
        yield "It doesn't say its language."
    for each in read.top.all():
        if "/Lang" in each.written and not LANGUAGE.fullmatch(str(each.written.Lang)):
            yield f"“{each.written.Lang}” is no language: “{read.words_of(each)}”."


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from _titles(item.children)


def _names(held: Any) -> list[tuple[Any, Any]]:
    """The entries of a name tree, whose names must be sorted to be found."""
    if held is None:
        return []
    names = list(held.get("/Names", []))
    own = list(itertools.batched(names, 2))
    keys = [bytes(name) for name, _value in own]
    assert keys == sorted(keys), "names are not sorted"
    return [*own, *(each for kid in held.get("/Kids", []) for each in _names(kid))]
