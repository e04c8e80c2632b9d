"""The form fields of an item, made from what its class declares: its prose and its facts."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.column_fields import boxes, column_field, is_empty_choice
from peerlearn.editing.writing_fields import PlainText, RichText

from ...models import KINDS, Link, Prose
from ..choices import Choices

LINKS: dict[str, tuple[tuple[str, str], ...]] = {
    "outcome": ((Link.Kind.SERVES, "objective"),),
    "lesson": ((Link.Kind.ANSWERS, "challenge"), (Link.Kind.SHOWN_BY, "outcome")),
}
"""Which threads are spun in the form of which kind: the name of the link, and the kind it leads to."""

_LINK_LABELS = {
    Link.Kind.SERVES: _("Objectives it serves"),
    Link.Kind.ANSWERS: _("Challenges it answers"),
    Link.Kind.SHOWN_BY: _("Outcomes that show it"),
}
_OWN_FORM = {
    "context": ("city",),
    "side": ("tool", "city"),
    "illustration": ("picture", "is_cover"),
    "voice": ("portrait",),
}
"""Facts that are settled by where the form stands, or that are asked for in words of their own."""


def prose_fields(kind: str, names: tuple[str, ...] = ()) -> dict[str, forms.Field]:
    """The fields of a kind's texts; only those in `names` when a section shows a part of them."""
    declared = [prose for prose in KINDS[kind].prose if not names or prose.name in names]
    return {prose.name: prose_field(prose) for prose in declared}


def prose_field(prose: Prose) -> forms.Field:
    make = RichText if prose.rich else PlainText
    field = make(label=prose.label, help_text=prose.hint)
    field.widget.attrs["data-words"] = str(prose.words or "")
    field.words = prose.words
    return field


def fact_fields(kind: str, choices: Choices) -> dict[str, forms.Field]:
    """The fields of a kind's facts and links; what has nothing to choose from is left out."""
    columns = [KINDS[kind]._meta.get_field(name) for name in KINDS[kind].facts]
    shown = [column for column in columns if column.name not in _OWN_FORM.get(kind, ())]
    fields = {column.name: _fact_field(column, choices) for column in shown}
    for name, other in LINKS.get(kind, ()):
        fields[name] = boxes(_LINK_LABELS[Link.Kind(name)], choices.items(other))
    return {name: field for name, field in fields.items() if not is_empty_choice(field)}


def case_fields(choices: Choices) -> dict[str, forms.Field]:
    """What is said of the case as a whole."""
    return {
        "themes": boxes(
            _("Themes"), choices.themes, help_text=_("Readers find cases by theme. Two or three are best.")
        ),
        "sdgs": boxes(_("Sustainable Development Goals"), choices.sdgs),
    }


def _fact_field(column: Any, choices: Choices) -> forms.Field:
    return column_field(column, _RELATED[column.name](choices) if column.is_relation else ())


_RELATED: dict[str, Callable[[Choices], Any]] = {
    "themes": lambda choices: choices.themes,
    "cities": lambda choices: choices.cities,
    "city": lambda choices: choices.cities,
    "organisations": lambda choices: choices.organisations,
    "plan_objective": lambda choices: choices.plan_objectives,
    "indicator": lambda choices: choices.indicators,
    "activities": lambda choices: choices.activities,
}
