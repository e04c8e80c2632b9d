"""What a partnership planned and measured: its records as readers may have them, and these as JSON values.

Nothing from the bin, nothing without a name, no figure that is not approved. An edition keeps the values, the
page of a live partnership makes them anew; an edition that was published before one of them came lacks it.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from partnerships.models import (
    Activity,
    Contribution,
    Indicator,
    Measurement,
    Milestone,
    Partnership,
    PlanObjective,
    Stage,
    WorkPlan,
)

_ACTIVITY = (
    "kind",
    "title",
    "text",
    "starts",
    "ends",
    "status",
    "methodology",
    "politicians",
    "officials",
    "community",
    "others",
    "people",
    "women",
    "source",
)
_INDICATOR = ("name", "unit", "direction", "is_cumulative", "baseline_date", "target_date")


@dataclass(frozen=True)
class PlanRecords:
    """The records of one plan. Activities come with host, cities and objectives, indicators with the figures
    that stand as `standing`, contributions with their organisation; stages are those of a programme that is public."""

    objectives: list[PlanObjective]
    activities: list[Activity]
    milestones: list[Milestone]
    indicators: list[Indicator]
    contributions: list[Contribution]
    stages: list[Stage]


def plan_records(partnership: Partnership, *, most: int | None = None) -> PlanRecords:
    """The plan of a partnership in ten queries at most, in three where there is none; its programme must have
    been fetched with it. `most` ends the list of activities, for a page that must not grow without end."""
    plans = list(WorkPlan.objects.filter(partnership=partnership).values_list("pk", flat=True))

    def planned(model: type[Any], **nameless: str) -> Any:
        return model.objects.present().filter(plan__in=plans).exclude(**nameless).select_related("plan")

    programme = partnership.programme
    aims = planned(PlanObjective, text="")
    activities = planned(Activity, title="").select_related("host").order_by("starts", "pk")
    measured = Prefetch("measurements", Measurement.objects.standing(), to_attr="standing")
    return PlanRecords(
        objectives=list(aims) if plans else [],
        activities=list(activities.prefetch_related("cities", Prefetch("objectives", aims))[:most])
        if plans
        else [],
        milestones=list(planned(Milestone, title="").exclude(due="", reached="")) if plans else [],
        indicators=list(planned(Indicator, name="").prefetch_related(measured)) if plans else [],
        contributions=_contributions(partnership),
        stages=list(programme.stages.all()) if programme and programme.is_public else [],
    )


def plan_values(records: PlanRecords) -> dict[str, Any]:
    """The records in JSON values: a reference is a slug or a UUID, a figure is text."""
    return {
        "objectives": [{**_named(each), "text": each.text} for each in records.objectives],
        "activities": [_activity(each) for each in records.activities],
        "milestones": [
            {**_named(each), "title": each.title, "due": each.due, "reached": each.reached}
            for each in records.milestones
        ],
        "indicators": [_indicator(each) for each in records.indicators],
        "contributions": [_contribution(each) for each in records.contributions],
        "stages": [{"name": each.name, "starts": each.starts, "ends": each.ends} for each in records.stages],
    }


def plan_as_it_is(partnership: Partnership) -> dict[str, Any]:
    """The plan of a partnership as an edition keeps it."""
    return plan_values(plan_records(partnership))


def _contributions(partnership: Partnership) -> list[Contribution]:
    """What organisations gave to the partnership; one that says nothing yet is being written."""
    rows = Contribution.objects.present().filter(partnership=partnership, organisation__isnull=False)
    return [
        row
        for row in rows.select_related("organisation").order_by("organisation__sort_key", "pk")
        if row.amount is not None or row.staff_days or any(row.in_kind.values())
    ]


def _named(record: PlanObjective | Activity | Milestone | Indicator) -> dict[str, Any]:
    return {"uid": str(record.uid), "language": record.plan.language}


def _activity(activity: Activity) -> dict[str, Any]:
    return {
        **_named(activity),
        "host": activity.host.slug if activity.host else None,
        "host_name": activity.host.name if activity.host else None,
        "cities": sorted(city.slug for city in activity.cities.all()),
        "objectives": [str(objective.uid) for objective in activity.objectives.all()],
        **{name: getattr(activity, name) for name in _ACTIVITY},
    }


def _indicator(indicator: Any) -> dict[str, Any]:
    return {
        **_named(indicator),
        **{name: getattr(indicator, name) for name in _INDICATOR},
        "baseline": _figure(indicator.baseline),
        "target": _figure(indicator.target),
        "measurements": [
            {"date": each.measured_on, "value": _figure(each.value), "source": each.source}
            for each in indicator.standing
        ],
    }


def _contribution(contribution: Contribution) -> dict[str, Any]:
    assert contribution.organisation is not None
    return {
        "organisation": contribution.organisation.slug,
        "amount": _figure(contribution.amount),
        **{name: getattr(contribution, name) for name in ("currency", "staff_days", "in_kind", "source")},
    }


def _figure(value: Decimal | None) -> str | None:
    """A number as text, without noughts behind: a float would not be the number that was written."""
    return None if value is None else format(value.normalize(), "f")
