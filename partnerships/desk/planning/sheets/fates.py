"""A row that was tried, and its fate; filling the form of its record."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from ..records import RecordForm
from .layout import Column, Table
from .showing import Change, changes_of


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Problem:
    """Why a row is refused; what is about the whole row names no column."""

    column: str
    why: str


@dataclass
class TriedRow:
    """One row, and what would become of it."""

    table: Table
    sheet: str
    number: int
    name: str
    form: RecordForm | None = None
    problems: list[Problem] = field(default_factory=list)
    likeness: str = ""
    """Of a new row, what it may be a copy of."""

    @property
    def fate(self) -> Fate:
        if self.problems:
            return Fate.REFUSED
        if self.form is None or not self.form.changes:
            return Fate.SAME
        return Fate.NEW if self.form.is_new else Fate.CHANGED

    @property
    def trace(self) -> list[Any]:
        """What names its fate: also what was stored when it was decided."""
        form = self.form
        written = [[name, form.stored[name], value] for name, value in form.changes.items()] if form else []
        return [self.table.name, self.sheet, self.number, self.fate, written, len(self.problems)]

    @cached_property
    def changes(self) -> list[Change]:
        """What of its record would change, as the page shows it."""
        return changes_of(self.form) if self.form and not self.problems else []

    def refuse(self, column: Column | None, why: str) -> None:
        self.problems.append(Problem(column.title if column else "", why))

    def lock(self) -> None:
        """What is approved stays, whatever else would be wrong with the row."""
        if self.problems or (self.form and self.form.changes):
            self.problems = []
            self.refuse(
                None,
                _(
                    "This figure is approved and locked. A correction is a new entry: press “Correct” beside it at the desk."
                ),
            )


def fill(row: TriedRow, values: dict[str, list[str]]) -> None:
    """Sends the form of a row these values, and no others: what has no column stays as it is."""
    form = row.form
    assert form is not None
    sent = {name: value for name, value in values.items() if name in form.fields}
    form.marks = {name: form.marks[name] for name in sent}  # boxes count as sent wherever there is a mark
    form.data = MultiValueDict({form.add_prefix(name): value for name, value in sent.items()})
    form.is_bound = True
    wrong = {problem.column for problem in row.problems}
    for name, said in form.errors.items():
        row.refuse(row.table.by_name.get(name), " ".join(map(str, said)))
    for column in row.table.needed:
        is_empty = not "".join(values.get(column.name, ["" if form.is_new else "-"]))
        if column.name in form.fields and is_empty and column.title not in wrong:
            row.refuse(column, _("This is needed."))
