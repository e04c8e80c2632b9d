"""A tagged PDF read back: what is painted on its pages, under which mark, and the tree that says what it is."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

NOTHING = pikepdf.Dictionary()
SHOWS = {"Tj", "TJ", "'", '"'}
PAINTS = SHOWS | {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "BI", "INLINE IMAGE"}
READ = " ".join((*PAINTS, "Tf", "Do", "BMC", "BDC", "EMC", "gs"))


@dataclass
class Font:
    """A font of the file, the letters that its glyphs stand for, and the glyphs that are shown in it."""

    written: Any
    shown: set[int] = field(default_factory=set)

    @property
    def name(self) -> str:
        return str(self.written.BaseFont).lstrip("/")

    @cached_property
    def letters(self) -> dict[int, str]:
        if "/ToUnicode" not in self.written:
            return {}
        found: dict[int, str] = {}
        for each in pikepdf.parse_content_stream(self.written.ToUnicode, "endbfchar"):
            codes = [bytes(code) for code in each.operands]
            for code, letters in zip(codes[::2], codes[1::2], strict=True):
                found[int.from_bytes(code)] = letters.decode("utf-16-be")
        return found


@dataclass
class Piece:
    """What one operator paints: on which page, under which mark, which words."""

    page: int
    operator: str
    number: int | None  # of the marked content, if it is part of the text
    is_artifact: bool
    in_form: bool
    words: str = ""
    kind: str = ""  # of the property of an artifact


@dataclass(eq=False)
class Element:
    """A structure element: `kids` are elements, numbers of marked content, and annotations."""

    written: Any
    above: "Element | None" = None
    kids: "list[Element | int | Annotation]" = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(self.written.get("/S", "/")).removeprefix("/")

    @property
    def elements(self) -> "list[Element]":
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def annotations(self) -> "list[Annotation]":
        return [kid for kid in self.kids if isinstance(kid, Annotation)]

    @property
    def language(self) -> str:
        """The language of its words; empty where it is the document's."""
        own = str(self.written.get("/Lang", ""))
        return own or (self.above.language if self.above else "")

    def text_of(self, name: str) -> str:
        return str(self.written.get(f"/{name}", "")).strip()

    def all(self) -> "Iterator[Element]":
        """All elements below, in reading order."""
        for kid in self.elements:
            yield kid
            yield from kid.all()


@dataclass
class Annotation:
    written: Any


class Tagged:
    """A PDF (its bytes), read: `pieces` of its pages in the order of painting, `fonts`, `top` of its tree."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(pdf))
        self.root = self.pdf.Root
        self.fonts: dict[tuple[int, int], Font] = {}
        self.pages = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.pieces = [
            piece for number, page in enumerate(self.pdf.pages) for piece in self._painted(number, page)
        ]
        self.top = Element(self.root.get("/StructTreeRoot", NOTHING))
        self._grow(self.top)
        self.words: dict[tuple[int, int], str] = {}
        for piece in self.pieces:
            if piece.number is not None:
                key = (piece.page, piece.number)
                self.words[key] = self.words.get(key, "") + piece.words

    def words_of(self, element: Element) -> str:
        """All words in the element, in reading order."""
        return "".join(
            self.words_of(kid) if isinstance(kid, Element) else self.marked(element, kid)
            for kid in element.kids
        )

    def marked(self, element: Element, kid: "int | Annotation") -> str:
        return self.words.get((self.page_of(element), kid), "") if isinstance(kid, int) else ""

    def page_of(self, element: Element) -> int:
        """The number of the page that the element's content is on; -1 where it doesn't say."""
        page = element.written.get("/Pg")
        return -1 if page is None else self.pages.get(page.objgen, -1)

    def _grow(self, element: Element) -> None:
        kids = element.written.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                element.kids.append(kid)
            elif kid.get("/Type") == "/OBJR":
                element.kids.append(Annotation(kid.Obj))
            elif kid.get("/Type") == "/MCR":
                element.kids.append(int(kid.MCID))
            else:
                below = Element(kid, element)
                element.kids.append(below)
                self._grow(below)

    def _painted(self, page: int, holder: Any, mark: Piece | None = None) -> Iterator[Piece]:
        """What the content of a page, or of a form on it, paints."""
        resources = holder.get("/Resources", NOTHING)
        outside = mark or Piece(page, "", None, False, False)
        marks, font = [outside], None
        for each in pikepdf.parse_content_stream(holder, READ):
            operands, name, now = each.operands, str(each.operator), marks[-1]
            if name in ("BMC", "BDC"):
                marks.append(_marked(now, [str(operands[0]), *operands[1:]]))
            elif name == "EMC":
                marks.pop()
            elif name == "Tf":
                font = self._font(resources.Font[str(operands[0])])
            elif name == "Do":
                drawn = resources.XObject[str(operands[0])]
                if drawn.Subtype == "/Form":
                    inside = Piece(page, "Do", now.number, now.is_artifact, True, kind=now.kind)
                    yield from self._painted(page, drawn, inside)
                else:
                    yield Piece(page, name, now.number, now.is_artifact, now.in_form, kind=now.kind)
            elif name in PAINTS:
                words = _shown(font, operands) if font and name in SHOWS else ""
                yield Piece(page, name, now.number, now.is_artifact, now.in_form, words, now.kind)

    def _font(self, written: Any) -> Font:
        return self.fonts.setdefault(written.objgen, Font(written))


def _marked(around: Piece, operands: list[Any]) -> Piece:
    """What paints inside a mark: an artifact, a numbered piece of the text, or as what is around it."""
    has_properties = len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary)
    properties = operands[1] if has_properties else NOTHING
    number = properties.get("/MCID", around.number)
    is_artifact = around.is_artifact or operands[0] == "/Artifact"
    kind = str(properties.get("/Type", around.kind))
    return Piece(
        around.page, "", None if number is None else int(number), is_artifact, around.in_form, kind=kind
    )


def _shown(font: Font, operands: Any) -> str:
    """The words of an operator that shows text; notes its glyphs, of two bytes each."""
    strings = [
        each
        for operand in operands
        for each in (operand if isinstance(operand, pikepdf.Array) else [operand])
    ]
    codes = b"".join(bytes(each) for each in strings if isinstance(each, pikepdf.String))
    glyphs = [int.from_bytes(codes[place : place + 2]) for place in range(0, len(codes), 2)]
    font.shown.update(glyphs)
    return "".join(font.letters.get(glyph, "\ufffd") for glyph in glyphs)


def squeezed(words: str) -> str:
    """Words without spaces and hyphens: lines are broken and hyphenated in print."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", words)
