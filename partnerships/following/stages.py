"""The activities of plans, counted by the stages of their programme in one query."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest, Left, Length, NullIf

from peerlearn.editing.dates import first_day, last_day

from ..models import Activity
from .values import Stage, StageProgress

type ByOwner = dict[int | None, tuple[StageProgress, ...]]
"""By the id of the partnership; None for the plan that all cities of a programme share."""

END = Coalesce(NullIf("ends", Value("")), "starts")
"""What is known of the last day of an activity; "" without any date."""
SAID = sum(
    (Coalesce(F(name), 0) for name in ("officials", "community", "others")),
    Cast(Coalesce(F("politicians"), 0), BigIntegerField()),  # four numbers of nine digits need the room
)
"""How many people an activity names by their groups."""
PEOPLE = Greatest(SAID, Coalesce(F("people"), 0), output_field=BigIntegerField())
_STATUS = Activity.Status
_OPEN = Q(status__in=[_STATUS.PLANNED, _STATUS.UNDER_WAY])
TAKEN_PLACE = Q(status__in=[_STATUS.DONE, _STATUS.UNDER_WAY])


def counted_by_stage(activities: "QuerySet[Any]", stages: Sequence[Stage], *, today: date) -> ByOwner:
    """How the activities of each plan stand in each stage, and last those in none; one query."""
    over = ~Q(end="") & Q(end__lt=Left(Value(today.isoformat()), Length("end")))
    rows = (
        activities.order_by()
        .annotate(stage=_number_of_stage(stages), end=END)
        .values_list("plan__partnership", "stage")
        .annotate(
            done=Count("pk", filter=Q(status=_STATUS.DONE)),
            going_on=Count("pk", filter=Q(status=_STATUS.UNDER_WAY)),
            to_come=Count("pk", filter=Q(status=_STATUS.PLANNED)),
            called_off=Count("pk", filter=Q(status=_STATUS.CANCELLED)),
            over=Count("pk", filter=_OPEN & over),
            came=Coalesce(Sum(PEOPLE, filter=TAKEN_PLACE), 0),
        )
    )
    found: dict[int | None, list[StageProgress]] = {}
    for owner, stage, *counts in rows:
        progress = StageProgress(*map(int, counts))  # the sum of large numbers comes as a decimal
        found.setdefault(owner, list(no_activities(stages)))[stage] = progress
    return {owner: tuple(each) for owner, each in found.items()}


def no_activities(stages: Sequence[Stage]) -> tuple[StageProgress, ...]:
    """The stages of a plan without any activity."""
    return (StageProgress(),) * (len(stages) + 1)


def _number_of_stage(stages: Sequence[Stage]) -> Any:
    """The place of the first stage in which an activity begins, as far as both are known."""
    begun = [(number, _begins_in(stage)) for number, stage in enumerate(stages) if stage.starts or stage.ends]
    return Case(*(When(begins, then=Value(number)) for number, begins in begun), default=Value(len(stages)))


def _begins_in(stage: Stage) -> Q:
    begins = ~Q(starts="")
    if stage.starts:
        begins &= Q(starts__gte=Left(Value(first_day(stage.starts).isoformat()), Length("starts")))
    if stage.ends:
        begins &= Q(starts__lte=last_day(stage.ends).isoformat())
    return begins
