"""The dashboard of a programme: its partnerships stage by stage, what is overdue, which stories can be written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.following import (
    PairProgress,
    PairStatus,
    Period,
    PlanProgress,
    ProgrammeProgress,
    StageProgress,
    StageStatus,
    following,
)
from partnerships.following.periods import quarter_after, quarter_before, quarter_of
from partnerships.following.values import MilestoneState, Stage
from partnerships.models import Partnership
from peerlearn.accounts.models import User

from .stories import CaseOfPair, Story, cases_of_pairs, stories_of

MOST_OVERDUE = 50
"""Milestones that the page lists; the table to take away names all of them."""


@dataclass(frozen=True)
class Cell:
    """A stage of one plan: `status` draws the mark, `words` say it, `counted` says how far it is."""

    status: str
    words: str
    counted: str


@dataclass(frozen=True)
class Row:
    """One line of the table: a partnership, or what all cities do together (`pair` is None)."""

    pair: PairProgress | None
    plan: PlanProgress
    cells: list[Cell]
    plan_href: str
    page_href: str

    @property
    def name(self) -> str:
        return self.pair.name if self.pair else _("All cities together")

    @property
    def reasons(self) -> list[str]:
        """Why it is late, in words."""
        found = []
        if number := len(self.plan.overdue):
            found.append(ngettext("%d milestone overdue", "%d milestones overdue", number) % number)
        if number := self.plan.whole.over:
            found.append(ngettext("%d activity is over: was it done?", "%d activities are over: were they done?", number) % number)  # fmt: skip
        return found


@dataclass(frozen=True)
class Overdue:
    """A milestone that is late, and where it is mended; `href` is "" for who may not."""

    milestone: MilestoneState
    name: str
    href: str


class Dashboard:
    """One programme in one period as whoever coordinates it sees it; `status` narrows the table to some pairs."""

    def __init__(
        self, programme: Any, user: User, *, period: Period, status: PairStatus | None, today: date
    ) -> None:
        self.programme, self.user = programme, user  # as `programme_to_follow` gives it
        self.period, self.status, self.today = period, status, today

    @cached_property
    def progress(self) -> ProgrammeProgress:
        return following(self.programme, self.period, today=self.today, activities=False)

    @cached_property
    def writable(self) -> frozenset[int]:
        """The partnerships whose plan the reader keeps."""
        own = Partnership.objects.filter(programme=self.programme).writable_by(self.user)
        return frozenset(own.values_list("pk", flat=True))

    @cached_property
    def cases(self) -> dict[int, tuple[CaseOfPair, ...]]:
        return cases_of_pairs(self.programme.pk, self.writable)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        return stories_of(self.progress, self.cases)

    @property
    def columns(self) -> tuple[Stage, ...]:
        return self.progress.columns

    @cached_property
    def rows(self) -> list[Row]:
        """The partnerships, and first what all do together, as far as there is anything."""
        pairs = [self._row(pair) for pair in self.progress.pairs if self.status in (None, pair.status)]
        together = self.progress.together
        if self.status or together.is_empty:
            return pairs
        joint = reverse("joint:plan", args=[self.programme.slug]) if self.programme.is_kept else ""
        return [Row(None, together, self._cells(together), joint, ""), *pairs]

    def _row(self, pair: PairProgress) -> Row:
        plan = reverse("planning:plan", args=[pair.slug]) if pair.pk in self.writable else ""
        page = reverse("library:partnership", args=[pair.slug]) if pair.is_public else ""
        return Row(pair, pair.plan, self._cells(pair.plan), plan, page)

    def _cells(self, plan: PlanProgress) -> list[Cell]:
        return [self._cell(stage) for stage in plan.stages[: len(self.columns)]]

    def _cell(self, stage: StageProgress) -> Cell:
        status = stage.status
        return Cell(status.value, self._words[status], _counted(stage) if stage.number else "")

    @cached_property
    def _words(self) -> dict[StageStatus, str]:
        return {status: str(status.label) for status in StageStatus}

    @cached_property
    def _all_overdue(self) -> list[Overdue]:
        kept = (
            reverse("joint:section", args=[self.programme.slug, "milestones"])
            if self.programme.is_kept
            else ""
        )
        found = [Overdue(each, _("All cities together"), kept) for each in self.progress.together.overdue]
        for pair in self.progress.pairs:
            may_mend = pair.pk in self.writable and pair.plan.overdue
            href = reverse("planning:section", args=[pair.slug, "milestones"]) if may_mend else ""
            found += [Overdue(each, pair.name, href) for each in pair.plan.overdue]
        return sorted(found, key=lambda each: each.milestone.due)

    @property
    def overdue(self) -> list[Overdue]:
        """Those that wait longest first."""
        return self._all_overdue[:MOST_OVERDUE]

    @property
    def more_overdue(self) -> int:
        return len(self._all_overdue) - len(self.overdue)

    @property
    def statuses(self) -> list[tuple[PairStatus, int]]:
        """How many partnerships stand how, those that need a look first."""
        return [
            (status, self.progress.statuses[status]) for status in _ORDER if self.progress.statuses[status]
        ]

    @property
    def other_periods(self) -> list[tuple[str, Period]]:
        """The quarters beside the one shown, and this one where another is shown, with their names."""
        now = quarter_of(self.today)
        named: list[tuple[str, Any]] = [(_("The quarter before"), quarter_before(self.period))]
        if self.period != now:
            named.append((_("This quarter"), now))
        named.append((_("The quarter after"), quarter_after(self.period)))
        return [(name, period) for name, period in named if period]


_ORDER: Sequence[PairStatus] = (
    PairStatus.LATE,
    PairStatus.NO_PLAN,
    PairStatus.NOT_BEGUN,
    PairStatus.UNDER_WAY,
    PairStatus.DONE,
    PairStatus.ENDED,
)


def _counted(stage: StageProgress) -> str:
    return _("%(done)d of %(number)d") % {"done": stage.done, "number": stage.number}
