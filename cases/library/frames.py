"""What the pages of a partnership and of a programme show, from live records that the public may see."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from partnerships.models import (
    Activity,
    City,
    Document,
    Partnership,
    PlanObjective,
    Programme,
    ProgrammePartner,
    ProgressUpdate,
    Stage,
)

from ..models import Listing
from .cards import CardCity, CaseCard, case_cards
from .maps import map_of_arcs, map_of_pair
from .pairs import PairCard, arcs_of, cities_of, pair_cards


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
        return case_cards(Listing.objects.filter(partnership=self.partnership.slug), get_language())

    @cached_property
    def objectives(self) -> "QuerySet[PlanObjective]":
        return PlanObjective.objects.filter(plan__partnership=self.partnership).select_related("plan")

    @cached_property
    def activities(self) -> "QuerySet[Activity]":
        return Activity.objects.filter(plan__partnership=self.partnership).select_related("plan", "host")

    @cached_property
    def documents(self) -> "QuerySet[Document]":
        return self.partnership.documents.filter(is_public=True)

    @cached_property
    def updates(self) -> "QuerySet[ProgressUpdate]":
        return self.partnership.updates.filter(is_public=True)

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

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    @cached_property
    def stages(self) -> "QuerySet[Stage]":
        return self.programme.stages.all()

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
    def pairs(self) -> list[PairCard]:
        public = Partnership.objects.public().filter(programme=self.programme)
        return pair_cards(public, [card.listing for card in self.cases])

    @cached_property
    def cities(self) -> "QuerySet[City]":
        return self.programme.cities.all()

    @cached_property
    def unpaired(self) -> list[City]:
        """The cities whose partner is not known, or not public."""
        paired = {city.slug for card in self.pairs for city in card.cities}
        return [city for city in self.cities if city.slug not in paired]

    @cached_property
    def activities(self) -> "QuerySet[Activity]":
        return Activity.objects.filter(plan__programme=self.programme).select_related("plan", "host")

    @cached_property
    def documents(self) -> "QuerySet[Document]":
        return self.programme.documents.filter(is_public=True)

    @cached_property
    def successors(self) -> "QuerySet[Programme]":
        return self.programme.successors.filter(is_public=True)

    @cached_property
    def predecessor(self) -> Programme | None:
        before = self.programme.predecessor
        return before if before and before.is_public else None

    @cached_property
    def cases(self) -> list[CaseCard]:
        return case_cards(Listing.objects.filter(programme=self.programme.slug), get_language())

    @cached_property
    def map(self) -> SafeString:
        return map_of_arcs(arcs_of(self.pairs), prefix="programme", labels=True)
