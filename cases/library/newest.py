"""The library at a glance: its newest cases, its themes, its pairs on one map."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..catalogue.facets import CITY, COUNTRY, counts
from ..models import Listing, ListingLesson
from .cards import CaseCard, card_cities, case_cards
from .maps import MOST_ARCS, map_of_arcs
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
    listings = Listing.objects.all()
    places = counts([(CITY, listings), (COUNTRY, listings)])
    return Overview(
        newest=case_cards(listings[:NEWEST], get_language()),
        themes=theme_shelves(),
        map=_map(),
        cases=listings.count(),
        cities=len(places.get(CITY.name, {})),
        countries=len(places.get(COUNTRY.name, {})),
        lessons=ListingLesson.objects.count(),
    )


def _map() -> SafeString:
    """The cities of the newest cases; more could not be told apart."""
    language = get_language()
    return map_of_arcs(
        (card_cities(listing, language), reverse("library:case", args=[listing.slug]))
        for listing in Listing.objects.only("slug", "card")[:MOST_ARCS]
    )
