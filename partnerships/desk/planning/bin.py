"""The bin of a plan: its records lie there for thirty days and can be brought back."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.functional import Promise

from peerlearn.editing.bin import KEPT, days_left
from peerlearn.editing.documents import FOLDER

from ...models import (
    Activity,
    Contribution,
    Document,
    Indicator,
    Measurement,
    Milestone,
    PlanObjective,
    ProgressUpdate,
)
from .plans import Plan
from .sections import SECTIONS, Section

log = logging.getLogger(__name__)
A_DAY = timedelta(days=1)
KINDS: tuple[Any, ...] = (
    Measurement, ProgressUpdate, Document, Contribution, Activity, Milestone, Indicator, PlanObjective
)  # fmt: skip
"""In the order in which they go for good: what belongs to something goes before it."""


@dataclass(frozen=True)
class Removed:
    """A record in the bin; `indicator` is that of a figure."""

    record: Any
    section: Section
    days_left: int
    indicator: Indicator | None = None

    @property
    def title(self) -> Promise | str:
        return self.section.title

    @property
    def heading(self) -> str:
        return str(self.record)[:90]


def removed_records(plan: Plan, *, now: datetime) -> list[Removed]:
    """What of a plan lies in the bin and can come back, the latest first."""
    results = next(section for section in SECTIONS if section.name == "results")
    found = [
        Removed(record, section, days_left(record.removed_at, now=now))
        for section in plan.owner.sections
        for record in _lying(plan.all_records(section.model), now)
    ]
    found += [
        Removed(figure, results, days_left(figure.removed_at, now=now), figure.indicator)
        for figure in _lying(plan.all_figures, now).select_related("indicator")
    ]
    return sorted(found, key=lambda each: each.record.removed_at, reverse=True)


def _lying(records: Any, now: datetime) -> Any:
    return records.filter(removed_at__gt=now - KEPT).select_related("removed_by")


def purge_plans(*, now: datetime) -> None:
    """Deletes what lay in the bin for its time; what something else still names stays, and is logged."""
    for model in KINDS:
        for record in model.objects.filter(removed_at__lte=now - KEPT):
            try:
                with transaction.atomic():
                    record.delete()
            except Exception:
                log.exception("%s could not be taken out of the bin for good.", record)
    forget_files(now=now)


def forget_files(*, now: datetime) -> None:
    """Deletes the files that no document names any more: taken away, replaced, or gone with their record.

    The newest stay: their document may be about to be saved.
    """
    named = set(Document.objects.exclude(file="").values_list("file", flat=True))
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:  # nobody has sent one yet
        return
    for path in (f"{FOLDER}/{name}" for name in names):
        if path not in named and default_storage.get_modified_time(path) < now - A_DAY:
            default_storage.delete(path)
