"""Work plans and what hangs on them, from the readable files of the sample library."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from partnerships.models import (
    Activity,
    City,
    Contribution,
    Indicator,
    Measurement,
    Milestone,
    Organisation,
    Partnership,
    PlanObjective,
    ProgressUpdate,
    WorkPlan,
)
from peerlearn.accounts.models import User
from peerlearn.editing.prose import clean_plain
from peerlearn.editing.translated import in_language

type Row = Mapping[str, Any]
NAMESPACE = uuid5(NAMESPACE_URL, "https://peerlearn.example/sample/")
_PEOPLE = (*Activity.GROUPS, "women")


def steady_uid(*names: str) -> UUID:
    """An identifier that is the same each time the sample is loaded, so that addresses stay."""
    return uuid5(NAMESPACE, "/".join(names))


def load_plan(plan: WorkPlan, row: Row, *, of: str, editor: User | None = None) -> None:
    """The records of a plan; `of` is the address of whose it is, `editor` approves what was measured."""
    objectives = {
        objective["key"]: PlanObjective(
            plan=plan,
            uid=steady_uid(of, "plan", objective["key"]),
            text=_in_plan(plan, objective["text"]),
            position=position,
        )
        for position, objective in enumerate(row.get("objectives", ()))
    }
    PlanObjective.objects.bulk_create(objectives.values())
    _load_activities(plan, row.get("activities", ()), objectives, of=of)
    Milestone.objects.bulk_create(
        Milestone(
            plan=plan,
            uid=steady_uid(of, "milestone", milestone["key"]),
            title=milestone["title"],
            due=milestone.get("due", ""),
            reached=milestone.get("reached", ""),
            position=position,
        )
        for position, milestone in enumerate(row.get("milestones", ()))
    )
    if editor:
        _load_indicators(plan, row.get("indicators", ()), of=of, editor=editor, now=timezone.now())


def _load_activities(
    plan: WorkPlan, rows: Sequence[Row], objectives: Mapping[str, PlanObjective], *, of: str
) -> None:
    """All of a plan at once: the sample is loaded for many a test."""
    cities = City.objects.in_bulk(field_name="slug") if rows else {}
    activities = [_activity(plan, row, cities, position, of) for position, row in enumerate(rows)]
    Activity.objects.bulk_create(activities)
    came, serves = Activity.cities.through, Activity.objectives.through
    pairs = list(zip(activities, rows, strict=True))
    came.objects.bulk_create(
        came(activity=activity, city=cities[slug])
        for activity, row in pairs
        for slug in row.get("cities", ())
    )
    serves.objects.bulk_create(
        serves(activity=activity, planobjective=objectives[key])
        for activity, row in pairs
        for key in row.get("objectives", ())
    )


def _activity(plan: WorkPlan, row: Row, cities: Mapping[str, City], position: int, of: str) -> Activity:
    return Activity(
        plan=plan,
        uid=steady_uid(of, "activity", row["key"]),
        position=position,
        kind=row["kind"],
        title=_in_plan(plan, row["title"]),
        text=_in_plan(plan, row.get("text", "")),
        host=cities[row["host"]] if "host" in row else None,
        starts=row.get("starts", ""),
        ends=row.get("ends", ""),
        status=row["status"],
        methodology=_in_plan(plan, row.get("methodology", "")),
        people=row.get("people_total"),
        source=row.get("source", ""),
        **{name: row[name] for name in _PEOPLE if name in row},
    )


def _load_indicators(plan: WorkPlan, rows: Sequence[Row], *, of: str, editor: User, now: datetime) -> None:
    indicators = [
        Indicator(
            plan=plan,
            uid=steady_uid(of, "indicator", row["key"]),
            name=row["name"],
            unit=row.get("unit", ""),
            direction=row.get("direction", Indicator.Direction.UP),
            is_cumulative=row.get("cumulative", False),
            target=row.get("target"),
            target_date=row.get("target_date", ""),
            position=position,
        )
        for position, row in enumerate(rows)
    ]
    Indicator.objects.bulk_create(indicators)
    Measurement.objects.bulk_create(
        Measurement(
            indicator=indicator,
            uid=steady_uid(of, "figure", row["key"], figure["date"]),
            measured_on=figure["date"],
            value=Decimal(str(figure["value"])),
            source=figure["source"],
            note=figure.get("note", ""),
            state=Measurement.State.APPROVED,
            decided_by=editor,
            decided_at=now,
        )
        for indicator, row in zip(indicators, rows, strict=True)
        for figure in row["figures"]
    )


def load_contributions(partnership: Partnership, rows: Sequence[Row]) -> None:
    """What organisations gave to a partnership."""
    wanted = {row["organisation"] for row in rows}
    organisations = Organisation.objects.in_bulk(wanted, field_name="slug")
    Contribution.objects.bulk_create(
        Contribution(
            partnership=partnership,
            organisation=organisations[row["organisation"]],
            amount=row.get("amount"),
            currency=row.get("currency", ""),
            in_kind=row.get("in_kind", {}),
            source=row["source"],
        )
        for row in rows
    )


def load_updates(partnership: Partnership, rows: Sequence[Row], *, author: User) -> None:
    """Progress as sources report it, for everybody to read."""
    of = partnership.slug
    wanted = {steady_uid(of, "activity", row["activity"]) for row in rows if "activity" in row}
    activities = Activity.objects.in_bulk(wanted, field_name="uid")
    ProgressUpdate.objects.bulk_create(
        ProgressUpdate(
            partnership=partnership,
            uid=steady_uid(of, "update", row["key"]),
            activity=activities[steady_uid(of, "activity", row["activity"])] if "activity" in row else None,
            language=row["language"],
            happened_on=row["date"],
            text=clean_plain(row["text"]),
            author=author,
            is_public=True,
        )
        for row in rows
    )


def _in_plan(plan: WorkPlan, words: str | dict[str, str]) -> str:
    """The words in the language of the plan: a plan is written in one."""
    return clean_plain(words if isinstance(words, str) else in_language(words, plan.language))
