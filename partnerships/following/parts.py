"""What plans are made of, as values: stages, people, what lies in a period; as `values` puts them together."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StageStatus(TextChoices):
    """How the activities of a plan stand in one stage of the programme."""

    NOTHING = "nothing", _("no activity")
    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    LATE = "late", _("late")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


@dataclass(frozen=True)
class Stage:
    """A stage of the programme. Activities belong to the first stage in which they begin."""

    name: str
    starts: str
    ends: str


@dataclass(frozen=True)
class StageProgress:
    """The activities of one plan in one stage, counted. `over` are those of `planned` and `under_way` whose last
    day is past; `people` took part in what is done or under way."""

    done: int = 0
    under_way: int = 0
    planned: int = 0
    cancelled: int = 0
    over: int = 0
    people: int = 0

    @property
    def number(self) -> int:
        """Activities that took place or should."""
        return self.done + self.under_way + self.planned

    @property
    def taken_place(self) -> int:
        """Activities that began: done or under way."""
        return self.done + self.under_way

    @property
    def status(self) -> StageStatus:
        return StageStatus.LATE if self.over else self.course

    @property
    def course(self) -> StageStatus:
        """How it goes, whether or not it keeps its pace: what readers of the library see."""
        if not self.number:
            return StageStatus.CANCELLED if self.cancelled else StageStatus.NOTHING
        if self.done == self.number:
            return StageStatus.DONE
        return StageStatus.PLANNED if self.planned == self.number else StageStatus.UNDER_WAY


@dataclass(frozen=True)
class People:
    """Who took part, by group where it is known; whoever came twice counts twice. `unsaid` are those whose
    group nobody noted, `women` are among all of them."""

    politicians: int = 0
    officials: int = 0
    community: int = 0
    others: int = 0
    unsaid: int = 0
    women: int = 0

    @property
    def total(self) -> int:
        return self.politicians + self.officials + self.community + self.others + self.unsaid

    def __add__(self, more: "People") -> "People":
        return People(
            self.politicians + more.politicians,
            self.officials + more.officials,
            self.community + more.community,
            self.others + more.others,
            self.unsaid + more.unsaid,
            self.women + more.women,
        )


@dataclass(frozen=True)
class ActivityInPeriod:
    """An activity that lies in the period at least in part. `kind` and `status` are in words, `status_code` is
    one of `Activity.Status`, `host` a city's name or "", with its address; `language` is that of the words,
    `source` says where the figures stand."""

    uid: UUID
    title: str
    language: str
    kind: str
    status: str
    status_code: str
    starts: str
    ends: str
    host: str
    host_slug: str
    people: People
    text: str
    methodology: str
    source: str


@dataclass(frozen=True)
class MilestoneState:
    """A milestone; `reached` is "" while it is open."""

    title: str
    language: str
    due: str
    reached: str


@dataclass(frozen=True)
class FigureInPeriod:
    """An approved figure that was measured in the period."""

    value: Decimal
    measured_on: str
    source: str
    indicator: str
    unit: str
    language: str


@dataclass(frozen=True)
class Result:
    """One line of the results table. `actual` is what the approved figures up to the end of the period come to:
    their sum where measurements add up, else the last one; None without any. Figures that a correction replaced
    don't count. `direction` is one of `Indicator.Direction`."""

    name: str
    language: str
    unit: str
    direction: str
    is_cumulative: bool
    baseline: Decimal | None
    baseline_date: str
    target: Decimal | None
    target_date: str
    actual: Decimal | None
    actual_on: str


@dataclass(frozen=True)
class Given:
    """Contributions added up: money by currency (sorted by code), days of staff, how many gifts in kind."""

    money: tuple[tuple[str, Decimal], ...] = ()
    staff_days: int = 0
    in_kind: int = 0

    def __bool__(self) -> bool:
        return bool(self.money or self.staff_days or self.in_kind)

    def __add__(self, more: "Given") -> "Given":
        sums: dict[str, Decimal] = {}
        for currency, amount in (*self.money, *more.money):
            sums[currency] = sums.get(currency, Decimal()) + amount
        return Given(
            tuple(sorted(sums.items())), self.staff_days + more.staff_days, self.in_kind + more.in_kind
        )
