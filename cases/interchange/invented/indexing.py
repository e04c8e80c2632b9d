"""The search indexes of the catalogue, left out while many cases are made and built at the end: entering words one
by one costs as much as making the cases does."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models

from ...models import (
    CatalogueWord,
    Listing,
    ListingChallenge,
    ListingLesson,
    ListingLessonText,
    ListingLessonWords,
    ListingText,
    ListingWords,
)

MODELS: tuple[type[models.Model], ...] = (
    Listing,
    ListingText,
    ListingWords,
    ListingLesson,
    ListingLessonText,
    ListingLessonWords,
    ListingChallenge,
    CatalogueWord,
)
MANY = 4_000
"""Cases from which on building the indexes at the end is quicker."""


@contextmanager
def indexed_at_the_end(cases: int) -> Iterator[None]:
    """Leaves the indexes out while `cases` are made; those that an earlier run left out are built, too."""
    if cases >= MANY:
        for model, index in _there():
            with connection.schema_editor() as editor:
                editor.remove_index(model, index)
    try:
        yield
    finally:
        build()


def build() -> None:
    """Builds the indexes that are not there, and counts the rows so that plans know how many there are.

    By two processes, which PostgreSQL wouldn't do by itself: vectors lie outside of their rows, so the tables seem
    small to it.
    """
    there = _there()
    lacking = [(model, index) for model, index in _all() if (model, index) not in there]
    for model, index in lacking:
        with connection.schema_editor() as editor:
            editor.execute("SET LOCAL maintenance_work_mem = '512MB'")
            editor.execute(f"ALTER TABLE {model._meta.db_table} SET (parallel_workers = 1)")
            editor.add_index(model, index)
            editor.execute(f"ALTER TABLE {model._meta.db_table} RESET (parallel_workers)")
    if lacking:
        with connection.cursor() as cursor:
            for model in MODELS:
                cursor.execute(f"ANALYZE {model._meta.db_table}")


def _all() -> list[tuple[Any, Any]]:
    return [
        (model, index) for model in MODELS for index in model._meta.indexes if isinstance(index, GinIndex)
    ]


def _there() -> list[tuple[Any, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()")
        names = {name for (name,) in cursor}
    return [(model, index) for model, index in _all() if index.name in names]
