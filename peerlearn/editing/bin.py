"""How long a bin keeps what was removed."""

from datetime import datetime, timedelta
from math import ceil

KEPT = timedelta(days=30)
"""A trigger of the database counts the same days for the revisions of a case."""


def days_left(removed_at: datetime, *, now: datetime) -> int:
    """Whole days, the one that has begun included."""
    return max(1, ceil((removed_at + KEPT - now) / timedelta(days=1)))
