"""What a cell says, put as the form of the desk would be sent it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from peerlearn.editing.dates import PartialDateField
from peerlearn.editing.tables import Value, defused, undefused

from .cells import WHY_ODD, Cell, Odd, text_of
from .layout import Column, plainly
from .vocabulary import Vocabulary, is_choice, is_number

LISTED = 12
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?(\.0+)?$")
_EITHER = re.compile(r"-?\d{1,3}[.,]\d{3}")
"""A figure whose mark may part decimals or thousands."""


class Wrong(Exception):
    """Why a cell can't be taken, in words."""


def is_as_given(cell: Cell, given: Value, column: Column) -> bool:
    """Whether a cell holds what was given out for the record: then nobody changed it, whatever a form would say."""
    if isinstance(cell, Odd):
        return False
    if isinstance(cell, int | float) and is_number(column):
        return given is not None and Decimal(str(given)) == Decimal(text_of(cell))
    return text_of(cell) == ("" if given is None else str(defused(given)))


def asked(cell: Cell, column: Column, vocabulary: Vocabulary) -> list[str]:
    """The values that a form would be sent. Raises Wrong."""
    if isinstance(cell, Odd):
        raise Wrong(str(WHY_ODD[cell]))
    words = undefused(text_of(cell)).strip()
    if is_choice(column):
        return _chosen(words, column, vocabulary)
    if isinstance(column.field, PartialDateField):
        return [_MIDNIGHT.sub("", words)]
    return [words]


def is_ambiguous(cell: Cell, column: Column) -> bool:
    """Whether it depends on the language of the page what figure this is."""
    return (
        is_number(column)
        and isinstance(cell, str)
        and bool(_EITHER.fullmatch("".join(undefused(cell).split())))
    )


def _chosen(words: str, column: Column, vocabulary: Vocabulary) -> list[str]:
    keys = vocabulary.keys(column)
    found = []
    for part in _parts(words, keys) if column.field.many_to_many else [words] if words else []:
        if plainly(part) not in keys:
            raise Wrong(_not_one_of(part, list(vocabulary.names(column).values())))
        found.append(keys[plainly(part)])
    return found


def _parts(words: str, keys: Any) -> list[str]:
    """Several names: a line for each, or a semicolon between them where that is no part of a name."""
    lines = [line.strip() for line in words.split("\n")]
    parts = [part for line in lines for part in ([line] if plainly(line) in keys else line.split(";"))]
    return [part.strip() for part in parts if part.strip()]


def _not_one_of(words: str, names: Sequence[str]) -> str:
    shown = Truncator(words).chars(60)
    if not names:
        return _("“%(words)s”: the plan has nothing yet that could be named here.") % {"words": shown}
    listed = [Truncator(name).chars(60) for name in names[:LISTED]]
    more = " …" if len(names) > LISTED else ""
    said = _("“%(words)s” is not one of these: %(names)s.")
    return said % {"words": shown, "names": ", ".join(listed) + more}
