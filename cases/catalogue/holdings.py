"""What the catalogue holds of cases or of lessons at one version: who has which value, and in which order."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pyroaring import BitMap

from .bitmaps import union
from .loading import Columns, load_order, load_rows, load_values
from .order import Order


@dataclass(frozen=True)
class Holdings:
    """Bitmaps of row ids, shared between versions and threads: read them, never change them.

    `everything` are all rows, `complete` those of complete cases, `values` the rows by facet and value.
    """

    everything: BitMap
    complete: BitMap
    values: Mapping[str, Mapping[str, BitMap]]
    order: Order

    def having(self, name: str, values: Iterable[str]) -> BitMap:
        """The rows that have one of the values."""
        known = self.values[name]
        return union(known[value] for value in values if value in known)

    def counts(self, name: str, among: BitMap) -> dict[str, int]:
        """How many rows of `among` have each value; values that none has are left out."""
        if among is self.everything:
            return {value: len(rows) for value, rows in self.values[name].items()}
        counted = ((value, among.intersection_cardinality(rows)) for value, rows in self.values[name].items())
        return {value: number for value, number in counted if number}

    def newest(self, among: BitMap, number: int) -> list[int]:
        return self.order.page(among, 0, number)

    def replaced(self, columns: Columns, ids: Collection[int]) -> "Holdings":
        """These holdings with the rows `ids` as the database has them now: new, changed or gone."""
        gone = self.everything & BitMap(ids)
        fresh = load_rows(columns, ids)
        return Holdings(
            everything=(self.everything - gone) | BitMap(row for row, _moment in fresh.times),
            complete=(self.complete - gone) | fresh.complete,
            values={name: _values(self.values[name], gone, fresh.values[name]) for name in columns.held},
            order=self.order.replaced(gone, fresh.times),
        )


def load(columns: Columns) -> Holdings:
    """The holdings as the database has them now."""
    rows, times = load_order(columns)
    values, complete = load_values(columns)
    return Holdings(BitMap(rows), complete, values, Order.of(rows, times))


def _values(before: Mapping[str, BitMap], gone: BitMap, fresh: Mapping[str, BitMap]) -> dict[str, BitMap]:
    """The rows by value without those gone and with fresh ones; what neither touches is shared."""
    after = dict(before)
    for value, rows in before.items():
        if rows.intersect(gone):
            if rest := rows - gone:
                after[value] = rest
            else:
                del after[value]
    for value, rows in fresh.items():
        after[value] = after[value] | rows if value in after else rows
    return after
