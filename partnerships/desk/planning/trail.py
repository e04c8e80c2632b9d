"""The records of plans in the audit trail: which events belong to which partnerships."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from ...models import Activity, Contribution, Indicator, Measurement, Partnership, WorkPlan

_PLANNED = ("planobjective", "activity", "milestone", "indicator")


def plan_scope(partnerships: "QuerySet[Partnership]") -> dict[str, Q]:
    """The kinds of records of a plan, each with the condition of these partnerships."""
    return {
        "workplan": Q(partnership__in=partnerships),
        **{kind: Q(plan__partnership__in=partnerships) for kind in _PLANNED},
        "measurement": Q(indicator__plan__partnership__in=partnerships),
        "progressupdate": Q(partnership__in=partnerships),
        "document": Q(partnership__in=partnerships),
        "contribution": Q(partnership__in=partnerships),
    }


def fetching_plans() -> dict[type[Model], "QuerySet[Any]"]:
    """Records whose names are made of other records, with these."""
    return {
        WorkPlan: WorkPlan.objects.select_related("programme").prefetch_related(
            "partnership__participations__city"
        ),
        Partnership: Partnership.objects.with_cities(),
        Contribution: Contribution.objects.select_related("organisation"),
        Activity: Activity.objects.all(),
        Indicator: Indicator.objects.all(),
        Measurement: Measurement.objects.all(),
    }
