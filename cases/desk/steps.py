"""The steps of the workflow as the desk's buttons take them, with the words that say what happened."""

from django.db import transaction
from django.utils.translation import gettext as _

from peerlearn.accounts.models import User
from peerlearn.editing.prose import clean_plain

from .. import workflow
from ..models import Case, Comment

NOTE = 2_000


@transaction.atomic
def take_step(case: Case, name: str, *, by: User, note: str = "") -> str:
    """Takes the step and returns what to tell the person; raises WorkflowError when it can't be taken."""
    note = clean_plain(note)[:NOTE]
    match name:
        case "submit":
            workflow.submit(case, by=by)
            return _("Submitted. An editor looks at the case as it is now; you can go on writing.")
        case "request_changes":
            workflow.request_changes(case, by=by)
            _keep_note(case, note, by)
            return _("The writers see that you ask for changes.")
        case "approve":
            workflow.approve(case, by=by)
            return _("Approved. It can be published now.")
        case "publish":
            edition = workflow.publish(case, by=by)
            return _("Published: edition %(number)d is on the public side.") % {"number": edition.number}
    workflow.withdraw(case, by=by, reason=note[:300])
    return _("Withdrawn: the public address stays and says so.")


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
