"""What two fields of a record say about each other: dates in their order, women among the people."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.dates import lies_before

from ...models import Activity, Contribution, Indicator, Measurement

type Finding = tuple[tuple[str, ...], Promise | str]
"""The fields that don't fit together, the likeliest culprit first, and what is wrong."""


def findings(model: type[Any], values: Mapping[str, Any], record: Any) -> Iterator[Finding]:
    """What does not fit in `values`, the whole record as it would be stored (figures as text)."""
    if model is Activity:
        if lies_before(values["ends"], values["starts"]):
            yield ("ends", "starts"), _("The end lies before the start.")
        yield from _people(values)
    if model is Contribution and (values["amount"] is None) != (values["currency"] == ""):
        yield ("currency", "amount"), _("Give an amount together with its currency, for instance EUR.")
    if model is Indicator and lies_before(values["target_date"], values["baseline_date"]):
        yield ("target_date", "baseline_date"), _("The date of the target lies before that of the baseline.")
    if model is Indicator and _has_earlier_figures(record, values["baseline_date"]):
        yield ("baseline_date",), _("There are figures from before this date: look at both.")
    if model is Measurement and record and lies_before(values["measured_on"], record.indicator.baseline_date):
        yield ("measured_on",), _("This lies before the date of the baseline.")


def _has_earlier_figures(indicator: Any, day: str) -> bool:
    """Whether a figure is older than a new date of the baseline; what was stored before is not questioned again."""
    if not indicator.pk or not day or day == indicator.baseline_date:
        return False
    measured = indicator.measurements.filter(removed_at=None).values_list("measured_on", flat=True)
    return any(lies_before(each, day) for each in measured)


def _people(values: Mapping[str, Any]) -> Iterator[Finding]:
    groups = [int(values[name]) for name in Activity.GROUPS if values[name]]
    known = max(sum(groups), int(values["people"] or 0))
    if known and int(values["women"] or 0) > known:
        yield (
            ("women", "people", *Activity.GROUPS),
            _("These are more women than people in all: look at both numbers."),
        )
