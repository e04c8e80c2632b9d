"""The words of a PDF compared with the HTML that they came from: all there, in the same order, in their language."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .checking import faults
from .reading import Element, Tagged

EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SHOWN = 40  # letters of two texts where they part


@dataclass
class Told:
    """Letters of the words in each language, in reading order, and what is said of pictures, in which language."""

    words: dict[str, str] = field(default_factory=dict)
    pictures: list[tuple[str, str]] = field(default_factory=list)

    def add(self, language: str, words: str) -> None:
        if said := letters(words):
            self.words[language] = self.words.get(language, "") + said


def letters(words: str) -> str:
    """The letters alone: the style writes quotation marks, numbers and marks besides, and hyphens at the ends of lines."""
    return re.sub(r"[\W\d_]+", "", unicodedata.normalize("NFKC", words))


def all_faults(pdf: bytes, html: str) -> list[str]:
    """What is wrong with the PDF, alone and as a rendering of `html`."""
    return [*faults(pdf), *differences(told_by_html(html), told_by_pdf(pdf))]


def differences(meant: Told, told: Told) -> Iterator[str]:
    for language in sorted({*meant.words, *told.words}):
        ours, theirs = meant.words.get(language, ""), told.words.get(language, "")
        if ours != theirs:
            place = next(
                (n for n, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), None
            )
            place = max((min(len(ours), len(theirs)) if place is None else place) - 5, 0)
            parts = [f"“{text[place : place + SHOWN]}”" for text in (theirs, ours)]
            yield f"What is told in {language} differs: {parts[0]} instead of {parts[1]}."
    for said, shown in zip(meant.pictures, told.pictures, strict=False):
        if said != shown:
            yield f"A picture says {shown} instead of {said}."
    if len(meant.pictures) != len(told.pictures):
        yield f"There are {len(told.pictures)} pictures instead of {len(meant.pictures)}."


def told_by_pdf(pdf: bytes) -> Told:
    read, told = Tagged(pdf), Told()
    own = str(read.root.get("/Lang", ""))

    def tell(element: Element) -> None:
        language = element.language or own
        if element.kind == "Figure":
            told.pictures.append((language, letters(element.text_of("Alt"))))
            return  # words drawn in it are said by its alternative
        for kid in element.kids:
            if isinstance(kid, Element):
                tell(kid)
            else:
                told.add(language, read.marked(element, kid))

    tell(read.top)
    return told


def told_by_html(html: str) -> Told:
    reader = _Reader()
    reader.feed(html)
    return reader.told


class _Reader(HTMLParser):
    """Follows the language through the elements; of drawings it takes title and description alone."""

    def __init__(self) -> None:
        super().__init__()
        self.told = Told()
        self.open: list[tuple[str, str]] = []
        self.drawn = {"title": "", "desc": ""}

    @property
    def inside(self) -> set[str]:
        return {tag for tag, _language in self.open}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        language = said.get("lang") or (self.open[-1][1] if self.open else "")
        if tag == "img":
            self.told.pictures.append((language, letters(said.get("alt") or "")))
        if tag not in EMPTY:
            self.open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in EMPTY:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY:
            return
        while self.open:
            opened, language = self.open.pop()
            if opened == tag:
                break
        if tag == "svg" and "svg" not in self.inside:
            title, description = (letters(self.drawn[name]) for name in ("title", "desc"))
            more = "" if description in title else description  # the engine is given both as the title
            self.told.pictures.append((language, title + more))
            self.drawn = {"title": "", "desc": ""}

    def handle_data(self, data: str) -> None:
        inside = self.inside
        if "svg" in inside:
            within, name = self.open[-2][0], self.open[-1][0]
            if within == "svg" and name in self.drawn:  # not of what is drawn in it
                self.drawn[name] += data
        elif "body" in inside:
            self.told.add(self.open[-1][1], data)
