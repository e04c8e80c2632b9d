"""Where the library reads: a copy of the database beside the primary one, when there is one.

Only what the public reads goes there. The desk, accounts and administration, and whoever writes, use the primary
one, so that nobody misses what they have just written. Without DATABASE_REPLICA_URL nothing of this is felt.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

REPLICA = "replica"

_reading: ContextVar[str] = ContextVar("reading", default=DEFAULT_DB_ALIAS)


@contextmanager
def library_reads() -> Iterator[None]:
    """Reads within go to the replica, where there is one; for a view, as a decorator."""
    before = _reading.set(REPLICA if REPLICA in connections.settings else DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        _reading.reset(before)


def reading() -> str:
    """The database that is read from here and now."""
    return _reading.get()


class _ReadingConnection:
    """Django's connection to the database that is read from: what `django.db.connection` is to the primary one."""

    def __getattr__(self, name: str) -> Any:
        return getattr(connections[reading()], name)


connection: Any = _ReadingConnection()


class LibraryReads:
    """Tells Django where its queries go."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return reading()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True  # both are of the same rows

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db != REPLICA
