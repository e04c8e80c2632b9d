"""Results as rows: as many as there are, fetched a page at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Self

AT_ONCE = 500
"""Rows that are fetched at once by whoever goes through all of them."""


@dataclass(frozen=True)
class Rows:
    """Results in their order; slices are lists of rows. `page` gives the ids from one place to another."""

    model: Any
    number: int
    page: Callable[[int, int], list[int]]
    related: tuple[str, ...] = ()

    def select_related(self, *names: str) -> Self:
        """These rows, each fetched with the records named."""
        return replace(self, related=names)

    def count(self) -> int:
        return self.number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> list[Any]:
        start, stop, _step = part.indices(self.number)
        return self._fetched(self.page(start, stop)) if stop > start else []

    def __iter__(self) -> Iterator[Any]:
        for start in count(0, AT_ONCE):
            rows = self[start : start + AT_ONCE]
            yield from rows
            if len(rows) < AT_ONCE:
                return

    @property
    def ids(self) -> "Ids":
        """The ids of these rows in their order: nothing is fetched."""
        return Ids(self.number, self.page)

    def _fetched(self, ids: list[int]) -> list[Any]:
        return fetched(self.model, ids, self.related)


@dataclass(frozen=True)
class Ids:
    """The ids of results in their order; slices are lists of ids."""

    number: int
    page: Callable[[int, int], list[int]]

    def count(self) -> int:
        return self.number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> list[int]:
        start, stop, _step = part.indices(self.number)
        return self.page(start, stop) if stop > start else []


def fetched(model: Any, ids: list[int], related: tuple[str, ...] = ()) -> list[Any]:
    """The rows with these ids, in their order; one query."""
    rows = model.objects.order_by()
    by_id = (rows.select_related(*related) if related else rows).in_bulk(ids)
    return [by_id[row] for row in ids if row in by_id]
