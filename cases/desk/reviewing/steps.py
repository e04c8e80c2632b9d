"""The steps of the workflow as the desk's buttons take them, with the words that say what happened."""

from datetime import UTC

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from peerlearn.accounts.models import User
from peerlearn.editing.prose import clean_plain

from ... import workflow
from ...models import Case, Comment

NOTE = 2_000


@transaction.atomic
def take_step(case: Case, name: str, *, by: User, note: str = "", at: str = "") -> str:
    """Takes the step and returns what to tell the person; raises WorkflowError when it can't be taken."""
    note = clean_plain(note)[:NOTE]
    match name:
        case "submit":
            workflow.submit(case, by=by)
            return _("Submitted. An editor looks at the case as it is now; you can go on writing.")
        case "request_changes":
            if not note and not case.comments.filter(resolved_at=None).exists():
                raise workflow.WorkflowError(_("Say what the writers should change, so that they can."))
            workflow.request_changes(case, by=by)
            _keep_note(case, note, by)
            return _("The writers see that you ask for changes.")
        case "approve":
            workflow.approve(case, by=by)
            return _("Approved. It can be published now.")
        case "publish":
            edition = workflow.publish(case, by=by)
            return _("Published: edition %(number)d is on the public side.") % {"number": edition.number}
        case "schedule":
            return _schedule(case, at, by)
    workflow.withdraw(case, by=by, reason=note[:300])
    return _("Withdrawn: the public address stays and says so.")


def _schedule(case: Case, at: str, by: User) -> str:
    """`at` is a time as a browser sends it ("2026-12-01T09:00"), in UTC; "" takes the plan back."""
    try:
        when = parse_datetime(at)
    except ValueError:  # of the right form, but no such day
        when = None
    if at and when is None:
        raise workflow.WorkflowError(_("This is no date and time."))
    workflow.schedule(case, by=by, at=when.replace(tzinfo=UTC) if when else None)
    if when is None:
        return _("It is not published by itself any more.")
    return _("It is published by itself at the time you chose.")


def _keep_note(case: Case, note: str, by: User) -> None:
    """What a reviewer asks for is a comment on the whole case."""
    if note:
        Comment.objects.create(case=case, section="", text=note, author=by)


def open_notes(case: Case) -> list[Comment]:
    """What reviewers asked for and nobody has resolved, the latest first."""
    return list(
        Comment.objects.filter(case=case, section="", item=None, resolved_at=None)
        .select_related("author")
        .order_by("-written_at")[:3]
    )
