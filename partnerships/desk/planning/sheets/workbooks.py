"""Reading a workbook: its sheets row by row, values and no formulas, within bounds."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from xml.etree.ElementTree import iterparse

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from .cells import Cell, Odd, Row, day_of, is_empty
from .limits import UNPACKED, Unreadable, too_large

LAST_ROW = 1_048_576
"""Of a sheet; a file that names a later one is not a workbook of any program."""
LAST_COLUMN = 200
WRITTEN = 50_000
"""Rows with anything in them, be it a border, before a sheet is given up."""
PARTS = 1_000
MERGES = 1_000
_MERGED = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook that is open."""

    source: Any
    name: str
    is_hidden: bool

    def rows(self) -> Iterator[Row]:
        """The rows that are not empty. Merged cells are read as they come."""
        written = 0
        for number, cells in enumerate(self.source.iter_rows(), start=1):
            written += bool(cells)
            if number > LAST_ROW or written > WRITTEN:
                raise too_large()
            read = [_cell(cell) for cell in cells[:LAST_COLUMN]]
            if not all(map(is_empty, read)):
                yield number, read

    def merges(self) -> list[tuple[int, int, int, int]]:
        """First column, first row, last column and last row of what is merged. The library does not say while it
        reads row by row."""
        found = []
        with self.source.parent._archive.open(self.source._worksheet_path) as part:
            for _event, element in iterparse(part):  # noqa: S314 - expat bounds what entities unfold to
                if element.tag == _MERGED:
                    found.append(range_boundaries(element.get("ref")))
                element.clear()
        if len(found) > MERGES:
            raise Unreadable(_("Too many cells are merged in this file. Undo the merges first."))
        return found


def sheets_of(content: bytes) -> list[Sheet]:
    """The sheets of a workbook. Raises Unreadable, or anything else where the file is broken."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    names = {part.filename for part in parts}
    if "mimetype" in names:
        raise Unreadable(_("This is an OpenDocument file. Save it as Excel workbook (.xlsx) or as CSV."))
    if not any(name.startswith("xl/") for name in names):
        raise Unreadable(_("This is no spreadsheet. Bring an Excel workbook (.xlsx) or a CSV file."))
    # what a part declares is all that is ever read of it
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise too_large()
    book: Any = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    return [_sheet(source) for source in book.worksheets]


def _sheet(source: Any) -> Sheet:
    source.reset_dimensions()  # what a file says of its size need not be true
    return Sheet(source, str(source.title), source.sheet_state != "visible")


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Odd.FORMULA
    if cell.data_type == "e":
        return Odd.ERROR
    if isinstance(value, date):
        return day_of(value, str(cell.number_format))
    if isinstance(value, bool | time | timedelta):
        return str(value)
    return value if isinstance(value, int | float) else str(value)


def without_merged(rows: Iterator[Row], sheet: Sheet, head: int) -> Iterator[Row]:
    """The rows below the heading, with what is merged marked: nobody knows what belongs into which of these cells."""
    merges = [found for found in sheet.merges() if found[3] > head]
    for number, cells in rows:
        for left, top, right, bottom in merges:
            if top <= number <= bottom:
                for place in range(left - 1, min(right, len(cells))):
                    cells[place] = Odd.MERGED
        yield number, cells
