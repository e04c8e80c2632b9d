"""The trial of a file: what would become of each row, by the rules of the desk's own forms. Nothing is written."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from peerlearn.editing.conflicts import mark
from peerlearn.editing.uids import uid_of

from ....models import Measurement
from ..plans import Plan
from ..records import RecordForm
from .asking import Wrong, asked, is_ambiguous, is_as_given
from .cells import Cell, Odd, is_empty, text_of
from .fates import Fate, TriedRow, fill
from .layout import MEASURED, UID, Column, Table
from .likeness import Likenesses
from .opening import Opened, Read
from .showing import name_of
from .vocabulary import Vocabulary, figures_of, is_choice

INDICATOR = "indicator"
type Cells = dict[str, Cell]


class Trial:
    """All rows of a file against a plan as it is now. `upload` names the new records, so that a file that is sent
    twice is written once."""

    def __init__(self, plan: Plan, opened: Opened, upload: UUID) -> None:
        self.plan, self.opened, self.upload = plan, opened, upload
        self.vocabulary = Vocabulary(self.plan)
        self.ambiguous: list[str] = []
        """Figures that are others in another language, as they were written."""
        self._fields: dict[str, dict[str, forms.Field]] = {}
        """Those of the first form of each table, for the others."""
        self.rows = [row for read in opened.tables for row in self._tried(read)]

    def of(self, fate: str) -> list[TriedRow]:
        return [row for row in self.rows if row.fate == fate]

    @cached_property
    def importable(self) -> list[TriedRow]:
        return [*self.of(Fate.NEW), *self.of(Fate.CHANGED)]

    @cached_property
    def refused(self) -> list[TriedRow]:
        return self.of(Fate.REFUSED)

    @cached_property
    def mark(self) -> str:
        """What names this outcome, in a form: with any other, nothing is imported."""
        return mark([row.trace for row in self.rows])

    # -- what is there

    @cached_property
    def _records(self) -> dict[str, dict[UUID, Any]]:
        """All records of the tables that were read, those in the bin as well, by their identifiers."""
        found = {}
        for table in {read.table.name: read.table for read in self.opened.tables}.values():
            records: Any = (
                figures_of(self.plan) if table is MEASURED else self.plan.open_records(table.section)
            )
            found[table.name] = {record.uid: record for record in records}
        return found

    @cached_property
    def _likenesses(self) -> Likenesses:
        return Likenesses(record for records in self._records.values() for record in records.values())

    @cached_property
    def _counted(self) -> Counter[tuple[str, UUID | None]]:
        """How often an identifier stands in the rows of a table."""
        return Counter(
            (read.table.name, _uid_in(cells)) for read in self.opened.tables for _number, cells in read.rows
        )

    @cached_property
    def _plans(self) -> dict[str, Plan]:
        """The plan with each indicator, by its identifier."""
        plans = {}
        for indicator in self.vocabulary.indicators:
            plans[str(indicator.uid)] = plan = Plan(self.plan.owner.record, indicator)
            plan.work_plan = self.plan.work_plan
        return plans

    # -- one row after the other

    def _tried(self, read: Read) -> Iterator[TriedRow]:
        for number, cells in read.rows:
            uid = _uid_in(cells)
            own = uid or uuid5(self.upload, f"{read.table.name}/{read.sheet}/{number}")
            record = self._records[read.table.name].get(own)
            row = TriedRow(read.table, read.sheet, number, name_of(read.table, cells, record))
            if why := self._why_not(read.table, cells, uid, record):
                row.refuse(read.table.by_name[UID], why)
            else:
                self._try(row, cells, own, record)
            yield row

    def _why_not(self, table: Table, cells: Cells, uid: UUID | None, record: Any) -> str:
        """Why the record that a row names can't be changed by it."""
        if is_empty(cells.get(UID)):
            return ""
        if uid is None:
            return _("This is no identifier. Leave the cell empty for a new row.")
        if self._counted[table.name, uid] > 1:
            return _("Several rows have this identifier. A copied row needs none: leave its cell empty.")
        if record is None:
            return _("This plan has nothing with this identifier. Leave the cell empty for a new row.")
        if record.removed_at or (table is MEASURED and record.indicator.removed_at):
            return _("This was removed. Bring it back from the removed items first.")
        return ""

    def _try(self, row: TriedRow, cells: Cells, uid: UUID, record: Any) -> None:
        given = {
            name: cell
            for name, cell in cells.items()
            if name != UID and self._says_something(row.table.by_name[name], cell, record)
        }
        if record and not given:
            return
        plan = self._plan_of(row, given, record) if row.table is MEASURED else self.plan
        if plan is None:
            return
        fields = self._fields.get(row.table.name)
        row.form = RecordForm(uid, row.table.model, plan, record=record, fields=fields)
        self._fields[row.table.name] = row.form.fields
        values = self._asked(row, {name: cell for name, cell in given.items() if name != INDICATOR})
        fill(row, values)
        if isinstance(record, Measurement) and record.state == Measurement.State.APPROVED:
            row.lock()
        if row.fate == Fate.NEW:
            row.likeness = self._likenesses.of(row.form)

    def _says_something(self, column: Column, cell: Cell, record: Any) -> bool:
        """Whether a cell differs from what stands in its record; of a new one, whether there is anything."""
        field = column.field
        if is_empty(cell) and (record is None or (field.choices and not field.blank)):
            return False
        if record is None:
            return True
        if is_as_given(cell, self.vocabulary.cell(record, column), column):
            return False
        return not (is_choice(column) and self._is_given_elsewhere(cell, column, record))

    def _is_given_elsewhere(self, cell: Cell, column: Column, record: Any) -> bool:
        """Whether it is what stands there in another language."""
        for language in settings.INTERFACE_LANGUAGES:
            with override(language):
                if is_as_given(cell, self.vocabulary.cell(record, column), column):
                    return True
        return False

    def _plan_of(self, row: TriedRow, given: Cells, record: Any) -> Plan | None:
        """The plan with the indicator of a figure; a figure stays with the one that it has."""
        column = row.table.by_name[INDICATOR]
        own = str(record.indicator.uid) if record else ""
        if INDICATOR not in given and not record:
            row.refuse(column, _("This is needed."))
            return None
        try:
            key = (
                next(iter(asked(given[INDICATOR], column, self.vocabulary)), "")
                if INDICATOR in given
                else own
            )
        except Wrong as wrong:
            row.refuse(column, str(wrong))
            return None
        if own and key != own:
            row.refuse(column, _("A figure stays with its indicator. Write a new row for another one."))
            return None
        return self._plans[key]

    def _asked(self, row: TriedRow, given: Cells) -> dict[str, list[str]]:
        """What a form would be sent; what can't be taken is a problem of the row."""
        values = {}
        for name, cell in given.items():
            column = row.table.by_name[name]
            try:
                values[name] = asked(cell, column, self.vocabulary)
            except Wrong as wrong:
                row.refuse(column, str(wrong))
            if is_ambiguous(cell, column):
                self.ambiguous.append(text_of(cell))
        return values


def _uid_in(cells: Cells) -> UUID | None:
    cell = cells.get(UID)
    return None if isinstance(cell, Odd) else uid_of(text_of(cell).strip())
