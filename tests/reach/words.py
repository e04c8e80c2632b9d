"""Which words of a page went through gettext: the answers of gettext are marked, and the page is read for the rest."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

from django.utils import translation

from cases.catalogue.facets import fixed_labels
from peerlearn import kept

OPEN, CLOSE = "\ue000", "\ue001"
"""Around every answer of gettext: two characters that no text has."""
SAID = ("title", "aria-label", "aria-description", "placeholder", "alt", "label")
"""Attributes that are read out or shown."""
DESCRIBED = {"description", "og:title", "og:description", "og:image:alt"}
UNSEEN = {"script", "style", "textarea", "code"}
WITHIN_WORDS = {"a", "b", "br", "del", "em", "i", "ins", "span", "strong"}
FUNCTIONS = ("gettext", "pgettext", "ngettext", "npgettext")


@contextmanager
def marked() -> Iterator[None]:
    """While it lasts, whatever gettext answers stands between marks; what was drawn with or without goes."""
    backend: Any = translation._trans  # type: ignore[attr-defined]
    plain = {name: getattr(backend, name) for name in FUNCTIONS}  # by their names, before they are replaced

    def marking(function: Callable[..., str]) -> Callable[..., str]:
        def answer(*words: Any) -> str:
            said = function(*words)
            return f"{OPEN}{said}{CLOSE}" if said.strip() else said

        return answer

    marking_all = {name: marking(function) for name, function in plain.items()}
    try:
        _forget()
        with patch.multiple(backend, **marking_all):  # type: ignore[call-overload]
            yield
    finally:
        _forget()


def _forget() -> None:
    kept.forget()
    fixed_labels.cache_clear()


class Reader(HTMLParser):
    """Collects what a page says: its texts, and the attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts = [""]
        self.attributes: list[str] = []
        self.unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)
        self.unseen = self.unseen or (tag if tag in UNSEEN else "")
        given = {name: value or "" for name, value in attrs}
        named: tuple[str, ...] = SAID if tag != "link" else ()
        if tag == "meta" and given.get("name", given.get("property")) in DESCRIBED:
            named = ("content",)
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            named = (*SAID, "value")
        self.attributes += [given[name] for name in named if name in given]

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        if tag == self.unseen:
            self.unseen = ""

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.texts[-1] += data

    def _part(self, tag: str) -> None:
        """A new text begins, unless the tag stands within words that gettext answered."""
        text = self.texts[-1]
        if tag not in WITHIN_WORDS or text.count(OPEN) <= text.count(CLOSE):
            self.texts.append("")


def said(page: str) -> list[str]:
    """The texts of a page, each without what is marked and without space around it."""
    page = re.sub(r"<del\b.*?</del>", "", page, flags=re.DOTALL)  # of a comparison what it became
    return [words for each in _read(page) for words in unmarked(each)]


def words_of(markup: str) -> list[str]:
    """The texts between the tags of a piece of rich text."""
    return [" ".join(each.split()) for each in _read(markup)]


def _read(markup: str) -> list[str]:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return [*reader.texts, *reader.attributes]


def unmarked(text: str) -> list[str]:
    """What stands outside of marks; marks may lie within marks, and the last may have been cut off."""
    depth, outside = 0, [""]
    for character in text:
        if character == OPEN:
            depth += 1
            outside.append("")
        elif character == CLOSE:
            depth -= 1
        elif depth <= 0:
            outside[-1] += character
    return [" ".join(words.split()) for words in outside if re.search(r"[^\W\d_]", words)]
