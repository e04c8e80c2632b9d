"""Words that a comment is about: found where they stand, and shown with the way to their field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst

from peerlearn.editing.languages import own_name
from peerlearn.editing.prose import plain

from ...completeness import SECTIONS, Section
from ...document import Authored, Part
from ...models import KINDS, Case, Comment
from ..names import fact_label

LONGEST = 400
"""Characters of a passage; what is longer is known by its beginning."""


@dataclass(frozen=True)
class Passage:
    """Words of one text of a case; `item` and `field` are not known when the words stand nowhere."""

    quote: str
    language: str
    item: UUID | None = None
    field: str = ""
    section: Section | None = None


@dataclass(frozen=True)
class Place:
    """A passage as its comment shows it: what the field is called, where it is, whether the words still are."""

    quote: str
    language: str
    label: str
    address: str
    name: str
    anchor: str
    is_there: bool

    def marked(self, comment: Comment) -> dict[str, str]:
        """What the script of the preview needs to mark the words."""
        return {"comment": str(comment.uid), "quote": self.quote, "anchor": self.anchor}


def one_line(text: str) -> str:
    """A text as passages are compared: any white space is one space."""
    return " ".join(text.replace("\x00", "").split())


def find_passage(
    documents: Iterable[Authored],
    quote: str,
    language: str,
    *,
    item: UUID | None = None,
    field: str = "",
    anchor: str = "",
) -> Passage:
    """Where the words stand: in the language asked for, else in the original; in the first document that has them.

    `item`, `field` and `anchor` (the fragment of an item on its page) say where to look, as far as known.
    """
    quote = one_line(quote)[:LONGEST].strip()
    for authored in documents:
        for code in dict.fromkeys((language, authored.language)):
            for part in authored.parts:
                if item in (None, part.uid) and anchor in ("", anchor_of(part)):
                    for name in _names(part):
                        if field in ("", name) and quote in words_of(part, name, code):
                            return Passage(quote, code, part.uid, name, section_of(part, name))
    return Passage(quote, language, item)


def words_of(part: Part, name: str, language: str) -> str:
    """The words of a text, or of a fact that is one, in one line."""
    if name in part.facts:
        return one_line(str(part.facts[name] or ""))
    written = part.text(name, language)
    if written is None:
        return ""
    is_rich = any(prose.rich for prose in KINDS[part.kind].prose if prose.name == name)
    return one_line(plain(written.value) if is_rich else written.value)


def _names(part: Part) -> Iterator[str]:
    yield from (prose.name for prose in KINDS[part.kind].prose)
    yield from (name for name in ("title", "person") if name in part.facts)


def section_of(part: Part, name: str) -> Section:
    return next(
        section
        for section in SECTIONS
        if part.kind in section.kinds and (not section.fields or name in section.fields)
    )


def anchor_of(part: Part) -> str:
    """The fragment of an item on its page; a side stands in its comparison, the narrative has none."""
    if part.kind == "narrative":
        return ""
    kind, uid = ("comparison", part.facts["tool"]) if "tool" in part.facts else (part.kind, str(part.uid))
    return f"{kind}-{uid[:8]}"


def place_of(comment: Comment, case: Case, authored: Authored) -> Place | None:
    """Where the words of a comment stand in this document; None for a comment on no words."""
    if not comment.quote:
        return None
    part = next((each for each in authored.parts if comment.item and each.uid == comment.item.uid), None)
    if part is None or not comment.field:
        return Place(comment.quote, comment.language, "", "", "", "", is_there=False)
    label = _label(part, comment.field)
    if comment.language != case.language:
        label = f"{label}, {own_name(comment.language)}"
    return Place(
        quote=comment.quote,
        language=comment.language,
        label=label,
        address=_address(case, comment, part),
        name=f"{part.uid}-{comment.field}",
        anchor=anchor_of(part),
        is_there=comment.quote in words_of(part, comment.field, comment.language),
    )


def _label(part: Part, name: str) -> str:
    prose = next((str(each.label) for each in KINDS[part.kind].prose if each.name == name), "")
    return prose or capfirst(fact_label(part.kind, name))


def _address(case: Case, comment: Comment, part: Part) -> str:
    """The field in the form of its section, with its card unfolded."""
    query = {"open": part.facts.get("tool", str(part.uid))}
    if comment.language != case.language:
        query["language"] = comment.language
    path = reverse("desk:section", args=[case.uid, comment.section])
    return f"{path}?{urlencode(query)}#id_{part.uid}-{comment.field}_label"
