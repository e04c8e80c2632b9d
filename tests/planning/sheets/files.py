"""Files as people bring them, and what the desk makes of them."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from partnerships.desk.planning.sheets.trying import Trial
from partnerships.models import Partnership

type Cells = Sequence[Any]


def workbook(**sheets: Iterable[Cells]) -> bytes:
    """An .xlsx with these sheets; a text that begins with = is a formula, as in the library."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def bring(desk: Client, partnership: Partnership, content: bytes, name: str = "plan.xlsx") -> Any:
    """The answer to a file that is brought."""
    address = reverse("planning:sheets", args=[partnership.slug])
    return desk.post(address, {"file": SimpleUploadedFile(name, content)})


def refusal(desk: Client, partnership: Partnership, content: bytes, name: str = "plan.xlsx") -> str:
    """Why a file is turned away as a whole."""
    answer = bring(desk, partnership, content, name)
    assert answer.status_code == 422, answer.status_code
    return str(answer.context["problem"])


def trial_page(desk: Client, partnership: Partnership, content: bytes, name: str = "plan.xlsx") -> Any:
    answer = bring(desk, partnership, content, name)
    assert answer.status_code == 302, answer.context["problem"]
    page: Any = desk.get(answer["Location"])
    assert page.status_code == 200
    page.address = answer["Location"]
    return page


def tried(desk: Client, partnership: Partnership, content: bytes, name: str = "plan.xlsx") -> Trial:
    """The trial as its page shows it."""
    trial: Trial = trial_page(desk, partnership, content, name).context["trial"]
    return trial


def tried_csv(desk: Client, partnership: Partnership, text: str) -> Trial:
    return tried(desk, partnership, text.encode(), "plan.csv")


def fates(trial: Trial) -> list[str]:
    return [str(row.fate) for row in trial.rows]


def problems(trial: Trial) -> list[list[tuple[str, str]]]:
    """What is wrong with each row: the column and why."""
    return [[(problem.column, problem.why) for problem in row.problems] for row in trial.rows]


def changes(trial: Trial) -> list[dict[str, tuple[str, str]]]:
    """What would change in each row, before and after."""
    return [{change.label: (change.before, change.after) for change in row.changes} for row in trial.rows]


def agree(desk: Client, page: Any, **more: str) -> Any:
    """Says on the page of a trial that the rows may come."""
    return desk.post(page.address, {"seen": page.context["trial"].mark, **more})


def bring_in(desk: Client, partnership: Partnership, content: bytes, name: str = "plan.xlsx") -> Any:
    return agree(desk, trial_page(desk, partnership, content, name))
