"""Finding the row of headings, which table it heads, and what each of its columns is."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from .cells import Cell, Odd, Row, is_empty, text_of
from .layout import TABLES, UID, Column, Table, headings_of, plainly

LOOKED_AT = 20
"""Rows in which headings are looked for: people write titles above them."""


@dataclass(frozen=True)
class Head:
    """A row of headings."""

    table: Table
    number: int
    columns: dict[int, Column]
    """By their place in a row, from 0."""
    unknown: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    @property
    def missing(self) -> list[Column]:
        """What new rows can't do without; a file that has identifiers may change what is there."""
        there = {column.name for column in self.columns.values()}
        return [] if UID in there else [column for column in self.table.needed if column.name not in there]


def headed(rows: Iterator[Row]) -> tuple[Head | None, Iterator[Row]]:
    """The head of a table, if it has one that is known, and the rows below it."""
    first = list(islice(rows, LOOKED_AT))
    for place, (number, cells) in enumerate(first):
        head = head_of(number, cells)
        if head:
            return head, chain(first[place + 1 :], rows)
    return None, rows


def head_of(number: int, cells: list[Cell]) -> Head | None:
    heads = [_of(table, number, cells) for table in TABLES]
    best = max(heads, key=lambda head: (len(head.columns), -len(head.missing)))
    return best if len(best.columns) >= 2 or (best.columns and not best.missing) else None


def _of(table: Table, number: int, cells: list[Cell]) -> Head:
    known, columns, unknown = headings_of(table), {}, []
    for place, cell in enumerate(cells):
        column = known.get(plainly(text_of(cell))) if isinstance(cell, str) else None
        if column:
            columns[place] = column
        elif not isinstance(cell, Odd) and not is_empty(cell):
            unknown.append(" ".join(text_of(cell).split())[:60])
    return Head(table, number, columns, unknown, _twice(columns.values()))


def _twice(columns: Iterable[Column]) -> list[str]:
    counted = Counter(column.name for column in columns)
    return list(dict.fromkeys(column.title for column in columns if counted[column.name] > 1))
