"""What the parts round the chapters need of each: its cities, lessons and sources, and the pages that they are on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ...models import Edition
from ...presenting import Named, PresentedCase, PresentedCity, Words, present
from ..single.rendering import address_of


@dataclass(frozen=True)
class Ref:
    """Where something is told: what leads there, and its first and last page."""

    anchor: str
    first: int
    last: int

    @property
    def words(self) -> str:
        """12, or 12–19."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True)
class Told:
    """A lesson or a challenge of a chapter; `kind` is that of a lesson, with its words. `elsewhere` are the cities
    that it names and that take no part."""

    anchor: str
    title: Words
    themes: tuple[Named, ...]
    kind: str = ""
    kind_words: str = ""
    elsewhere: tuple[PresentedCity, ...] = ()


@dataclass(frozen=True)
class Source:
    """A source as a chapter names it."""

    anchor: str
    title: str
    language: str
    address: str
    read_on: date | None

    @property
    def key(self) -> str:
        """The same for the same source, however its address ends."""
        return (self.address.rstrip("/") or self.title).casefold()


@dataclass
class Chapter:
    """A case in its place. `pages` says, once it is laid out, the page of everything in it that has an id."""

    number: int
    pair: str
    pair_in_short: str
    cities: tuple[PresentedCity, ...]
    title: Words
    themes: tuple[Named, ...]
    lessons: list[Told]
    challenges: list[Told]
    sources: list[Source]
    owner: Named
    partners: list[tuple[str, list[Named]]]
    edition: int
    published_at: datetime
    licence: str
    address: str
    first: int = 0
    last: int = 0
    pages: Mapping[str, int] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        return f"c{self.number}-"

    @property
    def anchor(self) -> str:
        """What leads to its beginning."""
        return f"{self.prefix}chapter"

    @property
    def whole(self) -> Ref:
        return Ref(self.anchor, self.first, self.last)

    def ref(self, anchor: str) -> Ref:
        """Where one of its items is told."""
        anchor = self.prefix + anchor
        page = self.pages.get(anchor, self.first)
        return Ref(anchor, page, page)


def chapter_of(edition: Edition, number: int, language: str) -> Chapter:
    """The chapter of an edition, not yet laid out."""
    case = present(edition, language)
    return Chapter(
        number=number,
        pair=case.pair,
        pair_in_short=case.pair_in_short,
        cities=case.cities,
        title=case.title,
        themes=case.themes,
        lessons=_lessons(case),
        challenges=[Told(item.anchor, item.title, item.themes) for item in case.challenges],
        sources=[_source(item.anchor, item.facts, item.read_on) for item in case.sources],
        owner=case.owner,
        partners=case.partners,
        edition=edition.number,
        published_at=edition.published_at,
        licence=case.licence,
        address=address_of(edition, language),
    )


def _lessons(case: PresentedCase) -> list[Told]:
    return [
        Told(
            item.anchor,
            item.title,
            item.themes,
            item.facts["lesson_kind"],
            item.kind_of_lesson,
            elsewhere=tuple(city for city in item.cities if not city.colour),
        )
        for item in case.lessons
    ]


def _source(anchor: str, facts: Mapping[str, Any], read_on: date | None) -> Source:
    return Source(
        anchor, facts.get("title", ""), facts.get("language", ""), facts.get("address", ""), read_on
    )
