"""The only writers of a case's state, and of what the public sees of it.

Two facts, kept apart: the working copy is writing, in review, changes requested or approved; the
public side is nothing, an edition or withdrawn. `TRANSITIONS` says who may move the working copy
from where to where; the editing guide shows the same table.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnerships.models import Partnership
from peerlearn.accounts.models import User
from peerlearn.queueing import queue_if_possible

from .catalogue.listing import rebuild_listing
from .completeness import blockers
from .document import Authored, CaseDocument, apply_document, kept_document
from .models import Case, Edition, Item, Redaction, Revision, Translation, Withdrawal
from .revisions import cut_revision

State = Case.State
MAKE_PUBLICATIONS = "cases.publications.running.jobs.make_publications_of"
log = logging.getLogger(__name__)


class WorkflowError(Exception):
    """What was asked can't be done now; the message is for people."""


@dataclass(frozen=True)
class Transition:
    """One allowed step of the working copy."""

    name: str
    label: Promise | str
    sources: tuple[State, ...]
    target: State
    by_reviewer: bool


TRANSITIONS = {
    transition.name: transition
    for transition in (
        Transition("submit", _("Submit for review"), (State.WRITING, State.CHANGES_REQUESTED), State.IN_REVIEW, False),
        Transition("request_changes", _("Request changes"), (State.IN_REVIEW, State.APPROVED), State.CHANGES_REQUESTED, True),
        Transition("approve", _("Approve"), (State.IN_REVIEW,), State.APPROVED, True),
        Transition("publish", _("Publish"), (State.APPROVED,), State.WRITING, True),
    )
}  # fmt: skip


def allowed(case: Case, user: User) -> list[Transition]:
    """The steps that `user` may take with `case` now."""
    cases = Case.objects.filter(pk=case.pk)
    writes, reviews = cases.writable_by(user).exists(), cases.reviewable_by(user).exists()
    return [
        transition
        for transition in TRANSITIONS.values()
        if case.state in transition.sources and (reviews if transition.by_reviewer else writes or reviews)
    ]


def _moved(case: Case, name: str, user: User) -> Case:
    """The case, locked for this transaction and checked to allow the step; raises WorkflowError."""
    locked = Case.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=case.pk)
    if TRANSITIONS[name] not in allowed(locked, user):
        raise WorkflowError(
            _("This step is not possible now: somebody may have been quicker. Look at the case again.")
        )
    locked.state = TRANSITIONS[name].target
    return locked


def _saved(locked: Case, case: Case) -> None:
    """Writes the state and shows it on the caller's object as well."""
    columns = [
        "state", "submitted", "submitted_by", "submitted_at", "approved_by", "approved_at", "publish_at",
    ]  # fmt: skip
    locked.save(update_fields=columns)
    for column in columns:
        setattr(case, column, getattr(locked, column))


@transaction.atomic
def submit(case: Case, *, by: User) -> Revision:
    """Cuts a revision and asks for its review; words typed afterwards wait for the next round."""
    locked = _moved(case, "submit", by)
    locked.submitted = cut_revision(locked, reason=Revision.Reason.SUBMITTED, author=by)
    _require_publishable(locked.submitted)
    locked.submitted_by, locked.submitted_at = by, timezone.now()
    locked.approved_by = locked.approved_at = locked.publish_at = None
    _saved(locked, case)
    return locked.submitted


@transaction.atomic
def request_changes(case: Case, *, by: User) -> None:
    locked = _moved(case, "request_changes", by)
    locked.approved_by = locked.approved_at = locked.publish_at = None
    _saved(locked, case)


@transaction.atomic
def approve(case: Case, *, by: User) -> None:
    """Puts the reviewer's stamp on the submitted revision."""
    locked = _moved(case, "approve", by)
    locked.approved_by, locked.approved_at = by, timezone.now()
    _saved(locked, case)


@transaction.atomic
def publish(case: Case, *, by: User, at: datetime | None = None) -> Edition:
    """Makes the approved revision the next edition: edition, listing and catalogue version at once.

    With its first case a partnership is public, too: its page says what the case's page links to.

    Raises WorkflowError, with nothing changed, when it is not approved or lacks what an edition needs.
    """
    locked = _moved(case, "publish", by)
    revision = locked.submitted
    if revision is None:
        raise WorkflowError(_("Nothing was submitted yet."))
    _require_publishable(revision)
    last = (
        Edition.objects.filter(case=locked).order_by("-number").values_list("number", flat=True).first() or 0
    )
    edition = Edition.objects.create(
        case=locked,
        number=last + 1,
        revision=revision,
        languages=_ready_languages(locked, revision),
        approved_by=locked.approved_by,
        approved_at=locked.approved_at,
        published_by=by,
        published_at=at or timezone.now(),
    )
    Withdrawal.objects.filter(case=locked).delete()
    Partnership.objects.filter(pk=locked.partnership_id, is_public=False).update(is_public=True)
    locked.submitted = locked.submitted_by = locked.submitted_at = None
    locked.approved_by = locked.approved_at = locked.publish_at = None
    _saved(locked, case)
    rebuild_listing(locked.pk)
    transaction.on_commit(partial(queue_if_possible, MAKE_PUBLICATIONS, edition=edition.pk))
    return edition


@transaction.atomic
def schedule(case: Case, *, by: User, at: datetime | None) -> None:
    """Says when an approved case is published by itself; None takes that back."""
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if TRANSITIONS["publish"] not in allowed(locked, by):
        raise WorkflowError(_("Only an approved case can be published later, by an editor."))
    if at is not None and at <= timezone.now():
        raise WorkflowError(_("Choose a time that lies ahead."))
    locked.publish_at = at
    _saved(locked, case)


def publish_due(*, now: datetime) -> int:
    """Publishes what is due, in the name of whoever approved it; says how many cases."""
    published = 0
    due = Case.objects.present().filter(state=State.APPROVED, publish_at__lte=now)
    for case in due.select_related("approved_by"):
        assert case.approved_by, "the database keeps an approval's name"
        try:
            publish(case, by=case.approved_by, at=now)
            published += 1
        except WorkflowError as refusal:
            log.error("%s was due but can't be published: %s", case, refusal)
            Case.objects.filter(pk=case.pk).update(publish_at=None)
    return published


def _require_publishable(revision: Revision) -> None:
    reasons = blockers(CaseDocument(Authored.from_json(revision.authored), revision.about))
    if reasons:
        raise WorkflowError(" ".join(str(reason) for reason in reasons))


def _ready_languages(case: Case, revision: Revision) -> list[str]:
    """The original first, then the translations that are marked ready and have words in the revision."""
    authored = Authored.from_json(revision.authored)
    ready = Translation.objects.filter(case=case).values_list("language", flat=True)
    return [
        authored.language,
        *(code for code in ready if code in authored.languages() - {authored.language}),
    ]


@transaction.atomic
def withdraw(case: Case, *, by: User, reason: str) -> None:
    """Takes the case off the public side; its address stays and says so."""
    if not Case.objects.filter(pk=case.pk).reviewable_by(by).exists():
        raise WorkflowError(_("Only an editor can withdraw a case."))
    if not Edition.objects.filter(case=case).exists():
        raise WorkflowError(_("Nothing of this case is public."))
    Withdrawal.objects.get_or_create(case=case, defaults={"withdrawn_by": by, "reason": reason})
    rebuild_listing(case.pk)


@transaction.atomic
def restore(case: Case, revision: Revision, *, by: User) -> Revision:
    """Makes an earlier revision the working copy again; what it replaces is kept as a revision too.

    What was redacted since stays away.
    """
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    cut_revision(case, reason=Revision.Reason.SITTING, author=locked.sitting_of or by)
    apply_document(case, kept_document(revision).authored, author=by)
    return cut_revision(case, reason=Revision.Reason.RESTORED, author=by)


@transaction.atomic
def redact(case: Case, item: UUID, *, by: User | None, reason: str) -> None:
    """Takes an item out of every edition, past ones included, and out of the working copy."""
    Redaction.objects.get_or_create(case=case, item_uid=item, defaults={"redacted_by": by, "reason": reason})
    Item.objects.filter(case=case, uid=item).update(removed_at=timezone.now(), removed_by=by)
    rebuild_listing(case.pk)
    for edition in case.editions.all():
        transaction.on_commit(partial(queue_if_possible, MAKE_PUBLICATIONS, edition=edition.pk))
