"""Which cases and lessons share the most themes with one."""

from collections.abc import Iterable

from pyroaring import BitMap

from .holdings import Holdings


def sharing_most(holdings: Holdings, themes: Iterable[str], among: BitMap, number: int) -> list[int]:
    """The rows (ids) of `among` that share the most of `themes`, at least one; the newest first among equals."""
    sharing: list[BitMap] = []  # those that share at least one, at least two, ...
    for theme in themes:
        having = among & holdings.having("theme", [theme])
        more = [having, *(at_least & having for at_least in sharing)]
        sharing = [
            (sharing[count] | rows) if count < len(sharing) else rows
            for count, rows in enumerate(more)
            if rows
        ]
    found: list[int] = []
    passed = BitMap()
    for rows in reversed(sharing):
        found += holdings.newest(rows - passed, number - len(found))
        if len(found) == number:
            break
        passed = rows  # who shares more is among those who share less
    return found
