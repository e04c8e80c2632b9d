"""Which facets cases and lessons have, as filter sets: alternatives within a facet, facets narrow each other."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from ..models import Listing, ListingLesson
from .facets import (
    CITY,
    COUNTRY,
    KIND,
    LANGUAGE,
    LESSONS,
    ORGANISATION,
    PROGRAMME,
    SDG,
    SIZE,
    THEME,
    VOICE,
    Facet,
)


class KnownValues(forms.MultipleChoiceField):
    """Values that have been checked already: a filter set would drop the whole facet for one unknown value."""

    def valid_value(self, value: str) -> bool:
        return True


class FacetFilter(django_filters.Filter):
    """The values of one facet, any of which will do."""

    field_class = KnownValues

    def __init__(self, facet: Facet) -> None:
        super().__init__(label=facet.label, required=False)
        self.facet = facet

    def filter(self, rows: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        return self.facet.narrowed(rows, value or [])


class CaseFilters(django_filters.FilterSet):
    theme = FacetFilter(THEME)
    country = FacetFilter(COUNTRY)
    sdg = FacetFilter(SDG)
    kind = FacetFilter(LESSONS)
    size = FacetFilter(SIZE)
    language = FacetFilter(LANGUAGE)
    city = FacetFilter(CITY)
    programme = FacetFilter(PROGRAMME)
    organisation = FacetFilter(ORGANISATION)

    class Meta:
        model = Listing
        fields: list[str] = []


class LessonFilters(django_filters.FilterSet):
    kind = FacetFilter(KIND)
    theme = FacetFilter(THEME)
    country = FacetFilter(COUNTRY)
    voice = FacetFilter(VOICE)
    city = FacetFilter(CITY)
    organisation = FacetFilter(ORGANISATION)

    class Meta:
        model = ListingLesson
        fields: list[str] = []


type Filters = type[CaseFilters] | type[LessonFilters]


def facets_of(filters: Filters) -> tuple[Facet, ...]:
    return tuple(declared.facet for declared in filters.base_filters.values())
