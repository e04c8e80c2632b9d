"""Cutting revisions: a case document kept, with author, time and reason.

One is cut at every step that names one, and at the end of a sitting: when nobody wrote for a while, or
when somebody else begins. Never at a single save.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from peerlearn.accounts.models import User

from .document import case_document
from .models import Case, Revision

SITTING = timedelta(minutes=15)
"""A sitting has ended when nothing was written for so long."""


def cut_revision(case: Case, *, reason: Revision.Reason, author: User | None) -> Revision:
    """Keeps the working copy as it is now; the latest revision itself when nothing changed since."""
    Case.objects.filter(pk=case.pk, sitting_at__isnull=False).update(sitting_of=None, sitting_at=None)
    document = case_document(case)
    digest = document.authored.digest()
    latest = case.revisions.first()
    if latest and latest.digest == digest and latest.about == document.about:
        return latest
    return Revision.objects.create(
        case=case,
        authored=document.authored.to_json(),
        about=document.about,
        digest=digest,
        reason=reason,
        author=author,
    )


def sit_down(case: Case, *, by: User) -> None:
    """Locks the case for the rest of the transaction, for `by` to write in it.

    What another person left since the latest revision, or the same person long ago, is cut before.
    """
    now = timezone.now()
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.sitting_at and (locked.sitting_of_id != by.pk or locked.sitting_at <= now - SITTING):
        _end_sitting(locked)
    Case.objects.filter(pk=case.pk).update(sitting_of=by, sitting_at=now)


def end_sittings(*, now: datetime) -> None:
    """Cuts a revision of every case in which somebody wrote and nobody has for a while."""
    left = Case.objects.filter(sitting_at__lte=now - SITTING)
    for pk in left.values_list("pk", flat=True):
        with transaction.atomic():
            # somebody who holds the lock is writing: their sitting goes on
            case = left.select_for_update(skip_locked=True).filter(pk=pk).first()
            if case:
                _end_sitting(case)


def _end_sitting(case: Case) -> None:
    cut_revision(case, reason=Revision.Reason.SITTING, author=case.sitting_of)
