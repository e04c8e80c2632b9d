"""What hangs together: the cases, lessons, partnerships and programmes of a theme, a city, an organisation."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from partnerships.models import City, Organisation, Partnership, Programme, ProgrammePartner, Theme

from ...catalogue.facets import CITY, ORGANISATION, THEME, Facet
from ...catalogue.index import current
from ..cards import CaseCard, LessonCard, listed_cases, listed_lessons
from ..maps import map_of_pair
from ..paging import Pages, pages_of
from .pairs import PairCard, pair_cards

SHOWN = 6
"""Cases and lessons that are shown; the rest is one click away."""
PAIRS_PER_PAGE = 24


@dataclass(frozen=True)
class Belonging:
    """What belongs to one record: the first few cases and lessons, and whether there are more; a page of its
    partnerships."""

    cases: list[CaseCard] = field(default_factory=list)
    more_cases: bool = False
    lessons: list[LessonCard] = field(default_factory=list)
    more_lessons: bool = False
    pairs: list[PairCard] = field(default_factory=list)
    pages: Pages | None = None
    programmes: list[Programme] = field(default_factory=list)
    roles: list[ProgrammePartner] = field(default_factory=list)
    map: SafeString = field(default_factory=SafeString)


def of_theme(theme: Theme) -> Belonging:
    return Belonging(**_cases(THEME, theme.slug))


def of_city(city: City, request: HttpRequest) -> Belonging:
    return Belonging(
        **_cases(CITY, city.slug),
        **_pairs(Partnership.objects.public().filter(participations__city=city), request),
        programmes=list(Programme.objects.public().filter(cities=city)),
        map=map_of_pair([_Spot(str(city), city.latitude, city.longitude)], prefix="city", height=200),
    )


def of_organisation(organisation: Organisation, request: HttpRequest) -> Belonging:
    own = Q(supporters=organisation) | Q(participations__organisation=organisation)
    roles = organisation.programme_roles.filter(programme__is_public=True).select_related("programme")
    return Belonging(
        **_cases(ORGANISATION, organisation.slug),
        **_lessons(ORGANISATION, organisation.slug),
        **_pairs(Partnership.objects.public().filter(own).distinct(), request),
        roles=list(roles.prefetch_related("contributions")),
    )


@dataclass(frozen=True)
class _Spot:
    name: str
    latitude: float | None
    longitude: float | None
    colour: int = 1


def _cases(facet: Facet, value: str) -> dict[str, Any]:
    """The newest cases that have a value, and whether there are more."""
    held = current().cases
    having = held.having(facet.name, [value])
    cards = listed_cases(held.newest(having, SHOWN), get_language())
    return {"cases": cards, "more_cases": len(having) > SHOWN}


def _lessons(facet: Facet, value: str) -> dict[str, Any]:
    """The newest lessons that have a value, and whether there are more."""
    held = current().lessons
    having = held.having(facet.name, [value])
    cards = listed_lessons(held.newest(having, SHOWN), get_language())
    return {"lessons": cards, "more_lessons": len(having) > SHOWN}


def _pairs(partnerships: "QuerySet[Partnership]", request: HttpRequest) -> dict[str, Any]:
    pages = pages_of(partnerships, request, PAIRS_PER_PAGE)
    return {"pages": pages, "pairs": pair_cards(pages.rows)}
