"""One state of the database for everything that a page reads, whatever is published meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

from peerlearn.replica import connection, reading

LONGEST_QUERY = "1s"
"""What a query may take when the public reads: whatever is asked for, nobody waits long, nor makes others wait."""
_known: ContextVar[dict[str, Any] | None] = ContextVar("known", default=None)
"""What is known already of the state that is being read; None outside of a snapshot."""


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Reads within see one state of the database, none takes longer than it may, and nothing can be written; for a
    view, as a decorator.

    Inside of a transaction that has begun already, that one's rules go on.
    """
    begun = _known.set({}) if _known.get() is None else None
    try:
        if connection.in_atomic_block:
            yield
            return
        with transaction.atomic(using=reading()):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;"
                    f"SET LOCAL statement_timeout = '{LONGEST_QUERY}'"
                )
            yield
    finally:
        if begun:
            _known.reset(begun)


@contextmanager
def however_long() -> Iterator[None]:
    """Queries within take their time: for what is read once and then kept, or else no page would ever come."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('statement_timeout'), set_config('statement_timeout', '0', true)"
        )
        before, _now = cursor.fetchone()
        yield
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])


def once[T](name: str, ask: Callable[[], T]) -> T:
    """What `ask` gives, asked once in a snapshot; outside of one, asked each time."""
    known = _known.get()
    if known is None:
        return ask()
    if name not in known:
        known[name] = ask()
    answer: T = known[name]
    return answer
