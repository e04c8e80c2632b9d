"""The index in the memory of each process: what is published, at exactly the version that a reader sees.

An index never changes once made. A newer version is made from the last one by the rows that changed, in
milliseconds; the first one is built from the database, in about a second for 100,000 cases. A few past
ones are kept for requests that began before a publication and see the catalogue as it was then.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from . import changes
from .catalogues import CASES, LESSONS, Catalogue
from .holdings import Holdings, load
from .snapshot import however_long, once

KEPT = 8
"""Versions that a process remembers; they share whatever did not change between them."""


@dataclass(frozen=True)
class Index:
    """The catalogue at one version."""

    version: int
    cases: Holdings
    lessons: Holdings

    def of(self, catalogue: Catalogue) -> Holdings:
        return self.cases if catalogue is CASES else self.lessons


_kept: OrderedDict[int, Index] = OrderedDict()
_making = Lock()


def current() -> Index:
    """The index of the version that this transaction sees.

    With `one_snapshot` around it, what is read from the database afterwards belongs to the same version.
    """
    return once("index", _current)


def _current() -> Index:
    version = changes.version()
    return _kept.get(version) or _make(version)


def forget() -> None:
    """Builds the next index anew, for measuring and for tests."""
    with _making:
        _kept.clear()


def _make(version: int) -> Index:
    with _making, however_long():  # one thread makes it, the others find it
        while True:
            if version in _kept:
                return _kept[version]
            made = _followed(version) or Index(version, load(CASES.columns), load(LESSONS.columns))
            # Outside of a snapshot each query may see a later version: then what was read is of no version.
            seen = changes.version()
            if seen == version:
                break
            version = seen
        _kept[version] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return made


def _followed(version: int) -> Index | None:
    """The index of `version` made from the nearest one before it that is kept; None when none leads there."""
    base = changes.latest(_kept, version) if _kept else None
    touched = changes.touched(base, version) if base else None
    if base is None or touched is None:
        return None
    before = _kept[base]
    return Index(
        version,
        before.cases.replaced(CASES.columns, touched.listings) if touched.listings else before.cases,
        before.lessons.replaced(LESSONS.columns, touched.lessons) if touched.lessons else before.lessons,
    )
