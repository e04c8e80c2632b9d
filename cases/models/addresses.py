"""Web addresses that sources name, and what came of asking for them at night."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NIGHTS = 3
"""So many nights in a row an address has to fail before it is called dead."""


class SourceAddressQuerySet(models.QuerySet["SourceAddress"]):
    def dead(self) -> "SourceAddressQuerySet":
        return self.filter(failures__gte=NIGHTS)


class SourceAddress(models.Model):
    """One address, however many sources name it."""

    class Failure(models.TextChoices):
        GONE = "gone", _("the page is not there any more")
        FAULT = "fault", _("the server only answers with a fault")
        SILENT = "silent", _("nobody answers there")
        UNSAFE = "unsafe", _("its certificate is not valid")

    address = models.URLField(max_length=600, unique=True)
    checked_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    failure = models.CharField(max_length=10, choices=Failure, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)

    objects = SourceAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address of a source")
        verbose_name_plural = _("addresses of sources")
        constraints = [
            models.CheckConstraint(
                condition=Q(failure="", failures=0, failing_since__isnull=True)
                | (~Q(failure="") & Q(failures__gte=1, failing_since__isnull=False)),
                name="source_address_fails_since",
                violation_error_message=_("What fails does so since a moment, and for a reason."),
            )
        ]

    def __str__(self) -> str:
        return self.address
