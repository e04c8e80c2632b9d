"""A progress report as one value: everything that its pages show, and the key that says exactly what that is."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.following import PairStatus, Period, following
from partnerships.following.parts import Given, StageProgress
from partnerships.following.telling import Gift, RoleGroup, telling
from partnerships.following.values import PairCity
from partnerships.models import Programme, ProgrammePartner

from ..asking import design_version
from ..designs import look_of_programme
from .drawings import Timeline, calendar_of, map_of
from .shown import GiftShown, ResultShown, Section, groups_of
from .sources import Sources

ON_COVER = 5
"""Organisations of one role that the cover names; all of them stand in the imprint."""
_ORDER = (
    PairStatus.UNDER_WAY,
    PairStatus.LATE,
    PairStatus.NOT_BEGUN,
    PairStatus.NO_PLAN,
    PairStatus.DONE,
    PairStatus.ENDED,
)


@dataclass(frozen=True)
class Number:
    """A figure of the summary: how much, of what, and what else is to be said about it."""

    value: int
    words: str
    more: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the table of stages; `status` is None for what all cities do together."""

    name: str
    cities: tuple[PairCity, ...]
    cells: tuple[StageProgress, ...]
    status: PairStatus | None

    @property
    def has_ended(self) -> bool:
        return self.status == PairStatus.ENDED


@dataclass(frozen=True)
class Sum:
    """Contributions added up; `unsaid` counts those that are told in words alone, with neither amount nor days."""

    name: str
    given: Given
    unsaid: int


class Report:
    """How a programme got on in a period. Made and read while its language is active."""

    def __init__(self, programme: Programme, period: Period, *, language: str, today: date) -> None:
        self.period, self.language, self.today = period, language, today
        self.progress = following(programme, period, today=today)
        self.told = telling(programme, period)
        self.look = look_of_programme(programme, language)

    @cached_property
    def key(self) -> str:
        """SHA-256 over everything that shows: the values, the language, the day, the design."""
        site, design = settings.PEERLEARN_ADDRESS, design_version()
        shown = repr((self.progress, self.told, self.language, self.today, self.look.key, site, design))
        return hashlib.sha256(shown.encode()).hexdigest()

    # Its parts, in the order of the pages: sources get their numbers as they are met

    @cached_property
    def sources(self) -> Sources:
        return Sources(self.told.sources)

    @cached_property
    def sections(self) -> tuple[Section, list[Section]]:
        """What all cities do together, and every partnership."""
        together = Section(self.progress.together, self.told, self.sources, self.look.palette)
        pairs = [
            Section(pair.plan, self.told, self.sources, self.look.palette, pair=pair)
            for pair in self.progress.pairs
        ]
        return together, pairs

    @property
    def together(self) -> Section:
        return self.sections[0]

    @property
    def telling(self) -> list[Section]:
        """The partnerships of which there is something to tell."""
        return [section for section in self.sections[1] if not section.is_silent]

    @property
    def silent(self) -> list[Section]:
        return [section for section in self.sections[1] if section.is_silent]

    @cached_property
    def has_news(self) -> bool:
        """Something happened in the period, somewhere."""
        together, pairs = self.sections
        return any(section.has_news for section in (together, *pairs))

    @property
    def results(self) -> list[tuple[Section, ResultShown]]:
        """The results table of the whole programme."""
        together, pairs = self.sections
        return [(section, result) for section in (together, *pairs) for result in section.results]

    @property
    def budget_source(self) -> int:
        budget = self.told.budget
        return self.sources.number(budget.source) if budget else 0

    # The summary

    @cached_property
    def numbers(self) -> list[Number]:
        progress, people = self.progress, self.progress.people
        reached = sum(bool(each.reached) for plan in progress.plans for each in plan.milestones)
        missed = sum(len(pair.plan.overdue) for pair in progress.pairs if pair.status == PairStatus.ENDED)
        late = progress.overdue_number - missed
        counted = [
            (len(progress.pairs), ngettext("partnership", "partnerships", len(progress.pairs)), self._standing),
            (progress.activities_number, ngettext("activity held", "activities held", progress.activities_number), ""),
            (people.total, ngettext("person took part", "people took part", people.total), self._women),
            (progress.update_number, ngettext("update", "updates", progress.update_number), ""),
            (reached, ngettext("milestone reached", "milestones reached", reached), ""),
            (late, ngettext("milestone overdue", "milestones overdue", late), ""),
            (missed, ngettext("milestone not reached", "milestones not reached", missed), ""),
            (progress.figures_number, ngettext("approved figure", "approved figures", progress.figures_number), ""),
        ]  # fmt: skip
        always = counted[:2]  # of the rest, what there is
        return [Number(*each) for each in counted if each[0] or each in always]

    @property
    def _standing(self) -> str:
        """How many partnerships stand how."""
        counted = self.progress.statuses
        return ", ".join(
            _("%(words)s: %(number)d") % {"words": status.label, "number": counted[status]}
            for status in _ORDER
            if counted[status]
        )

    @property
    def _women(self) -> str:
        women = self.progress.people.women
        return ngettext("%d woman among them", "%d women among them", women) % women if women else ""

    @property
    def groups(self) -> list[tuple[Promise | str, int]]:
        """Who took part, by group."""
        return groups_of(self.progress.people)

    @cached_property
    def given(self) -> list[Sum]:
        """Contributions added up: to the programme, to its partnerships; both together where there are both. Empty
        where there is nothing to add up."""
        progress, gifts = self.progress, self.told.gifts
        named = [
            Sum(_("To the programme"), progress.given, _unsaid(gifts.get(None, ()))),
            Sum(_("To its partnerships"), progress.given_to_partnerships,
                sum(_unsaid(each) for owner, each in gifts.items() if owner is not None)),
        ]  # fmt: skip
        known = [each for each in named if each.given]
        if not (self.all_given.money or self.all_given.staff_days):
            return []
        if len(known) < 2:
            return known
        return [*known, Sum(_("Together"), self.all_given, sum(each.unsaid for each in known))]

    @property
    def has_unsaid(self) -> bool:
        return any(each.unsaid for each in self.given)

    @cached_property
    def all_given(self) -> Given:
        return self.progress.given + self.progress.given_to_partnerships

    @property
    def currencies(self) -> list[str]:
        return [currency for currency, _amount in self.all_given.money]

    @property
    def gifts(self) -> list[GiftShown]:
        """What partners gave to the programme itself."""
        return self.together.gifts

    # Stages and time

    @property
    def rows(self) -> list[Row]:
        number, together = len(self.progress.columns), self.progress.together
        rows = [
            Row(pair.name, pair.cities, pair.plan.stages[:number], pair.status)
            for pair in self.progress.pairs
        ]
        if together.whole == StageProgress():
            return rows
        return [Row(_("All cities together"), (), together.stages[:number], None), *rows]

    @cached_property
    def map(self) -> SafeString:
        return map_of(self.progress, self.told, self.look)

    @cached_property
    def calendar(self) -> Timeline:
        return calendar_of(self.progress, self.told, today=self.today, palette=self.look.palette)

    # Who stands behind it

    @property
    def on_cover(self) -> list[tuple[RoleGroup, tuple[str, ...], int]]:
        """Coordinators and funders, the first of each, and how many more there are."""
        roles = (ProgrammePartner.Role.COORDINATOR, ProgrammePartner.Role.FUNDER)
        return [
            (group, group.organisations[:ON_COVER], max(len(group.organisations) - ON_COVER, 0))
            for group in self.told.roles
            if group.code in roles
        ]

    @property
    def author(self) -> str:
        """Who coordinates the programme, for what a PDF says about itself."""
        names = [name for group, *_rest in self.on_cover[:1] for name in group.organisations]
        return ", ".join(names)


def _unsaid(gifts: Iterable[Gift]) -> int:
    return sum(gift.amount is None and not gift.staff_days for gift in gifts)
