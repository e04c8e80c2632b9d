"""Finding cases and lessons: words and facets to rows in an order, with what every facet still offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ..models import Listing, ListingLesson, ListingLessonText, ListingText
from .asking import Asked, Unknown, read, shortened
from .facets import Choice, Facet, choices, counts
from .filters import CaseFilters, Filters, LessonFilters, facets_of
from .words import can_be_misspelt, matching, spelt_alike, with_ranks, with_words

NEWEST, TITLE, RELEVANCE = "newest", "title", "relevance"


@dataclass(frozen=True)
class Catalogue:
    """What is searched: rows, their texts by language and the way from a text to its row."""

    filters: Filters
    rows: Any
    texts: Any
    owner: str
    newest: tuple[str, ...]
    columns: tuple[str, str]
    has_titles: bool

    @property
    def facets(self) -> tuple[Facet, ...]:
        return facets_of(self.filters)


CASES = Catalogue(
    CaseFilters,
    Listing,
    ListingText,
    "listing",
    ("-published_at", "slug"),
    ("title", "summary"),
    has_titles=True,
)
LESSONS = Catalogue(
    LessonFilters,
    ListingLesson,
    ListingLessonText,
    "lesson",
    ("-published_at", "listing", "position"),
    ("title", "text"),
    has_titles=False,
)


class Found:
    """The answer to what was asked, in the language being read; nothing is fetched before it is needed."""

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
    def rows(self) -> QuerySet[Any]:
        """All results in the order asked for."""
        rows = self._narrowed(self.asked.chosen)
        if self.sort == RELEVANCE:
            return rows.order_by("-rank", *self.catalogue.newest)
        if self.sort == TITLE:
            return self._by_title(rows)
        return rows.order_by(*self.catalogue.newest)

    def choices(self, *, open_too: bool = False) -> list[tuple[Facet, list[Choice]]]:
        """Every facet with the values it offers; open ones when something is chosen in them, or always."""
        chosen, labels = self.asked.chosen, dict(self.asked.labels)
        facets = [f for f in self.catalogue.facets if open_too or not f.open or f.name in chosen]
        counted = counts((facet, self._narrowed(self.asked.without(facet))) for facet in facets)
        for facet in facets:
            if facet.open:
                labels[facet.name] = self._labels(facet, counted.get(facet.name, {}))
        return [
            (facet, choices(labels[facet.name], counted.get(facet.name, {}), chosen.get(facet.name, ())))
            for facet in facets
        ]

    def _labels(self, facet: Facet, counted: Mapping[str, int]) -> Any:
        wanted = {*counted, *self.asked.chosen.get(facet.name, ())} - {""}
        return facet.labels(wanted) if wanted else {}

    def _narrowed(self, chosen: Mapping[str, tuple[str, ...]]) -> QuerySet[Any]:
        rows = self.catalogue.rows.objects.all()
        if self.asked.words:
            rows = self._with_words(rows)
        return self.catalogue.filters(dict(chosen), queryset=rows).qs

    @cached_property
    def guesses(self) -> dict[int, float]:
        """When nothing in the whole catalogue has the words: what has words spelt alike, with its rank. What
        else is chosen plays no part in that, or counts would be of different searches."""
        texts, words = self.catalogue.texts.objects.all(), self.asked.words
        if not can_be_misspelt(words) or matching(texts, words).exists():
            return {}
        return spelt_alike(texts, self.catalogue.owner, words, self.catalogue.columns)

    def _with_words(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.guesses:
            return with_ranks(rows, self.guesses)
        texts = self.catalogue.texts.objects.all()
        return with_words(rows, texts, self.catalogue.owner, self.asked.words, self.language)

    def _by_title(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Titles as a reader expects them: in the language being read, accents and capitals aside."""
        keys = ListingText.objects.filter(listing=OuterRef("pk")).values("sort_key")
        key = Coalesce(
            Subquery(keys.filter(language=self.language)),
            Subquery(keys.filter(language=OuterRef("language"))),
        )
        return rows.annotate(title_key=key).order_by("title_key", *self.catalogue.newest)
