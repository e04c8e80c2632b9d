"""The bin: items taken out of a case, and deleted cases, lie there for thirty days and can be brought back."""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from peerlearn.accounts.models import User
from peerlearn.editing.bin import KEPT, days_left

from ...completeness import SECTIONS, Section
from ...document import Part, case_document
from ...models import Case, Edition, Item, Redaction, Revision, Withdrawal
from ...revisions import sit_down
from ...workflow import WorkflowError
from ..drafts import open_bin
from ..names import Names

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Removed:
    """An item in the bin."""

    part: Part
    section: Section
    heading: str
    at: datetime
    by: User | None
    days_left: int


# -- items


@transaction.atomic
def remove_item(case: Case, uid: UUID, *, by: User) -> bool:
    """Puts an item into the bin, and says whether there was one.

    What belongs to it (the sides of a comparison) is out of sight with it and comes back with it.
    """
    present = Item.objects.filter(case=case, uid=uid).present()
    return present.update(removed_at=timezone.now(), removed_by=by) > 0


@transaction.atomic
def restore_item(case: Case, uid: UUID, *, by: User) -> bool:
    """Takes an item out of the bin, with the sides that went with it; what was redacted stays there."""
    sit_down(case, by=by)
    item = _in_bin(case).filter(uid=uid).first()
    if item is None:
        return False
    together = Item.objects.filter(comparisonside__tool=item.pk, removed_at=item.removed_at)
    together.update(removed_at=None, removed_by=None)
    Item.objects.filter(pk=item.pk).update(removed_at=None, removed_by=None)
    return True


def _in_bin(case: Case) -> QuerySet[Item]:
    redacted = Redaction.objects.filter(case=case).values("item_uid")
    removed = Item.objects.filter(case=case, removed_at__gt=timezone.now() - KEPT)
    return removed.exclude(uid__in=redacted)


def removed_items(case: Case, *, now: datetime) -> list[Removed]:
    """What of a case lies in the bin and can come back, the latest first.

    Left out is what has been replaced meanwhile: the text of a city that has a new one, for instance.
    """
    rows = {row.uid: row for row in _in_bin(case).exclude(kind="side").select_related("removed_by")}
    if not rows:
        return []
    document = case_document(case)
    names, taken = Names(document), {_place(part) for part in document.authored.parts} - {None}
    found = [
        Removed(
            part,
            _section(part),
            names.heading(part, case.language),
            row.removed_at,
            row.removed_by,
            days_left(row.removed_at, now=now),
        )
        for part in open_bin(case, rows)
        if _place(part) not in taken and (row := rows[part.uid]).removed_at
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _place(part: Part) -> tuple[str, str] | None:
    """What there is one of: the narrative of the case, the context of a city."""
    match part.kind:
        case "narrative":
            return (part.kind, "")
        case "context":
            return (part.kind, part.facts["city"])
    return None


def _section(part: Part) -> Section:
    return next(section for section in SECTIONS if part.kind in section.kinds)


# -- cases


def is_public(case: Case) -> bool:
    is_withdrawn = Withdrawal.objects.filter(case=case).exists()
    return not is_withdrawn and Edition.objects.filter(case=case).exists()


@transaction.atomic
def delete_case(case: Case, *, by: User) -> None:
    """Puts a case into the bin. What waits to be published by itself does not, when it comes back.

    Raises WorkflowError, with nothing changed, while the public can read it.
    """
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if is_public(locked):
        raise WorkflowError(_("A case that is public is withdrawn first."))
    locked.removed_at, locked.removed_by, locked.publish_at = timezone.now(), by, None
    locked.sitting_of = locked.sitting_at = None
    locked.save(update_fields=["removed_at", "removed_by", "publish_at", "sitting_of", "sitting_at"])


def deleted_cases(user: User, *, now: datetime) -> QuerySet[Case]:
    """Those in the bin that the user may bring back, the latest first."""
    mine = Case.objects.deletable_by(user).filter(removed_at__gt=now - KEPT)
    return mine.select_related("partnership", "owner", "removed_by").order_by("-removed_at", "pk")


@transaction.atomic
def restore_case(case: Case) -> None:
    """Takes a case out of the bin, as it was."""
    Case.objects.filter(pk=case.pk).update(removed_at=None, removed_by=None)


# -- for good


def purge(*, now: datetime) -> None:
    """Deletes what lay in the bin for its time: items, and cases that were never public.

    Of a case that was public the editions stay, and its address; its working copy goes.
    """
    Item.objects.filter(removed_at__lte=now - KEPT).delete()
    for case in Case.objects.filter(removed_at__lte=now - KEPT):
        try:
            with transaction.atomic():
                _purge_case(Case.objects.select_for_update(of=("self",)).get(pk=case.pk))
        except Exception:
            log.exception("%s could not be taken out of the bin for good.", case)


def _purge_case(case: Case) -> None:
    case.items.all().delete()
    case.comments.all().delete()
    case.translations.all().delete()
    if not Edition.objects.filter(case=case).exists():
        Case.objects.filter(pk=case.pk).update(
            state=Case.State.WRITING, submitted=None, approved_by=None, approved_at=None
        )
        Redaction.objects.filter(case=case).delete()
        Revision.objects.filter(case=case).delete()
        case.delete()
