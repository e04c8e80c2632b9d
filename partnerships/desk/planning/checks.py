"""What two fields of a record say about each other: dates in their order, women among the people."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ...models import Activity, Contribution, Indicator, Measurement

type Finding = tuple[tuple[str, ...], Promise | str]
"""The fields that don't fit together, the likeliest culprit first, and what is wrong."""

_GROUPS = ("politicians", "officials", "community", "others")


def findings(model: type[Any], values: Mapping[str, Any], record: Any) -> Iterator[Finding]:
    """What does not fit in `values`, the whole record as it would be stored (figures as text)."""
    if model is Activity:
        if _is_before(values["ends"], values["starts"]):
            yield ("ends", "starts"), _("The end lies before the start.")
        yield from _people(values)
    if model is Contribution and (values["amount"] is None) != (values["currency"] == ""):
        yield ("currency", "amount"), _("Give an amount together with its currency, for instance EUR.")
    if model is Indicator and _is_before(values["target_date"], values["baseline_date"]):
        yield ("target_date", "baseline_date"), _("The date of the target lies before that of the baseline.")
    if model is Measurement and record and _is_before(values["measured_on"], record.indicator.baseline_date):
        yield ("measured_on",), _("This lies before the date of the baseline.")


def _is_before(later: str, earlier: str) -> bool:
    """As far as both are known: 2015 is not before 2015-03."""
    return bool(later and earlier) and later < earlier[: len(later)]


def _people(values: Mapping[str, Any]) -> Iterator[Finding]:
    groups = [int(values[name]) for name in _GROUPS if values[name]]
    known = max(sum(groups), int(values["people"] or 0))
    if known and int(values["women"] or 0) > known:
        yield (
            ("women", "people", *_GROUPS),
            _("These are more women than people in all: look at both numbers."),
        )
