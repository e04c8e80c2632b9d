"""What the templates of a report show of one plan: each thing with its words, its marks and the number of its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from partnerships.following import PairProgress, PairStatus, PlanProgress
from partnerships.following.parts import ActivityInPeriod, FigureInPeriod, MilestoneState, Result
from partnerships.following.telling import Gift, ProgrammeTold, UpdateTold
from partnerships.following.values import PairCity
from partnerships.models import Activity
from peerlearn.drawing import Palette

from .drawings import chart_of
from .sources import Sources

PICTURES = 3
"""Pictures of one partnership that a report prints; the words of its other updates stand without theirs."""
WIDTH = 960
"""Pixels of a picture's rendition."""


@dataclass(frozen=True)
class ActivityShown:
    """An activity; `host` is the city of the partnership that received the others, with its colour."""

    activity: ActivityInPeriod
    host: PairCity | None
    source: int

    @property
    def groups(self) -> list[tuple[Promise | str, int]]:
        """How many came, by group, as far as it is known."""
        return groups_of(self.activity.people)


@dataclass(frozen=True)
class MilestoneShown:
    """A milestone; one of a partnership that is over is not late any more."""

    milestone: MilestoneState
    is_overdue: bool


@dataclass(frozen=True)
class FigureShown:
    figure: FigureInPeriod
    source: int


@dataclass(frozen=True)
class ResultShown:
    """A line of the results table with its chart (empty where there is nothing to draw) and the period's figures."""

    result: Result
    chart: SafeString
    figures: list[FigureShown]


@dataclass(frozen=True)
class UpdateShown:
    update: UpdateTold
    has_picture: bool


@dataclass(frozen=True)
class GiftShown:
    gift: Gift
    source: int


class Section:
    """What one plan has to tell: that of a partnership, or (`pair` is None) the one that all cities share."""

    def __init__(
        self,
        plan: PlanProgress,
        told: ProgrammeTold,
        sources: Sources,
        palette: Palette,
        *,
        pair: PairProgress | None = None,
    ) -> None:
        self.plan, self.pair, self.palette = plan, pair, palette
        self.cities = pair.cities if pair else ()
        self.anchor = f"pair-{pair.slug}" if pair else "together"
        owner = pair.pk if pair else None
        # the numbers of sources follow the order of the page
        self.activities = [self._activity(each, sources) for each in plan.activities]
        self.results = [self._result(result, number, sources) for number, result in enumerate(plan.results)]
        self.updates = _with_pictures(told.updates.get(owner, ()))
        self.gifts = [GiftShown(gift, sources.number(gift.source)) for gift in told.gifts.get(owner, ())]

    @cached_property
    def milestones(self) -> list[MilestoneShown]:
        """Those of the period and those that are overdue by now, in the order of the day they were due or reached."""
        late = set() if self.has_ended else set(self.plan.overdue)
        found = {*self.plan.milestones, *self.plan.overdue}
        return [
            MilestoneShown(each, each in late)
            for each in sorted(found, key=lambda each: (each.due or each.reached, each.title))
        ]

    @property
    def has_due(self) -> bool:
        """Somebody noted when a milestone is due."""
        return any(shown.milestone.due for shown in self.milestones)

    @property
    def has_ended(self) -> bool:
        return self.pair is not None and self.pair.status == PairStatus.ENDED

    @cached_property
    def language(self) -> str:
        """The one language of all that people wrote here; "" where there is more than one."""
        found = {shown.activity.language for shown in self.activities}
        found |= {shown.result.language for shown in self.results}
        found |= {shown.milestone.language for shown in self.milestones}
        found |= {shown.update.language for shown in self.updates}
        return found.pop() if len(found) == 1 else ""

    @property
    def has_news(self) -> bool:
        """Something happened in the period."""
        plan = self.plan
        return bool(plan.activities or plan.figures or plan.milestones or self.updates)

    @property
    def is_silent(self) -> bool:
        """Nothing is to be told, not even what is overdue, measured or given."""
        return not (self.has_news or self.plan.overdue or self.results or self.gifts)

    def _activity(self, activity: ActivityInPeriod, sources: Sources) -> ActivityShown:
        host = next((city for city in self.cities if city.slug == activity.host_slug), None)
        return ActivityShown(activity, host, sources.number(activity.source))

    def _result(self, result: Result, number: int, sources: Sources) -> ResultShown:
        own = [
            FigureShown(figure, sources.number(figure.source))
            for figure in self.plan.figures
            if (figure.indicator, figure.unit) == (result.name, result.unit)
        ]
        colours = tuple(city.colour for city in self.cities) or (1,)
        drawing = chart_of(result, prefix=f"{self.anchor}-{number}", colours=colours, palette=self.palette)
        return ResultShown(result, drawing, own)


def groups_of(people: object) -> list[tuple[Promise | str, int]]:
    """People by group, without the groups of which nobody came."""
    counted = [(words, getattr(people, name)) for name, words in _GROUPS]
    return [(words, number) for words, number in counted if number]


def _with_pictures(updates: Iterable[UpdateTold]) -> list[UpdateShown]:
    """The updates; the first of their pictures are printed."""
    found, printed = [], 0
    for update in updates:
        shows = bool(update.picture) and printed < PICTURES
        printed += shows
        found.append(UpdateShown(update, shows))
    return found


_GROUPS = (
    *((field.name, field.verbose_name) for field in Activity._meta.fields if field.name in Activity.GROUPS),
    ("unsaid", _("group not known")),
)
