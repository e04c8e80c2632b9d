"""Facts of an item to JSON values and back, by the type of the column."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models

from ..models import Item
from .values import DocumentError, Part

type References = Mapping[type[models.Model], Mapping[str, models.Model]]


def natural_key(model: type[models.Model]) -> str:
    """The column that names a record across databases: its slug, else its UUID."""
    return "slug" if any(field.name == "slug" for field in model._meta.get_fields()) else "uid"


def read_facts(item: Item) -> dict[str, Any]:
    """The facts of one item as JSON values; references must have been fetched with it."""
    facts = {name: _read(item, name) for name in type(item).facts}
    return {name: value for name, value in facts.items() if value or name not in type(item).newer}


def _read(item: Item, name: str) -> Any:
    column: Any = type(item)._meta.get_field(name)
    value = getattr(item, name)
    if column.many_to_many:
        key = natural_key(column.related_model)
        return tuple(sorted(str(getattr(each, key)) for each in value.all()))
    if column.many_to_one:
        return str(getattr(value, natural_key(type(value)))) if value else None
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


def references(parts: Iterable[Part], kinds: Mapping[str, type[Item]]) -> References:
    """Every record that `parts` name, by model and natural key: one query per model."""
    wanted: dict[type[models.Model], set[str]] = {}
    for part in parts:
        for name in kinds[part.kind].facts:
            column: Any = kinds[part.kind]._meta.get_field(name)
            if not column.is_relation or issubclass(column.related_model, Item):
                continue
            value = part.facts.get(name) or ()
            wanted.setdefault(column.related_model, set()).update(
                [value] if isinstance(value, str) else value
            )
    found = {}
    for model, keys in wanted.items():
        key = natural_key(model)
        records = model._default_manager.filter(**{f"{key}__in": keys})
        found[model] = {str(getattr(record, key)): record for record in records}
    return found


def assign_facts(item: Item, part: Part, known: References) -> dict[str, list[models.Model]]:
    """Sets the columns of `item` from `part`; returns the many-to-many values, to be set once it is saved.

    A reference that is gone is left out where the column may be empty; otherwise DocumentError.
    """
    many: dict[str, list[models.Model]] = {}
    for name in type(item).facts:
        column: Any = type(item)._meta.get_field(name)
        value = part.facts.get(name)
        if column.many_to_many:
            many[name] = [
                known[column.related_model][key] for key in value or () if key in known[column.related_model]
            ]
        elif column.many_to_one:
            record = known.get(column.related_model, {}).get(value or "")
            if record is None and not column.null:
                raise DocumentError(f"{part.kind} {part.uid}: {name} {value!r} is not known here.")
            setattr(item, name, record)
        else:
            setattr(item, name, _parsed(column, value, part))
    return many


def _parsed(column: Any, value: Any, part: Part) -> Any:
    try:
        if value is None:
            return None if column.null else column.get_default()
        if isinstance(column, models.DecimalField):
            return Decimal(value)
        if isinstance(column, models.DateField):
            return date.fromisoformat(value)
    except (TypeError, ValueError, InvalidOperation) as error:
        raise DocumentError(f"{part.kind} {part.uid}: {column.name} {value!r} can't be read.") from error
    return value
