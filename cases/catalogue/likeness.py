"""Likeness: which cases and lessons share the most themes with one, ranked by the database."""

from collections.abc import Collection
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When


def most_alike(rows: QuerySet[Any], themes: Collection[str]) -> QuerySet[Any]:
    """The `rows` that share one of `themes`, those that share the most first; the caller names the rest of
    the order and takes as many as it shows."""
    shared: Any = Value(0)
    for theme in themes:
        has_it = When(themes__contains=[theme], then=Value(1))
        shared += Case(has_it, default=Value(0), output_field=IntegerField())
    return rows.filter(themes__overlap=list(themes)).annotate(shared=shared)
