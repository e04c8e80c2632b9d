"""What hangs together: the cases, lessons, partnerships and programmes of a theme, a city, an organisation."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_countries import countries

from partnerships.models import City, Organisation, Partnership, Programme, ProgrammePartner, Theme
from peerlearn.editing.translated import sort_key

from ..models import Listing, ListingLesson
from .cards import CaseCard, LessonCard, case_cards, lesson_cards
from .maps import map_of_pair
from .pairs import PairCard, pair_cards

SHOWN = 6
"""Cases and lessons that are shown; the rest is one click away."""


@dataclass(frozen=True)
class Belonging:
    """What belongs to one record: the first few cases and lessons, and whether there are more."""

    cases: list[CaseCard] = field(default_factory=list)
    more_cases: bool = False
    lessons: list[LessonCard] = field(default_factory=list)
    more_lessons: bool = False
    pairs: list[PairCard] = field(default_factory=list)
    programmes: list[Programme] = field(default_factory=list)
    roles: list[ProgrammePartner] = field(default_factory=list)
    map: SafeString = field(default_factory=SafeString)


@dataclass(frozen=True)
class Group:
    """A stretch of a directory: its heading and its records, each with the number of its cases."""

    heading: str
    entries: list[tuple[Any, int]]


def of_theme(theme: Theme) -> Belonging:
    return Belonging(**_found(themes__contains=[theme.slug]))


def of_city(city: City) -> Belonging:
    return Belonging(
        **_found(cities__contains=[city.slug]),
        pairs=pair_cards(Partnership.objects.public().filter(participations__city=city)),
        programmes=list(Programme.objects.public().filter(cities=city)),
        map=map_of_pair([_Spot(str(city), city.latitude, city.longitude)], prefix="city", height=200),
    )


def of_organisation(organisation: Organisation) -> Belonging:
    own = Q(supporters=organisation) | Q(participations__organisation=organisation)
    roles = organisation.programme_roles.filter(programme__is_public=True).select_related("programme")
    return Belonging(
        **_found(organisations__contains=[organisation.slug]),
        pairs=pair_cards(Partnership.objects.public().filter(own).distinct()),
        roles=list(roles.prefetch_related("contributions")),
    )


def city_directory() -> list[Group]:
    """Cities that take part in something public, by country."""
    partnership = Partnership.objects.public().filter(participations__city=OuterRef("pk"))
    programme = Programme.objects.public().filter(cities=OuterRef("pk"))
    cities = City.objects.filter(Exists(partnership) | Exists(programme))
    counted = _counted("cities")
    return _grouped(
        (str(countries.name(str(city.country))), city, counted.get(city.slug, 0)) for city in cities
    )


def organisation_directory() -> list[Group]:
    counted = _counted("organisations")
    return _grouped(
        (str(organisation.get_kind_display()).capitalize(), organisation, counted.get(organisation.slug, 0))
        for organisation in Organisation.objects.all()
    )


@dataclass(frozen=True)
class _Spot:
    name: str
    latitude: float | None
    longitude: float | None
    colour: int = 1


def _found(**condition: Any) -> dict[str, Any]:
    """The newest cases and lessons that meet a condition on their listing, and whether there are more."""
    language = get_language()
    listings = list(Listing.objects.filter(**condition)[: SHOWN + 1])
    lessons = list(ListingLesson.objects.filter(**condition).select_related("listing")[: SHOWN + 1])
    return {
        "cases": case_cards(listings[:SHOWN], language),
        "more_cases": len(listings) > SHOWN,
        "lessons": lesson_cards(lessons[:SHOWN], language),
        "more_lessons": len(lessons) > SHOWN,
    }


def _counted(column: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for slugs in Listing.objects.values_list(column, flat=True):
        for slug in slugs:
            found[slug] = found.get(slug, 0) + 1
    return found


def _grouped(entries: Iterable[tuple[str, Any, int]]) -> list[Group]:
    groups: dict[str, list[tuple[Any, int]]] = {}
    for heading, record, number in entries:
        groups.setdefault(heading, []).append((record, number))
    return [
        Group(heading, sorted(groups[heading], key=lambda entry: sort_key(str(entry[0]))))
        for heading in sorted(groups, key=sort_key)
    ]
