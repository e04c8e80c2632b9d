"""What the index holds, read from the rows: every value with the rows that have it, and the rows in order."""

from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db import models
from pyroaring import BitMap

from peerlearn.replica import connection

from .bitmaps import PACKED, bitmap, unpacked

COMPLETE = 0.8
"""The share of its sections from which a case counts as complete."""

type Values = dict[str, dict[str, BitMap]]
"""By facet and value: the rows that have it. A value that no row has is not in it."""
_COMPLETE = ""
"""The name that complete cases have among the facets of a query."""
_MOMENT = "(extract(epoch FROM published_at) * 1000000)::int8"


@dataclass(frozen=True)
class Columns:
    """A table of the catalogue: its rows, and by name the columns whose values are held.

    `complete` is SQL for the share of its sections that the case of `row` has.
    """

    model: type[models.Model]
    held: Mapping[str, str]
    complete: str

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def has_many(self, column: str) -> bool:
        """Whether a row may have several values in a column."""
        return isinstance(self.model._meta.get_field(column), ArrayField)


def load_values(columns: Columns) -> tuple[Values, BitMap]:
    """The values of all rows, and the rows of complete cases; one query that packs the ids of each value."""
    queries = [
        f"""
            SELECT '{_COMPLETE}', '', {PACKED.format(id="row.id")}
            FROM {columns.table} AS row WHERE {columns.complete} >= {COMPLETE}
        """  # noqa: S608 - names of our own
    ]
    for name, column in columns.held.items():
        source = f"unnest(row.{column})" if columns.has_many(column) else f"LATERAL (SELECT row.{column})"
        queries.append(f"""
            SELECT '{name}', value::text, {PACKED.format(id="row.id")}
            FROM {columns.table} AS row, {source} AS own (value)
            WHERE value::text <> '' GROUP BY value
        """)  # noqa: S608 - names of our own
    values: Values = {name: {} for name in (_COMPLETE, *columns.held)}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries))
        for name, value, packed in cursor:
            values[name][value] = bitmap(packed)
    return values, values.pop(_COMPLETE)[""]


def load_order(columns: Columns) -> tuple["array[int]", "array[int]"]:
    """The ids of all rows, newest first, and when each was published (microseconds since 1970)."""
    newest = "ORDER BY published_at DESC, id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT string_agg(int4send(id::int4), ''::bytea {newest}),
                string_agg(int8send({_MOMENT}), ''::bytea {newest})
            FROM {columns.table}
            """  # noqa: S608 - names of our own
        )
        packed_ids, packed_times = cursor.fetchone()
    times = array("q")
    times.frombytes(packed_times or b"")
    times.byteswap()
    return unpacked(packed_ids), times


@dataclass(frozen=True)
class Rows:
    """Some rows of a catalogue: the values that they have, those of complete cases, when each was published."""

    values: Values
    complete: BitMap
    times: list[tuple[int, int]]


def load_rows(columns: Columns, ids: Collection[int]) -> Rows:
    """The rows with `ids` that there are; a few, for which packing costs more than it saves."""
    held = (
        f"row.{column}::text[]" if columns.has_many(column) else f"ARRAY[row.{column}::text]"
        for column in columns.held.values()
    )
    rows = Rows({name: {} for name in columns.held}, BitMap(), [])
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT id, {_MOMENT}, {columns.complete} >= {COMPLETE}, {", ".join(held)}
            FROM {columns.table} AS row WHERE id = ANY(%s)
            """,  # noqa: S608 - names of our own
            [list(ids)],
        )
        for row, moment, is_complete, *values in cursor:
            rows.times.append((row, moment))
            if is_complete:
                rows.complete.add(row)
            for known, own in zip(rows.values.values(), values, strict=True):
                for value in filter(None, own):
                    known.setdefault(value, BitMap()).add(row)
    return rows
