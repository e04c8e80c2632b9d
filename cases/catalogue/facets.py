"""The facets that cases and lessons are found by: their values, how these are called and offered."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from partnerships.models import City, Organisation, Programme, Theme
from partnerships.sdgs import GOALS, sdg_name
from peerlearn.editing.translated import in_language, sort_key

from ..models import Group, Lesson
from . import periods
from .sizes import BANDS


@dataclass(frozen=True)
class Label:
    """How a value is called, and the broader value that it belongs to."""

    words: str
    parent: str = ""


type Labels = Mapping[str, Label]
type Labelling = Callable[[Collection[str] | None], Labels]
"""Gives the labels of the values named, or of all values; values that do not exist have none."""
type Pairs = Callable[[], Iterable[tuple[str, Any]]]
"""Gives all values of a facet that are settled in the code, with their words."""


@dataclass(frozen=True)
class Facet:
    """One way to narrow a search: its name in the address and the column that holds its values. Values of one
    facet are alternatives, facets narrow each other.

    `open` facets have too many values for a list to choose from: those that find the most are offered. The values
    of `ordered` ones are offered in the order of their labels, of others by what they find. `terse` values say
    too little when the facet isn't named beside them.
    """

    name: str
    column: str
    label: Promise | str
    labels: Labelling
    open: bool = False
    ordered: bool = False
    terse: bool = False


@dataclass(frozen=True)
class Choice:
    """A value of a facet as it is offered: how many results it alone would give in its facet."""

    value: str
    label: str
    count: int
    chosen: bool
    parent: str = ""


def choices(
    labels: Labels, counted: Mapping[str, int], chosen: Collection[str], *, ordered: bool = False
) -> list[Choice]:
    """The values to offer: those with results and those that are chosen; most results first, or as `ordered`."""
    offered = [
        Choice(value, label.words, counted.get(value, 0), value in chosen, label.parent)
        for value, label in labels.items()
        if counted.get(value) or value in chosen
    ]
    if ordered:
        return offered
    return sorted(offered, key=lambda choice: (-choice.count, _place(choice.label)))


_place = lru_cache(maxsize=20_000)(sort_key)


def nested(offered: Iterable[Choice]) -> list[tuple[Choice, list[Choice]]]:
    """Choices with the narrower ones below them; a narrower one whose broader one is not there stands alone."""
    offered = list(offered)
    values = {choice.value for choice in offered}
    below: dict[str, list[Choice]] = {}
    for choice in offered:
        below.setdefault(choice.parent, []).append(choice)
    return [(choice, below.get(choice.value, [])) for choice in offered if choice.parent not in values]


def _named(model: Any) -> Labelling:
    def labels(values: Collection[str] | None) -> Labels:
        rows = model.objects.all() if values is None else model.objects.filter(slug__in=values)
        return {slug: Label(in_language(name)) for slug, name in rows.values_list("slug", "name")}

    return labels


def _themes(values: Collection[str] | None) -> Labels:
    rows = Theme.objects.values_list("slug", "name", "parent__slug")
    return {slug: Label(in_language(name), parent or "") for slug, name, parent in rows}


def _fixed(pairs: Pairs) -> Labelling:
    return lambda values: fixed_labels(pairs, get_language(), tuple(settings.CONTENT_LANGUAGES))


@lru_cache(maxsize=512)  # there are hundreds of countries
def fixed_labels(pairs: Pairs, language: str, content_languages: tuple[str, ...]) -> Labels:
    """The labels of values that no one can change, in the language being shown."""
    return {value: Label(str(words)) for value, words in pairs()}


THEME = Facet("theme", "themes", _("Theme"), _themes)
COUNTRY = Facet("country", "countries", _("Country"), _fixed(lambda: countries))
SDG = Facet(
    "sdg",
    "sdgs",
    _("Sustainable Development Goal"),
    _fixed(lambda: ((str(goal), f"{goal}. {sdg_name(goal)}") for goal in GOALS)),
)
LANGUAGE = Facet(
    "language",
    "languages",
    _("Language"),
    _fixed(lambda: (pair for pair in settings.LANGUAGES if pair[0] in settings.CONTENT_LANGUAGES)),
    terse=True,
)
SIZE = Facet(
    "size",
    "sizes",
    _("City size"),
    _fixed(lambda: ((name, words) for name, _bound, words in BANDS)),
    ordered=True,
    terse=True,
)
PERIOD = Facet(
    "period", "periods", _("Years of cooperation"), _fixed(periods.labels), ordered=True, terse=True
)
LESSONS_ON = Facet("kind", "lesson_kinds", _("Lessons on"), _fixed(lambda: Lesson.Kind.choices), terse=True)
CITY = Facet("city", "cities", _("City"), _named(City), open=True)
ORGANISATION = Facet("organisation", "organisations", _("Organisation"), _named(Organisation), open=True)
PROGRAMME = Facet("programme", "programme", _("Programme"), _named(Programme), open=True)

KIND = Facet("kind", "kind", _("Kind of lesson"), _fixed(lambda: Lesson.Kind.choices))
ADOPTED = Facet(
    "adopted", "adopted", _("Tried elsewhere"), _fixed(lambda: [("yes", _("tried by another city"))])
)
VOICE = Facet("voice", "said_by", _("Said by"), _fixed(lambda: Group.choices), terse=True)
