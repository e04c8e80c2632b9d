"""Finding cases and lessons: words and facets to rows in an order, with what every facet still offers."""

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property
from heapq import nsmallest
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from .asking import Asked, Unknown, read, shortened
from .catalogues import CASES, LESSONS, Catalogue
from .facets import Choice, Facet, choices
from .holdings import Holdings
from .index import current
from .rows import Rows
from .searching import Search
from .titles import by_title

__all__ = ["CASES", "FIRST_OFFERED", "LESSONS", "NEWEST", "RELEVANCE", "TITLE", "WORDS", "Catalogue", "Found"]

NEWEST, TITLE, RELEVANCE = "newest", "title", "relevance"
WORDS = "q"
"""What words are called among the choices, and in an address."""

FIRST_OFFERED, MOST_OFFERED = 12, 100
"""Values of an open facet that are offered: by a page, and by an answer to a program."""


class Found:
    """The answer to what was asked, in the language being read; nothing is fetched before it is needed.

    Everything in it is of the version of the catalogue at which it was first looked at.
    """

    def __init__(self, catalogue: Catalogue, query: QueryDict, language: str) -> None:
        self.catalogue = catalogue
        self.language = language
        self.asked: Asked = read(query, catalogue.facets)
        self.sorts = [RELEVANCE] * bool(self.asked.words) + [NEWEST] + [TITLE] * catalogue.has_titles
        wanted = query.get("sort", "")
        self.sort = wanted if wanted in self.sorts else self.sorts[0]
        self.unknown = self.asked.unknown
        if wanted and wanted not in (RELEVANCE, NEWEST, TITLE):
            self.unknown += (Unknown(_("Order"), shortened(wanted)),)

    @property
    def understood(self) -> QueryDict:
        """What was asked for and understood, as an address carries it; the page is left out."""
        query = QueryDict(mutable=True)
        if self.asked.words:
            query[WORDS] = self.asked.words
        for name, values in self.asked.chosen.items():
            query.setlist(name, list(values))
        if self.sort != self.sorts[0]:
            query["sort"] = self.sort
        return query

    @cached_property
    def holdings(self) -> Holdings:
        return current().of(self.catalogue)

    @cached_property
    def search(self) -> Search | None:
        if not self.asked.words:
            return None
        return Search(self.catalogue.searched, self.holdings, self.asked.words)

    @property
    def guesses(self) -> bool:
        """Whether the words found nothing, and words spelt alike are searched for."""
        return bool(self.search and self.search.is_guess)

    @cached_property
    def ids(self) -> BitMap:
        """All results."""
        return self._narrowed(self.asked.chosen)

    def with_only(self, names: Collection[str]) -> "Found":
        """The same search with only those of its choices that are named: facets, and the words."""
        found = copy(self)
        chosen = {name: values for name, values in self.asked.chosen.items() if name in names}
        found.asked = replace(self.asked, words=self.asked.words if WORDS in names else "", chosen=chosen)
        vars(found).pop("ids", None)
        if not found.asked.words:
            vars(found)["search"] = None
        return found

    @property
    def rows(self) -> Rows:
        """All results in the order asked for."""
        return Rows(self.catalogue.rows, len(self.ids), self.page)

    def page(self, start: int, stop: int) -> list[int]:
        """The results (ids) from `start` to `stop` in the order asked for."""
        if self.sort == TITLE:
            return by_title(self.ids, self.language, start, stop)
        if self.sort == RELEVANCE and self.search:
            return self.search.best(self.ids, start, stop)
        return self.holdings.order.page(self.ids, start, stop)

    def choices(self, *, at_length: bool = False) -> list[tuple[Facet, list[Choice]]]:
        """Every facet with the values it offers; of open ones those that find the most, a dozen or `at_length` more.

        A value's count is what it alone in its facet gives, so each facet is counted in what all others leave.
        """
        chosen, labels = self.asked.chosen, dict(self.asked.labels)
        offered = []
        for facet in self.catalogue.facets:
            left = self._narrowed(self.asked.without(facet)) if facet.name in chosen else self.ids
            counted = self.holdings.counts(facet.name, left)
            if facet.open:
                labels[facet.name] = self._labels(
                    facet, counted, MOST_OFFERED if at_length else FIRST_OFFERED
                )
            values = choices(labels[facet.name], counted, chosen.get(facet.name, ()), ordered=facet.ordered)
            offered.append((facet, values))
        return offered

    def _labels(self, facet: Facet, counted: Mapping[str, int], number: int) -> Any:
        """Labels of the values that find the most, and of those chosen: there may be thousands of cities."""
        most = nsmallest(number, counted, key=lambda value: (-counted[value], value))
        wanted = {*most, *self.asked.chosen.get(facet.name, ())}
        return facet.labels(wanted) if wanted else {}

    def _narrowed(self, chosen: Mapping[str, tuple[str, ...]]) -> BitMap:
        left = self.search.matched if self.search else self.holdings.everything
        for name, values in chosen.items():
            left = left & self.holdings.having(name, values)
        return left
