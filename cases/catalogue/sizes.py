"""Bands of city size, so that a planner finds cities like theirs."""

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
