"""What a process keeps of what it made: values that never change, each under a name that says all it depends on."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Any

from django.conf import settings

_all: "list[Kept[Any]]" = []


def forget() -> None:
    """Makes everything anew, for measuring and for tests."""
    for kept in _all:
        kept.clear()


class Kept[T]:
    """The values used last, as many as weigh `most` together. They are shared between threads: never change one.

    Nothing is ever thrown away because it became old: a value's name holds the ids and numbers that it
    was made from, and what is newer has another name.
    """

    def __init__(self, most: int, weight: Callable[[T], int] = lambda _value: 1) -> None:
        self.most = most
        self.weight = weight
        self._values: OrderedDict[Hashable, T] = OrderedDict()
        self._weighs = 0
        self._lock = Lock()
        _all.append(self)

    def get(self, name: Hashable) -> T | None:
        with self._lock:
            if name not in self._values or settings.DEBUG:  # a template may have been changed
                return None
            self._values.move_to_end(name)
            return self._values[name]

    def keep(self, name: Hashable, value: T) -> T:
        """Keeps a value; one that is heavier than everything together may be is given back and forgotten."""
        weighs = self.weight(value)
        if weighs > self.most:
            return value
        with self._lock:
            if (before := self._values.pop(name, None)) is not None:
                self._weighs -= self.weight(before)
            self._values[name] = value
            self._weighs += weighs
            while self._weighs > self.most:
                _name, gone = self._values.popitem(last=False)
                self._weighs -= self.weight(gone)
        return value

    def got(self, name: Hashable, make: Callable[[], T]) -> T:
        """The value of a name, made where it is not there."""
        value = self.get(name)
        return self.keep(name, make()) if value is None else value

    def known(self, names: Iterable[Hashable]) -> dict[Hashable, T]:
        """Those of several that are there."""
        return {name: value for name in names if (value := self.get(name)) is not None}

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self._weighs = 0
