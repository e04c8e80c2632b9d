"""Partnerships as lists and maps show them: the cities in their order and colours."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django_countries import countries

from partnerships.models import Participation, Partnership

from ...catalogue.catalogues import PARTNERSHIP
from ...catalogue.index import current
from ...presenting import COLOURS
from ..cards import CardCity


@dataclass(frozen=True)
class PairCard:
    """A partnership in a list; `cases` counts what is published."""

    partnership: Partnership
    cities: tuple[CardCity, ...]
    cases: int

    @property
    def name(self) -> str:
        return " – ".join(city.name for city in self.cities)

    @property
    def href(self) -> str:
        return reverse("library:partnership", args=[self.partnership.slug])


def pair_cards(partnerships: "QuerySet[Partnership]") -> list[PairCard]:
    """The cards of partnerships in their order."""
    members = Prefetch("participations", Participation.objects.select_related("city"))
    rows = partnerships.select_related("programme").prefetch_related(members)
    told = current().cases.values[PARTNERSHIP]
    return [PairCard(row, cities_of(row), len(told.get(row.slug, ()))) for row in rows]


def cities_of(partnership: Partnership) -> tuple[CardCity, ...]:
    """The cities of a partnership, coloured by their positions."""
    return tuple(
        CardCity(
            slug=participation.city.slug,
            name=str(participation.city),
            country_name=str(countries.name(str(participation.city.country))),
            colour=(participation.position - 1) % COLOURS + 1,
            latitude=participation.city.latitude,
            longitude=participation.city.longitude,
        )
        for participation in partnership.participations.all()
    )


def arcs_of(cards: Iterable[PairCard]) -> list[tuple[tuple[CardCity, ...], str]]:
    """What a map of arcs needs of partnerships."""
    return [(card.cities, card.href) for card in cards]
