"""Listings and lessons as lists show them: a few words in the reader's language, the cities in their colours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django_countries import countries

from peerlearn.editing.translated import in_language
from peerlearn.kept import Kept

from ..catalogue.rows import fetched
from ..models import Lesson, Listing, ListingLesson, ListingLessonText, ListingText
from ..presenting import COLOURS, NOTHING, Words
from .pictures import CardPicture, card_picture

MOST = 3_000
"""Cards of each kind that a process keeps, of a few KB each: the first pages of everything in all languages."""


@dataclass(frozen=True)
class CardCity:
    """A city on a card; `colour` follows its place in the partnership."""

    slug: str
    name: str
    country_name: str
    colour: int
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class CaseCard:
    """A case in a list."""

    listing: Listing
    slug: str
    title: Words
    summary: Words
    cities: tuple[CardCity, ...]
    lessons: int
    picture: CardPicture | None

    @property
    def pair(self) -> str:
        return " – ".join(city.name for city in self.cities)

    @property
    def country_names(self) -> list[str]:
        return list(dict.fromkeys(city.country_name for city in self.cities))


@dataclass(frozen=True)
class LessonCard:
    """A lesson in a list, with the case that it comes from."""

    lesson: ListingLesson
    uid: UUID
    kind: str
    kind_name: str
    title: Words
    text: Words
    cities: tuple[CardCity, ...]
    case: CaseCard


_cases: Kept[CaseCard] = Kept(MOST)
_lessons: Kept[LessonCard] = Kept(MOST)
"""By the id of the row and the language. A row of the catalogue never changes: what is published, redacted or
tried anew is listed in new rows, and an id never comes again."""


def listed_cases(ids: Sequence[int], language: str) -> list[CaseCard]:
    """The cards of the listings with these ids, in their order; two queries for those not kept yet."""
    known = {row: card for row in ids if (card := _cases.get((row, language)))}
    fresh = [row for row in ids if row not in known]
    for card in case_cards(fetched(Listing, fresh), language) if fresh else ():
        known[card.listing.pk] = _cases.keep((card.listing.pk, language), card)
    return [known[row] for row in ids if row in known]


def listed_lessons(ids: Sequence[int], language: str) -> list[LessonCard]:
    """The cards of the lessons with these ids, in their order; three queries for those not kept yet."""
    known = {row: card for row in ids if (card := _lessons.get((row, language)))}
    fresh = [row for row in ids if row not in known]
    for card in lesson_cards(fetched(ListingLesson, fresh, ("listing",)), language) if fresh else ():
        known[card.lesson.pk] = _lessons.keep((card.lesson.pk, language), card)
    return [known[row] for row in ids if row in known]


def case_cards(listings: Iterable[Listing], language: str) -> list[CaseCard]:
    """The cards of `listings` in their order; one query for all words."""
    listings = list(listings)
    rows = ListingText.objects.filter(listing__in=listings).filter(_readable(language, "listing__language"))
    texts: dict[int, dict[str, ListingText]] = {}
    for row in rows:
        texts.setdefault(row.listing_id, {})[row.language] = row
    return [_case_card(listing, texts.get(listing.pk, {}), language) for listing in listings]


def lesson_cards(lessons: Iterable[ListingLesson], language: str) -> list[LessonCard]:
    """The cards of `lessons` in their order; their listings must have been fetched with them."""
    lessons = list(lessons)
    rows = ListingLessonText.objects.filter(lesson__in=lessons)
    rows = rows.filter(_readable(language, "lesson__listing__language"))
    texts: dict[int, dict[str, ListingLessonText]] = {}
    for row in rows:
        texts.setdefault(row.lesson_id, {})[row.language] = row
    cases = {lesson.listing_id: lesson.listing for lesson in lessons}
    cards = dict(zip(cases, case_cards(cases.values(), language), strict=True))
    return [
        _lesson_card(lesson, texts.get(lesson.pk, {}), cards[lesson.listing_id], language)
        for lesson in lessons
    ]


def _readable(language: str, original: str) -> Q:
    """The words in the reader's language and those in which they were written."""
    return Q(language=language) | Q(language=F(original))


def _case_card(listing: Listing, texts: dict[str, ListingText], language: str) -> CaseCard:
    text = texts.get(language) or texts.get(listing.language)
    return CaseCard(
        listing=listing,
        slug=listing.slug,
        title=_words(text, "title", language),
        summary=_words(text, "summary", language),
        cities=card_cities(listing, language),
        lessons=listing.card.get("lessons", 0),
        picture=card_picture(listing.card.get("picture")),
    )


def card_cities(listing: Listing, language: str) -> tuple[CardCity, ...]:
    return tuple(
        CardCity(
            slug=city["slug"],
            name=in_language(city["name"], language),
            country_name=str(countries.name(city["country"])),
            colour=position % COLOURS + 1,
            latitude=city["latitude"],
            longitude=city["longitude"],
        )
        for position, city in enumerate(listing.card.get("cities", ()))
    )


def _lesson_card(
    lesson: ListingLesson, texts: dict[str, ListingLessonText], case: CaseCard, language: str
) -> LessonCard:
    text = texts.get(language) or texts.get(case.listing.language)
    return LessonCard(
        lesson=lesson,
        uid=lesson.uid,
        kind=lesson.kind,
        kind_name=str(Lesson.Kind(lesson.kind).label),
        title=_words(text, "title", language),
        text=_words(text, "text", language),
        cities=tuple(city for city in case.cities if city.slug in lesson.cities),
        case=case,
    )


def _words(row: Any, name: str, language: str) -> Words:
    if row is None:
        return NOTHING
    return Words(mark_safe(escape(getattr(row, name))), row.language, row.language != language)
