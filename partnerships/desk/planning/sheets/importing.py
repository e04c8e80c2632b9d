"""Writing what a trial showed: all of it in one transaction, and only if it would come out the same again."""

from django.db import transaction

from peerlearn.accounts.models import User

from ..plans import Plan
from ..saving import save_record
from .keeping import Kept
from .opening import opened
from .trying import Trial


class Outdated(Exception):
    """The plan is not what it was when the trial was shown; nothing was written."""


class NotAgreed(Exception):
    """Some rows are refused, and nobody said that the others may come without them; nothing was written."""


def trial_of(plan: Plan, file: Kept) -> Trial:
    """Raises Unreadable."""
    return Trial(plan, opened(file.content), file.upload)


@transaction.atomic
def import_rows(plan: Plan, file: Kept, *, seen: str, without_refused: bool, by: User) -> int:
    """How many rows were written. `seen` is the mark of the trial that the person saw.

    Raises Outdated or NotAgreed with nothing written.
    """
    plan.owner.lock()
    trial = trial_of(plan, file)
    if trial.mark != seen:
        raise Outdated
    if trial.refused and not without_refused:
        raise NotAgreed
    for row in trial.importable:
        assert row.form is not None
        save_record(row.form.plan, row.form, by)
    return len(trial.importable)
