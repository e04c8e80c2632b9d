"""What was learnt: on a theme by the kind of lesson, by a city and from it, in each direction of a partnership."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pyroaring import BitMap

from partnerships.models import City, Theme

from ...catalogue.catalogues import PARTNERSHIP
from ...catalogue.facets import CITY, COUNTRY, KIND, THEME, Choice, choices
from ...catalogue.index import current
from ...models import Lesson, ListingChallenge, ListingLesson
from ...presenting import Words
from ..cards import CardCity, CaseCard, LessonCard, case_cards, lesson_cards, listed_lessons

SHOWN = 6
"""Lessons of one kind that a page shows; the rest is one click away."""
MOST_OF_PARTNERSHIP = 120
"""Lessons of one partnership that its page shows; few have as many as twenty."""
NAMED = 4
"""Countries that a sentence names."""

KINDS: tuple[tuple[Lesson.Kind, Promise | str], ...] = (
    (Lesson.Kind.WORKED, gettext_lazy("What worked")),
    (Lesson.Kind.DID_NOT_WORK, gettext_lazy("What did not work")),
    (Lesson.Kind.CONDITION, gettext_lazy("Conditions for success")),
)


@dataclass(frozen=True)
class Stretch:
    """Lessons below a heading: the first of them, and the address of all where there are more."""

    anchor: str
    heading: Promise | str
    lessons: list[LessonCard]
    more: str = ""
    colour: int = 0
    count: int = 0


@dataclass(frozen=True)
class OpenChallenge:
    """A challenge that no lesson answers yet, with the case that tells of it."""

    title: Words
    anchor: str
    case: CaseCard


@dataclass(frozen=True)
class ThemeOverview:
    """What is known of a theme: lessons by kind, challenges without an answer, and how much there is."""

    stretches: list[Stretch]
    challenges: list[OpenChallenge]
    more_challenges: bool
    lessons: int
    cases: int
    countries: list[Choice]

    @property
    def contents(self) -> list[tuple[str, Promise | str]]:
        return [(stretch.anchor, stretch.heading) for stretch in self.stretches]

    @property
    def named(self) -> str:
        """The countries where the most was learnt, as a sentence names them."""
        return ", ".join(choice.label for choice in self.countries[:NAMED])

    @property
    def others(self) -> int:
        return max(0, len(self.countries) - NAMED)


def theme_overview(theme: Theme) -> ThemeOverview:
    """In six queries, however much there is."""
    index = current()
    lessons = index.lessons.having(THEME.name, [theme.slug])
    kinds = index.lessons.counts(KIND.name, lessons)
    of_kinds = (lessons & index.lessons.having(KIND.name, [kind.value]) for kind, _heading in KINDS)
    cards = _newest_of_each(of_kinds)
    address = reverse("library:lessons")
    stretches = [
        Stretch(
            anchor=kind.value.replace("_", "-"),
            heading=heading,
            lessons=[card for card in cards if card.kind == kind],
            more=f"{address}?theme={theme.slug}&kind={kind.value}" if kinds[kind] > SHOWN else "",
            count=kinds[kind],
        )
        for kind, heading in KINDS
        if kinds.get(kind)
    ]
    challenges = open_challenges(themes__contains=[theme.slug])
    return ThemeOverview(
        stretches=stretches,
        challenges=challenges[:SHOWN],
        more_challenges=len(challenges) > SHOWN,
        lessons=sum(kinds.values()),
        cases=len(index.cases.having(THEME.name, [theme.slug])),
        countries=choices(COUNTRY.labels(None), index.lessons.counts(COUNTRY.name, lessons), ()),
    )


def open_challenges(**condition: Any) -> list[OpenChallenge]:
    """The newest challenges that no lesson answers, one more than a page shows."""
    language = get_language()
    rows = list(ListingChallenge.objects.filter(**condition).select_related("listing")[: SHOWN + 1])
    listings = {row.listing_id: row.listing for row in rows}
    cases = dict(zip(listings, case_cards(listings.values(), language), strict=True))
    return [
        OpenChallenge(
            _title(row.titles, language, row.listing.language), _anchor(row.uid), cases[row.listing_id]
        )
        for row in rows
    ]


def learnt_and_taught(city: City) -> list[Stretch]:
    """What a city learnt, and what its partners learnt in its cases."""
    index = current()
    learnt = index.lessons.having(CITY.name, [city.slug])
    cases = index.cases.having(CITY.name, [city.slug])
    in_its_cases = ListingLesson.objects.filter(listing__in=list(cases)).exclude(cities=[])
    taught = BitMap(in_its_cases.order_by().values_list("pk", flat=True)) - learnt
    cards = _newest_of_each([learnt, taught], SHOWN + 1)
    by_city = [card for card in cards if city.slug in {each.slug for each in card.cities}]
    by_others = [card for card in cards if card not in by_city]
    stretches = [
        _stretch("learnt", _("What %(city)s learnt") % {"city": city}, by_city,
                 f"{reverse('library:lessons')}?city={city.slug}"),
        _stretch("taught", _("What others learnt from %(city)s") % {"city": city}, by_others,
                 f"{reverse('library:cases')}?city={city.slug}"),
    ]  # fmt: skip
    return [stretch for stretch in stretches if stretch.lessons]


def directions(partnership: str, cities: Sequence[CardCity]) -> tuple[list[Stretch], list[Stretch]]:
    """What each city of a partnership (its slug) learnt; and what several of them, or their associations, did."""
    cases = current().cases.having(PARTNERSHIP, [partnership])
    rows = ListingLesson.objects.filter(listing__in=list(cases)).select_related("listing")
    cards = lesson_cards(rows[:MOST_OF_PARTNERSHIP], get_language())
    each = [
        Stretch(
            anchor=f"learnt-by-{city.slug}",
            heading=_("What %(city)s learnt") % {"city": city.name},
            lessons=[card for card in cards if [learner.slug for learner in card.cities] == [city.slug]],
            colour=city.colour,
        )
        for city in cities
    ]
    both = _("What both learnt") if len(cities) == 2 else _("What several learnt together")
    shared = [
        Stretch("learnt-together", both, [card for card in cards if len(card.cities) > 1]),
        Stretch("learnt-around", _("What those who support them learnt"), [c for c in cards if not c.cities]),
    ]
    return each if any(one.lessons for one in each) else [], [one for one in shared if one.lessons]


def _stretch(anchor: str, heading: str, cards: list[LessonCard], address: str) -> Stretch:
    return Stretch(anchor, heading, cards[:SHOWN], address if len(cards) > SHOWN else "")


def _newest_of_each(groups: Iterable[BitMap], number: int = SHOWN) -> list[LessonCard]:
    """The cards of the newest lessons of each group; those of one group are together."""
    held = current().lessons
    ids = [row for lessons in groups for row in held.newest(lessons, number)]
    return listed_lessons(ids, get_language())


def _title(titles: dict[str, str], language: str, original: str) -> Words:
    shown = language if titles.get(language) else original
    return Words(mark_safe(escape(titles.get(shown, ""))), shown, shown != language)


def _anchor(uid: UUID) -> str:
    return f"challenge-{str(uid)[:8]}"
