"""What an IATI activity tells, as values: a programme, or one of its partnerships."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from partnerships.models import City

type Words = tuple[tuple[str, str], ...]
"""A text in each of its languages: code ("" when not known) and text, the one to read first at the start."""
type Named = tuple[str, str]
"""The identifier of something, and the code of what it is to this."""
type Budget = tuple[date, date, Decimal]
"""An amount for the days from one to another."""


@dataclass(frozen=True)
class Taking:
    """Somebody's part in an activity; `identifier` is "" for whom IATI doesn't know."""

    name: Words
    role: str
    type: str
    identifier: str = ""


@dataclass(frozen=True)
class Lifetime:
    """From when to when: the days that partial dates mean at most, and the dates as they are known."""

    first: date
    last: date | None
    starts: str
    ends: str


@dataclass(frozen=True)
class Linked:
    """A document or page that anyone can read."""

    address: str
    title: Words
    media_type: str
    category: str
    language: str = ""
    published: str = ""
    note: Words = ()


@dataclass(frozen=True)
class Figure:
    """Where an indicator stood; `source` is in the language of its plan."""

    value: Decimal
    source: Words = ()


@dataclass(frozen=True)
class Period:
    """From the start of an indicator's measuring up to a day: what should be, and where it stood."""

    starts: date
    ends: date
    target: Decimal | None = None
    actual: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Measured:
    """An indicator with its approved figures."""

    name: Words
    unit: Words
    measure: str
    is_rising: bool
    baseline: Decimal | None
    baseline_date: str
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Reporting:
    """Who reports all activities of a file."""

    identifier: str
    name: Words
    type: str


@dataclass(frozen=True)
class Told:
    """One activity, whatever it is."""

    identifier: str
    hierarchy: int
    changed: datetime
    title: Words
    description: Words
    objectives: tuple[Words, ...]
    takings: tuple[Taking, ...]
    lifetime: Lifetime
    cities: tuple[City, ...]
    sectors: dict[str, Decimal]
    goals: tuple[str, ...]
    links: tuple[Linked, ...]
    related: tuple[Named, ...]
    results: Words = ()
    """What its results are called."""
    measured: tuple[Measured, ...] = ()
    currency: str = ""
    budgets: tuple[Budget, ...] = ()

    @property
    def language(self) -> str:
        """The language to take a text for that names none."""
        return self.title[0][0] or "en"
