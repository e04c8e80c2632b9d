"""The records of plans in the audit trail: which events belong to which partnerships or programmes."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from ...models import Activity, Contribution, Indicator, Measurement, Partnership, WorkPlan

_PLANNED = ("planobjective", "activity", "milestone", "indicator")
_HELD = {"partnership": ("document", "progressupdate", "contribution"), "programme": ("document",)}
"""What names a partnership, or a programme, itself."""


def plan_scope(*owners: "QuerySet[Any]") -> dict[str, Q]:
    """The kinds of records of plans, each with the condition of these partnerships or programmes; and these."""
    scope: dict[str, Q] = {}
    for each in owners:
        for kind, condition in _scope_of(each).items():
            scope[kind] = scope.get(kind, Q()) | condition
    return scope


def _scope_of(owners: "QuerySet[Any]") -> dict[str, Q]:
    whose = str(owners.model._meta.model_name)

    def of(path: str) -> Q:
        return Q(**{f"{path}{whose}__in": owners})

    return {
        "workplan": of(""),
        **{kind: of("plan__") for kind in _PLANNED},
        "measurement": of("indicator__plan__"),
        **{kind: of("") for kind in _HELD[whose]},
        whose: Q(pgh_obj__in=owners),
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
