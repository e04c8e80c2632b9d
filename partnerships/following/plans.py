"""What plans hold in a period: milestones, activities, results; each in one query for all plans of a programme."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Count, F, FilteredRelation, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Greatest

from peerlearn.editing.translated import in_language

from ..models import Activity, Indicator, Measurement, Milestone, Programme, comes_to
from .periods import Period
from .stages import END, SAID, TAKEN_PLACE
from .values import ActivityInPeriod, FigureInPeriod, MilestoneState, People, Result

type Owner = int | None
"""The id of a partnership; None for the plan that all cities of a programme share."""


def of_programme(records: "QuerySet[Any]", programme: Programme) -> "QuerySet[Any]":
    """Parts of the plans of a programme and of its partnerships that don't lie in the bin."""
    own = Q(plan__programme=programme) | Q(plan__partnership__programme=programme)
    return records.filter(own, removed_at=None)


def activities_of(programme: Programme) -> "QuerySet[Any]":
    """Its activities that have a name: one that is being written has none yet."""
    return of_programme(Activity.objects.exclude(title=""), programme)


def activities_in(programme: Programme, period: Period) -> dict[Owner, list[ActivityInPeriod]]:
    """The activities that lie in a period, in the order of their dates."""
    rows = (
        activities_of(programme)
        .annotate(end=END)
        .filter(period.holds("starts", "end"))
        .order_by("starts", "position", "pk")
        .values_list(
            "plan__partnership", "uid", "title", "plan__language", "kind", "status", "starts", "ends",
            "host__name", "host__slug", "text", "methodology", "source", "people", "women", *Activity.GROUPS,
        )
    )  # fmt: skip
    kinds, statuses = _words(Activity.Kind), _words(Activity.Status)
    found: dict[Owner, list[ActivityInPeriod]] = defaultdict(list)
    for (owner, uid, title, language, kind, status, starts, ends,
         host, slug, text, methodology, source, people, women, *groups) in rows:  # fmt: skip
        words = (kinds.get(kind, kind), statuses.get(status, status), status)
        who = _people(groups, people, women)
        city = in_language(host) if host else ""
        told = (text, methodology, source)
        found[owner].append(
            ActivityInPeriod(uid, title, language, *words, starts, ends, city, slug or "", who, *told)
        )
    return found


def took_place_in(programme: Programme, period: Period) -> dict[Owner, tuple[int, People]]:
    """How many activities took place in a period, and who took part in them."""
    unsaid = Greatest(Coalesce(F("people"), 0) - SAID, 0, output_field=BigIntegerField())
    rows = (
        activities_of(programme)
        .order_by()
        .annotate(end=END)
        .filter(TAKEN_PLACE, period.holds("starts", "end"))
        .values_list("plan__partnership")
        .annotate(
            number=Count("pk"),
            **{f"{name}_came": Coalesce(Sum(name), 0) for name in Activity.GROUPS},
            unsaid_came=Sum(unsaid),
            women_came=Coalesce(Sum("women"), 0),
        )
    )
    return {owner: (number, People(*map(int, people))) for owner, number, *people in rows}


def milestones_of(programme: Programme) -> dict[Owner, list[MilestoneState]]:
    """All milestones that have a name, in the order of the day they are due."""
    rows = of_programme(Milestone.objects.exclude(title=""), programme).order_by("due", "position", "pk")
    found: dict[Owner, list[MilestoneState]] = defaultdict(list)
    for owner, *columns in rows.values_list("plan__partnership", "title", "plan__language", "due", "reached"):
        found[owner].append(MilestoneState(*columns))
    return found


def overdue(milestones: Iterable[MilestoneState], *, today: date) -> tuple[MilestoneState, ...]:
    """Those that are open although their last day is past."""
    day = today.isoformat()
    return tuple(
        each for each in milestones if not each.reached and each.due and each.due < day[: len(each.due)]
    )


def met_in(milestones: Iterable[MilestoneState], period: Period) -> tuple[MilestoneState, ...]:
    """Those that were reached in a period, or should be."""
    return tuple(each for each in milestones if _lies_in(each.reached or each.due, period))


def results_of(
    programme: Programme, period: Period
) -> tuple[dict[Owner, list[Result]], dict[Owner, list[FigureInPeriod]]]:
    """Every indicator with what its approved figures come to, and the figures of the period; one query."""
    approved = Q(measurements__state=Measurement.State.APPROVED, measurements__removed_at=None)
    columns = ("pk", "plan__partnership", "name", "plan__language", "unit", "direction", "is_cumulative",
               "baseline", "baseline_date", "target", "target_date")  # fmt: skip
    figure = ("figure__pk", "figure__corrects", "figure__value", "figure__measured_on", "figure__source")
    rows = (
        of_programme(Indicator.objects.exclude(name=""), programme)
        .annotate(figure=FilteredRelation("measurements", condition=approved))
        .order_by("position", "pk", "figure__measured_on", "figure__pk")
        .values_list(*columns, *figure)
    )
    by_indicator: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        by_indicator[row[: len(columns)]].append(row[len(columns) :])
    results: dict[Owner, list[Result]] = defaultdict(list)
    figures: dict[Owner, list[FigureInPeriod]] = defaultdict(list)
    for (_pk, owner, *indicator), found in by_indicator.items():
        name, language, unit, _direction, is_cumulative, *_goals = indicator
        standing = _standing(found)
        known = [each for each in standing if each[1] <= period.ends.isoformat()]
        actual = comes_to([value for value, _day, _source in known], is_cumulative=is_cumulative)
        actual_on = known[-1][1] if known else ""
        results[owner].append(Result(*[*indicator, actual, actual_on]))
        figures[owner] += [
            FigureInPeriod(value, day, source, name, unit, language)
            for value, day, source in standing
            if _lies_in(day, period)
        ]
    return results, figures


def _standing(figures: Iterable[tuple[Any, ...]]) -> list[tuple[Decimal, str, str]]:
    """Value, day and source of the approved figures that no correction replaced."""
    approved = [each for each in figures if each[0] is not None]  # an indicator without any has one empty row
    replaced = {corrects for _pk, corrects, *_rest in approved}
    return [(value, day, source) for pk, _corrects, value, day, source in approved if pk not in replaced]


def _lies_in(day: str, period: Period) -> bool:
    """As far as the day is known."""
    if not day:
        return False
    return period.starts.isoformat()[: len(day)] <= day <= period.ends.isoformat()


def _people(groups: list[int | None], people: int | None, women: int | None) -> People:
    by_group = [number or 0 for number in groups]
    unsaid = max((people or 0) - sum(by_group), 0)
    return People(*[*by_group, unsaid, women or 0])


def _words(choices: Any) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}
