"""Tables as spreadsheets read them: CSV as it comes, XLSX as a file. No cell of theirs is a formula."""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_000
"""Characters; a cell of a spreadsheet holds 32,767."""
WIDTH = 24

type Value = str | int | Decimal | date | None

_FORMULA = re.compile(r"(^\s*|[;\t\r\n])([=+\-@＝＋－＠])")
"""What begins a formula: at the start of a cell, or where a program may begin another one."""
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DEFUSED = re.compile(r"(^\s*|[;\t\r\n])'([=+\-@＝＋－＠])")


def defused(value: Value) -> Value:
    """A cell that no spreadsheet takes for a formula: an apostrophe says that it is text."""
    if not isinstance(value, str):
        return value
    text = _NOT_IN_XML.sub("", value)[:LONGEST_CELL]
    text = _FORMULA.sub(r"\1'\2", text)
    return f"'{text}" if text[:1] in ("\t", "\r", "\n") else text


def undefused(text: str) -> str:
    """What was written before it was defused, as far as can be told."""
    text = text[1:] if text[:1] == "'" and text[1:2] in ("\t", "\r", "\n") else text
    return _DEFUSED.sub(r"\1\2", text)


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The lines of a CSV file in UTF-8; the mark at its start tells spreadsheets so."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_NONNUMERIC)
    yield "\ufeff" + writer.writerow([str(heading) for heading in headings])
    for row in rows:
        yield writer.writerow([defused(value) for value in row])


def xlsx_file(title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> IO[bytes]:
    """A workbook of one sheet, written row by row into a file that is gone once it is closed."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([heading_cell(sheet, str(heading)) for heading in headings])
    for row in rows:
        sheet.append([defused(value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book.save(file)
    file.seek(0)
    return file


def heading_cell(sheet: Any, heading: str) -> Any:
    """The cell of a heading of a sheet that is written row by row."""
    cell = WriteOnlyCell(sheet, heading)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
