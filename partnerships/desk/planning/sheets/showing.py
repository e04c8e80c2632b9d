"""What a trial shows of a row: what it is called, and what of it would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from peerlearn.editing.dates import in_words as day_in_words
from peerlearn.editing.differences import difference
from peerlearn.editing.forms import in_words
from peerlearn.editing.writing_fields import PartialDate, PlainText

from .cells import Cell, Odd, text_of
from .layout import MEASURED, Table

LONGEST = 300
"""Characters of a value that are shown."""


COMPARED = 2_000
"""Characters of two texts of which the words are compared; longer ones stand one after the other."""


@dataclass(frozen=True)
class Change:
    """One field; of a new row there is no `before`."""

    label: str
    before: str
    after: str
    is_prose: bool = False

    @property
    def words(self) -> SafeString:
        """Both texts in one, with what went and came marked."""
        return difference(self.before, self.after, rich=False)


def name_of(table: Table, cells: Mapping[str, Cell], record: Any) -> str:
    """A row by its own words, else by those of its record."""
    names = ("indicator", "measured_on") if table is MEASURED else ("title",)
    words = [text_of(cell) for name in names if not isinstance(cell := cells.get(name), Odd)]
    said = ", ".join(" ".join(each.split()) for each in words if each.strip())
    return Truncator(said or (str(record) if record else "")).chars(110)


def changes_of(form: Any) -> list[Change]:
    return [_change(form, name, value) for name, value in form.changes.items()]


def _change(form: Any, name: str, value: Any) -> Change:
    form_field, stored = form.fields[name], form.stored[name]
    label = capfirst(str(form_field.label))
    is_prose = isinstance(form_field, PlainText) and not isinstance(form_field, PartialDate)
    if is_prose and stored and value and not form.is_new and len(stored) + len(value) <= COMPARED:
        return Change(label, stored, value, is_prose=True)
    before = "" if form.is_new else shown(form_field, stored) or _("empty")
    return Change(label, before, shown(form_field, value) or _("empty"))


def shown(form_field: forms.Field, value: Any) -> str:
    """A value as a person reads it, in the language of the page."""
    if value in (None, "", ()):
        return ""
    if isinstance(form_field, forms.DecimalField):
        return number_format(Decimal(value))
    words = day_in_words(value) if isinstance(form_field, PartialDate) else in_words(form_field, value)
    return Truncator(words).chars(LONGEST)
