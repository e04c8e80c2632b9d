"""How a programme gets on in a period, as values: its pairs, their plans stage by stage, what lies in the period.

Words are in the language that was active when the values were read; words that people wrote keep theirs, which
stands beside them. Dates of records are partial dates ("2015", "2015-03", "2015-03-04"; "" when unknown).
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .periods import Period


class StageStatus(TextChoices):
    """How the activities of a plan stand in one stage of the programme."""

    NOTHING = "nothing", _("no activity")
    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    LATE = "late", _("late")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class PairStatus(TextChoices):
    """How a partnership stands, from its dates, activities and milestones."""

    NO_PLAN = "no_plan", _("no plan yet")
    NOT_BEGUN = "not_begun", _("not begun")
    UNDER_WAY = "under_way", _("under way")
    LATE = "late", _("late")
    DONE = "done", _("done")
    ENDED = "ended", _("ended")


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
    one of `Activity.Status`, `host` a city's name or ""; `language` is that of the title."""

    uid: UUID
    title: str
    language: str
    kind: str
    status: str
    status_code: str
    starts: str
    ends: str
    host: str
    people: People

    @property
    def has_taken_place(self) -> bool:
        """Done or under way: whoever was there counts."""
        return self.status_code in ("done", "under_way")


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
class UpdateInPeriod:
    """A progress update that is public, with its words; `people` says in words who was there."""

    happened_on: str
    text: str
    people: str
    language: str


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


@dataclass(frozen=True)
class PlanProgress:
    """One plan. `stages` has one entry for each stage of the programme and a last one for what lies in none, or
    has no date; the other lists hold what lies in the period, but for `overdue` (open, and due before today) and
    `results` (every indicator)."""

    stages: tuple[StageProgress, ...] = ()
    milestones: tuple[MilestoneState, ...] = ()
    overdue: tuple[MilestoneState, ...] = ()
    milestones_open: int = 0
    milestones_reached: int = 0
    activities: tuple[ActivityInPeriod, ...] = ()
    results: tuple[Result, ...] = ()
    figures: tuple[FigureInPeriod, ...] = ()

    @cached_property
    def people(self) -> People:
        """Who took part in the period."""
        return sum((each.people for each in self.activities if each.has_taken_place), People())

    @property
    def activities_number(self) -> int:
        """Activities that took place in the period."""
        return sum(each.has_taken_place for each in self.activities)

    @cached_property
    def whole(self) -> StageProgress:
        """All its activities, whatever their stage."""
        names = ("done", "under_way", "planned", "cancelled", "over", "people")
        return StageProgress(*(sum(getattr(stage, name) for stage in self.stages) for name in names))

    @property
    def has_begun(self) -> bool:
        return bool(self.whole.done or self.whole.under_way or self.milestones_reached)

    @property
    def is_done(self) -> bool:
        """Something was done, and nothing is left to do."""
        return bool(self.whole.done) and self.whole.done == self.whole.number and not self.milestones_open

    @property
    def is_late(self) -> bool:
        return bool(self.overdue or self.whole.over)

    @property
    def is_empty(self) -> bool:
        held = self.whole.number + self.whole.cancelled + self.milestones_open + self.milestones_reached
        return not (held or self.results)

    @property
    def has_outcomes(self) -> bool:
        """There is something to tell: an approved figure, a milestone that was reached, or an activity done."""
        measured = any(result.actual is not None for result in self.results)
        return bool(measured or self.milestones_reached or self.whole.done)


@dataclass(frozen=True)
class PairCity:
    """A city of a partnership; `colour` is 1 to 6, by its position."""

    slug: str
    name: str
    country: str
    colour: int


@dataclass(frozen=True)
class PairProgress:
    """One partnership. `update_number` counts all updates in the period, `updates` holds those that are public."""

    pk: int
    slug: str
    cities: tuple[PairCity, ...]
    starts: str
    ends: str
    is_public: bool
    status: PairStatus
    plan: PlanProgress
    update_number: int
    updates: tuple[UpdateInPeriod, ...]
    given: Given

    @property
    def name(self) -> str:
        return " – ".join(city.name for city in self.cities) or self.slug

    @property
    def is_over(self) -> bool:
        """Its time is over, or everything in its plan is done."""
        return self.status in (PairStatus.DONE, PairStatus.ENDED)


@dataclass(frozen=True)
class ProgrammeProgress:
    """A programme in a period: its stages, its partnerships in the order of their addresses, and `together`, the
    plan that all its cities share. `given` is what partners gave to the programme itself; what organisations
    gave to its partnerships stands with each of them."""

    slug: str
    name: str
    starts: str
    ends: str
    period: Period
    stages: tuple[Stage, ...]
    pairs: tuple[PairProgress, ...]
    together: PlanProgress
    given: Given

    @property
    def plans(self) -> tuple[PlanProgress, ...]:
        return (*(pair.plan for pair in self.pairs), self.together)

    @cached_property
    def people(self) -> People:
        """Who took part in the period, in all plans."""
        return sum((plan.people for plan in self.plans), People())

    @cached_property
    def activities_number(self) -> int:
        """Activities that took place in the period."""
        return sum(plan.activities_number for plan in self.plans)

    @cached_property
    def update_number(self) -> int:
        return sum(pair.update_number for pair in self.pairs)

    @cached_property
    def figures_number(self) -> int:
        return sum(len(plan.figures) for plan in self.plans)

    @cached_property
    def overdue_number(self) -> int:
        return sum(len(plan.overdue) for plan in self.plans)

    @cached_property
    def statuses(self) -> Counter[PairStatus]:
        """How many partnerships stand how."""
        return Counter(pair.status for pair in self.pairs)

    @cached_property
    def given_to_partnerships(self) -> Given:
        return sum((pair.given for pair in self.pairs), Given())

    @cached_property
    def has_elsewhere(self) -> bool:
        """Whether an activity lies in no stage, so that it needs a column of its own."""
        return any(plan.stages[-1] != StageProgress() for plan in self.plans)
