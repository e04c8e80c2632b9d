"""What the page of one plan shows, gathered in a fixed number of queries."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from peerlearn.accounts.models import User
from peerlearn.editing.trail import Happening, events, told

from ...models import Organisation
from .approving import seen_in
from .plans import Plan
from .sections import Section, lacks
from .trail import fetching_plans, plan_scope
from .waiting import figures_to_review

CHANGES = 5


@dataclass(frozen=True)
class SectionState:
    """A section with how much is there and what is missing."""

    section: Section
    number: int
    missing: list[str]


class Overview:
    """One plan as whoever keeps it sees it."""

    def __init__(self, plan: Plan, user: User, *, today: str) -> None:
        self.plan, self.user, self.today = plan, user, today

    @cached_property
    def sections(self) -> list[SectionState]:
        return [self._state(section) for section in self.plan.owner.sections]

    def _state(self, section: Section) -> SectionState:
        records = list(self.plan.all_records(section.model).present())
        return SectionState(section, len(records), lacks(section, records, today=self.today))

    @cached_property
    def reviews(self) -> bool:
        """Whether this person decides about figures."""
        return self.plan.owner.is_reviewed_by(self.user)

    @cached_property
    def waiting(self) -> list[Any]:
        """The figures that wait, each with the mark of what is shown of it."""
        figures = list(
            figures_to_review(self.plan.owner.alone)
            .select_related("indicator", "corrects")
            .order_by("measured_on", "pk")
        )
        for figure in figures:
            figure.seen = seen_in(figure)  # type: ignore[attr-defined]
            figure.number = figure.value.normalize() if figure.value is not None else None  # type: ignore[attr-defined]
        return figures

    @cached_property
    def organisations(self) -> list[Organisation]:
        return list(self.plan.owner.writing)

    @cached_property
    def changes(self) -> list[Happening]:
        """The latest, who made them and when."""
        rows = events(plan_scope(self.plan.owner.alone))[:CHANGES]
        return told(rows, fetching_plans())
