"""What the pages of a partnership and of a programme show, from live records that the public may see."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.following.values import Stage as StageValue
from partnerships.models import (
    Activity,
    City,
    Document,
    Partnership,
    Programme,
    ProgrammePartner,
    Stage,
)
from partnerships.reporting import is_reported

from ...catalogue.catalogues import PARTNERSHIP
from ...catalogue.facets import PROGRAMME
from ...catalogue.index import current
from ...document import PlanRecords, plan_records, plan_values
from ...presenting import PresentedPlan
from ..cards import CardCity, CaseCard, listed_cases
from ..gathered.shelf import ShelvedCompendium, shelved_compendia
from ..maps import map_of_arcs, map_of_pair
from ..paging import Pages, pages_of
from .belonging import PAIRS_PER_PAGE, SHOWN
from .chains import Hanging, hanging_of
from .learning import Stretch, directions
from .news import News, news_of
from .pairs import PairCard, arcs_of, cities_of, pair_cards
from .reciprocity import Reciprocity, reciprocity_of
from .staged import StageOfPair, staged
from .times import timeline_of

MOST_CASES = 60
MOST_ACTIVITIES = 100
"""Cases and activities that a page shows; partnerships and plans that have more are rare, and none may make a page grow without end."""


def newest_cases(name: str, value: str, number: int) -> list[CaseCard]:
    """The newest cases that have a value."""
    cases = current().cases
    return listed_cases(cases.newest(cases.having(name, [value]), number), get_language())


class PartnershipPage:
    """One partnership: its cities, what they agreed to do and did, and their cases."""

    def __init__(self, partnership: Partnership) -> None:
        self.partnership = partnership

    @cached_property
    def cities(self) -> tuple[CardCity, ...]:
        return cities_of(self.partnership)

    @property
    def name(self) -> str:
        return " – ".join(city.name for city in self.cities)

    @cached_property
    def map(self) -> SafeString:
        return map_of_pair(self.cities)

    @cached_property
    def cases(self) -> list[CaseCard]:
        return newest_cases(PARTNERSHIP, self.partnership.slug, MOST_CASES)

    @cached_property
    def directions(self) -> tuple[list[Stretch], list[Stretch]]:
        """What each city learnt, and what they learnt together."""
        return directions(self.partnership.slug, self.cities)

    @cached_property
    def _records(self) -> PlanRecords:
        return plan_records(self.partnership, most=MOST_ACTIVITIES)

    @cached_property
    def plan(self) -> PresentedPlan:
        """What they agreed to do, did and measured, as a case shows it."""
        return PresentedPlan(
            plan_values(self._records),
            cities={city.slug: city for city in self.cities},
            language=get_language(),
            on=localdate(),
            is_live=True,
        )

    @property
    def plan_language(self) -> str:
        """The language that the objectives were written in; "" when there are none."""
        return next((objective.language for objective in self.plan.objectives), "")

    @cached_property
    def documents(self) -> "QuerySet[Document]":
        return self.partnership.documents.public()

    @cached_property
    def hanging(self) -> Hanging | None:
        """Objective, activity, outcome and lesson, and where a chain ends early."""
        return hanging_of(self.plan, self.cases)

    @cached_property
    def reciprocity(self) -> Reciprocity | None:
        return reciprocity_of(self.plan, self._records.contributions, self.cities, self.directions[0])

    @cached_property
    def news(self) -> News:
        return news_of(self.partnership, self.plan)

    @property
    def programme(self) -> Programme | None:
        programme = self.partnership.programme
        return programme if programme and programme.is_public else None


@dataclass(frozen=True)
class RoleGroup:
    """The partners of a programme that have one role."""

    role: str
    partners: list[ProgrammePartner]


class ProgrammePage:
    """One programme: its stages and partners, all its cities, what they did together, its partnerships."""

    def __init__(self, programme: Programme, partnerships: int, request: HttpRequest) -> None:
        self.programme = programme
        self.partnerships = partnerships
        self.request = request

    @cached_property
    def compendia(self) -> list[ShelvedCompendium]:
        """The compendia of its cases, the newest first."""
        return list(shelved_compendia(self.programme.compendia.all(), get_language()).values())

    @cached_property
    def stages(self) -> "QuerySet[Stage]":
        return self.programme.stages.all()

    @property
    def timeline(self) -> SafeString:
        """Its stages, the partnerships listed on this page, and the programmes before and after it."""
        around = [*([self.predecessor] if self.predecessor else []), *self.successors]
        return timeline_of(
            [
                (_("Stages"), (0,), [(str(stage), stage) for stage in self.stages]),
                (_("Partnerships"), (1, 2), [(card.name, card.partnership) for card in self.pairs]),
                (_("Before and after"), (0,), [(str(each), each) for each in around]),
            ],
            today=localdate(),
        )

    @cached_property
    def is_reported(self) -> bool:
        """Whether it can be had as IATI data."""
        return is_reported(self.programme)

    @cached_property
    def partners(self) -> list[RoleGroup]:
        rows = self.programme.partners.select_related("organisation").prefetch_related("contributions")
        by_role: dict[str, list[ProgrammePartner]] = {}
        for partner in rows:
            by_role.setdefault(partner.role, []).append(partner)
        return [
            RoleGroup(str(role.label), by_role[role]) for role in ProgrammePartner.Role if role in by_role
        ]

    @cached_property
    def _public(self) -> "QuerySet[Partnership]":
        return Partnership.objects.public().filter(programme=self.programme)

    @cached_property
    def pages(self) -> Pages:
        return pages_of(self._public, self.request, PAIRS_PER_PAGE, count=self.partnerships)

    @cached_property
    def pairs(self) -> list[PairCard]:
        return pair_cards(self.pages.rows)

    @cached_property
    def staged_pairs(self) -> list[tuple[PairCard, list[StageOfPair]]]:
        """The pairs listed on this page, each with how far it is in the stages."""
        stages = [StageValue(str(stage), stage.starts, stage.ends) for stage in self.stages]
        return staged(self.pairs, stages, today=localdate())

    @cached_property
    def cities(self) -> list[tuple[City, bool]]:
        """All its cities, and whether each has a public partnership in it."""
        own = self._public.filter(participations__city=OuterRef("pk"))
        return [(city, city.paired) for city in self.programme.cities.annotate(paired=Exists(own))]

    @property
    def unpaired(self) -> list[City]:
        """The cities whose partner is not known, or not public."""
        return [city for city, paired in self.cities if not paired]

    @cached_property
    def activities(self) -> "QuerySet[Activity]":
        own = Activity.objects.present().filter(plan__programme=self.programme).exclude(title="")
        return own.select_related("plan", "host")[:MOST_ACTIVITIES]

    @cached_property
    def documents(self) -> "QuerySet[Document]":
        return self.programme.documents.public()

    @cached_property
    def successors(self) -> "QuerySet[Programme]":
        return self.programme.successors.filter(is_public=True)

    @cached_property
    def predecessor(self) -> Programme | None:
        before = self.programme.predecessor
        return before if before and before.is_public else None

    @cached_property
    def _newest(self) -> list[CaseCard]:
        return newest_cases(PROGRAMME.name, self.programme.slug, SHOWN + 1)

    @property
    def cases(self) -> list[CaseCard]:
        return self._newest[:SHOWN]

    @property
    def more_cases(self) -> bool:
        return len(self._newest) > SHOWN

    @cached_property
    def map(self) -> SafeString:
        """The pairs listed on this page, close up."""
        return map_of_arcs(arcs_of(self.pairs), prefix="programme", close=True)
