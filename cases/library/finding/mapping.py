"""Results on a map: the pairs of the cases found as arcs, over the world or a part of it, and the same as a list."""

from copy import copy
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partnerships.regions import CONTINENTS, countries_of

from ...catalogue.facets import COUNTRY
from ...catalogue.finding import Found
from ..cards import CaseCard, case_cards
from ..maps import FRAMES, MOST_ARCS, map_of_arcs
from .results import MAP, Results


@dataclass(frozen=True)
class Way:
    """A way to see the results, and its address."""

    label: Promise | str
    href: str
    current: bool


class Mapped:
    """The map of the results that an address asks for; nothing is fetched for a list."""

    def __init__(self, results: Results, part: str) -> None:
        self._results = results
        self.part = part if part in FRAMES else ""

    @property
    def shown(self) -> bool:
        return bool(self._results.view and self._results.count)

    @property
    def views(self) -> list[Way]:
        """As a list or on a map."""
        view = self._results.view
        return [
            Way(_("List"), self._results.seen_as(""), not view),
            Way(_("Map"), self._results.seen_as(MAP), bool(view)),
        ]

    @property
    def parts(self) -> list[Way]:
        """The world and its parts, to look at one of them closely."""
        return [
            Way(_("The world"), self._results.seen_as(MAP), not self.part),
            *(
                Way(name, self._results.seen_as(MAP, part), part == self.part)
                for part, name in CONTINENTS.items()
            ),
        ]

    @property
    def part_name(self) -> Promise | str:
        return CONTINENTS.get(self.part, "")

    @cached_property
    def _found(self) -> Found:
        """What was found, of it those with a city in the part that is looked at."""
        found = copy(self._results.found)
        if self.part:
            found.ids = found.ids & found.holdings.having(COUNTRY.name, countries_of(self.part))
        return found

    @property
    def count(self) -> int:
        return len(self._found.ids)

    @cached_property
    def cards(self) -> list[CaseCard]:
        """The cases on the map, the first in the order asked for; more could not be told apart."""
        return case_cards(self._found.rows[:MOST_ARCS], self._found.language)

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.cards)

    @property
    def drawing(self) -> SafeString:
        arcs = ((card.cities, reverse("library:case", args=[card.slug])) for card in self.cards)
        return map_of_arcs(arcs, prefix="found", part=self.part)
