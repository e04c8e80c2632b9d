"""The form of one record of a plan, made from what its class asks for."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.column_fields import NOTHING, column_field, is_empty_choice
from peerlearn.editing.conflicts import mark
from peerlearn.editing.forms import MergingForm, as_json
from peerlearn.editing.rows import Row
from peerlearn.editing.translated import TranslatedField
from peerlearn.editing.writing_fields import Figure, PartialDate

from ...currencies import CURRENCIES
from ...models import ProgressUpdate
from .checks import findings
from .plans import Plan, key_of

THUMBNAIL = 320
"""Pixels of width."""


class RecordForm(MergingForm):
    """One record, existing or new. Its prefix is its UUID, so that a form posted twice is one record."""

    is_open = False
    is_translation = False
    place = None
    sides = ()
    below = ""
    """A template for what stands below the fields."""
    figures: Any = ()

    def __init__(
        self,
        uid: UUID,
        model: type[Any],
        plan: Plan,
        *,
        record: Any = None,
        data: Any = None,
        files: Any = None,
        fields: Mapping[str, forms.Field] | None = None,
    ) -> None:
        """`fields` are those of another form of the same kind: many records at once need not make them anew."""
        self.uid, self.model, self.plan, self.record = uid, model, plan, record
        self.kind = model._meta.model_name
        fields = fields or _fields(model, plan)
        stored = {
            name: value
            for name, value in stored_of(record or _new(model, plan), plan.language).items()
            if name in fields
        }
        super().__init__(fields, stored, prefix=str(uid), data=data, files=files)

    def clean(self) -> None:
        """Each field, then what they say about each other. What doesn't fit is not written."""
        super().clean()
        whole = {**stored_of(self.record or _new(self.model, self.plan), self.plan.language), **self.changes}
        for names, what in findings(self.model, whole, self.record or _new(self.model, self.plan)):
            changed = [name for name in names if name in self.changes]
            for name in changed[:1]:
                self.add_error(name, str(what))
            for name in changed:
                self._take_back(name)

    def _take_back(self, name: str) -> None:
        del self.changes[name]
        self.settled.remove(name)
        self.marks[name] = mark(self.stored[name])

    @property
    def is_new(self) -> bool:
        return self.record is None

    @property
    def says_something(self) -> bool:
        return bool(self.changes)

    @property
    def needs_attention(self) -> bool:
        return bool(self.is_bound and (self.errors or self.conflicts))

    @property
    def is_emptied(self) -> bool:
        """Nothing is left of a record that was there."""
        if self.record is None:
            return not self.says_something
        if not self.is_bound or self.needs_attention or self.kept_picture or self.kept_file:
            return False
        untouched, shown = (
            stored_of(_new(self.model, self.plan), self.plan.language),
            {**self.stored, **self.changes},
        )
        return all(value in (untouched[name], "", None, ()) for name, value in shown.items())

    # What is shown

    @property
    def rows(self) -> list[Row]:
        return [Row(bound, self.conflict_of(bound)) for bound in self]

    @property
    def heading(self) -> str:
        """What the record is called in a list: its first words or figure, as they are stored."""
        if self.record is None:
            return ""
        named = getattr(self.record, self.model.asked[0])
        return Truncator(str(self.record)).chars(90) if named not in ("", None) else ""

    @property
    def kept_picture(self) -> Any:
        return getattr(self.record, "picture", None)

    @property
    def kept_file(self) -> Any:
        return getattr(self.record, "file", None) or None

    @property
    def file_address(self) -> str:
        return self.plan.owner.address("document", self.uid)

    @property
    def above(self) -> str:
        """A template for what stands above the fields: the picture or the file that is kept, and how it goes."""
        if self.kept_file:
            return "partnerships/planning/_kept_file.html"
        return "partnerships/planning/_kept_picture.html" if self.kept_picture else ""

    @property
    def thumbnail(self) -> str:
        return self.plan.owner.address("picture", self.kept_picture.uid, THUMBNAIL, "webp")

    @property
    def thumbnail_height(self) -> int:
        return round(THUMBNAIL * self.kept_picture.height / self.kept_picture.width)


def _fields(model: type[Any], plan: Plan) -> dict[str, forms.Field]:
    columns: list[Any] = [model._meta.get_field(name) for name in model.asked]
    fields = {
        column.name: column_field(column, plan.pairs(column) if column.is_relation else ())
        for column in columns
    }
    if "currency" in fields:
        fields["currency"] = forms.ChoiceField(
            label=fields["currency"].label, choices=[NOTHING, *((code, code) for code in CURRENCIES)]
        )
        fields["currency"].error_messages["invalid_choice"] = _(
            "This is no currency in use. Choose its code from the list, for instance EUR."
        )
        fields["currency"].widget.attrs["class"] = "plan-short"
        fields["amount"].validators.append(MinValueValidator(0))
    if "is_public" in fields and plan.owner.partnership and not plan.owner.partnership.is_public:
        fields["is_public"].help_text = _(
            "Readers don’t see this partnership now. Once they do, they see what is marked as public."
        )
    elif model is ProgressUpdate:
        fields["is_public"].help_text = _(
            "Readers of the library see it on the partnership’s page, with its picture and who was there."
        )
    for field in fields.values():
        if isinstance(field, Figure | PartialDate):
            field.widget.attrs["class"] = (
                "line plan-short"  # two of them stand side by side where there is room
            )
        if isinstance(field, Figure):
            field.error_messages["invalid"] = _(
                "Write a figure, for instance 12.5. What there is no figure for stays empty; words belong in the note."
            )
            field.error_messages["min_value"] = _("This can’t be less than 0.")
            for code in ("max_digits", "max_whole_digits"):
                field.error_messages[code] = _(
                    "This figure has more digits than can be kept: look at it again."
                )
            field.error_messages["max_decimal_places"] = _(
                "There are more decimals than can be kept: round it."
            )
        if isinstance(field, forms.FileField):
            field.widget.attrs["data-optional"] = ""  # the words beside it don't wait for it
    return {name: field for name, field in fields.items() if not is_empty_choice(field)}


def _new(model: type[Any], plan: Plan) -> Any:
    """A record that nobody has touched yet, never saved."""
    columns: dict[str, Any] = {}
    if model is ProgressUpdate:
        columns = {"happened_on": timezone.localdate().isoformat(), "language": plan.language}
    if hasattr(model, "indicator"):
        columns = {"indicator": plan.indicator}
    return model(**columns)


def stored_of(record: Any, language: str) -> dict[str, Any]:
    """What a record holds of what its form asks for, as a form keeps it: names of records, figures as text.

    Of words by language those in `language`.
    """
    return {name: _stored(record, record._meta.get_field(name), language) for name in record.asked}


def _stored(record: Any, column: Any, language: str) -> Any:
    if column.many_to_many:
        return tuple(sorted(map(key_of, getattr(record, column.name).all()))) if record.pk else ()
    value = getattr(record, column.name)
    if column.is_relation:
        return key_of(value) if value else None
    if isinstance(column, TranslatedField):
        return value.get(language, "")
    if isinstance(column, models.FileField):
        return value.name or ""
    if isinstance(column, models.DecimalField | models.PositiveIntegerField):
        return None if value is None else as_json(Figure(), Decimal(value))
    return value
