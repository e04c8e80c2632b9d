"""A search in words: "12 lessons about cadastre from cities of up to 500,000 people in Mozambique and Brazil".

Each part is a text of its own for translators: what is counted, a clause for each facet, how clauses follow each
other. Clauses stand in one order, so that a search is always said in the same way.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from ..catalogue import periods, sizes
from ..catalogue.finding import CASES, Found
from ..models import Group, Lesson

LISTED = 4
"""Values of one facet that are named; of more, one less is named and the others are counted."""

type Naming = Callable[[list[str], list[str]], list[str]]
"""Gives the words for chosen values, from the values and their labels."""


@dataclass(frozen=True)
class Clause:
    """How the choice in one facet is said; `every` when results come from all the values together."""

    facet: str
    words: Promise | str
    naming: Naming = lambda _values, labels: labels
    every: bool = False


def _in_a_sentence(_values: list[str], labels: list[str]) -> list[str]:
    """Names of themes as they stand within a sentence; German keeps its capitals, abbreviations everywhere do."""
    if not set(settings.INTERFACE_LANGUAGES) & {get_language()}:
        return labels
    return [label[:1].lower() + label[1:] if label[1:2].islower() else label for label in labels]


def _called(names: Mapping[str, Promise | str]) -> Naming:
    return lambda values, _labels: [str(names[value]) for value in values]


_KINDS = {
    Lesson.Kind.WORKED.value: gettext_lazy("what worked"),
    Lesson.Kind.DID_NOT_WORK.value: gettext_lazy("what did not work"),
    Lesson.Kind.CONDITION.value: gettext_lazy("what it takes"),
}
_SPEAKERS = {
    Group.LEADER.value: gettext_lazy("municipal leaders"),
    Group.PROFESSIONAL.value: gettext_lazy("professionals"),
    Group.COMMUNITY.value: gettext_lazy("community members"),
}

_THEME = Clause("theme", gettext_lazy("about %(values)s"), _in_a_sentence)
_SDG = Clause("sdg", gettext_lazy("on SDG %(values)s"), lambda values, _labels: sorted(values, key=int))
_SIZE = Clause("size", gettext_lazy("from cities of %(values)s"), lambda values, _labels: sizes.said(values))

CASE_CLAUSES = (
    _THEME,
    _SDG,
    Clause("kind", gettext_lazy("with lessons on %(values)s"), _called(_KINDS)),
    Clause("programme", gettext_lazy("of the programme %(values)s")),
    Clause("organisation", gettext_lazy("involving %(values)s")),
    Clause("city", gettext_lazy("from %(values)s")),
    _SIZE,
    Clause("country", gettext_lazy("in %(values)s")),
    Clause("period", gettext_lazy("during %(values)s"), lambda values, _labels: periods.said(values)),
    Clause("language", gettext_lazy("to be read in %(values)s")),
)
LESSON_CLAUSES = (
    Clause("kind", gettext_lazy("on %(values)s"), _called(_KINDS)),
    _THEME,
    _SDG,
    Clause("voice", gettext_lazy("said by %(values)s"), _called(_SPEAKERS)),
    Clause("adopted", gettext_lazy("that another city tried")),
    Clause("organisation", gettext_lazy("learnt by %(values)s")),
    Clause("city", gettext_lazy("learnt in %(values)s")),
    _SIZE,
    Clause("country", gettext_lazy("in %(values)s"), every=True),
)


def sentence(found: Found, count: int | None = None) -> str:
    """What was searched for, and how many there are of it where they are counted."""
    asked, said = found.asked, _counted(found, count)
    clauses = [_words_clause(found)] if asked.words else []
    for clause in CASE_CLAUSES if found.catalogue is CASES else LESSON_CLAUSES:
        if values := list(asked.chosen.get(clause.facet, ())):
            labels = [asked.labels[clause.facet][value].words for value in values]
            named = listed(clause.naming(values, labels), every=clause.every)
            clauses.append(str(clause.words) % {"values": named})
    for clause_said in clauses:
        # Translators: one part of a search follows another, "12 cases" and "about cadastre"
        said = _("%(said)s %(clause)s") % {"said": said, "clause": clause_said}
    return said


def listed(values: list[str], *, every: bool = False) -> str:
    """Values as a sentence lists them, "Maputo, Durban or Lyon", or "and" where `every` one counts; many are cut."""
    if len(values) > LISTED:
        shown, more = ", ".join(values[: LISTED - 1]), len(values) - LISTED + 1
        words = (
            ngettext("%(values)s and %(more)s more", "%(values)s and %(more)s more", more)
            if every
            else ngettext("%(values)s or %(more)s more", "%(values)s or %(more)s more", more)
        )
        return words % {"values": shown, "more": more}
    *first, last = values or [""]
    if not first:
        return last
    words = _("%(first)s and %(last)s") if every else _("%(first)s or %(last)s")
    return words % {"first": ", ".join(first), "last": last}


def _counted(found: Found, count: int | None) -> str:
    is_of_cases = found.catalogue is CASES
    if count is None:
        return _("Cases") if is_of_cases else _("Lessons")
    if not count:
        return _("No cases") if is_of_cases else _("No lessons")
    number = number_format(count, force_grouping=True)
    if is_of_cases:
        return ngettext("%(cases)s case", "%(cases)s cases", count) % {"cases": number}
    return ngettext("%(lessons)s lesson", "%(lessons)s lessons", count) % {"lessons": number}


def _words_clause(found: Found) -> str:
    if found.guesses:
        return _("with words like “%(words)s”") % {"words": found.asked.words}
    return _("with “%(words)s”") % {"words": found.asked.words}
