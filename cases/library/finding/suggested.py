"""Suggestions as the search fields of the library and of browsers read them: groups of names and titles."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_countries import countries

from ...catalogue.suggesting import Name, Suggestions
from ..cards import CaseCard, LessonCard, listed_cases, listed_lessons


@dataclass(frozen=True)
class Suggestion:
    """A page that may be meant: its title and the language of it, a few words that tell it apart, its address."""

    title: str
    language: str
    detail: str
    href: str


@dataclass(frozen=True)
class Group:
    """Suggestions of one kind, below what the kind is called."""

    kind: str
    label: str
    suggestions: list[Suggestion]


def groups_of(found: Suggestions, language: str) -> list[Group]:
    """What was found, by kind; kinds of which nothing was are left out."""
    cases, lessons = listed_cases(found.cases, language), listed_lessons(found.lessons, language)
    groups = (
        Group("themes", _("Themes"), [_theme(name, language) for name in found.themes]),
        Group("cities", _("Cities"), [_city(name, language) for name in found.cities]),
        Group("countries", _("Countries"), [_country(name, language) for name in found.countries]),
        Group("cases", _("Cases"), [_case(card) for card in cases]),
        Group("lessons", _("Lessons"), [_lesson(card) for card in lessons]),
    )
    return [group for group in groups if group.suggestions]


def for_a_field(typed: str, found: Suggestions, groups: list[Group]) -> dict[str, object]:
    """For the list below a search field; `said` is for who can't see it."""
    return {
        "typed": typed,
        "guessed": found.guessed,
        "said": _said(sum(len(group.suggestions) for group in groups), guessed=found.guessed),
        "groups": [asdict(group) for group in groups],
    }


def _said(number: int, *, guessed: bool) -> str:
    if not number:
        return _("No suggestions")
    if guessed:
        return ngettext(
            "Nothing starts like this. %(number)d suggestion is spelt alike.",
            "Nothing starts like this. %(number)d suggestions are spelt alike.",
            number,
        ) % {"number": number}
    return ngettext("%(number)d suggestion", "%(number)d suggestions", number) % {"number": number}


def for_a_browser(typed: str, groups: Iterable[Group]) -> list[object]:
    """As OpenSearch has it: what was typed, and in columns titles, descriptions and addresses."""
    rows = [*_rows(groups)]
    return [typed, *(list(column) for column in zip(*rows, strict=True))] if rows else [typed, [], [], []]


def _rows(groups: Iterable[Group]) -> Iterator[tuple[str, str, str]]:
    for group in groups:
        for each in group.suggestions:
            yield (
                each.title,
                " · ".join(filter(None, (group.label, each.detail))),
                settings.PEERLEARN_ADDRESS + each.href,
            )


def _theme(name: Name, language: str) -> Suggestion:
    return Suggestion(name.words, language, _cases(name), reverse("library:theme", args=[name.value]))


def _city(name: Name, language: str) -> Suggestion:
    country = str(countries.name(name.country))
    return Suggestion(name.words, language, country, reverse("library:city", args=[name.value]))


def _country(name: Name, language: str) -> Suggestion:
    href = f"{reverse('library:cases')}?country={name.value}"
    return Suggestion(name.words, language, _cases(name), href)


def _cases(name: Name) -> str:
    return ngettext("%(number)d case", "%(number)d cases", name.cases) % {"number": name.cases}


def _case(card: CaseCard) -> Suggestion:
    href = reverse("library:case", args=[card.slug])
    return Suggestion(card.title.plain, card.title.language, card.pair, href)


def _lesson(card: LessonCard) -> Suggestion:
    detail = " · ".join((capfirst(card.kind_name), card.case.pair))
    href = reverse("library:lesson", args=[card.uid])
    return Suggestion(card.title.plain, card.title.language, detail, href)
