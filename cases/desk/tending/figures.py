"""What the indicators of work plans come to, by the figures that an editor approved."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from partnerships.models import Measurement, comes_to
from peerlearn.editing.conflicts import mark

_MOST = Decimal(10) ** 14


@dataclass(frozen=True)
class PlanFigure:
    """What an indicator comes to by its approved figures: the last one, or all together where they add up."""

    value: Decimal
    measured_on: str
    unit: str
    language: str
    """That of the plan, in which the unit is written."""
    sources: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        return mark([format(self.value, "f"), self.measured_on])


def plan_figures(indicators: Iterable[int]) -> dict[int, PlanFigure]:
    """What these indicators (ids) come to; those without an approved figure, or in the bin, are left out."""
    rows = Measurement.objects.standing().filter(indicator__in=list(indicators), indicator__removed_at=None)
    standing: dict[int, list[Measurement]] = defaultdict(list)
    for row in rows.select_related("indicator__plan"):
        standing[row.indicator_id].append(row)
    return {pk: _figure(figures) for pk, figures in standing.items()}


def _figure(figures: list[Any]) -> PlanFigure:
    last = figures[-1]
    indicator = last.indicator
    value = comes_to([each.value for each in figures], is_cumulative=indicator.is_cumulative)
    assert value is not None
    sources = tuple(each.source for each in figures)
    return PlanFigure(value, last.measured_on, indicator.unit, indicator.plan.language, sources)


def fits(value: Decimal) -> bool:
    """Whether an outcome can hold it: figures that add up may outgrow it."""
    return abs(value) < _MOST
