"""What can be taken away by mistake: it lies in a bin for its time before it goes for good."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptQuerySet(models.QuerySet[Any]):
    def present(self) -> "KeptQuerySet":
        """Without what lies in the bin."""
        return self.filter(removed_at__isnull=True)


class Kept(models.Model):
    """A record of a plan or of its progress: named by a UUID, removed by way of the bin.

    `asked` names the columns that the form at the desk asks for, in its order.
    """

    asked: ClassVar[tuple[str, ...]] = ()

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("removed by"),
    )

    objects: ClassVar[Any] = KeptQuerySet.as_manager()

    class Meta:
        abstract = True
