"""The two catalogues: cases, and the lessons in them; by which facets and in which words each is found."""

from dataclasses import dataclass
from typing import Any

from ..models import Listing, ListingLesson, ListingLessonWords, ListingWords
from .facets import (
    ADOPTED,
    CITY,
    COUNTRY,
    KIND,
    LANGUAGE,
    LESSONS_ON,
    ORGANISATION,
    PERIOD,
    PROGRAMME,
    SDG,
    SIZE,
    THEME,
    VOICE,
    Facet,
)
from .loading import Columns
from .words import Searched

PARTNERSHIP = "partnership"
"""Held of cases like a facet, but offered by none."""


@dataclass(frozen=True)
class Catalogue:
    """What can be found: rows of a model by facets and by words; `name` is that of its addresses."""

    name: str
    rows: Any
    facets: tuple[Facet, ...]
    columns: Columns
    searched: Searched
    has_titles: bool = False


def _held(facets: tuple[Facet, ...]) -> dict[str, str]:
    return {facet.name: facet.column for facet in facets}


CASE_FACETS = (THEME, COUNTRY, SDG, LESSONS_ON, SIZE, PERIOD, LANGUAGE, CITY, PROGRAMME, ORGANISATION)
LESSON_FACETS = (KIND, THEME, COUNTRY, VOICE, SDG, SIZE, ADOPTED, CITY, ORGANISATION)

CASES = Catalogue(
    "cases",
    Listing,
    CASE_FACETS,
    Columns(Listing, _held(CASE_FACETS) | {PARTNERSHIP: "partnership"}, complete="row.completeness"),
    Searched(ListingWords, "listing_id", ("title", "lessons", "everything")),
    has_titles=True,
)
LESSONS = Catalogue(
    "lessons",
    ListingLesson,
    LESSON_FACETS,
    Columns(
        ListingLesson,
        _held(LESSON_FACETS),
        complete="(SELECT completeness FROM cases_listing WHERE id = row.listing_id)",
    ),
    Searched(ListingLessonWords, "lesson_id", ("title", "everything")),
)
