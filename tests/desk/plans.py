"""Work plans for tests of the desk: figures that an editor approved, a plan with something in it."""

from typing import Any

from django.utils import timezone

from partnerships.models import Indicator, Measurement
from peerlearn.accounts.models import User
from tests.factories import make_figure


def approved(
    indicator: Indicator, value: str, measured_on: str = "2015-03", *, by: User, **columns: Any
) -> Measurement:
    """A figure that an editor approved."""
    return make_figure(
        indicator=indicator,
        value=value,
        measured_on=measured_on,
        state=Measurement.State.APPROVED,
        decided_by=by,
        decided_at=timezone.now(),
        **columns,
    )
