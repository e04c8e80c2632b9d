"""What is ready to write: partnerships that keep a work plan, have come to their end and have no case."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Left, Length, NullIf

from partnerships.models import Activity, Partnership, WorkPlan

from ...models import Case

_STATUS = Activity.Status


def ready_to_write(partnerships: "QuerySet[Partnership]", *, today: date) -> "QuerySet[Any]":
    """Those of `partnerships` that nobody tells of yet though their end has passed, the latest first.

    Without an end of its own a partnership ends with its last activity; one that is still to come, or is open
    and has no date, keeps it going. Each comes with the date that counts as `ended`, a partial date.
    """
    activities = (
        Activity.objects.present()
        .filter(plan__partnership=OuterRef("pk"))
        .exclude(title="")
        .exclude(status=_STATUS.CANCELLED)
        .annotate(end=Coalesce(NullIf("ends", Value("")), "starts"))
    )
    dated = activities.exclude(end="")
    going_on = activities.filter(
        Q(end="", status__in=[_STATUS.PLANNED, _STATUS.UNDER_WAY]) | (~Q(end="") & ~_is_over("end", today))
    )
    last = Subquery(dated.order_by("-end").values("end")[:1])
    own_end = ~Q(ends="") & _is_over("ends", today)
    return (
        partnerships.filter(
            Exists(WorkPlan.objects.filter(partnership=OuterRef("pk"))),
            ~Exists(Case.objects.present().filter(partnership=OuterRef("pk"))),
        )
        .filter(own_end | (Q(ends="") & Exists(dated) & ~Exists(going_on)))
        .annotate(ended=Coalesce(NullIf("ends", Value("")), last))
        .order_by("-ended", "pk")
    )


def _is_over(column: str, today: date) -> Q:
    """A partial date lies before today as far as it is known: 2026 is not over in 2026."""
    return Q(**{f"{column}__lt": Left(Value(today.isoformat()), Length(F(column)))})
