"""What a cell holds as it comes in, and what is wrong with some before anybody reads them."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum

from django.utils.translation import gettext_lazy as _


class Odd(Enum):
    """A cell that can't be taken for what it shows."""

    FORMULA = "formula"
    ERROR = "error"
    MERGED = "merged"


WHY_ODD = {
    Odd.FORMULA: _("A formula stands here, and nothing is calculated. Write its value in its place."),
    Odd.ERROR: _("The spreadsheet program shows an error here."),
    Odd.MERGED: _(
        "This cell is merged with others. Undo the merge, and write into each cell what belongs there."
    ),
}

type Cell = str | int | float | Odd | None
"""Nothing in it is None; a date is text already, as precise as it was shown."""
type Row = tuple[int, list[Cell]]
"""Its number as the spreadsheet program shows it, and its cells."""


_ASIDE = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.')
"""What stands in a format beside its letters: languages, words in quotes."""


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text_of(cell: Cell) -> str:
    """A cell as text. Of a number so many digits as spreadsheet programs show; with three decimals it gets a fourth,
    so that nobody takes its point for that of thousands."""
    if isinstance(cell, float):
        return _number(cell)
    return cell.replace("\r\n", "\n") if isinstance(cell, str) else "" if cell is None else str(cell)


def _number(cell: float) -> str:
    try:
        written = format(Decimal(format(cell, ".15g")), "f")
    except InvalidOperation:
        return str(cell)
    whole, _point, decimals = written.partition(".")
    return f"{whole}.{decimals}0" if len(decimals) == 3 else written


def day_of(value: date, shown_as: str) -> str:
    """A date as precise as the format of its cell shows it: "mmm-yy" shows a month, "yyyy" a year."""
    day = value.date() if isinstance(value, datetime) else value
    shown = _ASIDE.sub("", shown_as).lower()
    if "d" in shown or "y" not in shown:
        return day.isoformat()
    return day.isoformat()[:7] if "m" in shown else day.isoformat()[:4]
