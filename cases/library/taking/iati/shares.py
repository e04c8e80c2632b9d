"""Wholes in parts that sum up to the whole exactly: percentages to 100, a budget's years to the budget."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

_CENT = Decimal("0.01")


def shares[T](weights: Mapping[T, int]) -> dict[T, Decimal]:
    """Percentages in proportion to `weights`, to two decimals; together exactly 100."""
    return {
        key: part * _CENT for key, part in zip(weights, portions(10_000, list(weights.values())), strict=True)
    }


def years_of(amount: Decimal, first: date, last: date) -> list[tuple[date, date, Decimal]]:
    """An amount spread evenly over the days from `first` to `last`, by calendar year: IATI knows no budget for more
    than a year. The parts, to the cent, sum up to the amount."""
    years = [
        (max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))
        for year in range(first.year, last.year + 1)
    ]
    days = [(end - start).days + 1 for start, end in years]
    parts = portions(int(amount / _CENT), days)
    return [(start, end, part * _CENT) for (start, end), part in zip(years, parts, strict=True)]


def portions(whole: int, weights: Sequence[int]) -> list[int]:
    """`whole` in parts in proportion to `weights`; what rounding leaves goes to the largest remainders."""
    total = sum(weights)
    parts = [whole * weight // total for weight in weights]
    remainders = [whole * weight % total for weight in weights]
    first = sorted(range(len(weights)), key=lambda place: -remainders[place])
    for place in first[: whole - sum(parts)]:
        parts[place] += 1
    return parts
