"""The form field of a model's column: what a record declares is what people are asked for."""

from typing import Any

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from .dates import PartialDateField
from .document_fields import DocumentField
from .forms import ReferenceField, flat
from .languages import content_languages
from .models import Picture
from .pictures import PictureField
from .writing_fields import Figure, PartialDate, PlainLines, PlainText

NOTHING = ("", _("not said"))


def column_field(column: Any, pairs: Any = ()) -> forms.Field:
    """The field of a column; `pairs` are the keys and names of the records that it may lead to."""
    options = {"label": column.verbose_name, "help_text": column.help_text}
    if column.related_model is Picture:
        return PictureField(**options)
    if column.is_relation:
        return boxes(pairs=pairs, **options) if column.many_to_many else select(pairs=pairs, **options)
    if isinstance(column, models.FileField):
        return DocumentField(**options)
    if column.choices:
        own = list(column.choices)
        return forms.ChoiceField(choices=[NOTHING, *own] if column.blank else own, **options)
    if column.name == "language":
        return forms.ChoiceField(choices=[NOTHING, *content_languages()], **options)
    if isinstance(column, models.DateField):
        date = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        return forms.DateField(widget=date, **options)
    if isinstance(column, models.BooleanField):
        return forms.BooleanField(**options)
    if isinstance(column, PartialDateField):
        return PartialDate(**options)
    if isinstance(column, models.TextField):
        return PlainLines(**options)
    if isinstance(column, models.PositiveIntegerField):
        return Figure(max_digits=9, decimal_places=0, min_value=0, **options)
    if isinstance(column, models.DecimalField):
        return Figure(max_digits=column.max_digits, decimal_places=column.decimal_places, **options)
    if isinstance(column, models.URLField):
        return forms.URLField(max_length=column.max_length, assume_scheme="https", **options)
    return PlainText(max_length=column.max_length, **options)


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes to tick, below the names of their groups."""

    template_name = "desk/writing/boxes.html"


def boxes(label: Any, pairs: Any, help_text: Any = "") -> forms.Field:
    return forms.MultipleChoiceField(label=label, choices=pairs, help_text=help_text, widget=Boxes)


def select(label: Any, pairs: Any, help_text: Any = "") -> forms.Field:
    return ReferenceField(label=label, choices=[NOTHING, *pairs], help_text=help_text)


def is_empty_choice(field: forms.Field) -> bool:
    """There is nothing to choose from."""
    return isinstance(field, forms.ChoiceField) and not [key for key, _label in flat(field.choices) if key]


def chosen(bound: BoundField) -> str:
    """What is ticked in a field of boxes, in words, for its heading."""
    keys = {str(key) for key in bound.value() or ()}
    return " · ".join(str(label) for key, label in flat(bound.field.choices) if str(key) in keys)  # type: ignore[attr-defined]
