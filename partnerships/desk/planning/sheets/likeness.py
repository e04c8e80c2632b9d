"""New rows that look like something the plan has already: most doubles are copies that nobody meant."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from ....models import Activity
from .layout import plainly


class Likenesses:
    """What is there, by what makes two of a kind alike; what is looked at is there from then on."""

    def __init__(self, records: Iterable[Any]) -> None:
        self._seen = {self._key(record) for record in records if record.removed_at is None}

    def of(self, form: Any) -> str:
        """What a new record looks like, in a sentence; "" if it is like none."""
        whole = {**form.stored, **form.changes}
        if form.model is Activity:
            key: tuple[Any, ...] = ("activity", plainly(whole["title"]), whole["starts"])
            said = _("An activity of this name and start is there already. Is this one a copy of it?")
        else:
            key = ("figure", form.plan.indicator.pk, whole["measured_on"])
            said = _("A figure of this day is there already. Is this one a copy of it?")
        is_known = key in self._seen
        self._seen.add(key)
        return said if is_known else ""

    def _key(self, record: Any) -> tuple[Any, ...]:
        if isinstance(record, Activity):
            return ("activity", plainly(record.title), record.starts)
        return ("figure", record.indicator_id, record.measured_on)
