"""Files that can't be used as a whole: each is turned away with a reason, nothing of it is kept, no memory is eaten."""

import io
import tracemalloc
import zipfile
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from openpyxl import Workbook

from partnerships.desk.planning.sheets import limits
from partnerships.models import Activity, Partnership

from .files import bring, fates, problems, refusal, saved, tried, workbook

TOO_LARGE = str(limits.too_large())
HEAD = "Title,Start\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "This file is empty."),
        (b"\xef\xbb\xbf \r\n", "This file is empty."),
        (b"%PDF-1.7 and more", "This is a PDF."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "This is an old Excel file (.xls), or one with a password."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture."),
        (b"PK\x03\x04 and nothing more", "This file is damaged"),
        (b"Title,Start\nA\0visit,2014\n", "This is no text"),
        ("Title,Start\nA\0,2014".encode("utf-16"), "This is no text"),
        (b"Title,Start\nS\x81\x8d,2014\n", "The letters of this file can't be read."),
        (b"\xff\xfeT\x00i\x00t", "The letters of this file can't be read."),
        (b"Title,Start\n", "There are headings in this file, and no row below them."),
        (b"<html><table><tr><td>Title</td></tr></table>", "No headings of activities or figures were found."),
        (b"a,b\n1,2\n", "No headings of activities or figures were found."),
        (b"Kind,Start\nvisit,2014\n", "Columns are missing that new rows need: “Title”."),
        (b"Indicator,Note,Source\nGardens,x,y\n", "Columns are missing that new rows need: “Date”, “Value”."),
        (b"Title,Title\nA,B\n", "Two columns are called “Title”."),
        (b'Title,Start\n"' + b"x" * 200_000, "The quotes of this file don't fit together"),
    ],
)  # fmt: skip
def test_file_is_turned_away_with_a_reason(
    content: bytes, why: str, desk: Client, partnership: Partnership
) -> None:
    assert refusal(desk, partnership, content, "plan.xlsx").startswith(why)
    assert refusal(desk, partnership, content, "plan.csv").startswith(why)


def test_post_without_a_file_says_so(desk: Client, partnership: Partnership) -> None:
    answer = desk.post(f"/en/desk/partnerships/{partnership.slug}/sheets/")
    assert (answer.status_code, answer.context["problem"]) == (422, "Choose a file first.")


def test_reason_stands_at_the_field(desk: Client, partnership: Partnership) -> None:
    shown = bring(desk, partnership, b"").content.decode()
    assert 'aria-describedby="file-hint file-problem"' in shown
    assert 'id="file-problem" role="alert">This file is empty.</p>' in shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_letters_separators_and_line_ends_are_found_out(
    encoding: str, separator: str, end: str, desk: Client, partnership: Partnership
) -> None:
    rows = ("Título", "Início", "Fonte"), ("Visita à São João", "2014-07", "A, B; “C”")
    text = end.join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    trial = tried(desk, partnership, text.encode(encoding), "plan.csv")
    assert [row.form.changes for row in trial.rows if row.form] == [
        {"title": "Visita à São João", "starts": "2014-07", "source": "A, B; “C”"}
    ]
    named = {"cp1252": "Windows-1252", "utf-16": "UTF-16"}.get(encoding)
    assert [note.split(".")[0] for note in trial.opened.notes] == (
        [f"The letters were read as {named}"] if named else []
    )


def test_separator_that_excel_names_is_no_row(desk: Client, partnership: Partnership) -> None:
    trial = tried(desk, partnership, b"sep=;\nTitle;Start\nA;2014\n", "plan.csv")
    assert [(row.number, row.name) for row in trial.rows] == [(3, "A")]


def test_row_is_numbered_as_a_spreadsheet_program_does(desk: Client, partnership: Partnership) -> None:
    text = b'Our plan,\n\nTitle,Note\n"A\nvisit",x\n\nB,y\n'
    assert [row.number for row in tried(desk, partnership, text, "plan.csv").rows] == [4, 6]


# -- too large


def test_sheet_of_fifty_thousand_rows_is_turned_away(desk: Client, partnership: Partnership) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Activities")
    sheet.append(["Title", "Start"])
    for number in range(50_000):
        sheet.append([f"Visit {number}", "2014"])
    content = saved(book)
    assert refusal(desk, partnership, content) == TOO_LARGE
    assert "1,000 rows and 5 MB" in TOO_LARGE


def test_csv_of_fifty_thousand_rows_is_turned_away(desk: Client, partnership: Partnership) -> None:
    content = (HEAD + "".join(f"Visit {number},2014\n" for number in range(50_000))).encode()
    assert refusal(desk, partnership, content, "plan.csv") == TOO_LARGE


def test_as_many_rows_as_may_be_are_read_and_no_more(
    desk: Client, partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("partnerships.desk.planning.sheets.opening.ROWS", 3)
    rows = [("Title",), *[(f"Visit {number}",) for number in range(3)]]
    assert fates(tried(desk, partnership, workbook(Activities=rows))) == ["new"] * 3
    assert refusal(desk, partnership, workbook(Activities=[*rows, ("One more",)])) == TOO_LARGE
    assert refusal(desk, partnership, workbook(One=rows, Two=rows)) == TOO_LARGE


def test_file_beyond_the_megabytes_is_not_opened(
    desk: Client, partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("partnerships.desk.planning.sheets.sheet_views.opened", None)
    content = HEAD.encode() + b"x" * 5_000_000
    assert refusal(desk, partnership, content, "plan.csv") == TOO_LARGE


def _swollen(name: str, filling: bytes, size: int) -> bytes:
    """A workbook one part of which unfolds to `size` bytes."""
    return _with_part(name, filling * (size // len(filling)))


def _with_part(name: str, content: bytes) -> bytes:
    """A workbook with another part in the place of its own."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(Activities=[("Title",), ("A",)]))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            target.writestr(part.filename, content if part.filename == name else source.read(part))
    return out.getvalue()


def test_small_file_that_unfolds_to_gigabytes_is_not_unfolded(desk: Client, partnership: Partnership) -> None:
    content = _swollen("xl/worksheets/sheet1.xml", b" " * 1_000_000, 200_000_000)
    assert len(content) < 1_000_000
    tracemalloc.start()
    assert refusal(desk, partnership, content) == TOO_LARGE
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_part_that_unfolds_to_more_than_it_declares_is_not_read_to_its_end(
    desk: Client, partnership: Partnership
) -> None:
    content = _swollen("xl/worksheets/sheet1.xml", b" " * 1_000_000, 200_000_000)
    lying = content.replace((200_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lying != content
    tracemalloc.start()
    assert "spreadsheet" in refusal(desk, partnership, lying) or "damaged" in refusal(
        desk, partnership, lying
    )
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_row_beyond_the_last_one_is_not_waited_for(desk: Client, partnership: Partnership) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row>'
        b'<row r="9999999999"><c r="A9999999999" t="inlineStr"><is><t>A</t></is></c></row></sheetData></worksheet>'
    )
    assert refusal(desk, partnership, _with_part("xl/worksheets/sheet1.xml", sheet)) != ""


def test_entities_do_not_unfold(desk: Client, partnership: Partnership) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY l0 "ha">{laughs}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>'
    )
    content = _with_part("xl/worksheets/sheet1.xml", sheet.encode())
    assert refusal(desk, partnership, content).startswith("This file can't be read as an Excel workbook.")


@pytest.mark.parametrize("kind", ["ods", "docx"])
def test_other_files_in_a_zip_are_named(kind: str, desk: Client, partnership: Partnership) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if kind == "ods":
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("word/document.xml", "<x/>")
    why = {"ods": "This is an OpenDocument file.", "docx": "This is no spreadsheet."}[kind]
    assert refusal(desk, partnership, out.getvalue()).startswith(why)


def test_sheet_that_says_it_is_smaller_than_it_is_is_read_to_its_end(
    desk: Client, partnership: Partnership
) -> None:
    content = workbook(Activities=[("Title",), ("A",), ("A",)])
    source = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    lying = _with_part("xl/worksheets/sheet1.xml", source.replace(b'ref="A1:A3"', b'ref="A1:A2"'))
    assert zipfile.ZipFile(io.BytesIO(lying)).read("xl/worksheets/sheet1.xml") != source
    assert [row.name for row in tried(desk, partnership, lying).rows] == ["A", "A"]


def test_nothing_of_a_file_that_is_turned_away_is_kept(
    desk: Client, partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(cache, "set", lambda *args: kept.append(args))
    refusal(desk, partnership, b"a,b\n1,2\n", "plan.csv")
    assert (kept, Activity.objects.exists()) == ([], False)


def test_cell_that_is_too_long_is_refused_alone(desk: Client, partnership: Partnership) -> None:
    trial = tried(desk, partnership, f"Title,Start\n{'x' * 201},2014\nB,2014\n".encode(), "plan.csv")
    assert problems(trial) == [[("Title", "This is too long: at most 200 characters, now 201.")], []]
