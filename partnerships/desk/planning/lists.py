"""Partnerships in a list of plans: how much is there, what waits for the reader."""

from typing import Any

from django.db.models import Case, Count, Exists, Max, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from peerlearn.accounts.models import User

from ...models import Activity, Measurement, Partnership, ProgressUpdate


def with_signs_of_life(partnerships: "QuerySet[Partnership]", user: User) -> "QuerySet[Any]":
    """Each with its number of activities and updates, the day of its last update, and the figures that wait.

    Those with something that waits for the reader come first, then those that were heard of last.
    """
    activities = Activity.objects.filter(plan__partnership=OuterRef("pk"), removed_at=None)
    updates = ProgressUpdate.objects.filter(partnership=OuterRef("pk"), removed_at=None)
    figures = Measurement.objects.filter(
        indicator__plan__partnership=OuterRef("pk"),
        indicator__removed_at=None,
        removed_at=None,
        state=Measurement.State.PENDING,
        value__isnull=False,
    ).exclude(measured_on="")
    return (
        partnerships.annotate(
            activity_number=_number(activities, "plan__partnership"),
            update_number=_number(updates, "partnership"),
            last_update=Coalesce(
                Subquery(
                    updates.order_by().values("partnership").annotate(last=Max("happened_on")).values("last")
                ),
                Value(""),
            ),
            figures_waiting=_number(figures, "indicator__plan__partnership"),
            is_reviewed=Exists(Partnership.objects.filter(pk=OuterRef("pk")).reviewable_by(user)),
        )
        .annotate(waits=Case(When(is_reviewed=True, figures_waiting__gt=0, then=1), default=0))
        .order_by("-waits", "-last_update", "slug")
    )


def _number(rows: "QuerySet[Any]", of: str) -> Any:
    return Coalesce(Subquery(rows.order_by().values(of).annotate(number=Count("pk")).values("number")), 0)
