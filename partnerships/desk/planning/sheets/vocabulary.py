"""What can be chosen in the cells of one plan, by its words in every language, and what its cells hold."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, override

from peerlearn.editing.tables import Value

from ....models import City, Indicator, Measurement
from ..plans import Pairs, Plan, key_of
from .layout import STATE, UID, UNIT, Column, plainly

SIGNIFICANT = 15
"""Digits that a spreadsheet program keeps of a number; what has more is given as text."""


class Vocabulary:
    """The words for what a plan's columns lead to. No two of a column are alike."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._names: dict[tuple[str, str], dict[str, str]] = {}
        self._keys: dict[str, dict[str, str]] = {}

    @cached_property
    def indicators(self) -> list[Indicator]:
        return list(self.plan.all_records(Indicator).present())

    @cached_property
    def _cities(self) -> list[City]:
        return self.plan.owner.cities

    def names(self, column: Column) -> Mapping[str, str]:
        """What can be chosen, key to words, in the language being shown."""
        at = (column.name, get_language() or "")
        if at not in self._names:
            self._names[at] = _each_once(self._pairs(column))
        return self._names[at]

    def keys(self, column: Column) -> Mapping[str, str]:
        """Words, as they are compared, to keys: those being shown, those of all languages, the keys themselves."""
        if column.name not in self._keys:
            found = {plainly(words): key for key, words in self.names(column).items()}
            for language in settings.INTERFACE_LANGUAGES:
                with override(language):
                    for key, words in self.names(column).items():
                        found.setdefault(plainly(words), key)
            for key in self.names(column):
                found.setdefault(plainly(key), key)
            self._keys[column.name] = found
        return self._keys[column.name]

    def _pairs(self, column: Column) -> Pairs:
        field = column.field
        if not field.is_relation:
            return [(key, str(label)) for key, label in field.choices]
        if field.related_model is Indicator:
            return [(str(each.uid), " ".join(each.name.split())) for each in self.indicators]
        if field.related_model is City:  # named in the language being shown: a plan keeps the first one
            return [(city.slug, str(city)) for city in self._cities]
        return [(key, " ".join(words.split())) for key, words in self.plan.pairs(field)]

    # -- what is given out

    def cell(self, record: Any, column: Column) -> Value:
        """What stands in the cell of a record, in the language being shown."""
        if column.name == UID:
            return str(record.uid)
        if column.name == UNIT:
            return str(record.indicator.unit)
        if column.name == STATE:
            return str(record.get_state_display())
        if column.field.many_to_many:
            return "\n".join(self._name(each, column) for each in getattr(record, column.name).all())
        value = getattr(record, column.name)
        if column.field.is_relation:
            return self._name(value, column) if value else ""
        if column.field.choices:
            return self.names(column).get(value, value)
        return _number(value) if is_number(column) else str(value)

    def _name(self, record: Any, column: Column) -> str:
        """By what it can be chosen; what can't any more, by its own name."""
        return self.names(column).get(key_of(record)) or " ".join(str(record).split())


def is_number(column: Column) -> bool:
    return isinstance(column.field, models.DecimalField | models.PositiveIntegerField)


def is_choice(column: Column) -> bool:
    return column.field is not None and bool(column.field.is_relation or column.field.choices)


def figures_of(plan: Plan) -> "models.QuerySet[Measurement]":
    """All figures of a plan, those in the bin as well."""
    figures: models.QuerySet[Measurement] = Measurement.objects.filter(**plan.owner.named("indicator__plan"))
    return figures.select_related("indicator").order_by(
        "indicator__position", "indicator_id", "measured_on", "pk"
    )


def _number(value: Any) -> Value:
    """A number as a spreadsheet keeps it. With three decimals it gets a fourth: nobody takes its point for that of
    thousands then."""
    if value is None:
        return None
    number = Decimal(value)
    number = Decimal(format(number.normalize(), "f"))
    if len(number.as_tuple().digits) > SIGNIFICANT:
        return str(number)
    return number.quantize(Decimal("0.0001")) if number.as_tuple().exponent == -3 else number


def _each_once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    seen: Counter[str] = Counter()
    named = {}
    for key, words in pairs:
        words = words or key
        seen[plainly(words)] += 1
        number = seen[plainly(words)]
        named[key] = words if number == 1 else f"{words} ({number})"
    return named
