"""Indicators of plans as IATI reports results: where each stood, from the start of measuring up to a day.

All periods of an indicator start on the same day: a figure says where it stood on a day, not what was added in the
time before. Where measurements add up, it is their sum up to then.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from peerlearn.editing.dates import first_day, last_day

from .codes import measure
from .languages import in_one
from .values import Figure, Lifetime, Measured, Period


def measured(indicators: Iterable[Any], lifetime: Lifetime) -> tuple[Measured, ...]:
    """The indicators of a plan, each fetched with the figures that stand as `standing`; a name that says nothing is left out."""
    found = (_measured(indicator, lifetime) for indicator in indicators)
    return tuple(each for each in found if each.name)


def _measured(indicator: Any, lifetime: Lifetime) -> Measured:
    language = indicator.plan.language
    return Measured(
        name=in_one(indicator.name, language),
        unit=in_one(indicator.unit, language),
        measure=measure(indicator.unit),
        is_rising=indicator.direction == indicator.Direction.UP,
        baseline=indicator.baseline,
        baseline_date=indicator.baseline_date,
        periods=tuple(_periods(indicator, lifetime)),
    )


def _periods(indicator: Any, lifetime: Lifetime) -> list[Period]:
    start = first_day(indicator.baseline_date) if indicator.baseline_date else lifetime.first
    standing = _standing(indicator)
    begun = {last_day(figure.measured_on): first_day(figure.measured_on) for figure in standing}
    actual = _actual(standing, indicator)
    ends = last_day(indicator.target_date) if indicator.target_date else lifetime.last
    aimed = {ends: indicator.target} if ends and indicator.target is not None else {}
    return [
        Period(start if start <= end else begun.get(end, end), end, aimed.get(end), actual.get(end, ()))
        for end in sorted({*actual, *aimed})
    ]


def _actual(standing: list[Any], indicator: Any) -> dict[date, tuple[Figure, ...]]:
    """What was measured by each day; two figures of one day stand beside each other, unless they add up."""
    found: dict[date, tuple[Figure, ...]] = {}
    total = Decimal(0)
    for figure in standing:
        day, source = last_day(figure.measured_on), in_one(figure.source, indicator.plan.language)
        total += figure.value
        if indicator.is_cumulative:
            found[day] = (Figure(total, source),)
        else:
            found[day] = (*found.get(day, ()), Figure(figure.value, source))
    return found


def _standing(indicator: Any) -> list[Any]:
    """The figures in the order of the last day that their dates mean."""
    return sorted(indicator.standing, key=lambda figure: (last_day(figure.measured_on), figure.pk))
