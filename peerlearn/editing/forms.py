"""Forms that never overwrite silently: each value remembers what it was when the form was shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise

from .conflicts import Decision, decide, mark

type Values = Mapping[str, Any]


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed meanwhile; `stored` is their value, `mark` names it."""

    stored: Any
    shown: str
    mark: str


class MergingForm(forms.Form):
    """A form over `stored` values that are JSON (a text, a number as text, a tuple of keys, None).

    After validation, `changes` holds what is to be written, `settled` the names of all fields that are
    stored then as they were sent, and `conflicts` what the person has to decide. A field with an error is
    in none of them, so that the others can be saved.
    """

    changes: dict[str, Any]
    conflicts: dict[str, Conflict]
    settled: list[str]

    def __init__(
        self,
        fields: Mapping[str, forms.Field],
        stored: Values,
        *,
        prefix: str,
        data: Any = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
    ) -> None:
        super().__init__(data=data, files=files, prefix=prefix)
        self.initial = {name: as_shown(fields.get(name), value) for name, value in stored.items()}
        self.fields.update(fields)
        self.stored = dict(stored)
        self.changes, self.conflicts, self.settled = {}, {}, []
        shown = {name: mark(self.stored.get(name, _empty(field))) for name, field in fields.items()}
        self.marks = shown if data is None else dict(parse_qsl(data.get(self.add_prefix("loaded"), "")))
        for field in self.fields.values():
            field.required = False  # a draft may lack anything; what is missing is said elsewhere

    @property
    def loaded(self) -> str:
        """The marks for the hidden field, in the form that comes back with the next post."""
        return urlencode(self.marks)

    def clean(self) -> None:
        for name, field in self.fields.items():
            if name in self.errors or not self._was_posted(name, field):
                continue
            self._settle(name, as_json(field, self.cleaned_data.get(name)))

    def _was_posted(self, name: str, field: forms.Field) -> bool:
        """Unticked boxes are not posted, so that they count as posted whenever the form was."""
        key = self.add_prefix(name)
        if isinstance(field, forms.FileField):
            return key in self.files
        silent = isinstance(field, forms.BooleanField | forms.MultipleChoiceField)
        return key in self.data or (silent and name in self.marks)

    def _settle(self, name: str, posted: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.FileField):
            self.changes[name] = posted
            return
        stored = self.stored.get(name, _empty(field))
        choice = self.data.get(self.add_prefix(f"{name}-choice"), "")
        match decide(posted=posted, stored=stored, loaded=self.marks.get(name, ""), choice=choice):
            case Decision.WRITE:
                self.changes[name] = posted
                self.marks[name] = mark(posted)
                self.settled.append(name)
            case Decision.KEEP:
                self.settled.append(name)
            case Decision.ASK:
                self.conflicts[name] = Conflict(stored, in_words(field, stored), mark(stored))

    def conflict_of(self, bound: BoundField) -> Conflict | None:
        return self.conflicts.get(bound.name)


class WholeForm(MergingForm):
    """One that is written whole or not at all."""

    def clean(self) -> None:
        """Each field, then what they say together."""
        loaded = dict(self.marks)
        super().clean()
        self.check_together()
        if self.errors or self.conflicts:
            self.marks = loaded  # nothing is written: what was typed is still a change when it comes again

    def check_together(self) -> None:
        """Where a form adds the errors that no field has by itself."""

    def will_be(self, name: str) -> Any:
        """The value of a field once this is written."""
        return self.changes.get(name, self.stored.get(name))

    @property
    def has_errors(self) -> bool:
        return self.is_bound and bool(self.errors)

    @property
    def has_conflicts(self) -> bool:
        return self.is_bound and not self.has_errors and bool(self.conflicts)

    @property
    def is_settled(self) -> bool:
        return self.is_valid() and not self.conflicts


def as_json(field: forms.Field, value: Any) -> Any:
    """A cleaned value as it is kept in a case document: keys sorted, figures and dates as text."""
    if isinstance(field, forms.MultipleChoiceField):
        return tuple(sorted(value or ()))
    if isinstance(field, forms.DecimalField):
        return None if value is None else format(value.normalize(), "f")
    if isinstance(field, forms.DateField):
        return value.isoformat() if value else None
    if isinstance(field, ReferenceField):
        return value or None
    return value


def as_shown(field: forms.Field | None, value: Any) -> Any:
    """A stored value as the field shows it: a figure as one, so that it gets the mark of the page's language."""
    return Decimal(value) if value and isinstance(field, forms.DecimalField) else value


def in_words(field: forms.Field, value: Any) -> str:
    """A stored value as a person reads it: the names of what was chosen, not their keys."""
    if isinstance(field, forms.ChoiceField):
        names = dict(flat(field.choices))
        keys = value if isinstance(value, tuple) else (value,)
        return ", ".join(str(names.get(key, key)) for key in keys if key)
    return "" if value is None else str(value)


def flat(choices: Any) -> list[tuple[str, str | Promise]]:
    """The choices of a field without their groups."""
    pairs: list[tuple[str, str | Promise]] = []
    for key, label in choices:
        pairs += label if isinstance(label, list | tuple) else [(key, label)]
    return pairs


def _empty(field: forms.Field) -> Any:
    return as_json(field, [] if isinstance(field, forms.MultipleChoiceField) else field.to_python(None))


class ReferenceField(forms.ChoiceField):
    """One record chosen by its key; nothing chosen is None."""
