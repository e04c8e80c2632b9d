"""The order of rows, newest first, and the part of it that a page shows."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice

from pyroaring import BitMap

SORTING = 8
"""How many ids are passed over in the time that one is sorted."""


class Order:
    """Row ids, newest first, those of one moment by id; never changed once made.

    `ids` are in that order. `times` (microseconds, any epoch) are found by id, counted from `first`.
    """

    def __init__(self, ids: "array[int]", times: "array[int]", first: int) -> None:
        self.ids = ids
        self.times = times
        self.first = first

    @classmethod
    def of(cls, ids: "array[int]", times: Sequence[int]) -> "Order":
        """The order of `ids`, which are in it, with the time of each."""
        if not ids:
            return cls(ids, array("q"), 0)
        first = min(ids)
        by_id = array("q", bytes(8 * (max(ids) - first + 1)))
        for row, time in zip(ids, times, strict=True):
            by_id[row - first] = time
        return cls(ids, by_id, first)

    def page(self, among: BitMap, start: int, stop: int) -> list[int]:
        """The ids from `start` to `stop` of those in `among`, newest first."""
        if not among:
            return []
        passed = min(len(self.ids), stop * len(self.ids) // len(among) + stop)
        if len(among) * SORTING < passed:
            return sorted(among, key=self._time, reverse=True)[start:stop]  # stable: by id within one time
        return list(islice(filter(among.__contains__, self.ids), start, stop))

    def replaced(self, gone: Iterable[int], new: Sequence[tuple[int, int]]) -> "Order":
        """This order without the ids `gone`, which are in it, and with `new` ids and their times."""
        ids = self.ids[:]
        for row in gone:
            del ids[bisect_left(ids, self._place(row), key=self._place)]
        order = self._with_times(ids, new)
        for row, _time in new:
            ids.insert(bisect_left(ids, order._place(row), key=order._place), row)
        return order

    def _with_times(self, ids: "array[int]", new: Sequence[tuple[int, int]]) -> "Order":
        if not new:
            return Order(ids, self.times, self.first)
        first = min(self.first if self.times else new[0][0], *(row for row, _time in new))
        last = max(self.first + len(self.times) - 1, *(row for row, _time in new))
        before, after = self.first - first if self.times else 0, last - first + 1
        times = array("q", bytes(8 * before)) + self.times
        times.frombytes(bytes(8 * (after - len(times))))
        for row, time in new:
            times[row - first] = time
        return Order(ids, times, first)

    def _time(self, row: int) -> int:
        return self.times[row - self.first]

    def _place(self, row: int) -> tuple[int, int]:
        return -self.times[row - self.first], row
