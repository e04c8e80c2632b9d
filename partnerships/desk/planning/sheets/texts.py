"""Reading a CSV file, whatever it was saved by: its letters, what parts its columns, its rows."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .cells import Cell, Odd, Row
from .limits import Unreadable

SEPARATORS = (",", ";", "\t")
_SAID = re.compile(r"\ufeff?sep=([,;\t])\r?\n?")
"""A first line by which Excel is told what parts the columns."""


def letters_of(content: bytes) -> tuple[str, str]:
    """The text of a file, and what its letters are written in. Raises Unreadable."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16")):
        if content.startswith(mark):
            return _decoded(content, encoding), encoding
    if b"\0" in content:
        raise Unreadable(
            _("This is no text: it has characters of no meaning (NUL) in it. Save it as CSV in UTF-8.")
        )
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return _decoded(content, "Windows-1252"), "Windows-1252"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(_("The letters of this file can't be read. Save it as CSV in UTF-8.")) from error
    if "\0" in text:
        raise Unreadable(
            _("This is no text: it has characters of no meaning (NUL) in it. Save it as CSV in UTF-8.")
        )
    return text


def rows_of_text(text: str, separator: str) -> Iterator[Row]:
    """The rows that are not empty. Raises Unreadable where the quotes of a file don't fit together."""
    said = _SAID.match(text)
    lines = io.StringIO(text[said.end() :] if said else text, newline="")
    reader = csv.reader(lines, delimiter=said[1] if said else separator)
    try:
        for number, cells in enumerate(reader, start=2 if said else 1):
            if any(map(str.strip, cells)):
                yield number, [_cell(cell) for cell in cells]
    except csv.Error as error:
        raise Unreadable(
            _(
                "The quotes of this file don't fit together, or a cell of it is far too long. Save it anew as CSV."
            )
        ) from error


def _cell(written: str) -> Cell:
    return Odd.FORMULA if written.startswith("=") else written
