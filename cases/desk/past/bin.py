"""Taking an item out of a case, and putting it back: removed items lie in the bin for a while."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ...models import Case, Item, Redaction


@transaction.atomic
def remove_item(case: Case, uid: UUID) -> bool:
    """Puts an item into the bin, and says whether there was one.

    What belongs to it (the sides of a comparison) is out of sight with it and comes back with it.
    """
    return Item.objects.filter(case=case, uid=uid).present().update(removed_at=timezone.now()) > 0


@transaction.atomic
def restore_item(case: Case, uid: UUID) -> None:
    """Takes an item out of the bin; what was redacted stays there."""
    redacted = Redaction.objects.filter(case=case).values("item_uid")
    Item.objects.filter(case=case, uid=uid).exclude(uid__in=redacted).update(removed_at=None)
