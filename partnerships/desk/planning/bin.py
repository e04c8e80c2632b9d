"""The bin of a plan: its records lie there for thirty days and can be brought back."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise

from peerlearn.editing.bin import KEPT, days_left

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
        for section in SECTIONS
        for record in _lying(plan.all_records(section.model), now)
    ]
    figures = Measurement.objects.filter(
        indicator__plan__partnership=plan.partnership, indicator__removed_at=None
    )
    found += [
        Removed(figure, results, days_left(figure.removed_at, now=now), figure.indicator)
        for figure in _lying(figures, now).select_related("indicator")
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
