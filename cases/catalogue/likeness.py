"""Likeness: whose cities are most like one; ranked by the database."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Least

COUNTRY, REGION, SIZE, THEME, THEMES = 3, 1, 2, 2, 4
"""How much it counts to be of the same country, else of its region; of the same size; on the same theme, each, and
all of them together: a city that worked on much is not like every other for that."""


@dataclass(frozen=True)
class Traits:
    """What a city is like: country, the countries around it, band of size, themes; empty where not known."""

    country: str = ""
    region: tuple[str, ...] = ()
    size: str = ""
    themes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.country or self.size or self.themes)


def like_a_city(rows: QuerySet[Any], traits: Traits) -> QuerySet[Any]:
    """The listings (`rows`) of cities with any of `traits`, each with how `alike` it is; the caller orders."""
    same_country, same_size = Q(countries__contains=[traits.country]), Q(sizes__contains=[traits.size])
    alike: Any = Value(0)
    some = Q(pk__in=[])
    if traits.country:
        near = Q(countries__overlap=list(traits.region))
        places = (When(same_country, then=Value(COUNTRY)), When(near, then=Value(REGION)))
        alike += Case(*places, default=Value(0), output_field=IntegerField())
        some |= near if traits.region else same_country
    if traits.size:
        alike += Case(When(same_size, then=Value(SIZE)), default=Value(0), output_field=IntegerField())
        some |= same_size
    if traits.themes:
        shared: Any = Value(0)
        for theme in traits.themes:
            has_it = When(themes__contains=[theme], then=Value(THEME))
            shared += Case(has_it, default=Value(0), output_field=IntegerField())
        alike += Least(shared, Value(THEMES))
        some |= Q(themes__overlap=list(traits.themes))
    return rows.filter(some).annotate(alike=alike)
