"""What words were found to match, kept and followed like the index: the commonest word costs its first search only.

A match is kept with the version that it is of. At a newer one only the rows that changed since are asked again,
whether they have the words; that is as exact as asking all of them, and as quick as few rows are.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from threading import Lock

from pyroaring import BitMap

from . import changes

KEPT = 256
"""Matches that a process remembers; of 100,000 cases the largest takes 70 KB."""

type Ask = Callable[[Collection[int]], BitMap]
"""Gives those of the rows named that match."""

_kept: OrderedDict[Hashable, tuple[int, BitMap]] = OrderedDict()
_lock = Lock()


def known(name: Hashable, of: str, ask: Ask) -> BitMap | None:
    """The rows that match at the version that this transaction sees; None when that isn't known.

    `name` says what was asked, `of` whose rows these are: "listings" or "lessons".
    """
    version = changes.version()
    with _lock:
        if name not in _kept:
            return None
        _kept.move_to_end(name)
        since, rows = _kept[name]
    if since == version:
        return rows
    touched = changes.touched(since, version) if since < version else None
    if touched is None:
        return None
    changed: Collection[int] = getattr(touched, of)
    return keep(name, version, (rows - BitMap(changed)) | ask(changed) if changed else rows)


def keep(name: Hashable, version: int, rows: BitMap) -> BitMap:
    """Remembers a match; an older one never takes the place of a newer one."""
    with _lock:
        if version and (name not in _kept or _kept[name][0] < version):
            _kept[name] = version, rows
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return rows


def forget() -> None:
    """Asks anew, for measuring and for tests."""
    with _lock:
        _kept.clear()
