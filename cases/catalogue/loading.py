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


def load_values(columns: Columns, ids: Collection[int] | None = None) -> tuple[Values, BitMap]:
    """The values of all rows, or of those with `ids`, and the rows of complete cases; one query."""
    given = [] if ids is None else [list(ids)]
    which = "AND row.id = ANY(%s)" if given else ""
    queries = [
        f"""
            SELECT '{_COMPLETE}', '', {PACKED.format(id="row.id")}
            FROM {columns.table} AS row WHERE {columns.complete} >= {COMPLETE} {which}
        """  # noqa: S608 - names of our own
    ]
    for name, column in columns.held.items():
        many = isinstance(columns.model._meta.get_field(column), ArrayField)
        source = f"unnest(row.{column})" if many else f"LATERAL (SELECT row.{column})"
        queries.append(f"""
            SELECT '{name}', value::text, {PACKED.format(id="row.id")}
            FROM {columns.table} AS row, {source} AS own (value)
            WHERE value::text <> '' {which} GROUP BY value
        """)  # noqa: S608 - names of our own
    values: Values = {name: {} for name in (_COMPLETE, *columns.held)}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries), given * len(queries))
        for name, value, packed in cursor:
            values[name][value] = bitmap(packed)
    return values, values.pop(_COMPLETE)[""]


def load_order(columns: Columns, ids: Collection[int] | None = None) -> tuple["array[int]", "array[int]"]:
    """The ids of rows, newest first, and when each was published (microseconds since 1970)."""
    which, given = ("WHERE id = ANY(%s)", [list(ids)]) if ids is not None else ("", [])
    newest = "ORDER BY published_at DESC, id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT string_agg(int4send(id::int4), ''::bytea {newest}),
                string_agg(int8send((extract(epoch FROM published_at) * 1000000)::int8), ''::bytea {newest})
            FROM {columns.table} {which}
            """,  # noqa: S608 - names of our own
            given,
        )
        packed_ids, packed_times = cursor.fetchone()
    times = array("q")
    times.frombytes(packed_times or b"")
    times.byteswap()
    return unpacked(packed_ids), times
