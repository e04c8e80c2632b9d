"""The library at a glance: its newest cases, its themes, its pairs on one map."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ...catalogue.facets import CITY, COUNTRY
from ...catalogue.index import current
from ...catalogue.rows import fetched
from ...models import Listing
from ..cards import CaseCard, card_cities, case_cards
from ..exploring.shelves import ThemeShelf, theme_shelves
from ..maps import MOST_ARCS, map_of_arcs

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
    index = current()
    listings = fetched(Listing, index.cases.newest(index.cases.everything, MOST_ARCS))
    return Overview(
        newest=case_cards(listings[:NEWEST], get_language()),
        themes=theme_shelves(),
        map=_map(listings),
        cases=len(index.cases.everything),
        cities=len(index.cases.values[CITY.name]),
        countries=len(index.cases.values[COUNTRY.name]),
        lessons=len(index.lessons.everything),
    )


def _map(listings: list[Listing]) -> SafeString:
    """The cities of the newest cases; more could not be told apart."""
    language = get_language()
    return map_of_arcs(
        (card_cities(listing, language), reverse("library:case", args=[listing.slug])) for listing in listings
    )
