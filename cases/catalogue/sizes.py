"""Bands of city size, so that a planner finds cities like theirs."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BANDS: tuple[tuple[str, int, Promise | str], ...] = (
    ("small", 100_000, _("up to 100,000 people")),
    ("medium", 500_000, _("100,000 to 500,000 people")),
    ("large", 1_000_000, _("500,000 to 1 million people")),
    ("very-large", 10**9, _("over 1 million people")),
)
"""Name, upper bound (people, inclusive) and label, smallest first."""


def band(population: int | None) -> str | None:
    """The band of a population; None when it is not known."""
    return next((name for name, bound, _label in BANDS if population <= bound), None) if population else None


_TOGETHER: dict[tuple[str, ...], Promise | str] = {
    ("small", "medium"): _("up to 500,000 people"),
    ("small", "medium", "large"): _("up to 1 million people"),
    ("small", "medium", "large", "very-large"): _("any size that is known"),
    ("medium", "large"): _("100,000 to 1 million people"),
    ("medium", "large", "very-large"): _("over 100,000 people"),
    ("large", "very-large"): _("over 500,000 people"),
}
"""Bands that follow each other, as one."""


def said(names: Iterable[str]) -> list[str]:
    """Bands in words, those that follow each other as one: "up to 500,000 people"."""
    wanted = set(names)
    runs: list[list[str]] = [[]]
    for name, _bound, _label in BANDS:
        if name in wanted:
            runs[-1].append(name)
        elif runs[-1]:
            runs.append([])
    labels = {(name,): label for name, _bound, label in BANDS} | _TOGETHER
    return [str(labels[tuple(run)]) for run in runs if run]
