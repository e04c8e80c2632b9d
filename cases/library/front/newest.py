"""The library at a glance: its newest cases, its themes, its pairs on one map."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from peerlearn.kept import Kept

from ...catalogue.facets import CITY, COUNTRY
from ...catalogue.index import current
from ..cards import CaseCard, listed_cases
from ..exploring.shelves import ThemeShelf, theme_shelves
from ..maps import MOST_ARCS, map_of_arcs

NEWEST = 6

_maps: Kept[SafeString] = Kept(8)
"""By the language and the cases on the map."""


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
    cards = listed_cases(index.cases.newest(index.cases.everything, MOST_ARCS), get_language())
    return Overview(
        newest=cards[:NEWEST],
        themes=theme_shelves(),
        map=_map(cards),
        cases=len(index.cases.everything),
        cities=len(index.cases.values[CITY.name]),
        countries=len(index.cases.values[COUNTRY.name]),
        lessons=len(index.lessons.everything),
    )


def _map(cards: list[CaseCard]) -> SafeString:
    """The cities of the newest cases; more could not be told apart. Drawn anew when there are newer ones."""
    name = (get_language(), *(card.listing.pk for card in cards))
    return _maps.got(
        name,
        lambda: map_of_arcs((card.cities, reverse("library:case", args=[card.slug])) for card in cards),
    )
