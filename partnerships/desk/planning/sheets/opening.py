"""Opening what somebody brought: what kind of file it is, which tables are in it, their rows."""

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .cells import Cell, Row, is_empty
from .explaining import LISTS, SHEET
from .headings import Head, headed
from .layout import ACTIVITIES, MEASURED, Table, in_all_languages, sheet_title
from .limits import MEGABYTES, ROWS, Unreadable, too_large
from .texts import SEPARATORS, letters_of, rows_of_text
from .workbooks import sheets_of, without_merged

_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", gettext_lazy("This is an old Excel file (.xls), or one with a password. Save it as Excel workbook (.xlsx), without password.")),
    (b"%PDF", gettext_lazy("This is a PDF. Bring the spreadsheet that it was made of.")),
    (b"\xff\xd8\xff", gettext_lazy("This is a picture. Bring an Excel workbook (.xlsx) or a CSV file.")),
    (b"\x89PNG", gettext_lazy("This is a picture. Bring an Excel workbook (.xlsx) or a CSV file.")),
)  # fmt: skip


@dataclass(frozen=True)
class Read:
    """The rows of one table as they came in."""

    head: Head
    sheet: str
    """Its name; a CSV file has none."""
    rows: list[tuple[int, dict[str, Cell]]]
    """The number of each, and its cells by the name of their columns."""

    @property
    def table(self) -> Table:
        return self.head.table


@dataclass
class Opened:
    """What a file holds for a plan; `notes` say what was passed over and how it was read."""

    tables: list[Read] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def opened(content: bytes) -> Opened:
    """Raises Unreadable, saying why nothing of the file can be used."""
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(_("This file is empty."))
    if len(content) > MEGABYTES * 1_000_000:
        raise too_large()
    for beginning, why in _OTHER_KINDS:
        if content.startswith(beginning):
            raise Unreadable(why)
    found = _workbook(content) if content.startswith(b"PK") else _text(content)
    if not any(read.rows for read in found.tables):
        raise Unreadable(_("There are headings in this file, and no row below them."))
    if sum(len(read.rows) for read in found.tables) > ROWS:
        raise too_large()
    return found


def _workbook(content: bytes) -> Opened:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library says what it leaves out of a file, to nobody
            return _sheets(content)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, EOFError) as error:
        raise Unreadable(_("This file is damaged: only a part of it arrived. Bring it again.")) from error
    except Exception as error:  # a broken workbook ends in whatever the library stumbles over
        raise Unreadable(
            _(
                "This file can't be read as an Excel workbook. Open it in a spreadsheet program, and save it anew as .xlsx."
            )
        ) from error


def _sheets(content: bytes) -> Opened:
    result, incomplete = Opened(), []
    own = {sheet_title(words) for title in (SHEET, LISTS) for words in in_all_languages(title)}
    for sheet in sheets_of(content):
        if sheet.name in own:
            continue
        if sheet.is_hidden:
            result.notes.append(_("The hidden sheet “%(sheet)s” was not read.") % {"sheet": sheet.name})
            continue
        head, rows = headed(sheet.rows())
        if head is None:
            result.notes.append(
                _("The sheet “%(sheet)s” was not read: its columns are not those of activities or figures.")
                % {"sheet": sheet.name}
            )
        elif head.missing:
            incomplete.append(_missing(head, sheet.name))
        else:
            _take(result, head, sheet.name, without_merged(rows, sheet, head.number))
    if not result.tables:
        raise Unreadable(incomplete[0] if incomplete else _no_headings())
    result.notes += incomplete
    return result


def _text(content: bytes) -> Opened:
    text, letters = letters_of(content)
    result = Opened()
    head, rows = max(
        (headed(rows_of_text(text, separator)) for separator in SEPARATORS),
        key=lambda found: len(found[0].columns) if found[0] else 0,
    )
    if head is None:
        raise Unreadable(_no_headings())
    if head.missing:
        raise Unreadable(_missing(head, ""))
    if letters != "UTF-8":
        said = _(
            "The letters were read as %(encoding)s. If accents look wrong, save the file as CSV in UTF-8."
        )
        result.notes.append(said % {"encoding": letters})
    _take(result, head, "", rows)
    return result


def _take(result: Opened, head: Head, sheet: str, rows: Iterator[Row]) -> None:
    if head.twice:
        said = _("Two columns are called “%(column)s”. Leave one of them.")
        raise Unreadable(said % {"column": head.twice[0]})
    read = Read(head, sheet, [])
    for number, cells in rows:
        named = {
            column.name: cells[place] if place < len(cells) else None
            for place, column in head.columns.items()
            if column.is_read
        }
        if all(map(is_empty, named.values())):
            continue
        read.rows.append((number, named))
        if len(read.rows) > ROWS:
            raise too_large()
    result.tables.append(read)
    if head.unknown:
        said = _("Columns that a plan does not have were passed over: %(columns)s.")
        result.notes.append(said % {"columns": ", ".join(head.unknown[:12])})


def _missing(head: Head, sheet: str) -> str:
    columns = ", ".join(f"“{column.title}”" for column in head.missing)
    if sheet:
        said = _("The sheet “%(sheet)s” lacks columns that new rows need: %(columns)s.")
        return said % {"sheet": sheet, "columns": columns}
    return _("Columns are missing that new rows need: %(columns)s.") % {"columns": columns}


def _no_headings() -> str:
    said = _(
        "No headings of activities or figures were found. A table of activities has at least “%(title)s”; one of figures "
        "%(figures)s. Take the plan out first, to see how it looks."
    )
    figures = ", ".join(f"“{column.title}”" for column in MEASURED.needed)
    return said % {"title": ACTIVITIES.needed[0].title, "figures": figures}
