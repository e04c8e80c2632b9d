"""What templates show: words, cities and items, each with everything resolved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

from peerlearn.editing.prose import plain

from ..models import KINDS, Group, Lesson
from .measured import Result

COLOURS = 6


@dataclass(frozen=True)
class Words:
    """A text as shown: `html` is safe; `foreign` when it is not in the page's language."""

    html: SafeString
    language: str
    foreign: bool = False
    stale: bool = False

    def __str__(self) -> str:
        return self.html

    def __bool__(self) -> bool:
        return bool(self.html)

    @property
    def plain(self) -> str:
        return plain(self.html)


NOTHING = Words(SafeString(""), "")


@dataclass(frozen=True)
class PresentedCity:
    """A city of the case; `colour` is 1 to 6 for those that take part, 0 for others."""

    slug: str
    name: str
    country: str
    country_name: str
    colour: int
    latitude: float | None
    longitude: float | None
    population: int | None
    population_year: int | None
    population_source: str

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude, in degrees; None where they aren't known and no map can show it."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


@dataclass(frozen=True)
class Mark:
    """The logo of an organisation as it was when the edition appeared: its picture, size in pixels."""

    uid: str
    sha256: str
    width: int
    height: int

    @property
    def shape(self) -> str:
        """Wide, broad or tall: beside each other logos look alike in size when the wide ones are lower."""
        ratio = self.width / self.height
        return "wide" if ratio >= 3 else "broad" if ratio >= 1.6 else "tall"


@dataclass(frozen=True)
class Named:
    """A theme, a goal, an organisation: its address (slug or number) and its name; of an organisation its logo."""

    slug: str
    name: str
    logo: Mark | None = None


@dataclass
class PresentedItem:
    """An item with its texts as attributes (`item.title`, `item.text`) and its facts resolved."""

    uid: UUID
    kind: str
    texts: Mapping[str, Words]
    cities: tuple[PresentedCity, ...] = ()
    city: PresentedCity | None = None
    organisations: tuple[Named, ...] = ()
    themes: tuple[Named, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    result: Result | None = None
    answers: list["PresentedItem"] = field(default_factory=list)
    shown_by: list["PresentedItem"] = field(default_factory=list)
    serves: list["PresentedItem"] = field(default_factory=list)
    sides: list["PresentedItem"] = field(default_factory=list)

    def __getattr__(self, name: str) -> Words:
        if name.startswith("_") or name not in {prose.name for prose in KINDS[self.kind].prose}:
            raise AttributeError(name)
        return self.texts.get(name, NOTHING)

    @property
    def anchor(self) -> str:
        """The fragment that leads to this item on its page."""
        return f"{self.kind}-{str(self.uid)[:8]}"

    @property
    def kind_of_lesson(self) -> str:
        return str(Lesson.Kind(self.facts["lesson_kind"]).label)

    @property
    def speaker(self) -> str:
        """Who says it, in words: "municipal leader"; "" when not known."""
        group = self.facts.get("said_by") or self.facts.get("group")
        return str(Group(group).label) if group else ""

    @property
    def value(self) -> Decimal | None:
        return Decimal(self.facts["value"]) if self.facts.get("value") else None

    @property
    def read_on(self) -> date | None:
        return date.fromisoformat(self.facts["read_on"]) if self.facts.get("read_on") else None
