"""The tree of structure elements of a PDF: read from its objects, tidied, given languages, and written back.

It knows of each piece of marked content what a `Mark` says; `tagging.py` finds that out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pydyf

LABEL, TERM = "li::before", "dt"
PARTS = (LABEL, TERM, "dd", "li")
"""Elements of a list whose texts are told apart, by the nearest round a text."""


@dataclass(frozen=True)
class Mark:
    """What a piece of content is: the language of its box, and the nearest of PARTS round it."""

    language: str
    part: str


Marks = Mapping[bytes, Mapping[int, Mark]]
"""The marks of each page, by their numbers."""


@dataclass
class Element:
    """A structure element with those below it; numbers of marked content and references of annotations besides."""

    written: Any
    kids: "list[Element | int | bytes]" = field(default_factory=list)
    language: str | None = None

    @property
    def kind(self) -> str:
        return str(self.written["S"])

    @property
    def elements(self) -> "list[Element]":
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def all(self) -> "Iterator[Element]":
        yield self
        for kid in self.elements:
            yield from kid.all()

    def part(self, marks: Marks) -> str:
        """What its first text is a part of."""
        for each in self.all():
            for kid in each.kids:
                if isinstance(kid, int):
                    return marks[each.written["Pg"]][kid].part
        return ""

    def spoken(self, marks: Marks) -> str | None:
        """The one language of all that is in it; None when there are several."""
        said = {kid.spoken(marks) for kid in self.elements}
        said |= {marks[self.written["Pg"]][kid].language for kid in self.kids if isinstance(kid, int)}
        self.language = said.pop() if len(said) == 1 else None
        return self.language

    def speak(self, marks: Marks, language: str) -> None:
        """Says the language where it isn't that of the element round it."""
        self.spoken(marks)
        self._speak(language)

    def _speak(self, language: str) -> None:
        if self.language and self.language != language:
            language = self.language
            self.written["Lang"] = pydyf.String(language)
        for kid in self.elements:
            kid._speak(language)


def object_of(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def read(pdf: pydyf.PDF, reference: bytes) -> Element:
    element = Element(object_of(pdf, reference))
    for kid in element.written["K"]:
        is_element = isinstance(kid, bytes) and object_of(pdf, kid)["Type"] == "/StructElem"
        element.kids.append(read(pdf, kid) if is_element else kid)
    return element


def tidy(element: Element, marks: Marks) -> None:
    """Takes out what holds nothing, and mends lists, links and headers, from below."""
    kids: list[Element | int | bytes] = []
    for kid in element.kids:
        if not isinstance(kid, Element):
            is_aside = isinstance(kid, int) and kid not in marks[element.written["Pg"]]
            kids += [] if is_aside else [kid]
            continue
        tidy(kid, marks)
        if kid.kind != "/Link":  # what stands in a link is linked itself
            kids += [each for each in kid.kids if isinstance(each, bytes)]
            kid.kids = [each for each in kid.kids if not isinstance(each, bytes)]
        if kid.kind == element.kind == "/Link":  # the page number in a table of contents
            kids += kid.kids
        elif kid.kids or kid.kind in ("/TD", "/TH"):
            kids.append(kid)
    element.kids = kids
    if element.kind == "/L":
        _tidy_list(element, marks)
    elif element.kind == "/LI":
        _tidy_item(element, marks)
    elif element.kind in ("/THead", "/TBody", "/TFoot"):
        scope = "/Column" if element.kind == "/THead" else "/Row"
        for each in element.all():
            if each.kind == "/TH":
                each.written["A"]["Scope"] = scope


def _tidy_list(element: Element, marks: Marks) -> None:
    """A list has items alone: lists that are its columns go, and a term is the label of what is said of it."""
    has_items = any(kid.kind == "/LI" for kid in element.elements)
    items: list[Element] = []
    for kid in element.elements:
        stays = kid.kind in ("/LI", "/Caption") or (kid.kind == "/L" and has_items)
        items += [kid] if stays else kid.elements
    kept: list[Element] = []
    for item in items:
        if kept and kept[-1].part(marks) == TERM and item.part(marks) != TERM:
            kept[-1].kids += item.kids
        else:
            kept.append(item)
    for item in kept:
        if item.kind == "/LI" and item.part(marks) == TERM:
            item.elements[0].written["S"] = "/Lbl"
    element.kids = list(kept)


def _tidy_item(item: Element, marks: Marks) -> None:
    """A number that the style writes before an item is its label."""
    if len(item.kids) == 1 and (body := item.elements[0]).kind == "/LBody" and body.elements:
        label = body.elements[0]
        if label.part(marks) == LABEL and len(body.kids) > 1:
            label.written["S"] = "/Lbl"
            body.kids.remove(label)
            item.kids.insert(0, label)


def write(pdf: pydyf.PDF, root: Any, top: Element, pages: list[bytes]) -> None:
    """Writes the tree back under its root, and the ways that lead to its elements from elsewhere."""
    kept: set[int] = set()
    for element in top.all():
        here, written = element.written.reference, element.written
        kept.add(written.number)
        for kid in element.elements:
            kid.written["P"] = here
        kids = [kid.written.reference if isinstance(kid, Element) else kid for kid in element.kids]
        written["K"] = pydyf.Array(kids)
    for each in pdf.objects:
        is_element = isinstance(each, pydyf.Dictionary) and each.get("Type") == "/StructElem"
        if is_element and each.number not in kept:
            each.clear()  # its number can't be left out
    parents = _from_marks(top, pages) | _from_links(pdf, top)
    numbers = [each for number in sorted(parents) for each in (number, parents[number])]
    object_of(pdf, root["ParentTree"])["Nums"] = pydyf.Array(numbers)
    names = sorted(
        (each.written["ID"].data, each.written.reference) for each in top.all() if "ID" in each.written
    )
    if names:
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array([each for pair in names for each in pair])})


def _from_marks(top: Element, pages: list[bytes]) -> dict[int, Any]:
    """The elements that own the marked content of each page, by its number; `null` for what is no text."""
    owners: dict[bytes, dict[int, bytes]] = {page: {} for page in pages}
    for element in top.all():
        for kid in element.kids:
            if isinstance(kid, int):
                owners[element.written["Pg"]][kid] = element.written.reference
    return {
        number: pydyf.Array([owned.get(each, b"null") for each in range(max(owned, default=-1) + 1)])
        for number, owned in enumerate(owners.values())
    }


def _from_links(pdf: pydyf.PDF, top: Element) -> dict[int, Any]:
    """The elements that own the annotations, by the numbers of these; all of one link are said alike."""
    owners: dict[int, Any] = {}
    for element in top.all():
        links = [object_of(pdf, object_of(pdf, kid)["Obj"]) for kid in element.kids if isinstance(kid, bytes)]
        for link in links:
            owners[link["StructParent"]] = element.written.reference
            link["Contents"] = links[0]["Contents"]
    return owners
