"""Cities like mine: what a reader says of their city, the cases of cities most like it, and why each is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from partnerships.models import City, Theme
from partnerships.regions import neighbours, region_name
from peerlearn.editing.translated import in_language, sort_key

from ...catalogue.facets import CITY
from ...catalogue.index import current
from ...catalogue.likeness import Traits, like_a_city
from ...catalogue.rows import fetched
from ...catalogue.sizes import BANDS, band
from ...catalogue.words import clean_words
from ...models import Listing
from ..cards import CaseCard, listed_cases
from ..exploring.directories import public_cities

SHOWN = 24
MOST_NAMED = 12
"""Cities that a name may mean, as a choice."""
MOST_THEMES = 12
"""Themes by which cases are compared; who ticks all themes says nothing."""
ALIKE_IN_SIZE = 2
"""A city is about the size of another up to twice and down to half its people."""


@dataclass(frozen=True)
class Alike:
    """A case of cities like the one asked for, and in what they are alike."""

    card: CaseCard
    reasons: list[str]


@dataclass(frozen=True)
class ThemeChoice:
    """A theme to choose, with its narrower ones."""

    theme: Theme
    chosen: bool
    narrower: list["ThemeChoice"]


class LikeMine:
    """The answer to one address; nothing in it is unknown to the site, what was is left out."""

    def __init__(self, query: QueryDict) -> None:
        self.named = clean_words(query.get("named", ""))
        self.country = query.get("country", "") if query.get("country", "") in countries else ""
        self.size = query.get("size", "") if query.get("size", "") in dict(_bands()) else ""
        self._slug = query.get("city", "")[:80].replace("\0", "")
        self._themes = set(query.getlist("theme")[:100])

    @cached_property
    def city(self) -> City | None:
        """The city chosen by its address, or the only one that has the name."""
        if self._slug and not self.named:
            return public_cities().filter(slug=self._slug).first()
        exact = [city for city in self._called if sort_key(self.named) in _names(city)]
        found = exact if len(exact) == 1 else self._called
        return found[0] if len(found) == 1 else None

    @property
    def choices(self) -> list[City]:
        """The cities that the name may mean, when it means several."""
        return [] if self.city else self._called

    @property
    def is_unknown(self) -> bool:
        """A name was given, and no city here has it."""
        return bool(self.named or self._slug) and not self.city and not self.choices

    @property
    def name(self) -> str:
        """What stands in the field of the name."""
        return str(self.city) if self.city else self.named

    @property
    def sizes(self) -> list[tuple[str, str]]:
        return _bands()

    @property
    def countries(self) -> list[tuple[str, str]]:
        return [(code, str(name)) for code, name in countries]

    @property
    def country_name(self) -> str:
        return str(countries.name(self.traits.country)) if self.traits.country else ""

    @property
    def size_name(self) -> str:
        return dict(_bands()).get(self.traits.size, "")

    @cached_property
    def _known(self) -> list[Theme]:
        return list(Theme.objects.order_by("position", "sort_key"))

    @cached_property
    def theme_choices(self) -> list[ThemeChoice]:
        choices = {theme.pk: ThemeChoice(theme, theme.slug in self._themes, []) for theme in self._known}
        for choice in choices.values():
            if choice.theme.parent_id:
                choices[choice.theme.parent_id].narrower.append(choice)
        return [choice for choice in choices.values() if not choice.theme.parent_id]

    @property
    def has_themes(self) -> bool:
        return bool(self._themes)

    @cached_property
    def traits(self) -> Traits:
        """What was said, and where nothing was, what is known of the city."""
        country = self.country or (str(self.city.country) if self.city else "")
        size = self.size or (band(self.city.population) if self.city else "") or ""
        chosen = [theme.slug for theme in self._known if theme.slug in self._themes]
        themes = chosen or (self._own_themes if self.city else [])
        return Traits(country, neighbours(country), size, tuple(themes[:MOST_THEMES]))

    @cached_property
    def _own_themes(self) -> list[str]:
        """The themes of the city's own cases, those of the newest first; broad ones only where it has no others."""
        cases = current().cases
        own = cases.having(CITY.name, [self.city.slug if self.city else ""])
        newest = fetched(Listing, cases.newest(own, 20))
        met = dict.fromkeys(slug for listing in newest for slug in listing.themes)
        narrow = {theme.slug for theme in self._known if theme.parent_id}
        return [slug for slug in met if slug in narrow] or list(met)

    @cached_property
    def alike(self) -> list[Alike]:
        """The cases of other cities, those most alike first."""
        if not self.traits:
            return []
        cases = current().cases
        others = cases.everything - cases.having(CITY.name, [self.city.slug] if self.city else ())
        found = like_a_city(cases, self.traits, others, SHOWN)
        cards = listed_cases(found, get_language())
        slugs = {city.slug for card in cards for city in card.cities}
        people = dict(City.objects.filter(slug__in=slugs).values_list("slug", "population"))
        return [Alike(card, list(self._reasons(card, people))) for card in cards]

    def _reasons(self, card: CaseCard, people: dict[str, int | None]) -> Iterable[str]:
        traits, listing = self.traits, card.listing
        if traits.country and traits.country in listing.countries:
            yield _("also in %(place)s") % {"place": self.country_name}
        elif traits.country and set(traits.region) & set(listing.countries):
            yield _("also in %(place)s") % {"place": region_name(traits.country)}
        if traits.size in listing.sizes:
            alike = [city.name for city in card.cities if band(people.get(city.slug)) == traits.size]
            yield self._of_size(alike, [people.get(city.slug) for city in card.cities if city.name in alike])
        names = {theme.slug: theme for theme in self._known}
        shared = [slug for slug in traits.themes if slug in listing.themes and slug in names]
        broader = {names[slug].parent_id for slug in shared}
        words = [in_language(names[slug].name) for slug in shared if names[slug].pk not in broader]
        if words:
            yield _("shares: %(themes)s") % {"themes": ", ".join(words)}

    def _of_size(self, alike: list[str], people: list[int | None]) -> str:
        own = self.city.population if self.city and not self.size else None
        near = [
            name
            for name, number in zip(alike, people, strict=True)
            if own and number and own / ALIKE_IN_SIZE <= number <= own * ALIKE_IN_SIZE
        ]
        if near:
            return _("%(others)s: about the size of %(city)s") % {
                "others": ", ".join(near),
                "city": self.city,
            }
        if alike:
            return _("%(others)s: %(size)s") % {"others": ", ".join(alike), "size": self.size_name}
        return self.size_name

    @property
    def search(self) -> str:
        """The search for all cases with what was said."""
        traits = self.traits
        asked = [("country", traits.country), ("size", traits.size), *(("theme", t) for t in traits.themes)]
        return f"{reverse('library:cases')}?{urlencode([pair for pair in asked if pair[1]])}"

    @cached_property
    def _called(self) -> list[City]:
        """The cities whose name begins so, in any language."""
        key = sort_key(self.named)
        if not key:
            return []
        begins = Q(sort_key__startswith=key) | Q(name__icontains=self.named)
        rows = public_cities().filter(begins).order_by("sort_key")[: MOST_NAMED * 4]
        return [city for city in rows if any(name.startswith(key) for name in _names(city))][:MOST_NAMED]


def _names(city: City) -> set[str]:
    return {sort_key(name) for name in city.name.values()}


def _bands() -> list[tuple[str, str]]:
    return [(name, str(words)) for name, _bound, words in BANDS]
