"""The form of one section of a plan: its records in their order, with the buttons that add, move and remove."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.forms import Media
from django.utils.functional import Promise

from peerlearn.editing.arranging import as_arranged
from peerlearn.editing.uids import uids_of

from ...models import Indicator, Measurement
from .plans import Plan
from .records import RecordForm
from .sections import Section

NOBODY = UUID(int=0)
"""The identifier in a record that is there to be copied."""


class PlanForm:
    """All forms of a section. `blank` is the UUID of a new record to show at the end, `opened` one to unfold."""

    is_repeated = True
    is_translation = False
    takes_pictures = False

    def __init__(
        self,
        plan: Plan,
        section: Section,
        *,
        blank: UUID | None = None,
        opened: UUID | None = None,
        data: Any = None,
        files: Any = None,
    ) -> None:
        self.plan, self.section = plan, section
        self.blank, self.opened = blank, opened
        self.data, self.files = data, files
        self.in_order_of_dates = not section.is_ordered

    @property
    def written_in(self) -> str:
        return self.plan.language

    @property
    def add_label(self) -> Promise | str:
        return self.section.add

    @cached_property
    def records(self) -> dict[UUID, Any]:
        """The records as they are stored, those in the bin only when they were posted."""
        every = {record.uid: record for record in self.plan.open_records(self.section)}
        return {uid: each for uid, each in every.items() if each.removed_at is None or uid in self.posted}

    @cached_property
    def posted(self) -> list[UUID]:
        """The records as they stood on the page that was sent, in its order, each once."""
        return list(dict.fromkeys(uids_of(self.data.getlist("item")))) if self.data is not None else []

    @cached_property
    def items(self) -> list[RecordForm]:
        return [self._form(uid) for uid in self._order()]

    @property
    def blank_item(self) -> RecordForm:
        """An empty record for the script to copy."""
        form = self._form(NOBODY)
        form.is_open = True
        return form

    def begin_at(self, uid: UUID) -> None:
        """The page opens with the caret in the first field of this new record."""
        for item in self.items:
            if item.uid == uid and item.is_new:
                next(iter(item.fields.values())).widget.attrs["autofocus"] = True

    def _order(self) -> list[UUID]:
        """As posted, with what was added meanwhile in its place, the new one at the end."""
        order = as_arranged(self.posted, list(self.records))
        return [*order, *([self.blank] if self.blank and self.blank not in order else [])]

    def _form(self, uid: UUID) -> RecordForm:
        """Bound to what was posted for it; a record that was not on the page is shown as stored."""
        was_there = self.data is not None and f"{uid}-loaded" in self.data
        form = RecordForm(
            uid,
            self.section.model,
            self.plan,
            record=self.records.get(uid),
            data=self.data if was_there else None,
            files=self.files if was_there else None,
        )
        form.is_open = form.is_new or uid == self.opened
        if self.section.model is Indicator and not form.is_new:
            form.below = "partnerships/planning/_figures_of.html"
        if self.section.model is Measurement:
            form.below = "partnerships/planning/_state_of_figure.html"
        return form

    @property
    def media(self) -> Media:
        return sum((form.media for form in self.items), Media())

    # What came of it

    @property
    def has_errors(self) -> bool:
        return any(form.is_bound and form.errors for form in self.items)

    @property
    def has_conflicts(self) -> bool:
        return any(form.is_bound and (form.errors, form.conflicts)[1] for form in self.items)

    @property
    def is_settled(self) -> bool:
        """Everything that was posted could be saved."""
        return not self.has_errors and not self.has_conflicts
