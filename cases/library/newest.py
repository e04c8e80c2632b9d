"""The library at a glance: its newest cases, its themes, all its pairs on one map."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..models import Listing
from .cards import CaseCard, card_cities, case_cards
from .maps import map_of_arcs
from .shelves import ThemeShelf, theme_shelves

NEWEST = 6


@dataclass(frozen=True)
class Overview:
    """What the home page shows; the numbers count what is published."""

    newest: list[CaseCard]
    themes: list[ThemeShelf]
    map: SafeString
    cases: int
    cities: int
    countries: int
    lessons: int


def overview() -> Overview:
    language = get_language()
    listings = list(Listing.objects.order_by("-published_at", "slug"))
    arcs = [
        (card_cities(listing, language), reverse("library:case", args=[listing.slug])) for listing in listings
    ]
    return Overview(
        newest=case_cards(listings[:NEWEST], language),
        themes=theme_shelves(),
        map=map_of_arcs(arcs),
        cases=len(listings),
        cities=len({city for listing in listings for city in listing.cities}),
        countries=len({country for listing in listings for country in listing.countries}),
        lessons=sum(listing.card.get("lessons", 0) for listing in listings),
    )
