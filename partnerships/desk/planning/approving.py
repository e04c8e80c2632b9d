"""Figures that wait for an editor: approved they are locked, returned they come back with a note."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from peerlearn.accounts.models import User
from peerlearn.editing.conflicts import mark
from peerlearn.editing.prose import clean_plain

from ...models import Measurement
from .plans import Plan
from .records import stored_of
from .telling import tell_of_return
from .waiting import owner_of_figure

State = Measurement.State


class Refused(Exception):
    """Why a figure could not be decided about, in words."""


def seen_in(figure: Measurement) -> str:
    """A mark of what an editor sees, so that nothing else is approved."""
    return mark(stored_of(figure, ""))


@transaction.atomic
def decide(
    figure: Measurement, *, is_approved: bool, seen: str, reason: str, by: User, now: datetime
) -> None:
    """Approves a figure, or returns it with a reason. Raises Refused, with nothing changed."""
    owner_of_figure(figure).lock()  # whoever writes the plan holds the same row
    locked = Measurement.objects.select_related("indicator").get(pk=figure.pk)
    if locked.state != State.PENDING or locked.removed_at:
        raise Refused(_("This figure does not wait any more."))
    if seen_in(locked) != seen:
        raise Refused(_("This figure was changed while you looked at it. Look again."))
    if is_approved and (locked.value is None or not locked.measured_on):
        raise Refused(_("A figure and its date are needed before it can be approved."))
    locked.reason = clean_plain(reason)
    if not is_approved and not locked.reason:
        raise Refused(_("Say what should be looked at again."))
    locked.state = State.APPROVED if is_approved else State.RETURNED
    locked.decided_by, locked.decided_at = by, now
    if not is_approved:
        tell_of_return(locked, by=by)
    locked.save(update_fields=["state", "reason", "decided_by", "decided_at"])


@transaction.atomic
def correct(figure: Measurement) -> Measurement:
    """A new entry in place of an approved one, with its values to change; one at a time."""
    open_ones = Measurement.objects.present().filter(corrects=figure).exclude(state=State.APPROVED)
    found: Measurement = open_ones.first() or Measurement.objects.create(
        indicator=figure.indicator,
        corrects=figure,
        **{name: getattr(figure, name) for name in Measurement.asked},
    )
    return found


# -- what pages show of them


def locked_figures(plan: Plan) -> list[Measurement]:
    """The approved figures of one indicator, each with `replaced` when an approved correction took its place."""
    return _with_corrections(
        plan.all_records(Measurement).filter(state=State.APPROVED).select_related("decided_by")
    )


def figures_by_indicator(plan: Plan) -> dict[UUID, list[Measurement]]:
    """All figures of a plan by the UUID of their indicator, in the order of their dates; two queries at most."""
    found: dict[UUID, list[Measurement]] = defaultdict(list)
    for figure in _with_corrections(plan.all_figures.present().select_related("indicator")):
        found[figure.indicator.uid].append(figure)
    return found


def _with_corrections(figures: "QuerySet[Any]") -> list[Any]:
    rows = list(figures)
    replaced = {each.corrects_id for each in rows if each.corrects_id and each.state == State.APPROVED}
    for each in rows:
        each.replaced = each.pk in replaced
        each.number = each.value.normalize() if each.value is not None else None
    return rows
