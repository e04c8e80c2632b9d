"""Sets of row ids as roaring bitmaps: a quarter of a million of them meet in a fraction of a millisecond."""

import sys
from array import array
from collections.abc import Iterable

from pyroaring import BitMap

PACKED = "string_agg(int4send({id}::int4), ''::bytea)"
"""SQL that gives ids as one value instead of a row each; an id over 2^31 - 1 is an error, never a wrong one."""


def unpacked(packed: bytes | None) -> "array[int]":
    """The ids of a value made by `PACKED`, in its order."""
    ids = array("I")
    ids.frombytes(packed or b"")
    if sys.byteorder == "little":
        ids.byteswap()
    return ids


def bitmap(packed: bytes | None) -> BitMap:
    """The ids of a value made by `PACKED`, as a set."""
    return BitMap(unpacked(packed))


def union(bitmaps: Iterable[BitMap]) -> BitMap:
    """What is in any of them; a new one, also of one."""
    return BitMap.union(BitMap(), *bitmaps)
