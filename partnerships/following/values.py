"""How a programme gets on in a period, as values: its pairs, their plans stage by stage, what lies in the period.

Words are in the language that was active when the values were read; words that people wrote keep theirs, which
stands beside them. Dates of records are partial dates ("2015", "2015-03", "2015-03-04"; "" when unknown).
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .parts import (
    ActivityInPeriod,
    FigureInPeriod,
    Given,
    MilestoneState,
    People,
    Result,
    Stage,
    StageProgress,
    StageStatus,
)
from .periods import Period

__all__ = [
    "ActivityInPeriod",
    "FigureInPeriod",
    "Given",
    "MilestoneState",
    "PairCity",
    "PairProgress",
    "PairStatus",
    "People",
    "PlanProgress",
    "ProgrammeProgress",
    "Result",
    "Stage",
    "StageProgress",
    "StageStatus",
]


class PairStatus(TextChoices):
    """How a partnership stands, from its dates, activities and milestones."""

    NO_PLAN = "no_plan", _("no plan yet")
    NOT_BEGUN = "not_begun", _("not begun")
    UNDER_WAY = "under_way", _("under way")
    LATE = "late", _("late")
    DONE = "done", _("done")
    ENDED = "ended", _("ended")


@dataclass(frozen=True)
class PlanProgress:
    """One plan. `stages` has one entry for each stage of the programme and a last one for what lies in none, or
    has no date; the other lists hold what lies in the period, but for `overdue` (open, and due before today) and
    `results` (every indicator). `took_place` counts the activities of the period that are done or under way, `people`
    who took part in them; `activities` names all of the period, where they were asked for."""

    stages: tuple[StageProgress, ...] = ()
    milestones: tuple[MilestoneState, ...] = ()
    overdue: tuple[MilestoneState, ...] = ()
    milestones_open: int = 0
    milestones_reached: int = 0
    took_place: int = 0
    people: People = field(default_factory=People)
    activities: tuple[ActivityInPeriod, ...] = ()
    results: tuple[Result, ...] = ()
    figures: tuple[FigureInPeriod, ...] = ()

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
    """One partnership. `update_number` counts its updates in the period, public or not."""

    pk: int
    slug: str
    cities: tuple[PairCity, ...]
    starts: str
    ends: str
    is_public: bool
    status: PairStatus
    plan: PlanProgress
    update_number: int
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
        return sum(plan.took_place for plan in self.plans)

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
    def columns(self) -> tuple[Stage, ...]:
        """The stages, and a column for activities in none where there are such."""
        if all(plan.stages[-1] == StageProgress() for plan in self.plans):
            return self.stages
        name = _("Outside the stages") if self.stages else _("Activities")
        return (*self.stages, Stage(str(name), "", ""))
