"""Results as they are shown: facets to choose from, what is chosen and how to drop it, pages."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ...catalogue.facets import Choice, Facet, nested
from ...catalogue.finding import FIRST_OFFERED, NEWEST, RELEVANCE, TITLE, WORDS, Found
from ...catalogue.words import LONGEST
from ..paging import Pages
from ..saying import sentence
from .nothing import WayOut, ways_out
from .widened import also_said

SORTS: dict[str, Promise | str] = {
    RELEVANCE: _("Best match first"),
    NEWEST: _("Newest first"),
    TITLE: _("By title"),
}

MAP = "map"
MOST_UNKNOWN = 5
"""Values not understood that a page repeats; there may be hundreds."""


@dataclass(frozen=True)
class Offer:
    """A facet as the page offers it; `tree` nests narrower values below broader ones."""

    facet: Facet
    tree: list[tuple[Choice, list[Choice]]]
    is_open: bool

    @property
    def is_cut(self) -> bool:
        return self.facet.open and len(self.tree) >= FIRST_OFFERED


@dataclass(frozen=True)
class Chip:
    """The words or a chosen value, and the address of the search without it."""

    label: str
    href: str


@dataclass(frozen=True)
class Order:
    """An order of the results, and the address of the search in it."""

    label: Promise | str
    href: str
    current: bool


class Results:
    """One page of what was found, with everything around it."""

    def __init__(self, request: HttpRequest, found: Found, page: Page[Any]) -> None:
        self.found = found
        self.page = page
        self.count = page.paginator.count
        self.words = found.asked.words
        self.unknown = found.unknown[:MOST_UNKNOWN]
        self.more_unknown = len(found.unknown) > MOST_UNKNOWN
        self.cut = LONGEST if found.asked.cut else 0
        self.view = MAP if request.GET.get("view") == MAP and found.catalogue.has_titles else ""
        self._query = request.GET
        self._path = request.path

    @cached_property
    def sentence(self) -> str:
        """What was searched for and how much of it there is, in words."""
        return sentence(self.found, self.count)

    @cached_property
    def name(self) -> str:
        """The same without a number: what a feed of it is called."""
        return sentence(self.found)

    @property
    def followed(self) -> list[tuple[str, str]]:
        """Where programs read this very search: media types and addresses."""
        query = self.found.understood
        query.pop("sort", None)  # they have an order of their own
        name, asked = self.found.catalogue.name, f"?{query.urlencode()}" if query else ""
        feed = [("application/atom+xml", reverse(f"library:{name}_atom") + asked)] if asked else []
        return [*feed, ("application/json", reverse(f"library:{name}_json") + asked)]

    @property
    def ways_out(self) -> list[WayOut]:
        return ways_out(self.found)

    @cached_property
    def choices(self) -> list[tuple[Facet, list[Choice]]]:
        return self.found.choices()

    @cached_property
    def offers(self) -> list[Offer]:
        """The facets that have something to offer; the first two and those in use stand open."""
        offered = [(facet, values) for facet, values in self.choices if values]
        return [
            Offer(facet, nested(values), position < 2 or facet.name in self.found.asked.chosen)
            for position, (facet, values) in enumerate(offered)
        ]

    @property
    def chips(self) -> list[Chip]:
        """What is active: the words, then the values; where a value alone says too little, its facet is named."""
        quoted = str(_("“%(words)s”")) % {"words": self.words}
        words = [Chip(quoted, self._address(WORDS, self.words))] if self.words else []
        return words + [
            Chip(_chip_label(facet, choice), self._address(facet.name, choice.value))
            for facet, values in self.choices
            for choice in values
            if choice.chosen
        ]

    @property
    def narrowing(self) -> int:
        """How many values are chosen, words aside."""
        return sum(map(len, self.found.asked.chosen.values()))

    @property
    def is_guess(self) -> bool:
        return bool(self.found.guesses) and self.count > 0

    @cached_property
    def also(self) -> list[str]:
        """What was searched for besides the words, in words."""
        return also_said(self.found)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.found.asked.chosen)

    @property
    def is_combined(self) -> bool:
        """Whether this is one of the many searches that can be put together, and none that robots should read: with
        words, more than one value, another order or view. What one value finds may be read and followed."""
        return bool(self.words or self.narrowing > 1 or self.sort or self.view)

    @property
    def orders(self) -> list[Order]:
        return [
            Order(SORTS[sort], self._with("sort", sort), sort == self.found.sort) for sort in self.found.sorts
        ]

    @property
    def sort(self) -> str:
        """The order when it isn't the usual one, to be kept by the form."""
        return "" if self.found.sort == self.found.sorts[0] else self.found.sort

    @property
    def everything(self) -> str:
        return self._path

    @property
    def pages(self) -> Pages:
        return Pages(self.page, lambda number: self._with("page", str(number)))

    def _clean(self) -> QueryDict:
        """What was understood, and how it is looked at."""
        query = self.found.understood
        if self.view:
            query["view"] = self.view
        return query

    def seen_as(self, view: str, part: str = "") -> str:
        """The address of these results as a list ("") or on a map, of a `part` of the world."""
        query = self._clean()
        query.pop("view", None)
        for name, value in (("view", view), ("at", part)):
            if value:
                query[name] = value
        return f"{self._path}?{query.urlencode()}" if query else self._path

    def _with(self, name: str, value: str) -> str:
        query = self._clean()
        query[name] = value
        return f"{self._path}?{query.urlencode()}"

    def _address(self, name: str, dropped: str) -> str:
        query = self._clean()
        query.setlist(name, [value for value in query.getlist(name) if value != dropped])
        return f"{self._path}?{query.urlencode()}" if query.urlencode() else self._path


def _chip_label(facet: Facet, choice: Choice) -> str:
    label = capfirst(choice.label)
    return (
        gettext("%(facet)s: %(value)s") % {"facet": facet.label, "value": choice.label}
        if facet.terse
        else label
    )
