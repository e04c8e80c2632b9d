"""What was measured: an indicator with its figures, where it started and where it should get to."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from partnerships.models import Indicator, comes_to


@dataclass(frozen=True)
class Measured:
    """A figure with its date and who says so."""

    date: str
    value: Decimal
    source: str


@dataclass(frozen=True)
class Result:
    """An indicator; its texts are in the language of the plan."""

    uid: str
    name: str
    language: str
    unit: str
    is_falling: bool
    is_cumulative: bool
    baseline: Decimal | None
    baseline_date: str
    target: Decimal | None
    target_date: str
    figures: tuple[Measured, ...]

    @property
    def anchor(self) -> str:
        """The fragment that leads to it on a page."""
        return f"result-{self.uid[:8]}"

    @property
    def actual(self) -> Decimal | None:
        """How far it came: the last figure, or all together where they add up."""
        return comes_to([figure.value for figure in self.figures], is_cumulative=self.is_cumulative)

    @property
    def is_reached(self) -> bool | None:
        """Whether the target was reached; None when there is none, or no figure."""
        if self.actual is None or self.target is None:
            return None
        return self.actual <= self.target if self.is_falling else self.actual >= self.target


def result_of(indicator: Mapping[str, Any]) -> Result:
    """An indicator as a plan's values have it."""
    columns = ("uid", "name", "language", "unit", "is_cumulative", "baseline_date", "target_date")
    return Result(
        **{name: indicator[name] for name in columns},
        is_falling=indicator["direction"] == Indicator.Direction.DOWN,
        baseline=_number(indicator["baseline"]),
        target=_number(indicator["target"]),
        figures=tuple(
            Measured(each["date"], Decimal(each["value"]), each["source"])
            for each in indicator["measurements"]
        ),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
