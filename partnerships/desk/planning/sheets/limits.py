"""How much one file may bring, and why one is turned away as a whole."""

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROWS = 1_000
MEGABYTES = 5
UNPACKED = 30_000_000
"""Bytes that a workbook may unfold to: a small file can hold gigabytes."""
TOO_LARGE = _(
    "This is too large: a file may hold %(rows)s rows and %(megabytes)s MB. Split it, and bring in one part after the other."
)


def limits() -> dict[str, str]:
    """Both limits as they are written in the language being shown."""
    return {"rows": number_format(ROWS, force_grouping=True), "megabytes": str(MEGABYTES)}


class Unreadable(Exception):
    """Why nothing of a file can be read, in words."""

    def __init__(self, why: Promise | str) -> None:
        super().__init__(str(why))


def too_large() -> Unreadable:
    return Unreadable(TOO_LARGE % limits())
