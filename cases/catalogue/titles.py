"""Cases by title, as a reader expects them: in the language being read, accents and capitals aside.

The order of all titles is kept for each language beside the index: read once, then followed. A case that is
new finds its place by some twenty comparisons, made by PostgreSQL: only it knows how it sorts.
"""

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Collection
from itertools import islice
from threading import Lock

from pyroaring import BitMap

from peerlearn.replica import connection

from . import changes
from .bitmaps import PACKED, unpacked
from .index import Index, current
from .snapshot import however_long

FEW = 500
"""So many results are sorted when they are asked for."""
MOST_FOLLOWED = 50
"""Rows that find their place one by one: reading all anew is quicker for more."""
KEPT = 12
"""Orders that a process remembers, of any version and language."""

_TITLES = """
    SELECT row.id, coalesce(own.sort_key, original.sort_key, '') AS title, row.published_at AS at
    FROM cases_listing AS row
    LEFT JOIN cases_listingtext AS own ON own.listing_id = row.id AND own.language = %s
    LEFT JOIN cases_listingtext AS original
        ON original.listing_id = row.id AND original.language = row.language
"""
_SORTED = "ORDER BY title, at DESC, id"

_kept: "OrderedDict[tuple[str, int], array[int]]" = OrderedDict()
_making = Lock()


def by_title(ids: BitMap, language: str, start: int, stop: int) -> list[int]:
    """The listings of `ids` from `start` to `stop`, by the title that a reader of `language` sees."""
    if len(ids) <= FEW:
        return _sorted(ids, language)[start:stop]
    return list(islice(filter(ids.__contains__, all_by_title(language)), start, stop))


def all_by_title(language: str) -> "array[int]":
    """All listings of the version that this transaction sees, in the order of their titles."""
    index = current()
    if (known := _kept.get((language, index.version))) is not None:
        return known
    with _making, however_long():  # one thread makes it, the others find it
        if (known := _kept.get((language, index.version))) is not None:
            return known
        made = _followed(language, index) or _read(language)
        if changes.version() == index.version:  # outside of a snapshot something may have come between
            _kept[language, index.version] = made
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        return made


def forget() -> None:
    """Reads the next order anew, for measuring and for tests."""
    with _making:
        _kept.clear()


def _sorted(ids: BitMap, language: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_TITLES} WHERE row.id = ANY(%s) {_SORTED}", [language, list(ids)])
        return [row[0] for row in cursor]


def _read(language: str) -> "array[int]":
    with connection.cursor() as cursor:
        packed = PACKED.format(id="id")
        cursor.execute(f"SELECT {packed} FROM ({_TITLES} {_SORTED}) AS sorted", [language])  # noqa: S608 - our own
        return unpacked(cursor.fetchone()[0])


def _followed(language: str, index: Index) -> "array[int] | None":
    """The order made from the nearest one before it that is kept; None when none leads there."""
    base = changes.latest([version for own, version in _kept if own == language], index.version)
    touched = changes.touched(base, index.version) if base else None
    if base is None or touched is None or len(touched.listings) > MOST_FOLLOWED:
        return None
    if not touched.listings:
        return _kept[language, base]
    return _placed(
        _kept[language, base], touched.listings, BitMap(touched.listings) & index.cases.everything, language
    )


def _placed(order: "array[int]", touched: Collection[int], there: BitMap, language: str) -> "array[int]":
    """The order without the rows `touched`, and with those of them that are there, each in its place."""
    order = order[:]
    for row in BitMap(order) & BitMap(touched):
        order.remove(row)
    for row in there:
        order.insert(bisect_left(order, True, key=lambda other: _is_before(row, other, language)), row)
    return order


def _is_before(row: int, other: int, language: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"{_TITLES} WHERE row.id IN (%s, %s) {_SORTED} LIMIT 1", [language, row, other])
        return bool(cursor.fetchone()[0] == row)
