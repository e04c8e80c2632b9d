"""One programme in one period, read in nine queries whatever its size."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from peerlearn.drawing import LIGHT
from peerlearn.editing.dates import last_day
from peerlearn.editing.translated import in_language

from ..models import Contribution, Partnership, Programme, ProgressUpdate
from .periods import Period
from .plans import (
    activities_in,
    activities_of,
    met_in,
    milestones_of,
    overdue,
    results_of,
    took_place_in,
)
from .stages import counted_by_stage, no_activities
from .values import (
    Given,
    PairCity,
    PairProgress,
    PairStatus,
    People,
    PlanProgress,
    ProgrammeProgress,
    Stage,
)

COLOURS = len(LIGHT.pair)


def following(
    programme: Programme, period: Period, *, today: date, activities: bool = True
) -> ProgrammeProgress:
    """How a programme and its partnerships get on: how they stand today, and what lies in the period.

    Without `activities` those of the period are counted and not named: of large programmes they are thousands.
    Whoever calls it has looked whether the reader may see it: nothing in it is filtered by what is public.
    """
    stages = stages_of(programme)
    plans = _plans(programme, period, stages, today, named=activities)
    updates, given = _update_numbers(programme, period), _given(programme)
    empty = PlanProgress(stages=no_activities(stages))
    pairs = []
    for pk, slug, starts, ends, is_public, cities in _partnerships(programme):
        plan = plans.get(pk, empty)
        status = status_of(plan, ends or programme.ends, today=today)
        number = updates.get(pk, 0)
        own = given.get(pk, Given())
        pairs.append(PairProgress(pk, slug, cities, starts, ends, is_public, status, plan, number, own))
    return ProgrammeProgress(
        slug=programme.slug,
        name=str(programme),
        starts=programme.starts,
        ends=programme.ends,
        period=period,
        stages=stages,
        pairs=tuple(pairs),
        together=plans.get(None, empty),
        given=given.get(None, Given()),
    )


def stages_of(programme: Programme) -> tuple[Stage, ...]:
    """The stages of a programme in their order."""
    return tuple(Stage(str(stage), stage.starts, stage.ends) for stage in programme.stages.all())


def status_of(plan: PlanProgress, ends: str, *, today: date) -> PairStatus:
    """How a partnership stands that ends so; what is past its end is ended, whatever was left open."""
    if ends and last_day(ends) < today:
        return PairStatus.ENDED
    if plan.is_empty:
        return PairStatus.NO_PLAN
    if plan.is_late:
        return PairStatus.LATE
    if plan.is_done:
        return PairStatus.DONE
    return PairStatus.UNDER_WAY if plan.has_begun else PairStatus.NOT_BEGUN


def _plans(
    programme: Programme, period: Period, stages: tuple[Stage, ...], today: date, *, named: bool
) -> dict[int | None, PlanProgress]:
    """Every plan that holds something, by its partnership; None for the one that all share."""
    counted = counted_by_stage(activities_of(programme), stages, today=today)
    took_place, milestones = took_place_in(programme, period), milestones_of(programme)
    activities = activities_in(programme, period) if named else {}
    results, figures = results_of(programme, period)
    return {
        owner: PlanProgress(
            stages=counted.get(owner, no_activities(stages)),
            milestones=met_in(milestones.get(owner, ()), period),
            overdue=overdue(milestones.get(owner, ()), today=today),
            milestones_open=sum(not each.reached for each in milestones.get(owner, ())),
            milestones_reached=sum(bool(each.reached) for each in milestones.get(owner, ())),
            took_place=took_place.get(owner, (0, People()))[0],
            people=took_place.get(owner, (0, People()))[1],
            activities=tuple(activities.get(owner, ())),
            results=tuple(results.get(owner, ())),
            figures=tuple(figures.get(owner, ())),
        )
        for owner in counted.keys() | milestones.keys() | results.keys()
    }


def _partnerships(
    programme: Programme,
) -> list[tuple[int, str, str, str, bool, tuple[PairCity, ...]]]:
    """The partnerships of a programme with their cities, in one query."""
    city = "participations__city__"
    rows = (
        Partnership.objects.filter(programme=programme)
        .order_by("slug", "participations__position", "participations__pk")
        .values_list("pk", "slug", "starts", "ends", "is_public",
                     "participations__position", f"{city}slug", f"{city}name", f"{city}country")
    )  # fmt: skip
    found: dict[tuple[int, str, str, str, bool], list[PairCity]] = {}
    for pk, slug, starts, ends, is_public, position, city_slug, name, country in rows:
        cities = found.setdefault((pk, slug, starts, ends, is_public), [])
        if position:  # a partnership that is just being made has no city yet
            cities.append(PairCity(city_slug, in_language(name), str(country), (position - 1) % COLOURS + 1))
    return [(*partnership, tuple(cities)) for partnership, cities in found.items()]


def _update_numbers(programme: Programme, period: Period) -> dict[int, int]:
    """How many updates each partnership has in a period."""
    rows = (
        ProgressUpdate.objects.present()
        .filter(period.holds("happened_on", "happened_on"), partnership__programme=programme)
        .exclude(text="", picture=None)
        .order_by()
        .values_list("partnership")
        .annotate(Count("pk"))
    )
    return dict(rows)


def _given(programme: Programme) -> dict[int | None, Given]:
    """Contributions by partnership; None for those to the programme itself."""
    own = Q(partnership__programme=programme) | Q(partner__programme=programme)
    rows = Contribution.objects.present().filter(own)
    found: dict[int | None, Given] = defaultdict(Given)
    for partnership, amount, currency, days, in_kind in rows.values_list(
        "partnership", "amount", "currency", "staff_days", "in_kind"
    ):
        money = ((currency, Decimal(amount)),) if amount is not None else ()
        found[partnership] += Given(money, days or 0, int(any(in_kind.values())))
    return dict(found)
