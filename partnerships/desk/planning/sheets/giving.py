"""Taking a plan out: a workbook that says how it works, and each of its tables as CSV."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from peerlearn.editing.dates import PartialDateField
from peerlearn.editing.tables import Value, csv_lines, defused, heading_cell

from ..plans import Plan
from .explaining import LISTS, SHEET, explanation
from .layout import ACTIVITIES, MEASURED, TABLES, UID, Column, Table, sheet_title
from .limits import ROWS
from .vocabulary import Vocabulary, figures_of, is_choice, is_number

TEXT = "@"
"""The format of cells that a spreadsheet program leaves as they are typed: it takes 2014-07 for a day otherwise."""
_WIDTHS = {"title": 40, "text": 48, "methodology": 48, "note": 40, "source": 32, "objectives": 48, UID: 38}
_WIDTH = 18
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_PALE = Font(color="737373")


def rows_of(plan: Plan, table: Table, vocabulary: Vocabulary) -> Iterator[list[Value]]:
    """The cells of every record of a table that does not lie in the bin."""
    for record in records_of(plan, table):
        yield [vocabulary.cell(record, column) for column in table.columns]


def records_of(plan: Plan, table: Table) -> Any:
    if table is MEASURED:
        return figures_of(plan).filter(removed_at=None, indicator__removed_at=None)
    return plan.open_records(table.section).present()


def csv_of(plan: Plan, table: Table) -> str:
    headings = [column.title for column in table.columns]
    return "".join(csv_lines(headings, rows_of(plan, table, Vocabulary(plan))))


def workbook_of(plan: Plan) -> IO[bytes]:
    """A file that is gone once it is closed: how it works, a sheet for each table, what can be chosen."""
    book, vocabulary = Workbook(write_only=True), Vocabulary(plan)
    _explain(book, plan)
    lists = _lists(vocabulary)
    for table in TABLES:
        _fill(book, plan, table, vocabulary, lists)
    _list(book, lists)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book.save(file)
    file.seek(0)
    return file


def _explain(book: Any, plan: Plan) -> None:
    sheet = book.create_sheet(sheet_title(SHEET))
    sheet.column_dimensions["A"].width = 100
    day = date_format(timezone.localdate(), "DATE_FORMAT")
    head = _("%(plan)s: activities and figures, as of %(day)s")
    sheet.append([heading_cell(sheet, str(defused(head % {"plan": plan, "day": day})))])
    for line in explanation():
        sheet.append([])
        sheet.append([_cell(sheet, line)])


def _fill(book: Any, plan: Plan, table: Table, vocabulary: Vocabulary, lists: "Lists") -> None:
    sheet = book.create_sheet(sheet_title(table.title))
    sheet.freeze_panes = "B2"
    for number, column in enumerate(table.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = _WIDTHS.get(column.name, _WIDTH)
        if _is_as_typed(column):
            dimension.number_format = TEXT
        if column.name in lists and lists[column.name][1] and not column.field.many_to_many:
            sheet.data_validations.append(_drop_down(column, number, lists))
    sheet.append([heading_cell(sheet, column.title) for column in table.columns])
    for row in rows_of(plan, table, vocabulary):
        sheet.append([_cell(sheet, value, column) for value, column in zip(row, table.columns, strict=True)])


def _is_as_typed(column: Column) -> bool:
    return column.name == UID or isinstance(column.field, PartialDateField)


def _cell(sheet: Any, value: Value, column: Column | None = None) -> Any:
    cell = WriteOnlyCell(sheet, defused(value) if value != "" else None)
    if column is None or not is_number(column):
        cell.alignment = _WRAPPED
    if column and _is_as_typed(column):
        cell.number_format = TEXT
    if column and (column.name == UID or not column.is_read):
        cell.font = _PALE
    return cell


# -- what can be chosen

type Lists = Mapping[str, tuple[int, Sequence[str]]]
"""By the name of a column its place on the sheet of lists, and its words."""


def _lists(vocabulary: Vocabulary) -> Lists:
    """Of all columns in which something can be chosen; cities are the same in both of theirs."""
    columns = [column for table in (ACTIVITIES, MEASURED) for column in table.columns if is_choice(column)]
    chosen = {
        column.name: [str(defused(words)) for words in vocabulary.names(column).values()]
        for column in columns
        if column.name != "cities"
    }
    return {name: (place, words) for place, (name, words) in enumerate(chosen.items(), start=1)}


def _list(book: Any, lists: Lists) -> None:
    sheet = book.create_sheet(sheet_title(LISTS))
    columns = {**ACTIVITIES.by_name, **MEASURED.by_name}
    for name, (place, _words) in lists.items():
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 28)
    said = _("To choose from: %(column)s")  # not the heading itself: this is no table of records
    sheet.append([heading_cell(sheet, said % {"column": columns[name].title}) for name in lists])
    longest = max(len(words) for _place, words in lists.values())
    for number in range(longest):
        row = [words[number] if number < len(words) else None for _place, words in lists.values()]
        sheet.append([_cell(sheet, words) for words in row])


def _drop_down(column: Column, number: int, lists: Lists) -> DataValidation:
    place, words = lists[column.name]
    where, letter = get_column_letter(place), get_column_letter(number)
    return DataValidation(
        type="list",
        formula1=f"{quote_sheetname(sheet_title(LISTS))}!${where}$2:${where}${len(words) + 1}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=column.title[:32],
        error=_("Choose one of the list.")[:255],
        sqref=f"{letter}2:{letter}{ROWS + 1}",
    )
